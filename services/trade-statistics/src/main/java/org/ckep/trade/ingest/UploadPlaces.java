package org.ckep.trade.ingest;

import java.util.EnumMap;
import java.util.Map;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** Places of the uploads of one process. Each side always finds one, however much the others send. */
final class UploadPlaces {
    private final int places;
    private final Map<Side, Integer> bySide = new EnumMap<>(Side.class);
    private int taken;

    UploadPlaces(int places) {
        if (places <= Side.values().length) {
            throw new IllegalArgumentException("ckep.trade.uploads.max-parallel must be more than "
                    + Side.values().length + ", one place for each side and one for the loader");
        }
        this.places = places;
    }

    /**
     * Takes a place.
     *
     * @param side whose statistician asks, null for the loader
     * @return false where none is left, or only those that are kept for the other side
     */
    synchronized boolean take(@Nullable Side side) {
        int kept = 0;
        for (Side other : Side.values()) {
            kept += other == side || bySide.containsKey(other) ? 0 : 1;
        }
        if (taken + kept >= places) {
            return false;
        }
        taken++;
        if (side != null) {
            bySide.merge(side, 1, Integer::sum);
        }
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(@Nullable Side side) {
        taken--;
        if (side != null) {
            bySide.computeIfPresent(side, (which, count) -> count == 1 ? null : count - 1);
        }
    }
}
