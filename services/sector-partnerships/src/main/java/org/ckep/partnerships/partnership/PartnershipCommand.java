package org.ckep.partnerships.partnership;

import java.time.LocalDate;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** What can be done to a partnership's state, each with the data that its guards demand. */
sealed interface PartnershipCommand {
    record Dismiss(@Nullable FuzzyDate on, @Nullable String reason) implements PartnershipCommand {}

    /**
     * @param statementOfAParty true where a source given with the command is a party's or a government's own statement
     */
    record Explore(@Nullable FuzzyDate on, boolean statementOfAParty) implements PartnershipCommand {}

    record Negotiate(@Nullable FuzzyDate on) implements PartnershipCommand {}

    record Sign(Signature signature) implements PartnershipCommand {}

    /** From SIGNED the beginning of work, from ON_HOLD its resumption, which needs a reason. */
    record Activate(@Nullable FuzzyDate on, @Nullable String reason) implements PartnershipCommand {}

    record Hold(@Nullable FuzzyDate on, @Nullable String reason) implements PartnershipCommand {}

    record Complete(@Nullable FuzzyDate on) implements PartnershipCommand {}

    record Terminate(@Nullable FuzzyDate on, @Nullable String reason) implements PartnershipCommand {}

    /** The system's: the end has passed. */
    record Expire() implements PartnershipCommand {}

    /** The system's: nothing was heard of a non-binding document for twelve months. */
    record Lapse() implements PartnershipCommand {}

    /** An activity report is filed. */
    record Report(LocalDate on) implements PartnershipCommand {}

    /** The day that the command speaks of, null where it names none. */
    default @Nullable FuzzyDate day() {
        return switch (this) {
            case Dismiss dismiss -> dismiss.on();
            case Explore explore -> explore.on();
            case Negotiate negotiate -> negotiate.on();
            case Sign sign -> sign.signature().on();
            case Activate activate -> activate.on();
            case Hold hold -> hold.on();
            case Complete complete -> complete.on();
            case Terminate terminate -> terminate.on();
            case Report report -> FuzzyDate.day(report.on());
            case Expire expire -> null;
            case Lapse lapse -> null;
        };
    }
}
