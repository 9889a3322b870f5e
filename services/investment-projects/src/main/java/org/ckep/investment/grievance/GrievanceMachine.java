package org.ckep.investment.grievance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which steps a grievance takes, who takes them and what they rest on. A maker of its side carries it on; that it is settled
 * or not taken up says a checker who neither entered it nor took its last step. Steps that do not stand here do not exist.
 */
final class GrievanceMachine {
    private GrievanceMachine() {}

    /** What a step rests on; its member in the request has the name in {@link #pointer()}. */
    enum Need {
        AGENCY,
        ANSWER,
        REASON;

        String pointer() {
            return switch (this) {
                case AGENCY -> "/agency";
                case ANSWER -> "/answer";
                case REASON -> "/reason";
            };
        }

        private boolean isGiven(GrievanceCommand command) {
            return switch (this) {
                case AGENCY -> command.agency() != null;
                case ANSWER -> command.answer() != null;
                case REASON -> command.reason() != null;
            };
        }
    }

    /** One step. */
    record Step(GrievanceState to, Role by, Set<Need> needs) {
        Step(GrievanceState to, Role by, Need... needs) {
            this(to, by, Set.of(needs));
        }
    }

    private static final Step REVIEW = new Step(GrievanceState.UNDER_REVIEW, Role.MAKER, Need.AGENCY);
    private static final Step AGAIN = new Step(GrievanceState.UNDER_REVIEW, Role.MAKER, Need.AGENCY, Need.REASON);
    private static final Step ANSWER = new Step(GrievanceState.ANSWERED, Role.MAKER, Need.ANSWER);
    private static final Step RESOLVE = new Step(GrievanceState.RESOLVED, Role.CHECKER, Need.REASON);
    private static final Step REJECT = new Step(GrievanceState.REJECTED, Role.CHECKER, Need.REASON);
    private static final Step WITHDRAW = new Step(GrievanceState.WITHDRAWN, Role.MAKER, Need.REASON);

    /** The steps that lead out of a state; none for a final one. */
    static List<Step> steps(GrievanceState from) {
        return switch (from) {
            case RECEIVED -> List.of(REVIEW, REJECT, WITHDRAW);
            case UNDER_REVIEW -> List.of(ANSWER, REJECT, WITHDRAW);
            case ANSWERED -> List.of(AGAIN, RESOLVE, WITHDRAW);
            case RESOLVED, REJECTED, WITHDRAWN -> List.of();
        };
    }

    /**
     * What the machine looks at.
     *
     * @param side whose grievance it is
     * @param makers subjects that entered it or took its last step
     */
    record Custody(GrievanceState state, @Nullable Side side, Set<String> makers) {
        Custody {
            makers = Set.copyOf(makers);
        }
    }

    /** Throws where the viewer may not take the step, or what it rests on is not given. */
    static void require(Custody custody, Viewer viewer, GrievanceCommand command) {
        requireSide(custody, viewer);
        Optional<Step> found = steps(custody.state()).stream()
                .filter(step -> step.to() == command.to())
                .findFirst();
        if (found.isEmpty()) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "No step leads from " + custody.state() + " to " + command.to() + ".")
                    .withMember("allowed", open(custody, viewer));
        }
        requirePerson(found.get().by(), custody, viewer);
        requireGiven(found.get(), command);
    }

    /** Throws where the viewer may not let the other side read it (rule C2). */
    static void requireMayShare(Custody custody, Viewer viewer) {
        requireSide(custody, viewer);
        requirePerson(Role.RELEASER, custody, viewer);
    }

    private static void requireSide(Custody custody, Viewer viewer) {
        if (viewer.side() == null || viewer.side() != custody.side()) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "The caller does not stand behind this record.");
        }
    }

    /** The states to which this viewer may carry it. */
    private static List<GrievanceState> open(Custody custody, Viewer viewer) {
        return steps(custody.state()).stream()
                .filter(step -> denial(step.by(), custody, viewer) == null)
                .map(Step::to)
                .toList();
    }

    private static void requirePerson(Role by, Custody custody, Viewer viewer) {
        ProblemException denial = denial(by, custody, viewer);
        if (denial != null) {
            throw denial;
        }
    }

    private static @Nullable ProblemException denial(Role by, Custody custody, Viewer viewer) {
        if (!viewer.hasRole(by)) {
            return new ProblemException(KernelProblem.FORBIDDEN, "This step is taken by a " + by.code() + ".");
        }
        if (by == Role.MAKER) {
            return null;
        }
        if (viewer.serviceAccount()) {
            return new ProblemException(
                    GrievanceProblem.GRIEVANCE_SERVICE_ACCOUNT, "This step is taken by a person, not by a system.");
        }
        if (viewer.subject() == null || custody.makers().contains(viewer.subject())) {
            return new ProblemException(
                    GrievanceProblem.GRIEVANCE_OWN_APPROVAL,
                    "This step is taken by someone who neither entered the grievance nor took its last step.");
        }
        return null;
    }

    private static void requireGiven(Step step, GrievanceCommand command) {
        List<FieldError> errors = new ArrayList<>();
        for (Need need : Need.values()) {
            boolean needed = step.needs().contains(need);
            // A reason may always be given; an agency or an answer belongs to its own step.
            boolean superfluous = !needed && need != Need.REASON && need.isGiven(command);
            if (needed && !need.isGiven(command)) {
                errors.add(FieldError.at(need.pointer(), "missing", "The step to " + step.to() + " needs this."));
            } else if (superfluous) {
                errors.add(FieldError.at(
                        need.pointer(), "superfluous", "This does not belong to the step to " + step.to() + "."));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            GrievanceProblem.GRIEVANCE_GUARD_NOT_MET,
                            errors.getFirst().message())
                    .withErrors(errors);
        }
    }
}
