package org.ckep.policy.engagement;

import java.util.List;

/** Where an engagement stands. */
public enum EngagementState {
    PLANNED,
    CONFIRMED,
    HELD,
    /** Both sides have agreed to the minutes. */
    MINUTES_AGREED,
    /** Moved to new dates; the old ones are kept. */
    POSTPONED,
    CANCELLED;

    /** The states that can be reached from here. */
    List<EngagementState> next() {
        return switch (this) {
            case PLANNED -> List.of(CONFIRMED, POSTPONED, CANCELLED);
            case CONFIRMED -> List.of(HELD, POSTPONED, CANCELLED);
            case POSTPONED -> List.of(CONFIRMED, POSTPONED, CANCELLED);
            case HELD -> List.of(MINUTES_AGREED);
            case MINUTES_AGREED, CANCELLED -> List.of();
        };
    }

    /** True where it took place. */
    public boolean wasHeld() {
        return this == HELD || this == MINUTES_AGREED;
    }
}
