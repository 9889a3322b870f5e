package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.hub.border.Undertakings;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.jspecify.annotations.Nullable;

/** What became of a subscription's events, and how it is doing. */
@ApplicationScoped
class DeliveryLog {
    private static final Set<String> STATES =
            Set.of("pending", "parked", "delivered", "acknowledged", "skipped", "expired", "withheld");

    private static final String DELIVERIES = """
            select d.subseq, case when l.state = 'PARKED' and d.done_at is null then 'PARKED' else d.state end as state,
              d.done_at, e.id, e.type, e.subject, log_undertakings(e.body) as undertakings,
              (select count(*) from attempt a where a.sub = d.sub and a.subseq = d.subseq) as attempts,
              a.outcome, a.status
            from delivery d join subscription s on s.id = d.sub
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            left join lane l on l.sub = d.sub and l.lane = d.lane
            left join lateral (select outcome, status from attempt a
              where a.sub = d.sub and a.subseq = d.subseq order by a.id desc limit 1) a on true
            where d.sub = $1 and d.subseq > $2
              and ($3::text is null or $3 = case when l.state = 'PARKED' and d.done_at is null then 'parked'
                                                 else lower(d.state) end)
            order by d.subseq limit $4""";

    private static final String ATTEMPTS = """
            select at, n, kind, ms, status, outcome, response from attempt
            where sub = $1 and subseq = $2 order by id limit 200""";

    private static final String HEALTH = """
            select c.subseq, c.next_pos, coalesce(h.pos, 0) as head, coalesce(t.attempt, x.failures) as failures,
              case when t.attempt > 0 then 'topic-failed' else x.last_outcome end as last_outcome, x.last_success_at,
              greatest(case when x.open_n > 0 then x.open_until end,
                       case when x.rest_until > now() then x.rest_until end,
                       case when t.attempt > 0 and t.next_at > now() then t.next_at end) as paused_until,
              (select ends_at from subscription_certificate where sub = c.sub) as certificate_ends_at,
              (select count(*) from delivery d where d.sub = c.sub and d.done_at is null) as open,
              (select min(d.subseq) from delivery d where d.sub = c.sub and d.done_at is null) as first_open
            from subscription_cursor c join subscription s on s.id = c.sub join sub_health x on x.sub = c.sub
            left join log_head h on h.audience = s.audience left join egress t on t.sub = c.sub where c.sub = $1""";

    private static final String PARKED = """
            select l.lane, (select min(d.subseq) from delivery d
                            where d.sub = l.sub and d.lane = l.lane and d.done_at is null) as subseq
            from lane l where l.sub = $1 and l.state = 'PARKED' order by l.lane limit 100""";

    private final SubscriptionStore store;
    private final Undertakings undertakings;

    DeliveryLog(SubscriptionStore store, Undertakings undertakings) {
        this.store = store;
        this.undertakings = undertakings;
    }

