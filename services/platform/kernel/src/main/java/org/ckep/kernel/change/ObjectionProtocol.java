package org.ckep.kernel.change;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * Who may object to what both sides agreed on, and who may end that. Two persons of the objecting side raise an objection;
 * the other side signs nothing, since nobody is held to a consent that he has withdrawn.
 *
 * <p>The order of the checks is the order of the answers, as in {@link ChangeProtocol}.
 */
public final class ObjectionProtocol {
    private static final String PERSON_NEEDED = "Persons alone prepare, raise and drop objections; no system does.";

    private ObjectionProtocol() {}

    private record Denial(ProblemType type, String detail) {}

    /** Decides on a new objection, which a maker writes; no system does. */
    public static Decision<Objection> prepare(Viewer viewer, @Nullable String attribute, LocalizedText reason) {
        Side side = viewer.side();
        String subject = viewer.subject();
        if (side == null || subject == null || !viewer.hasRole(Role.MAKER)) {
            return Decision.refuse(KernelProblem.FORBIDDEN, "This is done by a maker of a side.", List.of());
        }
        if (viewer.serviceAccount()) {
            return Decision.refuse(ChangeProblem.CHANGE_PERSON_NEEDED, PERSON_NEEDED, List.of());
        }
        String missing = ChangeProtocol.missingBoth(reason);
        if (missing != null) {
            return Decision.refuse(ChangeProblem.CHANGE_REASON_NEEDED, missing, List.of());
        }
        return Decision.accept(new Objection(side, attribute, ObjectionState.PREPARED, subject, null));
    }

    /**
     * Decides on an act.
     *
     * @return the objection as the act leaves it, or the refusal with the acts that are open to this viewer instead
     */
    public static Decision<Objection> decide(Objection objection, ObjectionAction action, Viewer viewer, Instant now) {
        if (!objection.isVisibleTo(viewer)) {
            return Decision.refuse(KernelProblem.NOT_FOUND, "No such record.", List.of());
        }
        if (!exists(objection.state(), action)) {
            return refuse(
                    objection,
                    viewer,
                    new Denial(
                            KernelProblem.STATE_FORBIDS,
                            "An objection in the state " + objection.state() + " knows no act '" + action.code()
                                    + "'."));
        }
        Denial denial = denial(objection, action, viewer);
        if (denial != null) {
            return refuse(objection, viewer, denial);
        }
        return Decision.accept(
                switch (action) {
                    case RAISE -> objection.raised(now);
                    case DROP -> objection.in(ObjectionState.DROPPED);
                });
    }

    /** The codes of the acts that are open to this viewer. */
    public static List<String> allowed(Objection objection, Viewer viewer) {
        if (!objection.isVisibleTo(viewer)) {
            return List.of();
        }
        return Stream.of(ObjectionAction.values())
                .filter(action -> exists(objection.state(), action) && denial(objection, action, viewer) == null)
                .map(ObjectionAction::code)
                .toList();
    }

    /** The objection once both sides have agreed on a change set that names it. */
    public static Objection settled(Objection objection) {
        if (objection.state() != ObjectionState.STANDING) {
            throw new IllegalArgumentException("only what stands is settled, not what is " + objection.state());
        }
        return objection.in(ObjectionState.SETTLED);
    }

    private static boolean exists(ObjectionState state, ObjectionAction action) {
        return switch (state) {
            case PREPARED -> true;
            case STANDING -> action == ObjectionAction.DROP;
            case DROPPED, SETTLED -> false;
        };
    }

    private static @Nullable Denial denial(Objection objection, ObjectionAction action, Viewer viewer) {
        if (viewer.side() != objection.side()) {
            return new Denial(
                    ChangeProblem.CHANGE_OTHER_SIDE, "This is done by the objecting side, " + objection.side() + ".");
        }
        boolean begun = objection.state() == ObjectionState.PREPARED && action == ObjectionAction.DROP;
        if (!viewer.hasRole(Role.CHECKER) && !(begun && viewer.hasRole(Role.MAKER))) {
            return new Denial(
                    KernelProblem.FORBIDDEN,
                    begun ? "This is done by a maker or a checker." : "This is done by a checker.");
        }
        if (viewer.serviceAccount()) {
            return new Denial(ChangeProblem.CHANGE_PERSON_NEEDED, PERSON_NEEDED);
        }
        // By subject, never by name or role, as with change sets.
        boolean ownWork = viewer.subject() == null || Objects.equals(viewer.subject(), objection.preparedBy());
        return action == ObjectionAction.RAISE && ownWork
                ? new Denial(
                        ChangeProblem.CHANGE_OWN_APPROVAL,
                        "This is done by somebody who did not prepare the objection.")
                : null;
    }

    private static Decision<Objection> refuse(Objection objection, Viewer viewer, Denial denial) {
        return Decision.refuse(denial.type(), denial.detail(), allowed(objection, viewer));
    }
}
