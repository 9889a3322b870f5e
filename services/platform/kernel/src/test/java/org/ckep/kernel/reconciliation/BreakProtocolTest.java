package org.ckep.kernel.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** The whole protocol, written a second time: state and act, for whom, in which role, what the actor must be, where it leads. */
    private static final String TABLE = """
            OPEN               ASSIGN   anybody   maker,checker,statistician,secretariat  anyone  ASSIGNED
            ASSIGNED           ASSIGN   anybody   maker,checker,statistician,secretariat  anyone  ASSIGNED
            ASSIGNED           EXPLAIN  assigned  maker,checker,statistician,secretariat  anyone  EXPLAINED
            EXPLAINED          EXPLAIN  assigned  maker,checker,statistician,secretariat  anyone  EXPLAINED
            EXPLAINED          AGREE    side      checker                                 person  EXPLAINED
            EXPLAINED          CLOSE    hearer    checker                                 person  CLOSED
            CORRECTED          CLOSE    side      checker                                 person  CLOSED
            AGREED_DIFFERENCE  CLOSE    side      checker                                 person  CLOSED
            """;

    private record Row(String whose, Set<String> roles, String actor, BreakState to) {
        boolean isOpenTo(Viewer viewer, Break found) {
            boolean his =
                    switch (whose) {
                        case "anybody" -> viewer.side() != null || viewer.hasRole(Role.SECRETARIAT);
                        case "assigned" ->
                            viewer.side() != null && found.assigned().contains(viewer.side());
                        case "hearer" -> viewer.side() != null && viewer.side() != found.explainedBy();
                        case "side" -> viewer.side() != null;
                        default -> throw new IllegalArgumentException(whose);
                    };
            return his
                    && viewer.roles().stream().anyMatch(role -> roles.contains(role.code()))
                    && (actor.equals("anyone") || !viewer.serviceAccount());
        }
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new TreeMap<>();
        TABLE.lines()
                .map(line -> line.split("\\s+"))
                .forEach(cells -> rows.put(
                        cells[0] + " " + cells[1],
                        new Row(cells[2], Set.of(cells[3].split(",")), cells[4], BreakState.valueOf(cells[5]))));
        return rows;
    }

    private static List<Viewer> everybody() {
        List<Viewer> everybody = new ArrayList<>(List.of(Viewer.PUBLIC));
        for (Side side : new Side[] {Side.CN, Side.KR, null}) {
            for (Role role : Role.values()) {
                everybody.add(person(side, role));
                everybody.add(new Viewer("system", "test", side, null, Set.of(role), true));
            }
        }
        return everybody;
    }

    /** Every state, assignment and explanation, whoever acts and whatever he does; each refusal names what is open to him. */
    @ParameterizedTest
    @EnumSource
    void everyStateActRoleAndSideIsDecidedAsTheTableSays(BreakState state) {
        Map<String, Row> rows = rows();
        for (Set<Side> assigned : List.of(Set.of(Side.CN), Set.of(Side.KR), Set.of(Side.CN, Side.KR))) {
            for (Side explainedBy : Side.values()) {
                Break found = new Break(state, assigned, BreakReason.TIMING, explainedBy, Map.of());
                for (Viewer viewer : everybody()) {
                    List<String> open = Stream.of(BreakAction.values())
                            .filter(action -> rows.containsKey(state + " " + action))
                            .filter(action -> rows.get(state + " " + action).isOpenTo(viewer, found))
                            .map(BreakAction::code)
                            .toList();
                    assertThat(BreakProtocol.allowed(found, viewer)).isEqualTo(open);
                    for (BreakAction action : BreakAction.values()) {
                        assertDecided(found, action, viewer, open, rows.get(state + " " + action));
                    }
                }
            }
        }
    }

    private static void assertDecided(
            Break found, BreakAction action, Viewer viewer, List<String> open, @Nullable Row row) {
        String what = found + " " + action + " by " + viewer;
        switch (BreakProtocol.decide(found, act(action), viewer)) {
            case Decision.Accepted<Break>(Break next) -> {
                assertThat(open).as(what).contains(action.code());
                assertThat(row).as(what).isNotNull();
                assertThat(next.state()).as(what).isEqualTo(row.to());
            }
            case Decision.Unchanged<Break> unchanged -> throw new AssertionError(what);
            case Decision.Refused<Break>(ProblemType type, String detail, List<String> allowed) -> {
                assertThat(open).as(what).doesNotContain(action.code());
                assertThat(allowed).as(what).isEqualTo(open);
                assertThat(type == KernelProblem.STATE_FORBIDS).as(what).isEqualTo(row == null);
            }
        }
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
