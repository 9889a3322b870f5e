package org.ckep.kernel.reconciliation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Who does what about a break. It is assigned by either side or the secretariat, explained by a side that it is assigned
 * to, and settled by both: a checker of the other side accepts the explanation, or both sides agree to leave it, each by a
 * maker who prepares that and a checker who is another person, all four on one hash.
 */
public final class BreakProtocol {
    private BreakProtocol() {}

    /**
     * One act.
     *
     * @param assigned for ASSIGN: whose it is
     * @param reason for EXPLAIN: why the figures differ
     * @param hash for PREPARE and AGREE: the hash of what is left as it is
     */
    public record Act(
            BreakAction action,
            Set<Side> assigned,
            @Nullable BreakReason reason,
            @Nullable String hash) {
        public Act {
            assigned = Set.copyOf(assigned);
        }
    }

    private record Denial(ProblemType type, String detail) {}

    /** The break as the act leaves it, or the refusal with the acts that are open to this viewer instead. */
    public static Decision<Break> decide(Break found, Act act, Viewer viewer) {
        if (!isOpenTo(found.state(), act.action())) {
            return refuse(
                    found,
                    viewer,
                    KernelProblem.STATE_FORBIDS,
                    "A break in the state " + found.state() + " knows no act '"
                            + act.action().code() + "'.");
        }
        Denial denial = denial(found, act.action(), viewer);
        if (denial == null) {
            denial = incomplete(found, act, viewer);
        }
        return denial == null
                ? Decision.accept(after(found, act, viewer))
                : refuse(found, viewer, denial.type(), denial.detail());
    }

    /** The codes of the acts that are open to this viewer. */
    public static List<String> allowed(Break found, Viewer viewer) {
        return Arrays.stream(BreakAction.values())
                .filter(action -> isOpenTo(found.state(), action) && denial(found, action, viewer) == null)
                .map(BreakAction::code)
                .toList();
    }

    private static Decision<Break> refuse(Break found, Viewer viewer, ProblemType type, String detail) {
        return Decision.refuse(type, detail, allowed(found, viewer));
    }

    private static boolean isOpenTo(BreakState state, BreakAction action) {
        return switch (state) {
            case OPEN -> action == BreakAction.ASSIGN;
            case ASSIGNED -> action == BreakAction.ASSIGN || action == BreakAction.EXPLAIN;
            case EXPLAINED -> action != BreakAction.ASSIGN;
            case CORRECTED, AGREED_DIFFERENCE -> action == BreakAction.CLOSE;
            case LAPSED, CLOSED -> false;
        };
    }

    private static @Nullable Denial denial(Break found, BreakAction action, Viewer viewer) {
        Side side = viewer.side();
        return switch (action) {
            case ASSIGN -> side == null && !viewer.hasRole(Role.SECRETARIAT) ? forbidden(viewer) : staff(viewer);
            case EXPLAIN -> {
                Denial none = side == null ? forbidden(viewer) : staff(viewer);
                yield none == null && !found.assigned().contains(side)
                        ? new Denial(
                                ReconciliationProblem.BREAK_OTHER_SIDE,
                                "This break is not assigned to the side " + side + ".")
                        : none;
            }
            case PREPARE -> {
                Denial none = person(viewer, Role.MAKER);
                yield none == null ? agreedAlready(found, side) : none;
            }
            case AGREE -> {
                Denial none = checker(viewer);
                yield none == null ? unprepared(found, viewer) : none;
            }
            case CLOSE -> {
                Denial none = checker(viewer);
                yield none == null && found.state() == BreakState.EXPLAINED && side == found.explainedBy()
                        ? new Denial(ReconciliationProblem.BREAK_OTHER_SIDE, "The other side accepts this explanation.")
                        : none;
            }
        };
    }

    private static @Nullable Denial staff(Viewer viewer) {
        boolean staff = viewer.hasRole(Role.MAKER)
                || viewer.hasRole(Role.CHECKER)
                || viewer.hasRole(Role.STATISTICIAN)
                || viewer.hasRole(Role.SECRETARIAT);
        return staff ? null : forbidden(viewer);
    }

    private static @Nullable Denial checker(Viewer viewer) {
        return person(viewer, Role.CHECKER);
    }

    private static @Nullable Denial person(Viewer viewer, Role function) {
        if (viewer.side() == null || !viewer.hasRole(function)) {
            return forbidden(viewer);
        }
        return viewer.serviceAccount()
                ? new Denial(ReconciliationProblem.BREAK_PERSON_NEEDED, "A person agrees, not a system.")
                : null;
    }

