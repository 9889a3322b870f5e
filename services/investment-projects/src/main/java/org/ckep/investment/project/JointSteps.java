package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.change.JointRecord.Outcome;
import org.ckep.web.MergePatch;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The steps of projects that both sides keep: they come with a change set, in its member {@code step}. */
@ApplicationScoped
class JointSteps {
    private static final String POINTER = "/step";

    /** The members of a step; a refusal that points to another place means the record. */
    private static final Set<String> MEMBERS = Set.of(
            "to",
            "date",
            "reason",
            "sources",
            "filings",
            "commitments",
            "holdings",
            "paid",
            "settlementNote",
            "siteState");

    private final ProjectTransition transition;
    private final MergePatch patches;

    JointSteps(ProjectTransition transition, MergePatch patches) {
        this.transition = transition;
        this.patches = patches;
    }

    /**
     * The project as the step would leave it.
     *
     * @param before the project with the agreed values that come with the step
     * @return fails with the refusal, whose pointers lead into the change set
     */
    Uni<ProjectSnapshot> decide(
            Mutiny.Session session, Viewer viewer, Project project, ProjectSnapshot before, Outcome outcome) {
        StepTaker taker = new StepTaker.Together(
                outcome.proposedBy(),
                Objects.requireNonNull(viewer.side(), "who acts on a change set acts for a side"),
                before.content().direction().hostSide());
        TransitionCommand command =
                Objects.requireNonNull(command(outcome.step()), "only a change set with a step takes one");
        return Uni.createFrom()
                .deferred(() -> transition.decide(session, viewer, project, before, command, taker))
                .onFailure(ProblemException.class)
                .transform(refusal -> moved((ProblemException) refusal, JointSteps::belowWhereItIsTheSteps));
    }

    /**
     * The step that a change set carries, null for none.
     *
     * @throws ProblemException INVALID_VALUE or UNKNOWN_PROPERTY where it is not one
     */
    @Nullable
    TransitionCommand command(@Nullable JsonNode step) {
        if (step == null) {
            return null;
        }
        if (!step.isObject()) {
            throw ProblemException.invalid(POINTER, "invalid", "A step is an object, as a transition's body is.");
        }
        try {
            return patches.read(step, TransitionCommand.class);
        } catch (ProblemException refusal) {
            throw moved(refusal, JointSteps::below);
        }
    }

    /** The same refusal with other pointers. */
    private static ProblemException moved(ProblemException refusal, UnaryOperator<String> pointer) {
        ProblemException moved = new ProblemException(refusal.type(), refusal.detail());
        for (FieldError error : refusal.errors()) {
            String at = error.pointer();
            moved.withErrors(at == null ? error : FieldError.at(pointer.apply(at), error.code(), error.message()));
        }
        refusal.members().forEach(moved::withMember);
        return moved;
    }

    private static String below(String pointer) {
        return POINTER + pointer;
    }

    private static String belowWhereItIsTheSteps(String pointer) {
        int end = pointer.indexOf('/', 1);
        String first = pointer.substring(Math.min(1, pointer.length()), end < 0 ? pointer.length() : end);
        return MEMBERS.contains(first) ? below(pointer) : pointer;
    }
}
