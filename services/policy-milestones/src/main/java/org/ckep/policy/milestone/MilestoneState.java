package org.ckep.policy.milestone;

import org.jspecify.annotations.Nullable;

/** Where a milestone stands. */
public enum MilestoneState {
    /** Written by a maker, known to his side alone unless he shared it. */
    DRAFT,
    /** Put forward by a checker with a due date, an owner and criteria. */
    PROPOSED,
    /** Agreed by the sides that owe it; also where a deferred milestone returns to. */
    AGREED,
    /** Under way. */
    IN_PROGRESS,
    /** Signed off by every side that owes it. */
    MET,
    /** Assessed by every side that owes it, and not as met by all of them. */
    PARTIALLY_MET,
    /** The due date and the period of grace have passed. */
    MISSED,
    /** Given up. */
    CANCELLED,
    /** Replaced by another milestone. */
    SUPERSEDED;

    /** True while something is still owed. */
    public boolean isOpen() {
        return switch (this) {
            case DRAFT, PROPOSED, AGREED, IN_PROGRESS, PARTIALLY_MET, MISSED -> true;
            case MET, CANCELLED, SUPERSEDED -> false;
        };
    }

    /** True where work has begun at some time: what a start-to-start link waits for. */
    public boolean hasStarted() {
        return switch (this) {
            case IN_PROGRESS, MET, PARTIALLY_MET -> true;
            case DRAFT, PROPOSED, AGREED, MISSED, CANCELLED, SUPERSEDED -> false;
        };
    }

    /** The milestone status of the Open Contracting Data Standard, null where it has none. */
    public @Nullable String ocdsStatus() {
        return switch (this) {
            case AGREED, IN_PROGRESS -> "scheduled";
            case MET -> "met";
            case PARTIALLY_MET -> "partiallyMet";
            case MISSED -> "notMet";
            case DRAFT, PROPOSED, CANCELLED, SUPERSEDED -> null;
        };
    }
}
