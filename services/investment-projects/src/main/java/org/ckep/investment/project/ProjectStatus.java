package org.ckep.investment.project;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a project's states, as stored and as shown; {@link ProjectState} carries what belongs to each. */
enum ProjectStatus {
    PROSPECT,
    ANNOUNCED,
    FILED,
    APPROVED,
    COMMITTED,
    UNDER_CONSTRUCTION,
    COMMISSIONING,
    OPERATIONAL,
    WINDING_DOWN,
    CLOSED,
    PARTIALLY_CLOSED,
    COMPLETED,
    WITHDRAWN,
    CANCELLED,
    SUSPENDED;

    /** The states that a project of that profile can have. */
    static Set<ProjectStatus> of(Profile profile) {
        return switch (profile) {
            case PHYSICAL -> EnumSet.complementOf(EnumSet.of(PARTIALLY_CLOSED, COMPLETED));
            case TRANSACTION ->
                EnumSet.complementOf(EnumSet.of(UNDER_CONSTRUCTION, COMMISSIONING, OPERATIONAL, WINDING_DOWN, CLOSED));
        };
    }

    /** True where the project is over; only corrections are accepted from here on (rule I15). */
    boolean isTerminal() {
        return switch (this) {
            case CLOSED, COMPLETED, WITHDRAWN, CANCELLED -> true;
            case PROSPECT,
                    ANNOUNCED,
                    FILED,
                    APPROVED,
                    COMMITTED,
                    UNDER_CONSTRUCTION,
                    COMMISSIONING,
                    OPERATIONAL,
                    WINDING_DOWN,
                    PARTIALLY_CLOSED,
                    SUSPENDED -> false;
        };
    }

    /** True where nothing comes of it. */
    boolean isGivenUp() {
        return this == WITHDRAWN || this == CANCELLED;
    }

    /** True where money is bound or has flowed, so that every party must have a name. */
    boolean isBinding() {
        return switch (this) {
            case COMMITTED,
                    UNDER_CONSTRUCTION,
                    COMMISSIONING,
                    OPERATIONAL,
                    WINDING_DOWN,
                    CLOSED,
                    PARTIALLY_CLOSED,
                    COMPLETED -> true;
            case PROSPECT, ANNOUNCED, FILED, APPROVED, WITHDRAWN, CANCELLED, SUSPENDED -> false;
        };
    }

    /** The key date whose actual value this state implies (rule I7); null where {@code stateSince} alone is implied. */
    @Nullable
    KeyDate impliedDate() {
        return switch (this) {
            case ANNOUNCED -> KeyDate.ANNOUNCED;
            case FILED -> KeyDate.FILED;
            case APPROVED -> KeyDate.APPROVED;
            case UNDER_CONSTRUCTION -> KeyDate.GROUNDBREAKING;
            case COMMISSIONING -> KeyDate.COMPLETION;
            case OPERATIONAL -> KeyDate.COMMISSIONED;
            case CLOSED -> KeyDate.CLOSED;
            case WITHDRAWN -> KeyDate.WITHDRAWN;
            case PROSPECT, COMMITTED, WINDING_DOWN, PARTIALLY_CLOSED, COMPLETED, CANCELLED, SUSPENDED -> null;
        };
    }
}
