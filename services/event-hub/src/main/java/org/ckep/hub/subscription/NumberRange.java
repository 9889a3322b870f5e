package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import org.ckep.hub.subscription.SubscriberFeed.Ends;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a subscription: those that are sent again, or of which a digest tells.
 *
 * @param from the first
 * @param to the last, before the first where there are none
 */
record NumberRange(long from, long to) {
    /**
     * Halves the numbers until those that were recorded before a time meet those that were not. An event has its time when
     * its transaction begins and its place when that has the log, so times are out of order by as long as one waits for the
     * log, never ten minutes; what is so near is looked at one by one. What the hub itself says in a subscription has no
     * time: it goes along.
     */
    private static final String HALVING = """
            with recursive step(low, high) as (
              select $4::bigint - 1, $5::bigint + 1
              union all
              select case when m.is_before then m.subseq else s.low end,
                     case when m.is_before then s.high else (s.low + s.high) / 2 end
              from step s left join lateral (
                select d.subseq, e.recorded < $3::timestamptz %s interval '10 minutes' as is_before
                from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
                where d.sub = $1 and d.subseq >= (s.low + s.high) / 2 and d.subseq < s.high
                order by d.subseq limit 1) m on true
              where s.high - s.low > 1)
            """;

    /** The first number that was recorded at a time or later. */
    private static final String FIRST = HALVING.formatted("-") + """
            select d.subseq as number from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
            where d.sub = $1 and e.recorded >= $3 and d.subseq > (select max(low) from step) and d.subseq <= $5
            order by d.subseq limit 1""";

    /** The last number that was recorded before a time. */
    private static final String LAST = HALVING.formatted("+") + """
            select d.subseq as number from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
            where d.sub = $1 and e.recorded < $3 and d.subseq < (select min(high) from step) and d.subseq >= $4
            order by d.subseq desc limit 1""";

    /** The first event that is still there, and whether there have been others before it. */
    private static final String EARLIEST = """
            select d.subseq, e.recorded, $3::bigint > 1 or exists (
              select 1 from delivery g where g.sub = $1 and g.subseq < d.subseq and g.pos is not null) as is_cut
            from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
            where d.sub = $1 order by d.subseq limit 1""";

    /** Fails with a problem where the range is none or reaches beyond what there is. */
    static Uni<NumberRange> of(
            SqlConnection connection, Subscription found, ReplayService.NewReplay wanted, Ends ends) {
        Instant fromTime = wanted.fromTime();
        Instant toTime = wanted.toTime();
        if (fromTime == null && toTime == null) {
            return Uni.createFrom().item(ofNumbers(wanted.from(), wanted.to(), ends, NumberRange::inBody));
        }
        if (wanted.from() != null || wanted.to() != null) {
            throw ProblemException.invalid(
                    fromTime == null ? "/toTime" : "/fromTime", "not-allowed", "Name numbers or times, not both.");
        }
        if (fromTime != null && toTime != null && !fromTime.isBefore(toTime)) {
            throw ProblemException.invalid("/toTime", "invalid", "A span ends after it begins.");
        }
        return requireKept(connection, found, fromTime, ends)
                .chain(() -> first(connection, found, fromTime, ends))
                .chain(first -> last(connection, found, toTime, first, ends).map(last -> new NumberRange(first, last)));
    }

    private static Uni<Long> first(
            SqlConnection connection, Subscription found, @Nullable Instant fromTime, Ends ends) {
        return fromTime == null
                ? Uni.createFrom().item(ends.first())
                : number(connection, FIRST, found, fromTime, ends.first(), ends.last(), ends.last() + 1);
    }

    private static Uni<Long> last(
            SqlConnection connection, Subscription found, @Nullable Instant toTime, long first, Ends ends) {
        return toTime == null
                ? Uni.createFrom().item(ends.last())
                : number(connection, LAST, found, toTime, first, ends.last(), first - 1);
    }

    private static Uni<Long> number(
            SqlConnection connection,
            String sql,
            Subscription found,
            Instant time,
            long first,
            long last,
            long otherwise) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(found.id(), found.audience(), SubscriptionStore.time(time), first, last))
                .map(rows ->
                        rows.size() == 0 ? otherwise : rows.iterator().next().getLong("number"));
    }

    /**
     * A range that is named by numbers, both included; without them all that is kept, which may be nothing.
     *
     * @param place where the caller has named {@code from} and {@code to}
     */
    static NumberRange ofNumbers(@Nullable Long from, @Nullable Long to, Ends ends, Place place) {
        if (from != null) {
            ends.requireKnown(from, 1, "from", place);
        }
        if (to != null) {
            ends.requireKnown(to, 1, "to", place);
        }
        if (from != null && to != null && to < from) {
            String reason = "A range does not end before it begins.";
            throw new ProblemException(KernelProblem.INVALID_VALUE, reason)
                    .withErrors(place.of("to", "invalid", reason));
        }
        long first = Objects.requireNonNullElse(from, ends.first());
        long last = Objects.requireNonNullElse(to, ends.last());
        if (from != null || to != null) {
            ends.require(Math.min(first, last) - 1);
        }
        return new NumberRange(first, last);
    }

    /** Where a caller names numbers: in a body or in parameters. */
    interface Place {
        FieldError of(String name, String code, String reason);
    }

    static FieldError inBody(String name, String code, String reason) {
        return FieldError.at("/" + name, code, reason);
    }

    /** What is asked for and no longer kept is not passed over in silence. */
    private static Uni<Void> requireKept(
            SqlConnection connection, Subscription found, @Nullable Instant fromTime, Ends ends) {
        if (fromTime == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(EARLIEST)
                .execute(Tuple.of(found.id(), found.audience(), ends.first()))
                .invoke(rows -> rows.forEach(row -> {
                    Instant recorded = row.getOffsetDateTime("recorded").toInstant();
                    if (row.getBoolean("is_cut") && fromTime.isBefore(recorded)) {
                        throw new ProblemException(
                                        SubscriptionProblem.NUMBER_EXPIRED,
                                        "Not all events since that time are still kept; earliest is the first that is, "
                                                + "earliestTime when it was recorded.")
                                .withMember("earliest", Long.toString(row.getLong("subseq")))
                                .withMember("earliestTime", recorded.toString());
                    }
                }))
                .replaceWithVoid();
    }

    /** Whether nothing was recorded in the span. */
    boolean isEmpty() {
        return to < from;
    }
}
