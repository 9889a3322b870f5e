package org.ckep.hub.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a claim; written in one transaction with the lane's release.
 *
 * @param done numbers that are done with, and how
 * @param attempts what was tried
 * @param used tries that the new head has used up
 * @param pause how long the lane rests, null for not at all
 * @param isParked true where the lane waits for a person
 * @param dirtyUpto events up to this number may have been received
 * @param gap number of the event that was given up last, null for none
 * @param breakerPause how long the endpoint asked to be left alone, null where it did not
 */
record LaneResult(
        LaneClaim claim,
        List<Done> done,
        List<Attempt> attempts,
        int used,
        @Nullable Duration pause,
        boolean isParked,
        long dirtyUpto,
        @Nullable Long gap,
        @Nullable Duration breakerPause) {

    LaneResult {
        done = List.copyOf(done);
        attempts = List.copyOf(attempts);
    }

    /** A number that is done with: {@code DELIVERED}, {@code SKIPPED} or {@code EXPIRED}. */
    record Done(long subseq, String state) {}
}
