package org.ckep.hub.delivery;

import java.util.List;
import java.util.UUID;

/**
 * The right to deliver from one lane for a while.
 *
 * @param fence number by which results are accepted; a later claim has another
 * @param attempt tries that the head of the lane has used up
 * @param dirtyUpto events up to this number may have been sent already
 * @param gaps numbers of the events that were given up before the head and that no delivery has told yet
 * @param claimedAt the database's clock at the claim, in Unix milliseconds
 * @param claimedNanos this process's monotonic clock from before the claim
 */
record LaneClaim(
        UUID sub,
        String lane,
        long fence,
        int attempt,
        long dirtyUpto,
        List<Long> gaps,
        Kind kind,
        long claimedAt,
        long claimedNanos) {
    LaneClaim {
        gaps = List.copyOf(gaps);
    }

    /** True where it finds out whether an endpoint is back. */
    boolean isProbe() {
        return kind == Kind.PROBE;
    }

    /** Unix seconds now, by the database's clock: a process whose own clock is wrong signs right. */
    long timestamp() {
        return (claimedAt + heldMillis()) / 1000;
    }

    long heldMillis() {
        return (System.nanoTime() - claimedNanos) / 1_000_000;
    }

    /** Identifies the lane among those of all subscriptions. */
    LaneKey key() {
        return new LaneKey(sub, lane);
    }

    /** By what right it is sent. */
    enum Kind {
        LIVE,
        /** Within a rate that was agreed. */
        RATED,
        PROBE
    }

    /** A lane. */
    record LaneKey(UUID sub, String lane) {}
}
