package org.ckep.hub.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ckep.hub.filter.FilterEvent;
import org.ckep.hub.log.CanonicalJson;
import org.jboss.logging.Logger;

/**
 * Tells owners what became of a subscription, by an event in their other active ones that want it. What is told was noted in
 * the transaction that did it. Each subscription gets it in a transaction of its own, so that never two cursors are locked
 * for it, and that transaction remembers it: a crash in between delays a notice and doubles none.
 */
@ApplicationScoped
class Notices {
    private static final Logger LOG = Logger.getLogger(Notices.class);

    private static final Duration FIRST = Duration.ofDays(7);
    private static final Duration LAST = Duration.ofDays(1);

    /** What cannot be said for so long is left: polling shows it. */
    private static final Duration STALE = Duration.ofDays(1);

    private static final String FORESEE = """
            insert into subscription_notice(sub, kind, reason, since, ends_at)
            select id, 'lease-ending', $3, lease_until - $4::bigint * interval '1 millisecond', lease_until
            from subscription where state = 'ACTIVE' and lease_until > $1 and lease_until <= $2
            on conflict (sub, ends_at, reason) where kind = 'lease-ending' do nothing""";

    private static final String UNSAID = """
            select n.id, n.sub, s.owner, n.kind, n.reason, n.since, n.ends_at, n.at,
              s.state <> 'RETIRED'
                and (n.ends_at is null or n.ends_at = s.lease_until and s.state = 'ACTIVE') as holds
            from subscription_notice n join subscription s on s.id = n.sub
            where n.said_at is null order by n.at, n.id limit 500""";

    private static final String HEARERS = """
            select h.id, h.audience, h.version, h.protocol, h.ordering, h.types, h.filters from subscription h
            where h.owner = $2 and h.id <> $3 and h.state = 'ACTIVE'
              and not exists (select 1 from subscription_notice_said d where d.notice = $1 and d.sub = h.id)""";

    private static final String HEARER = HEARERS + " and h.id = $4";

    private static final String REMEMBER = "insert into subscription_notice_said(notice, sub) values ($1, $2)";

    private static final String CLOSE = "update subscription_notice set said_at = now() where id = $1";

    private final Pool pool;
    private final HubEvents events;
    private final Digests digests;
    private final DeliveryConfig config;
    private final Advice advice;
    private final SubscriptionFilters filters = new SubscriptionFilters();

    Notices(
            @ReactiveDataSource("delivery") Pool pool,
            HubEvents events,
            Digests digests,
            DeliveryConfig config,
            ObjectMapper json) {
        this.pool = pool;
        this.events = events;
        this.digests = digests;
        this.config = config;
        this.advice = new Advice(json);
    }

    /**
     * Notes which leases end soon, seven days before and one day before, each once. A lease that is short begins within
     * the seven days and is noted in its second half only: before that looking at it does not renew it.
     */
    Uni<Void> foresee(OffsetDateTime now) {
        Duration half = config.subscriptionPeriod().dividedBy(2);
        return foresee(now.plus(LAST), now.plus(FIRST.compareTo(half) < 0 ? FIRST : half), "ends-in-7-days")
                .chain(() -> foresee(now, now.plus(LAST.compareTo(half) < 0 ? LAST : half), "ends-in-1-day"));
    }

    private Uni<Void> foresee(OffsetDateTime after, OffsetDateTime upTo, String reason) {
        return pool.preparedQuery(FORESEE)
                .execute(Tuple.of(
                        after, upTo, reason, config.subscriptionPeriod().toMillis()))
                .replaceWithVoid();
    }

