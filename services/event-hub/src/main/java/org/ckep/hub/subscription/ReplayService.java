package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.hub.delivery.Courier;
import org.ckep.hub.delivery.DirectSend;
import org.ckep.hub.delivery.Replays;
import org.ckep.hub.subscription.SubscriptionStore.Reach;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sends events again: a range as a job, or one by one. */
@ApplicationScoped
class ReplayService {
    private static final String COUNT = """
            select count(*) as n from delivery d left join event_log e on e.audience = $5 and e.pos = d.pos
            where d.sub = $1 and d.subseq between $2 and $3 and d.state in ('DELIVERED', 'ACKNOWLEDGED', 'SKIPPED')
              and (d.pos is null or e.pos is not null)
              and (cardinality($4::text[]) = 0 or e.type = any($4)) and (not $6 or d.state = 'SKIPPED')""";

    private final SubscriptionStore store;
    private final SubscriberFeed feed;
    private final DeliveryLog log;
    private final SubscriptionRules rules;
    private final SubscriptionConfig config;
    private final DirectSend direct;
    private final Replays replays;
    private final Courier courier;
    private final RepeatedRequests repeated;
    private final Clock clock;

    ReplayService(
            SubscriptionStore store,
            SubscriberFeed feed,
            DeliveryLog log,
            SubscriptionRules rules,
            SubscriptionConfig config,
            DirectSend direct,
            Replays replays,
            Courier courier,
            RepeatedRequests repeated,
            Clock clock) {
        this.store = store;
        this.feed = feed;
        this.log = log;
        this.rules = rules;
        this.config = config;
        this.direct = direct;
        this.replays = replays;
        this.courier = courier;
        this.repeated = repeated;
        this.clock = clock;
    }

    /** Counts what a range holds and, unless that is all that is wanted, begins to send it again. */
    Uni<RepeatedRequests.Answer<ReplayView>> replay(Owner owner, RepeatedRequests.Request request, NewReplay wanted) {
        return store.within(
                        owner,
                        connection -> repeated.within(
                                connection,
                                owner,
                                request,
                                ReplayView.class,
                                () -> replay(connection, owner, request.sub(), wanted)))
                .invoke(replays::wake);
    }

    private Uni<ReplayView> replay(SqlConnection connection, Owner owner, UUID id, NewReplay wanted) {
        List<String> types = rules.types(wanted.types());
        boolean onlyFailed = Boolean.TRUE.equals(wanted.onlyFailed());
        boolean isDryRun = Boolean.TRUE.equals(wanted.dryRun());
        rules.requirePast(wanted.fromTime(), "/fromTime");
        rules.requirePast(wanted.toTime(), "/toTime");
        // Looking for the range and counting it may take long, and no result of a delivery waits for that.
        return store.find(connection, owner, id)
                .invoke(ReplayService::requireActive)
                .chain(found -> feed.ends(connection, id)
                        .chain(ends -> NumberRange.of(connection, found, wanted, ends))
                        .chain(range -> range.isEmpty()
                                ? Uni.createFrom().item(ReplayView.counted(isDryRun ? "DRY_RUN" : "DONE", range, 0))
                                : count(connection, found, range, types, onlyFailed)
                                        .chain(count -> isDryRun
                                                ? Uni.createFrom().item(ReplayView.counted("DRY_RUN", range, count))
                                                : store.lock(connection, owner, id)
                                                        .invoke(ReplayService::requireActive)
                                                        .chain(() -> begin(
                                                                connection,
                                                                owner,
                                                                id,
                                                                range,
                                                                types,
                                                                onlyFailed,
                                                                count)))));
    }

