package org.ckep.partnerships.partnership;

import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * How far a partnership has come. Each state carries only what is valid in it; a missing day means that no source gives
 * it, which only an observed record may have.
 */
sealed interface PartnershipState {
    /** Thought likely by commentary or press; no party has spoken. Never part of a total. */
    record Expected() implements PartnershipState {}

    /** Did not come about. */
    record Dismissed(FuzzyDate on, @Nullable String reason) implements PartnershipState {}

    /** A party has said that it looks into it. */
    record Exploring(@Nullable FuzzyDate since) implements PartnershipState {}

    /** Named parties talk about terms. */
    record Negotiating(@Nullable FuzzyDate since) implements PartnershipState {}

    /** A document is signed. */
    record Signed(@Nullable FuzzyDate on) implements PartnershipState {}

    /** Work goes on. */
    record Active(@Nullable FuzzyDate since) implements PartnershipState {}

    /** Work rests. */
    record OnHold(@Nullable FuzzyDate since, @Nullable String reason) implements PartnershipState {}

    /** Everything promised is delivered. */
    record Completed(@Nullable FuzzyDate on) implements PartnershipState {}

    /** Ended by a party before its time. */
    record Terminated(@Nullable FuzzyDate on, @Nullable String reason) implements PartnershipState {}

    /** Its time ran out and nobody renewed it. */
    record Expired(@Nullable FuzzyDate on) implements PartnershipState {}

    /** Signed without binding force, and nothing was heard of it for a year. */
    record Lapsed(@Nullable FuzzyDate since) implements PartnershipState {}

    default StateName name() {
        return switch (this) {
            case Expected expected -> StateName.EXPECTED;
            case Dismissed dismissed -> StateName.DISMISSED;
            case Exploring exploring -> StateName.EXPLORING;
            case Negotiating negotiating -> StateName.NEGOTIATING;
            case Signed signed -> StateName.SIGNED;
            case Active active -> StateName.ACTIVE;
            case OnHold onHold -> StateName.ON_HOLD;
            case Completed completed -> StateName.COMPLETED;
            case Terminated terminated -> StateName.TERMINATED;
            case Expired expired -> StateName.EXPIRED;
            case Lapsed lapsed -> StateName.LAPSED;
        };
    }

    /** Since when the state holds; null where no source says it. */
    default @Nullable FuzzyDate since() {
        return switch (this) {
            case Expected expected -> null;
            case Dismissed(FuzzyDate on, String reason) -> on;
            case Exploring(FuzzyDate since) -> since;
            case Negotiating(FuzzyDate since) -> since;
            case Signed(FuzzyDate on) -> on;
            case Active(FuzzyDate since) -> since;
            case OnHold(FuzzyDate since, String reason) -> since;
            case Completed(FuzzyDate on) -> on;
            case Terminated(FuzzyDate on, String reason) -> on;
            case Expired(FuzzyDate on) -> on;
            case Lapsed(FuzzyDate since) -> since;
        };
    }

    /** Why it is so, for the states that carry a reason. */
    default @Nullable String reason() {
        return switch (this) {
            case Dismissed dismissed -> dismissed.reason();
            case OnHold onHold -> onHold.reason();
            case Terminated terminated -> terminated.reason();
            case Expected expected -> null;
            case Exploring exploring -> null;
            case Negotiating negotiating -> null;
            case Signed signed -> null;
            case Active active -> null;
            case Completed completed -> null;
            case Expired expired -> null;
            case Lapsed lapsed -> null;
        };
    }

    /**
     * The state of that name with its data; what the state does not carry is left out.
     *
     * @throws ProblemException DATE_MISSING for DISMISSED without its day
     */
    static PartnershipState of(StateName name, @Nullable FuzzyDate since, @Nullable String reason) {
        return switch (name) {
            case EXPECTED -> new Expected();
            case DISMISSED -> {
                if (since == null) {
                    throw new ProblemException(PartnershipProblem.DATE_MISSING, "DISMISSED needs the day since when.");
                }
                yield new Dismissed(since, reason);
            }
            case EXPLORING -> new Exploring(since);
            case NEGOTIATING -> new Negotiating(since);
            case SIGNED -> new Signed(since);
            case ACTIVE -> new Active(since);
            case ON_HOLD -> new OnHold(since, reason);
            case COMPLETED -> new Completed(since);
            case TERMINATED -> new Terminated(since, reason);
            case EXPIRED -> new Expired(since);
            case LAPSED -> new Lapsed(since);
        };
    }
}
