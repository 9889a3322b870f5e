package org.ckep.partnerships.partnership;

import java.util.List;

/** The names of the {@link PartnershipState}s, as stored and as spoken over the API. */
enum StateName {
    EXPECTED,
    DISMISSED,
    EXPLORING,
    NEGOTIATING,
    SIGNED,
    ACTIVE,
    ON_HOLD,
    COMPLETED,
    TERMINATED,
    EXPIRED,
    LAPSED;

    /** The states that a command can lead to from here (the table of the state machine, without its guards). */
    List<StateName> successors() {
        return switch (this) {
            case EXPECTED -> List.of(DISMISSED, EXPLORING);
            case EXPLORING -> List.of(NEGOTIATING, SIGNED);
            case NEGOTIATING -> List.of(SIGNED);
            case SIGNED -> List.of(ACTIVE, COMPLETED, TERMINATED, EXPIRED, LAPSED);
            case ACTIVE -> List.of(ON_HOLD, COMPLETED, TERMINATED, EXPIRED);
            case ON_HOLD -> List.of(ACTIVE, COMPLETED, TERMINATED);
            case LAPSED -> List.of(SIGNED);
            case DISMISSED, COMPLETED, TERMINATED, EXPIRED -> List.of();
        };
    }

    /** P12: closed for good. LAPSED is not: an activity report leads out of it. */
    boolean isTerminal() {
        return successors().isEmpty();
    }

    /** True where a signed document stands, or stood, behind the partnership. */
    boolean isSignedOrLater() {
        return switch (this) {
            case SIGNED, ACTIVE, ON_HOLD, COMPLETED, TERMINATED, EXPIRED, LAPSED -> true;
            case EXPECTED, DISMISSED, EXPLORING, NEGOTIATING -> false;
        };
    }

    /** True where a party may still be without a name. */
    boolean allowsUnnamedParties() {
        return switch (this) {
            case EXPECTED, DISMISSED, EXPLORING -> true;
            case NEGOTIATING, SIGNED, ACTIVE, ON_HOLD, COMPLETED, TERMINATED, EXPIRED, LAPSED -> false;
        };
    }
}
