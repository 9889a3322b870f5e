package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Refusals;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a milestone as it is asked for.
 *
 * @param to the state it is to reach; AGREED from AGREED, IN_PROGRESS or MISSED is a deferral. MET is reached by sign-off
 * @param due the later due date of a deferral
 * @param reason why; for a deferral, an end or taking a sign-off back
 * @param supersededBy URN of the milestone that replaces it
 */
@Schema(examples = "{\"to\": \"AGREED\", \"due\": \"2026-09-30\", \"reason\": \"The second offers are late\"}")
@JsonInclude(JsonInclude.Include.NON_NULL)
record MilestoneStep(
        @NotNull MilestoneState to,
        @Nullable FuzzyDate due,
        @Nullable @Size(max = 2000) String reason,
        @Nullable Urn supersededBy) {

    /**
     * The command that the step is for a milestone as it stands.
     *
     * @throws ProblemException STATE_FORBIDS for states that no step leads to, UNPROCESSABLE for a deferral without a date
     */
    MilestoneCommand command(MilestoneFacts facts, Viewer actor) {
        MilestoneState from = facts.state();
        return switch (to) {
            case PROPOSED -> new MilestoneCommand.Propose();
            case AGREED ->
                switch (from) {
                    case AGREED, IN_PROGRESS, MISSED -> deferral();
                    case DRAFT, PROPOSED, MET, PARTIALLY_MET, CANCELLED, SUPERSEDED -> new MilestoneCommand.Agree();
                };
            case IN_PROGRESS ->
                from == MilestoneState.MET ? new MilestoneCommand.Reopen(reason) : new MilestoneCommand.Start();
            case PARTIALLY_MET -> new MilestoneCommand.MarkPartiallyMet();
            case CANCELLED -> new MilestoneCommand.Cancel(reason);
            case SUPERSEDED -> new MilestoneCommand.Supersede(supersededBy, reason);
            case MET -> throw noStep(facts, actor, "MET is reached by the sign-off of every side that owes it.");
            case DRAFT -> throw noStep(facts, actor, "Nothing becomes a draft again.");
            case MISSED -> throw noStep(facts, actor, "MISSED follows from the due date and is declared by nobody.");
        };
    }

    private ProblemException noStep(MilestoneFacts facts, Viewer actor, String detail) {
        return Refusals.of(
                new Decision.Refused<>(KernelProblem.STATE_FORBIDS, detail, MilestoneRules.allowed(facts, actor)), to);
    }

    private MilestoneCommand deferral() {
        if (due == null) {
            String message = "A deferral needs the later due date.";
            throw new ProblemException(KernelProblem.UNPROCESSABLE, message)
                    .withErrors(FieldError.at("/due", "due-missing", message));
        }
        return new MilestoneCommand.Defer(due, reason == null ? "" : reason);
    }

    /** The past participle by which its event is known. */
    String verb(MilestoneState from) {
        return switch (to) {
            case PROPOSED -> "proposed";
            case AGREED -> from == MilestoneState.PROPOSED ? "agreed" : "deferred";
            case IN_PROGRESS -> from == MilestoneState.MET ? "reopened" : "started";
            case PARTIALLY_MET -> "partially_met";
            case CANCELLED -> "cancelled";
            case SUPERSEDED -> "superseded";
            case MET -> "met";
            case DRAFT -> "drafted";
            case MISSED -> "missed";
        };
    }
}
