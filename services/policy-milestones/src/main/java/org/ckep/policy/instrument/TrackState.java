package org.ckep.policy.instrument;

import java.util.List;

/** Where a negotiation track stands. */
public enum TrackState {
    /** Launched, without a round so far. */
    LAUNCHED,
    ACTIVE,
    /** Computed: no round for twelve months. */
    DORMANT,
    CONCLUDED,
    ABANDONED;

    boolean isOpen() {
        return this == LAUNCHED || this == ACTIVE || this == DORMANT;
    }

    /** The states that may be declared from here; a track becomes dormant, and wakes, by the clock and its rounds. */
    List<TrackState> next() {
        return switch (this) {
            case LAUNCHED -> List.of(ACTIVE, ABANDONED);
            case ACTIVE, DORMANT -> List.of(CONCLUDED, ABANDONED);
            case CONCLUDED, ABANDONED -> List.of();
        };
    }
}