    Uni<Page<DeliveryView>> deliveries(Owner owner, UUID id, @Nullable String state, PageRequest request) {
        if (state != null && !STATES.contains(state)) {
            throw ProblemException.invalidParameter(
                    "state", "The state is pending, parked, delivered, acknowledged, skipped, expired or withheld.");
        }
        long after;
        try {
            after = request.after().isEmpty()
                    ? 0
                    : Long.parseLong(String.valueOf(request.after().get("subseq")));
        } catch (NumberFormatException notOurs) {
            throw PageRequest.invalidCursor();
        }
        int limit = request.limit();
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> connection.preparedQuery(DELIVERIES).execute(Tuple.of(id, after, state, limit + 1)))
                .map(rows -> {
                    List<DeliveryView> views = new ArrayList<>();
                    rows.forEach(row -> views.add(delivery(row, mayBeKnown(owner, row))));
                    return request.page(views, view -> Map.of("subseq", view.subseq()));
                }));
    }

    /** What was withheld is not shown either, nor what would be withheld now or may have to be. */
    private boolean mayBeKnown(Owner owner, Row row) {
        String[] needed = row.getArrayOfStrings("undertakings");
        return !row.getString("state").equals("WITHHELD")
                && needed != null
                && undertakings.verdict(owner.id(), Set.of(needed)) == Undertakings.Verdict.MAY_BE_SENT;
    }

    /** An event that may not be known looks like one that the log no longer has. */
    private static DeliveryView delivery(Row row, boolean mayBeKnown) {
        return new DeliveryView(
                Long.toString(row.getLong("subseq")),
                row.getString("state").toLowerCase(Locale.ROOT),
                mayBeKnown ? row.getString("id") : null,
                mayBeKnown ? row.getString("type") : null,
                mayBeKnown ? row.getString("subject") : null,
                instant(row.getOffsetDateTime("done_at")),
                row.getLong("attempts").intValue(),
                row.getString("outcome"),
                row.getInteger("status"));
    }

    /** All requests for one event, the oldest first; fails with NOT_FOUND for a number that was not given out. */
    Uni<List<DeliveryView.AttemptView>> attempts(Owner owner, UUID id, long subseq) {
        return store.within(owner, connection -> requireNumber(connection, owner, id, subseq)
                .chain(() -> connection.preparedQuery(ATTEMPTS).execute(Tuple.of(id, subseq)))
                .map(rows -> {
                    List<DeliveryView.AttemptView> views = new ArrayList<>();
                    rows.forEach(row -> views.add(attempt(row)));
                    return views;
                }));
    }

    Uni<Row> requireNumber(SqlConnection connection, Owner owner, UUID id, long subseq) {
        return store.find(connection, owner, id)
                .chain(() -> connection
                        .preparedQuery("select state, lane from delivery where sub = $1 and subseq = $2")
                        .execute(Tuple.of(id, subseq)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    return rows.iterator().next();
                });
    }

    private static DeliveryView.AttemptView attempt(Row row) {
        Buffer response = row.getBuffer("response");
        return new DeliveryView.AttemptView(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                row.getInteger("n"),
                row.getString("outcome"),
                row.getInteger("status"),
                row.getInteger("ms"),
                response == null ? null : new String(response.getBytes(), StandardCharsets.UTF_8));
    }

    Uni<HealthView> health(Owner owner, UUID id) {
        return store.within(
                owner, connection -> store.find(connection, owner, id).chain(found -> connection
                        .preparedQuery(HEALTH)
                        .execute(Tuple.of(id))
                        .chain(rows -> connection
                                .preparedQuery(PARKED)
                                .execute(Tuple.of(id))
                                .chain(parked -> Troubles.of(connection, List.of(found))
                                        .map(troubles -> health(
                                                found,
                                                rows.iterator().next(),
                                                parked,
                                                troubles.getOrDefault(id, List.of())))))));
    }

    private static HealthView health(Subscription found, Row row, RowSet<Row> parkedRows, List<String> troubles) {
        List<HealthView.ParkedView> parked = new ArrayList<>();
        parkedRows.forEach(lane ->
                parked.add(new HealthView.ParkedView(lane.getString("lane"), String.valueOf(lane.getLong("subseq")))));
        Long firstOpen = row.getLong("first_open");
        long last = row.getLong("subseq");
        return new HealthView(
                found.state(),
                found.stateReason(),
                Long.toString(last),
                Long.toString(firstOpen == null ? last : firstOpen - 1),
                row.getLong("open"),
                Math.max(0, row.getLong("head") - row.getLong("next_pos") + 1),
                instant(row.getOffsetDateTime("last_success_at")),
                row.getString("last_outcome"),
                row.getInteger("failures"),
                instant(row.getOffsetDateTime("paused_until")),
                parked,
                instant(row.getOffsetDateTime("certificate_ends_at")),
                found.leaseUntil(),
                troubles);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
