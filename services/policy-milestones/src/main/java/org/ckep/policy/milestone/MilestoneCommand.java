package org.ckep.policy.milestone;

import java.time.LocalDate;
import java.time.Period;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** What can be asked of a milestone. */
sealed interface MilestoneCommand {
    /** Put the draft forward. */
    record Propose() implements MilestoneCommand {}

    /** Agree to the proposal; of a milestone that both sides owe, each side agrees for itself. */
    record Agree() implements MilestoneCommand {}

    /** Begin the work. */
    record Start() implements MilestoneCommand {}

    /** Move the due date to a later one; the slip is counted. */
    record Defer(FuzzyDate due, String reason) implements MilestoneCommand {}

    /** Record that the criteria are met in part, or by the word of one side alone. */
    record MarkPartiallyMet() implements MilestoneCommand {}

    /** Declare own side's assessment short of met. */
    record Assess(Assessment assessment) implements MilestoneCommand {}

    /** Declare the criteria met for the own side, on evidence. */
    record SignOff(LocalDate metOn, boolean bringsEvidence) implements MilestoneCommand {}

    /** The due date and the period of grace have passed; given by the clock alone. */
    record Miss(Period grace) implements MilestoneCommand {}

    record Cancel(@Nullable String reason) implements MilestoneCommand {}

    record Supersede(@Nullable Urn by, @Nullable String reason) implements MilestoneCommand {}

    /** Take a sign-off back. */
    record Reopen(@Nullable String reason) implements MilestoneCommand {}
}