    static void requireActive(Subscription found) {
        if (!found.isWebhook()) {
            throw new ProblemException(
                    KernelProblem.STATE_FORBIDS,
                    "Only webhooks are sent again: who fetches or reads a topic goes back by himself.");
        }
        if (found.state() != State.ACTIVE) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "Nothing is sent to a subscription that is " + found.state() + ".")
                    .withMember("allowed", List.of(found.state() == State.PENDING ? "verify" : "resume"));
        }
    }

    private static Uni<Long> count(
            SqlConnection connection, Subscription found, NumberRange range, List<String> types, boolean onlyFailed) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.tuple()
                        .addUUID(found.id())
                        .addLong(range.from())
                        .addLong(range.to())
                        .addArrayOfString(types.toArray(String[]::new))
                        .addString(found.audience())
                        .addBoolean(onlyFailed))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    private Uni<ReplayView> begin(
            SqlConnection connection,
            Owner owner,
            UUID id,
            NumberRange range,
            List<String> types,
            boolean onlyFailed,
            long count) {
        UUID replay = UUID.randomUUID();
        return connection
                .preparedQuery("select count(*) as n from replay_job where sub = $1 and state = 'RUNNING'")
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("n") >= config.maxReplays()) {
                        throw new ProblemException(
                                SubscriptionProblem.LIMIT_REACHED,
                                "A subscription has at most " + config.maxReplays() + " replays at a time.");
                    }
                })
                .chain(() -> connection
                        .preparedQuery("""
                                insert into replay_job(id, sub, from_subseq, to_subseq, types, only_failed, next_subseq,
                                  state, created_at, created_by)
                                values ($1, $2, $3, $4, $5, $6, $3, 'RUNNING', $7, $8)""")
                        .execute(Tuple.tuple()
                                .addUUID(replay)
                                .addUUID(id)
                                .addLong(range.from())
                                .addLong(range.to())
                                .addArrayOfString(types.toArray(String[]::new))
                                .addBoolean(onlyFailed)
                                .addOffsetDateTime(SubscriptionStore.time(clock.instant()))
                                .addString(owner.actor())))
                .replaceWith(new ReplayView(replay, "RUNNING", count, 0L, null, range.from(), range.to()));
    }

    Uni<ReplayView> view(Owner owner, UUID id, UUID replay) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> connection
                        .preparedQuery("select state, sent, error, from_subseq, to_subseq from replay_job "
                                + "where id = $1 and sub = $2")
                        .execute(Tuple.of(replay, id)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    Row row = rows.iterator().next();
                    return new ReplayView(
                            replay,
                            row.getString("state"),
                            null,
                            row.getLong("sent"),
                            row.getString("error"),
                            row.getLong("from_subseq"),
                            row.getLong("to_subseq"));
                }));
    }

    /**
     * Sends one event again. One that waits at the head of a parked subject goes back to its place, with all its tries;
     * any other is sent at once, outside the order; one that was given up is given up no longer when it is taken.
     */
    Uni<RepeatedRequests.Answer<RedeliveryView>> redeliver(Owner owner, RepeatedRequests.Request request, long subseq) {
        return repeated.around(owner, request, RedeliveryView.class, () -> redeliver(owner, request.sub(), subseq));
    }

    private Uni<RedeliveryView> redeliver(Owner owner, UUID id, long subseq) {
        return store.within(owner, connection -> store.lock(connection, owner, id, Reach.LANES)
                        .invoke(ReplayService::requireActive)
                        .chain(() -> log.requireNumber(connection, owner, id, subseq))
                        .chain(row -> {
                            String state = row.getString("state");
                            if (state.equals("PENDING")) {
                                return unpark(connection, id, row.getString("lane"))
                                        .replaceWith(state);
                            }
                            if (state.equals("EXPIRED") || state.equals("WITHHELD")) {
                                throw new ProblemException(
                                        KernelProblem.STATE_FORBIDS,
                                        "An event that is " + state.toLowerCase(Locale.ROOT) + " cannot be delivered.");
                            }
                            return Uni.createFrom().item(state);
                        }))
                .chain(state -> state.equals("PENDING")
                        ? Uni.createFrom()
                                .item(new RedeliveryView("queued", null, null))
                                .invoke(courier::wake)
                        : direct.again(id, subseq, false)
                                .call(sent -> state.equals("SKIPPED") && sent != null && sent.isTaken()
                                        ? taken(owner, id, subseq)
                                        : Uni.createFrom().voidItem())
                                .map(RedeliveryView::of));
    }

    /** Where the next event of its subject has not told of the gap yet, there is none left to tell of. */
    private Uni<Void> taken(Owner owner, UUID id, long subseq) {
        return store.within(owner, connection -> store.lock(connection, owner, id, Reach.LANES)
                .chain(() -> connection
                        .preparedQuery("update delivery set state = 'DELIVERED', done_at = now() "
                                + "where sub = $1 and subseq = $2 and state = 'SKIPPED'")
                        .execute(Tuple.of(id, subseq)))
                .chain(() -> connection
                        .preparedQuery("update lane set gaps = array_remove(gaps, $2::bigint) "
                                + "where sub = $1 and $2 = any (gaps) and lease_until is null")
                        .execute(Tuple.of(id, subseq)))
                .chain(() -> connection.preparedQuery("""
                                delete from lane l using delivery gone
                                where gone.sub = $1 and gone.subseq = $2 and l.sub = gone.sub and l.lane = gone.lane
                                  and l.lease_until is null and l.gaps = '{}' and not exists (select 1 from delivery d
                                    where d.sub = l.sub and d.lane = l.lane and d.done_at is null)""").execute(Tuple.of(id, subseq)))
                .replaceWithVoid());
    }

    private static Uni<Void> unpark(SqlConnection connection, UUID id, String lane) {
        return connection.preparedQuery("""
                        update lane set state = 'READY', attempt = 0, next_at = now()
                        where sub = $1 and lane = $2 and lease_until is null""").execute(Tuple.of(id, lane)).replaceWithVoid();
    }

    /**
     * What a caller wants to have again: numbers or a span of time.
     *
     * @param from first number, by default the first that is kept
     * @param to last number, by default the last
     * @param fromTime what was recorded then or later
     * @param toTime what was recorded before
     * @param onlyFailed true for what was given up alone
     * @param dryRun true to count only
     */
    @Schema(name = "NewReplay")
    record NewReplay(
            @Schema(description = "First number; by default the first that is kept") @Nullable
            Long from,

            @Schema(description = "Last number; by default the last that was given out") @Nullable
            Long to,

            @Schema(description = "What was recorded then or later; not beside from and to") @Nullable
            Instant fromTime,

            @Schema(description = "What was recorded before; not beside from and to") @Nullable
            Instant toTime,

            @Nullable List<String> types,
            @Nullable Boolean onlyFailed,
            @Nullable Boolean dryRun) {}

    /** A replay. */
    @Schema(name = "Replay")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayView(
            @Nullable UUID replayId,

            @Schema(description = "DRY_RUN, RUNNING, DONE or FAILED")
            String state,

            @Schema(description = "Events that the range holds") @Nullable
            Long count,

            @Schema(description = "Events that were sent") @Nullable
            Long sent,

            @Nullable String error,

            @Schema(description = "First number of the range; missing where nothing was recorded in the span") @Nullable
            Long from,

            @Schema(description = "Last number of the range; missing where nothing was recorded in the span") @Nullable
            Long to) {
        static ReplayView counted(String state, NumberRange range, long count) {
            return range.isEmpty()
                    ? new ReplayView(null, state, 0L, null, null, null, null)
                    : new ReplayView(null, state, count, null, null, range.from(), range.to());
        }
    }

    /** What came of a redelivery. */
    @Schema(name = "Redelivery")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RedeliveryView(
            @Schema(description = "queued, or the word of the delivery log")
            String outcome,

            @Nullable Integer status,
            @Nullable Integer millis) {
        static RedeliveryView of(DirectSend.@Nullable Sent sent) {
            if (sent == null) {
                throw new ProblemException(
                        KernelProblem.STATE_FORBIDS, "The subscription is not active, or the event is no longer kept.");
            }
            return new RedeliveryView(sent.outcome(), sent.status(), sent.millis());
        }
    }
}
