package org.ckep.hub.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to deliver from one lane for a while.
 *
 * @param fence number by which results are accepted; a later claim has another
 * @param attempt tries that the head of the lane has used up
 * @param dirtyUpto events up to this number may have been sent already
 * @param gap number of the event that was given up before the head, null for none
 * @param isProbe true where it finds out whether an endpoint is back
 * @param claimedAt the database's clock at the claim, in Unix milliseconds
 * @param claimedNanos this process's monotonic clock from before the claim
 */
record LaneClaim(
        UUID sub,
        String lane,
        long fence,
        int attempt,
        long dirtyUpto,
        @Nullable Long gap,
        boolean isProbe,
        long claimedAt,
        long claimedNanos) {

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

    /** A lane. */
    record LaneKey(UUID sub, String lane) {}
}