    private static @Nullable Denial agreedAlready(Break found, @Nullable Side side) {
        return side != null && found.agreed().containsKey(side)
                ? new Denial(KernelProblem.STATE_FORBIDS, "The side " + side + " has agreed already.")
                : null;
    }

    private static @Nullable Denial unprepared(Break found, Viewer viewer) {
        Denial already = agreedAlready(found, viewer.side());
        if (already != null) {
            return already;
        }
        String preparedBy = found.prepared().get(viewer.side());
        if (preparedBy == null) {
            return new Denial(
                    KernelProblem.STATE_FORBIDS,
                    "Nobody of the side " + viewer.side() + " has prepared this; a maker does, by 'prepare'.");
        }
        return preparedBy.equals(viewer.subject())
                ? new Denial(
                        ReconciliationProblem.BREAK_OWN_APPROVAL,
                        "Who has prepared the agreement does not agree to it himself.")
                : null;
    }

    private static Denial forbidden(Viewer viewer) {
        return new Denial(
                KernelProblem.FORBIDDEN,
                viewer.side() == null ? "This is done by the staff of a side." : "This takes another function.");
    }

    private static @Nullable Denial incomplete(Break found, Act act, Viewer viewer) {
        return switch (act.action()) {
            case ASSIGN ->
                act.assigned().isEmpty()
                        ? new Denial(ReconciliationProblem.BREAK_INCOMPLETE, "A break is assigned to CN, KR or both.")
                        : null;
            case EXPLAIN -> explanation(act.reason(), Objects.requireNonNull(viewer.side()));
            case PREPARE, AGREE -> otherThing(found, act);
            case CLOSE -> null;
        };
    }

    private static @Nullable Denial otherThing(Break found, Act act) {
        if (act.hash() == null) {
            return new Denial(
                    ReconciliationProblem.BREAK_INCOMPLETE,
                    "Name by 'hash' what is left as it is: the break shows it.");
        }
        return act.hash().equals(found.hash())
                ? null
                : new Denial(
                        ReconciliationProblem.BREAK_HASH_DIFFERS,
                        "The figures, or what is said of them, are not those of this hash. Read the break again.");
    }

    /** Nobody says that the other one is wrong. */
    private static @Nullable Denial explanation(@Nullable BreakReason reason, Side side) {
        if (reason == null) {
            return new Denial(
                    ReconciliationProblem.BREAK_INCOMPLETE, "An explanation names its reason; UNEXPLAINED is one.");
        }
        boolean othersError = (reason == BreakReason.ERROR_CN && side != Side.CN)
                || (reason == BreakReason.ERROR_KR && side != Side.KR);
        return othersError
                ? new Denial(
                        ReconciliationProblem.BREAK_OTHER_SIDE, "An error is stated by the side whose figure it is.")
                : null;
    }

    private static Break after(Break found, Act act, Viewer viewer) {
        return switch (act.action()) {
            case ASSIGN -> new Break(BreakState.ASSIGNED, act.assigned());
            case EXPLAIN ->
                new Break(
                        BreakState.EXPLAINED, found.assigned(), act.reason(), viewer.side(), null, Map.of(), Map.of());
            case PREPARE -> signed(found, found.state(), with(found.prepared(), viewer), found.agreed());
            case AGREE -> {
                Map<Side, String> agreed = with(found.agreed(), viewer);
                yield signed(
                        found,
                        agreed.size() == Side.values().length ? BreakState.AGREED_DIFFERENCE : BreakState.EXPLAINED,
                        found.prepared(),
                        agreed);
            }
            case CLOSE -> found.in(BreakState.CLOSED);
        };
    }

    private static Break signed(Break found, BreakState next, Map<Side, String> prepared, Map<Side, String> agreed) {
        return new Break(next, found.assigned(), found.reason(), found.explainedBy(), found.hash(), prepared, agreed);
    }

    private static Map<Side, String> with(Map<Side, String> signed, Viewer viewer) {
        Map<Side, String> all = new EnumMap<>(Side.class);
        all.putAll(signed);
        all.put(
                Objects.requireNonNull(viewer.side(), "who signs acts for a side"),
                Objects.requireNonNull(viewer.subject(), "who signs has a subject"));
        return all;
    }
}
