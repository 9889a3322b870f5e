package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.ckep.hub.subscription.SubscriberFeed.Ends;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that are sent again.
 *
 * @param from the first
 * @param to the last, before the first where nothing was recorded in the span that was named
 */
record ReplayRange(long from, long to) {
    /** By the time at which the log took an event. What the hub itself says in a subscription has none: it goes along. */
    private static final String WITHIN = """
            select
              (select d.subseq from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
               where d.sub = $1 and e.recorded >= $3 order by d.subseq limit 1) as first,
              (select d.subseq from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
               where d.sub = $1 and e.recorded < $4 order by d.subseq desc limit 1) as last""";

    /** The first event that is still there, and whether there have been others before it. */
    private static final String EARLIEST = """
            select d.subseq, e.recorded, $3::bigint > 1 or exists (
              select 1 from delivery g where g.sub = $1 and g.subseq < d.subseq and g.pos is not null) as is_cut
            from delivery d join event_log e on e.audience = $2 and e.pos = d.pos
            where d.sub = $1 order by d.subseq limit 1""";

    /** Fails with a problem where the range is none or reaches beyond what there is. */
    static Uni<ReplayRange> of(
            SqlConnection connection, Subscription found, ReplayService.NewReplay wanted, Ends ends, Instant now) {
        Instant fromTime = wanted.fromTime();
        Instant toTime = wanted.toTime();
        if (fromTime == null && toTime == null) {
            return Uni.createFrom().item(ofNumbers(wanted, ends));
        }
        if (wanted.from() != null || wanted.to() != null) {
            throw ProblemException.invalid(
                    fromTime == null ? "/toTime" : "/fromTime", "not-allowed", "Name numbers or times, not both.");
        }
        requirePast(fromTime, "/fromTime", now);
        requirePast(toTime, "/toTime", now);
        if (fromTime != null && toTime != null && !fromTime.isBefore(toTime)) {
            throw ProblemException.invalid("/toTime", "invalid", "A span ends after it begins.");
        }
        return requireKept(connection, found, fromTime, ends)
                .chain(() -> connection
                        .preparedQuery(WITHIN)
                        .execute(Tuple.of(found.id(), found.audience(), time(fromTime), time(toTime))))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    Long first = fromTime == null ? Long.valueOf(ends.first()) : row.getLong("first");
                    Long last = toTime == null ? Long.valueOf(ends.last()) : row.getLong("last");
                    return first == null || last == null || last < first
                            ? new ReplayRange(1, 0)
                            : new ReplayRange(first, last);
                });
    }

    private static ReplayRange ofNumbers(ReplayService.NewReplay wanted, Ends ends) {
        long from = Objects.requireNonNullElse(wanted.from(), ends.first());
        long to = Objects.requireNonNullElse(wanted.to(), ends.last());
        if (from < 1 || to < from) {
            throw ProblemException.invalid(
                    "/from", "invalid", "A range begins at 1 or later and does not end before it begins.");
        }
        ends.requireKnown(to, "/to");
        ends.require(from - 1);
        return new ReplayRange(from, to);
    }

    private static void requirePast(@Nullable Instant time, String pointer, Instant now) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(now))) {
            throw ProblemException.invalid(pointer, "invalid", "The time must lie between 1970 and now.");
        }
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

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : SubscriptionStore.time(time);
    }

    /** Whether nothing was recorded in the span. */
    boolean isEmpty() {
        return to < from;
    }
}
