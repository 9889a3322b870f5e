package org.ckep.hub.subscription;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.delivery.Courier;
import org.ckep.hub.feed.LongPoll;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.hub.sharing.Detached;
import org.ckep.hub.subscription.SubscriptionStore.Reach;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's events for its owner to fetch, by the same numbers that stand in deliveries: he may change between
 * both at any number, without gap and without overlap.
 */
@ApplicationScoped
class SubscriberFeed {
    /** Fetching and acknowledging renew the lease of what is fetched this often. */
    private static final Duration A_DAY = Duration.ofDays(1);

    /**
     * The first number from which on no event is missing. Positions grow with the numbers, so those that the log has dropped are
     * the first ones: where the first is, the numbers are halved until the last that was dropped meets the next. What the hub
     * itself says has no position and goes along with what is around it.
     */
    private static final String ENDS = """
            with recursive kept as materialized (
              select c.subseq as last, c.acked, h.first_pos,
                coalesce((select min(d.subseq) from delivery d where d.sub = c.sub), c.subseq + 1) as lowest,
                (select d.pos from delivery d where d.sub = c.sub and d.pos is not null order by d.subseq limit 1)
                  as lowest_pos
              from subscription_cursor c join subscription s on s.id = c.sub
              left join log_head h on h.audience = s.audience where c.sub = $1),
            step(low, high) as (
              select lowest - 1, case when lowest_pos < first_pos then last + 1 else lowest end from kept
              union all
              select case when m.pos < k.first_pos then m.subseq else s.low end,
                     case when m.pos < k.first_pos then s.high else (s.low + s.high) / 2 end
              from step s cross join kept k left join lateral (
                select d.subseq, d.pos from delivery d
                where d.sub = $1 and d.subseq >= (s.low + s.high) / 2 and d.subseq < s.high and d.pos is not null
                order by d.subseq limit 1) m on true
              where s.high - s.low > 1)
            select last, acked, (select max(low) + 1 from step) as first from kept""";

    private static final String NUMBERS = """
            select c.subseq as last, c.acked, coalesce((select min(subseq) from delivery where sub = c.sub), c.subseq + 1)
              as first from subscription_cursor c where c.sub = $1""";

    private static final String READ = """
            select d.subseq, d.chain, coalesce(o.body, e.body) as body, p.pointers
            from delivery d join subscription s on s.id = d.sub
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            left join own_event o on d.pos is null and o.sub = d.sub and o.subseq = d.subseq
            left join subscription_projection p on p.sub = d.sub and p.revision = d.projection_revision
            where d.sub = $1 and d.subseq > $2 order by d.subseq limit $3""";

    private static final String WITHHOLD = """
            select ended_subseq from delivery_end(array_fill($1::uuid, array[cardinality($2::bigint[])]), $2, 'WITHHELD')""";

    private final SubscriptionStore store;
    private final Leases leases;
    private final NumberWatch watch;
    private final Courier courier;
    private final Undertakings undertakings;
    private final Pool system;

    SubscriberFeed(
            SubscriptionStore store,
            Leases leases,
            NumberWatch watch,
            Courier courier,
            Undertakings undertakings,
            @ReactiveDataSource("delivery") Pool system) {
        this.store = store;
        this.leases = leases;
        this.watch = watch;
        this.courier = courier;
        this.undertakings = undertakings;
        this.system = system;
    }

