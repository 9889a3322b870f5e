package org.ckep.hub.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a claim; written in one transaction with the lane's release.
 *
 * @param done numbers that are done with, and how
 * @param attempts what was tried
 * @param tried number that {@code used}, {@code pause} and {@code isParked} speak of: where it is done with by the time
 *     that this is written, they say nothing. Null where they speak of whatever comes next
 * @param used tries that the new head has used up
 * @param pause how long the lane rests, null for not at all
 * @param isParked true where the lane waits for a person
 * @param dirtyUpto events up to this number may have been received
 * @param gaps numbers of the events that were given up and that no delivery has told yet
 * @param rest how long the endpoint asked to be left alone, null where it did not
 */
record LaneResult(
        LaneClaim claim,
        List<Done> done,
        List<Attempt> attempts,
        @Nullable Long tried,
        int used,
        @Nullable Duration pause,
        boolean isParked,
        long dirtyUpto,
        List<Long> gaps,
        @Nullable Duration rest) {
    static final String EXPIRED = "EXPIRED";
    static final String WITHHELD = "WITHHELD";

    LaneResult {
        done = List.copyOf(done);
        attempts = List.copyOf(attempts);
        gaps = List.copyOf(gaps);
    }

    /** The same of a lane whose next event has not been tried. */
    LaneResult ofNext() {
        return new LaneResult(claim, done, attempts, null, 0, null, false, dirtyUpto, gaps, rest);
    }

    /** A number that is done with: {@code DELIVERED}, {@code SKIPPED}, {@code EXPIRED} or {@code WITHHELD}. */
    record Done(long subseq, String state) {
        /** True for what its owner and the border audit are told of. */
        boolean isGap() {
            return state.equals(WITHHELD) || state.equals(EXPIRED);
        }
    }
}
