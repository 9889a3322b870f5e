package org.ckep.kernel.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.junit.jupiter.api.Test;

/** Every state, act, function and side of a break. */
class BreakProtocolTest {
    private static final Break ASSIGNED = new Break(BreakState.ASSIGNED, Set.of(Side.KR), null, null, Map.of());
    private static final Break EXPLAINED =
            new Break(BreakState.EXPLAINED, Set.of(Side.KR), BreakReason.TIMING, Side.KR, Map.of());

    private static Viewer person(Side side, Role... roles) {
        return new Viewer("person-" + side + List.of(roles), "test", side, null, Set.of(roles), false);
    }

    private static final Viewer SECRETARIAT = person(null, Role.SECRETARIAT);
    private static final Viewer CN_CHECKER = person(Side.CN, Role.CHECKER);
    private static final Viewer KR_CHECKER = person(Side.KR, Role.CHECKER);

    private static BreakProtocol.Act act(BreakAction action) {
        return new BreakProtocol.Act(action, Set.of(Side.KR), BreakReason.TIMING);
    }

    private static Break taken(Break found, BreakAction action, Viewer viewer) {
        return switch (BreakProtocol.decide(found, act(action), viewer)) {
            case Decision.Accepted<Break> accepted -> accepted.next();
            case Decision.Unchanged<Break> unchanged -> found;
            case Decision.Refused<Break> refused -> throw new AssertionError(refused);
        };
    }

    private static ProblemType refused(Break found, BreakProtocol.Act act, Viewer viewer) {
        return switch (BreakProtocol.decide(found, act, viewer)) {
            case Decision.Refused<Break> refused -> refused.type();
            case Decision.Accepted<Break> accepted -> throw new AssertionError(accepted);
            case Decision.Unchanged<Break> unchanged -> throw new AssertionError(unchanged);
        };
    }

    /** What is answered as allowed is accepted, and nothing else is. */
    @Test
    void whatIsAllowedIsAcceptedAndNothingElse() {
        List<String> open = new ArrayList<>();
        for (BreakState state : BreakState.values()) {
            Break found = new Break(state, Set.of(Side.KR), BreakReason.TIMING, Side.KR, Map.of());
            for (Side side : new Side[] {Side.CN, Side.KR, null}) {
                for (Role role : Role.values()) {
                    Viewer viewer = person(side, role);
                    for (BreakAction action : BreakAction.values()) {
                        boolean accepted =
                                BreakProtocol.decide(found, act(action), viewer) instanceof Decision.Accepted<Break>;
                        assertThat(BreakProtocol.allowed(found, viewer).contains(action.code()))
                                .as("%s %s %s %s", state, side, role, action)
                                .isEqualTo(accepted);
                        if (accepted) {
                            open.add("%s %s %s %s".formatted(state, side, role, action));
                        }
                    }
                }
            }
        }
        assertThat(open)
                .contains(
                        "OPEN null SECRETARIAT ASSIGN",
                        "ASSIGNED KR STATISTICIAN EXPLAIN",
                        "EXPLAINED CN CHECKER CLOSE")
                .doesNotContain("EXPLAINED KR CHECKER CLOSE", "ASSIGNED CN MAKER EXPLAIN", "OPEN KR VIEWER ASSIGN")
                .noneMatch(cell -> cell.contains("AGENCY") || cell.contains("LOADER") || cell.contains("AUDITOR"))
                .noneMatch(cell -> cell.startsWith("CLOSED"));
    }

    @Test
    void theOtherSideAcceptsAnExplanation() {
        Break assigned = taken(Break.FOUND, BreakAction.ASSIGN, SECRETARIAT);
        Break explained = taken(assigned, BreakAction.EXPLAIN, person(Side.KR, Role.STATISTICIAN));
        assertThat(explained.reason()).isEqualTo(BreakReason.TIMING);
        assertThat(explained.explainedBy()).isEqualTo(Side.KR);
        assertThat(refused(explained, act(BreakAction.CLOSE), KR_CHECKER))
                .isEqualTo(ReconciliationProblem.BREAK_OTHER_SIDE);
        assertThat(taken(explained, BreakAction.CLOSE, CN_CHECKER).state()).isEqualTo(BreakState.CLOSED);
    }

    @Test
    void aDifferenceIsLeftWhereBothSidesAgree() {
        Break once = taken(EXPLAINED, BreakAction.AGREE, KR_CHECKER);
        assertThat(once.state()).isEqualTo(BreakState.EXPLAINED);
        assertThat(taken(once, BreakAction.AGREE, KR_CHECKER).state()).isEqualTo(BreakState.EXPLAINED);
        Break both = taken(once, BreakAction.AGREE, CN_CHECKER);
        assertThat(both.state()).isEqualTo(BreakState.AGREED_DIFFERENCE);
        assertThat(both.agreed()).containsOnlyKeys(Side.CN, Side.KR);
        // Another explanation is another thing to agree on.
        assertThat(taken(once, BreakAction.EXPLAIN, person(Side.KR, Role.MAKER)).agreed())
                .isEmpty();
    }

    @Test
    void nobodySaysThatTheOtherOneIsWrong() {
        Break both = new Break(BreakState.ASSIGNED, Set.of(Side.CN, Side.KR), null, null, Map.of());
        BreakProtocol.Act errorOfCn = new BreakProtocol.Act(BreakAction.EXPLAIN, Set.of(), BreakReason.ERROR_CN);
        assertThat(refused(both, errorOfCn, KR_CHECKER)).isEqualTo(ReconciliationProblem.BREAK_OTHER_SIDE);
        assertThat(BreakProtocol.decide(both, errorOfCn, CN_CHECKER)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void refusalsSayWhy() {
        Viewer system = new Viewer("s", "test", Side.CN, null, Set.of(Role.CHECKER), true);
        assertThat(refused(EXPLAINED, act(BreakAction.AGREE), system))
                .isEqualTo(ReconciliationProblem.BREAK_PERSON_NEEDED);
        assertThat(refused(Break.FOUND, act(BreakAction.EXPLAIN), KR_CHECKER)).isEqualTo(KernelProblem.STATE_FORBIDS);
        assertThat(refused(ASSIGNED, act(BreakAction.EXPLAIN), CN_CHECKER))
                .isEqualTo(ReconciliationProblem.BREAK_OTHER_SIDE);
        assertThat(refused(Break.FOUND, act(BreakAction.ASSIGN), Viewer.PUBLIC)).isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(refused(Break.FOUND, new BreakProtocol.Act(BreakAction.ASSIGN, Set.of(), null), SECRETARIAT))
                .isEqualTo(ReconciliationProblem.BREAK_INCOMPLETE);
        assertThat(refused(ASSIGNED, new BreakProtocol.Act(BreakAction.EXPLAIN, Set.of(), null), KR_CHECKER))
                .isEqualTo(ReconciliationProblem.BREAK_INCOMPLETE);
    }
}