    @Scheduled(
            identity = "notices",
            every = "5s",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return DatabaseClock.now(pool)
                .chain(this::say)
                .onFailure()
                .invoke(failure -> LOG.warn("notices wait for the next run", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Says what was noted and not said. */
    Uni<Void> say(OffsetDateTime now) {
        return pool.query(UNSAID)
                .execute()
                .chain(rows -> each(rows, row -> say(Notice.of(row), now.minus(STALE))))
                .replaceWithVoid();
    }

    private static <T> Uni<List<Boolean>> each(Iterable<T> all, Function<T, Uni<Boolean>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> work.apply(one))
                .collect()
                .asList();
    }

    private Uni<Boolean> say(Notice notice, OffsetDateTime stale) {
        return hearers(notice)
                .chain(hearers -> each(hearers, hearer -> sayIn(hearer, notice)))
                .chain(said -> said.contains(false) && notice.at().isAfter(stale)
                        ? Uni.createFrom().item(false)
                        : pool.preparedQuery(CLOSE)
                                .execute(Tuple.of(notice.id()))
                                .replaceWith(true))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "the notice %s waits", notice.id()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<List<Row>> hearers(Notice notice) {
        return !notice.holds()
                ? Uni.createFrom().item(List.of())
                : pool.preparedQuery(HEARERS)
                        .execute(Tuple.of(notice.id(), notice.owner(), notice.sub()))
                        // Conditions cost time that an event loop does not have.
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(rows -> {
                            List<Row> wanting = new ArrayList<>();
                            rows.forEach(hearer -> {
                                if (wants(hearer, notice)) {
                                    wanting.add(hearer);
                                }
                            });
                            return wanting;
                        });
    }

    /** False where it has to be tried again. */
    private Uni<Boolean> sayIn(Row hearer, Notice notice) {
        long begun = System.nanoTime();
        return pool.withTransaction(connection -> Numbering.lock(connection, List.of(hearer.getUUID("id")))
                        .chain(locked -> locked.isEmpty()
                                ? Uni.createFrom().item(false)
                                : sayIn(connection, locked.get(0), notice, begun)
                                        .replaceWith(true)))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "the notice %s waits for %s", notice.id(), hearer.getUUID("id")))
                .onFailure()
                .recoverWithItem(false);
    }

    /** Read again: whoever changes its filters or says it at the same time holds the cursor, too. */
    private Uni<Void> sayIn(SqlConnection connection, Numbering numbering, Notice notice, long begun) {
        return connection
                .preparedQuery(HEARER)
                .execute(Tuple.of(notice.id(), notice.owner(), notice.sub(), numbering.sub()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(rows -> {
                    Row hearer = rows.size() == 0 ? null : rows.iterator().next();
                    return hearer == null || !wants(hearer, notice)
                            ? Uni.createFrom().voidItem()
                            : number(connection, hearer, numbering, notice, begun);
                });
    }

    private Uni<Void> number(SqlConnection connection, Row hearer, Numbering numbering, Notice notice, long begun) {
        String audience = hearer.getString("audience");
        numbering
                .ordered(hearer.getString("ordering"))
                .delivered(hearer.getString("protocol").equals("HTTP"))
                .say(HubEvents.subject(notice.sub()), body(audience, notice));
        return digests.addIfDue(connection, audience, numbering)
                .chain(() -> new NumberedEvents(List.of(numbering))
                        .write(connection, config.leasePeriod().toMillis(), begun))
                .chain(() -> connection.preparedQuery(REMEMBER).execute(Tuple.of(notice.id(), numbering.sub())))
                .replaceWithVoid();
    }

    private boolean wants(Row hearer, Notice notice) {
        return filters.of(hearer)
                .matches(notice.type(), () -> FilterEvent.of(body(hearer.getString("audience"), notice)));
    }

    /** The same event, by its id, wherever it is said. */
    private byte[] body(String audience, Notice notice) {
        ObjectNode event = events.about(notice.sub(), audience, notice.type(), notice.data(advice));
        event.put("id", notice.id().toString());
        event.put("time", notice.at().toInstant().toString());
        return CanonicalJson.write(event).getBytes(StandardCharsets.UTF_8);
    }
}
