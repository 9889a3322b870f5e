package org.ckep.investment.project;

import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/**
 * Who may take a step. One side's record is carried through its life by that side: what is a maker's or the host's act is
 * taken by a maker of the owning side, and what needs a checker or both sides is confirmed by a checker of the owning
 * side who neither made nor changed the record since it was last released. A joint record takes every step by a change set, in which the host's
 * acts are the host side's to propose.
 */
final class StepAuthority {
    private StepAuthority() {}

    /**
     * What the rule looks at.
     *
     * @param owner the side that stands behind the record, null for an observed one
     * @param makers subjects that made the record, or changed its content since it was last released
     */
    record Custody(Stewardship stewardship, @Nullable Side owner, Set<String> makers) {
        Custody {
            makers = Set.copyOf(makers);
        }
    }

    /** Why a step is denied. */
    record Denial(ProblemType type, String detail) {}

    /** The reason for which this viewer may not take a step of that authority; empty where he may. */
    static Optional<Denial> denial(Authority authority, Custody custody, Viewer viewer) {
        if (custody.stewardship() == Stewardship.JOINT) {
            return deny(
                    ProjectProblem.PROJECT_JOINT,
                    "Both sides take the steps of this project together: draft a change set at its /changes with this"
                            + " body as the member 'step'.");
        }
        if (viewer.side() == null) {
            return deny(KernelProblem.FORBIDDEN, "Only a side's maker or checker takes steps of a project.");
        }
        if (custody.owner() != null && custody.owner() != viewer.side()) {
            return deny(
                    ProjectProblem.PROJECT_OTHER_SIDE,
                    "The record belongs to the side " + custody.owner() + ", which alone takes its steps.");
        }
        return switch (authority) {
            case MAKER, HOST ->
                viewer.hasRole(Role.MAKER)
                        ? Optional.empty()
                        : deny(KernelProblem.FORBIDDEN, "This step is taken by a maker.");
            case CHECKER, BILATERAL -> checkerDenial(custody, viewer);
        };
    }

    /** The reason for which a side may not propose a step of a joint record; empty where it may. */
    static Optional<Denial> jointDenial(Authority authority, @Nullable Side host, Side proposedBy) {
        return switch (authority) {
            case HOST ->
                host == null || host == proposedBy
                        ? Optional.empty()
                        : deny(
                                ProjectProblem.PROJECT_OTHER_SIDE,
                                "The project lies in the country of the side " + host + ", which proposes this step.");
            case MAKER, CHECKER, BILATERAL -> Optional.empty();
        };
    }

    private static Optional<Denial> checkerDenial(Custody custody, Viewer viewer) {
        if (!viewer.hasRole(Role.CHECKER)) {
            return deny(KernelProblem.FORBIDDEN, "This step is confirmed by a checker.");
        }
        if (viewer.serviceAccount()) {
            return deny(
                    ProjectProblem.PROJECT_SERVICE_ACCOUNT,
                    "A system may draft and submit; this step is confirmed by a person.");
        }
        if (viewer.subject() == null || custody.makers().contains(viewer.subject())) {
            return deny(
                    ProjectProblem.PROJECT_OWN_APPROVAL,
                    "This step is confirmed by someone who neither made nor changed the record.");
        }
        return Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }
}