    /**
     * Events after a number; where there is none, waits for the first.
     *
     * @param after null for what was acknowledged
     */
    Uni<Fetched> read(Owner owner, UUID id, @Nullable Long after, LongPoll poll) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                        .chain(found -> leases.used(connection, owner, found, A_DAY))
                        .chain(() -> ends(connection, id))
                        .chain(ends -> {
                            long from = after == null ? ends.acked : after;
                            ends.require(from);
                            return connection
                                    .preparedQuery(READ)
                                    .execute(Tuple.of(id, from, poll.limit()))
                                    .call(rows -> requireKept(connection, id, from, rows))
                                    // What is done with large events costs time that an event loop does not have.
                                    .emitOn(Infrastructure.getDefaultWorkerPool())
                                    .map(rows -> fetched(owner, rows, from, ends));
                        }))
                .call(fetched -> withhold(id, fetched.withheld))
                .chain(fetched -> fetched.events.isEmpty() && !watch.isStopping() && System.nanoTime() < poll.deadline()
                        ? watch.beyond(id, fetched.next, Duration.ofNanos(poll.deadline() - System.nanoTime()))
                                .chain(isMore -> isMore
                                        ? read(owner, id, fetched.next, poll)
                                        : Uni.createFrom().item(fetched))
                        : Uni.createFrom().item(fetched));
    }

    /**
     * After which number its owner begins to read.
     *
     * @param known null for what was acknowledged
     */
    Uni<Long> from(Owner owner, UUID id, @Nullable Long known) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(() -> ends(connection, id))
                .map(ends -> {
                    long from = known == null ? ends.acked : known;
                    ends.require(from);
                    return from;
                }));
    }

    /** What has been dropped since its numbers were looked for is not passed over. */
    private Uni<Void> requireKept(SqlConnection connection, UUID id, long from, Iterable<Row> rows) {
        for (Row row : rows) {
            if (row.getBuffer("body") == null) {
                return ends(connection, id).invoke(ends -> ends.require(from)).replaceWithVoid();
            }
        }
        return Uni.createFrom().voidItem();
    }

    private Fetched fetched(Owner owner, Iterable<Row> rows, long from, Ends ends) {
        List<Numbered> events = new ArrayList<>();
        List<Long> withheld = new ArrayList<>();
        long next = from;
        for (Row row : rows) {
            next = row.getLong("subseq");
            Buffer body = row.getBuffer("body");
            if (body == null) {
                continue;
            }
            Undertakings.Verdict verdict = undertakings.verdict(owner.id(), body.getBytes());
            if (verdict == Undertakings.Verdict.UNKNOWN) {
                throw Undertakings.unknown();
            }
            if (verdict == Undertakings.Verdict.WITHHELD) {
                withheld.add(next);
            } else {
                events.add(new Numbered(
                        next,
                        SubscriberEvent.complete(
                                Projection.stored(row.getArrayOfStrings("pointers"))
                                        .apply(body.getBytes()),
                                next,
                                row.getBuffer("chain").getBytes())));
            }
        }
        return new Fetched(events, withheld, next, ends.last);
    }

    /** After it was read; what somebody works on just then he withholds himself. */
    private Uni<Void> withhold(UUID id, List<Long> numbers) {
        if (numbers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> work = system.withTransaction(connection -> connection
                        .preparedQuery(WITHHOLD)
                        .execute(Tuple.of(id, numbers.toArray(Long[]::new)))
                        // Also of those that were done with before and are kept from him now.
                        .chain(() -> BorderRecords.ofDeliveries(
                                connection, Collections.nCopies(numbers.size(), id), numbers)))
                .invoke(courier::wake);
        return Detached.of(work);
    }

    /** The numbers whose events are kept. */
    Uni<Ends> ends(SqlConnection connection, UUID id) {
        return ends(connection, ENDS, id);
    }

    /** The numbers of which is known what became of them, for a while also of those whose events are no longer kept. */
    Uni<Ends> numbers(SqlConnection connection, UUID id) {
        return ends(connection, NUMBERS, id);
    }

    private static Uni<Ends> ends(SqlConnection connection, String sql, UUID id) {
        return connection.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> {
            Row row = rows.iterator().next();
            return new Ends(row.getLong("first"), row.getLong("last"), row.getLong("acked"));
        });
    }

    /**
     * Everything up to a number is done with, however it got there. A number that was acknowledged stays so. Not for a
     * topic: what it does not hold yet would never come into it.
     */
    Uni<Long> acknowledge(Owner owner, UUID id, long subseq) {
        return store.within(owner, connection -> store.lock(connection, owner, id, Reach.LANES)
                        .invoke(found -> requireNoTopic(
                                found,
                                "What was read from a topic is acknowledged to Kafka, by committing its offset."))
                        .chain(found -> leases.used(connection, owner, found, A_DAY))
                        .chain(() -> ends(connection, id))
                        .invoke(ends -> ends.requireKnown(subseq, 0, "ack", NumberRange::inBody))
                        .chain(() -> finish(connection, id, subseq))
                        .chain(() -> connection
                                .preparedQuery(
                                        "update subscription_cursor set acked = greatest(acked, $2) where sub = $1 "
                                                + "returning acked")
                                .execute(Tuple.of(id, subseq)))
                        .map(rows -> rows.iterator().next().getLong("acked")))
                .invoke(courier::wake);
    }

    /** The lanes are locked. */
    private static Uni<Void> finish(SqlConnection connection, UUID id, long subseq) {
        // Whatever a lane waits at is its first open number: its pause and its tries end with that. Whoever works on it
        // finds out when he releases it.
        return connection
                .preparedQuery("""
                                update lane l set state = 'READY', attempt = 0, next_at = now()
                                where sub = $1 and exists (select 1 from delivery d
                                  where d.sub = l.sub and d.lane = l.lane and d.done_at is null and d.subseq <= $2)""")
                .execute(Tuple.of(id, subseq))
                .chain(() -> connection.preparedQuery("""
                                update delivery set state = 'ACKNOWLEDGED', done_at = now()
                                where sub = $1 and subseq <= $2 and done_at is null""").execute(Tuple.of(id, subseq)))
                // A lane that is worked on is released by its worker; one with a gap that was not told stays.
                .chain(() -> connection.preparedQuery("""
                                delete from lane l where l.sub = $1 and l.lease_until is null
                                  and $2 >= all (l.gaps) and not exists (select 1 from delivery d
                                   where d.sub = l.sub and d.lane = l.lane and d.done_at is null)""").execute(Tuple.of(id, subseq)))
                .replaceWithVoid();
    }

    /**
     * Goes back or forward: what is up to the number is done with, what is after it is open again and will be delivered
     * again: marked as known where its endpoint took it, else as possibly known.
     */
    Uni<Long> seek(Owner owner, UUID id, Target target) {
        return store.within(owner, connection -> store.lock(connection, owner, id, Reach.LANES)
                        .invoke(found -> requireNoTopic(
                                found, "A topic holds each number once: read it from an earlier offset."))
                        .chain(found -> ends(connection, id)
                                .chain(ends -> number(connection, found, target, ends)
                                        .invoke(number -> ends.requireKnown(number, 0, "subseq", NumberRange::inBody))
                                        .invoke(ends::require))
                                .call(number -> reopen(connection, found, number))
                                .call(number -> finish(connection, id, number))
                                .call(number -> connection
                                        .preparedQuery("update subscription_cursor set acked = $2 where sub = $1")
                                        .execute(Tuple.of(id, number)))))
                .invoke(courier::wake);
    }

    /** What is in a topic stays there, each number once. */
    private static void requireNoTopic(Subscription found, String instead) {
        if (found.protocol() == Protocol.KAFKA) {
            throw new ProblemException(KernelProblem.STATE_FORBIDS, instead);
        }
    }

    private static Uni<Long> number(SqlConnection connection, Subscription found, Target target, Ends ends) {
        if (target.subseq() != null) {
            return Uni.createFrom().item(target.subseq());
        }
        if (target.time() == null) {
            return Uni.createFrom().item(ends.first - 1);
        }
        return connection
                .preparedQuery("""
                        select coalesce(min(d.subseq) - 1, $3) as number from delivery d
                        join event_log e on e.audience = $2 and e.pos = d.pos
                        where d.sub = $1 and e.recorded >= $4""")
                .execute(Tuple.of(found.id(), found.audience(), ends.last, SubscriptionStore.time(target.time())))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    private static Uni<Void> reopen(SqlConnection connection, Subscription found, long number) {
        Uni<Void> lanes = found.isWebhook()
                ? takeLanes(connection, found.id()).chain(() -> openLanes(connection, found.id(), number))
                : Uni.createFrom().voidItem();
        return lanes.chain(() -> connection.preparedQuery("""
                                update delivery d set state = 'PENDING', done_at = null, listed = false,
                                  taken = d.taken or exists (select 1 from attempt a
                                    where a.sub = d.sub and a.subseq = d.subseq and a.status between 200 and 299)
                                where sub = $1 and subseq > $2 and state in ('DELIVERED', 'ACKNOWLEDGED', 'SKIPPED')""").execute(Tuple.of(found.id(), number)))
                .replaceWithVoid();
    }

    /** Who works on a lane loses it: what he is told by the endpoint belongs to the time before. */
    private static Uni<Void> takeLanes(SqlConnection connection, UUID id) {
        return connection.preparedQuery("""
                        update lane set fence = nextval('lane_fence'), lease_until = null, next_at = now(),
                          dirty_upto = greatest(dirty_upto, claim_upto)
                        where sub = $1 and lease_until is not null""").execute(Tuple.of(id)).replaceWithVoid();
    }

    private static Uni<Void> openLanes(SqlConnection connection, UUID id, long number) {
        return connection.preparedQuery("""
                        insert into lane(sub, lane, dirty_upto)
                        select sub, lane, max(subseq) from delivery
                        where sub = $1 and subseq > $2 and state in ('DELIVERED', 'ACKNOWLEDGED', 'SKIPPED')
                        group by sub, lane order by lane
                        on conflict (sub, lane) do update set
                          dirty_upto = greatest(lane.dirty_upto, excluded.dirty_upto),
                          gaps = array(select gap from unnest(lane.gaps) as gap where gap <= $2 order by gap),
                          state = 'READY', attempt = 0, next_at = now()""").execute(Tuple.of(id, number)).replaceWithVoid();
    }

    /**
     * The numbers of a subscription.
     *
     * @param first the first that is kept
     * @param last the last that was given out
     */
    record Ends(long first, long last, long acked) {
        private static final String BEGINNING = "Numbers begin at 1; 0 is before the first.";

        /** Refuses to go on after a number whose successor is no longer kept, or that was not given out. */
        void require(long after) {
            if (after < 0) {
                throw ProblemException.invalidParameter("after", BEGINNING);
            }
            if (after > last) {
                throw ahead();
            }
            if (after < first - 1) {
                throw new ProblemException(
                                SubscriptionProblem.NUMBER_EXPIRED,
                                "The events after number " + after
                                        + " are no longer kept; earliest is the first that is.")
                        .withMember("earliest", Long.toString(first));
            }
        }

        /**
         * Refuses what is no number that was given out.
         *
         * @param lowest 1, or 0 where one may go to before the first
         */
        void requireKnown(long number, long lowest, String name, NumberRange.Place place) {
            if (number < lowest) {
                String reason = lowest == 0 ? BEGINNING : "Numbers begin at 1.";
                throw new ProblemException(KernelProblem.INVALID_VALUE, reason)
                        .withErrors(place.of(name, "invalid", reason));
            }
            if (number > last) {
                throw ahead().withErrors(place.of(name, "ahead", "Not given out yet."));
            }
        }

        private ProblemException ahead() {
            return new ProblemException(
                            SubscriptionProblem.NUMBER_AHEAD,
                            "The number was not given out by this subscription; its last is " + last + ".")
                    .withMember("last", Long.toString(last));
        }
    }

    /**
     * Where to go; the beginning where nothing is named.
     *
     * @param subseq the last number that is done with
     * @param time events recorded before are done with
     */
    record Target(@Nullable Long subseq, java.time.@Nullable Instant time) {}

    /**
     * A page.
     *
     * @param events with number and chain value; those that the log no longer has are missing
     * @param withheld numbers of those that the owner may not have any more
     * @param next the last number of the page, to go on after
     * @param last the last number given out
     */
    record Fetched(List<Numbered> events, List<Long> withheld, long next, long last) {
        Fetched {
            events = List.copyOf(events);
            withheld = List.copyOf(withheld);
        }
    }

    /** An event with its number, which stands in it too. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Numbered(long number, byte[] body) {}
}
