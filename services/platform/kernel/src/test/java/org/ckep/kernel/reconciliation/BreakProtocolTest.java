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
    private static final Break ASSIGNED = new Break(BreakState.ASSIGNED, Set.of(Side.KR));
    private static final String HASH = "4b".repeat(32);
    private static final Break EXPLAINED =
            new Break(BreakState.EXPLAINED, Set.of(Side.KR), BreakReason.TIMING, Side.KR, HASH, Map.of(), Map.of());

    private static Viewer person(Side side, Role... roles) {
        return new Viewer("person-" + side + List.of(roles), "test", side, null, Set.of(roles), false);
    }

    private static final Viewer SECRETARIAT = person(null, Role.SECRETARIAT);
    private static final Viewer CN_CHECKER = person(Side.CN, Role.CHECKER);
    private static final Viewer KR_CHECKER = person(Side.KR, Role.CHECKER);

    private static BreakProtocol.Act act(BreakAction action) {
        return new BreakProtocol.Act(action, Set.of(Side.KR), BreakReason.TIMING, HASH);
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

    /**
     * The whole protocol, written a second time: state and act, for whom, in which role, what the actor must be, how far his
     * side's agreement must be, where it leads.
     */
    private static final String TABLE = """
            OPEN               ASSIGN   anybody   maker,checker,statistician,secretariat  anyone  any       ASSIGNED
            ASSIGNED           ASSIGN   anybody   maker,checker,statistician,secretariat  anyone  any       ASSIGNED
            ASSIGNED           EXPLAIN  assigned  maker,checker,statistician,secretariat  anyone  any       EXPLAINED
            EXPLAINED          EXPLAIN  assigned  maker,checker,statistician,secretariat  anyone  any       EXPLAINED
            EXPLAINED          PREPARE  side      maker                                   person  open      EXPLAINED
            EXPLAINED          AGREE    side      checker                                 person  prepared  EXPLAINED
            EXPLAINED          CLOSE    hearer    checker                                 person  any       CLOSED
            CORRECTED          CLOSE    side      checker                                 person  any       CLOSED
            AGREED_DIFFERENCE  CLOSE    side      checker                                 person  any       CLOSED
            """;

    private record Row(String whose, Set<String> roles, String actor, String consent, BreakState to) {
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
                    && isFarEnough(viewer, found)
                    && viewer.roles().stream().anyMatch(role -> roles.contains(role.code()))
                    && (actor.equals("anyone") || !viewer.serviceAccount());
        }

        private boolean isFarEnough(Viewer viewer, Break found) {
            return switch (consent) {
                case "open" -> !found.agreed().containsKey(viewer.side());
                case "prepared" ->
                    !found.agreed().containsKey(viewer.side())
                            && found.prepared().containsKey(viewer.side())
                            && !found.prepared().get(viewer.side()).equals(viewer.subject());
                case "any" -> true;
                default -> throw new IllegalArgumentException(consent);
            };
        }
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new TreeMap<>();
        TABLE.lines()
                .map(line -> line.split("\\s+"))
                .forEach(cells -> rows.put(
                        cells[0] + " " + cells[1],
                        new Row(
                                cells[2],
                                Set.of(cells[3].split(",")),
                                cells[4],
                                cells[5],
                                BreakState.valueOf(cells[6]))));
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
                for (Viewer viewer : everybody()) {
                    for (Break found : agreements(state, assigned, explainedBy, viewer)) {
                        assertAllDecided(rows, found, viewer);
                    }
                }
            }
        }
    }

    /** Nobody has agreed; somebody of the viewer's side has prepared it, or he himself; his side has agreed. */
    private static List<Break> agreements(BreakState state, Set<Side> assigned, Side explainedBy, Viewer viewer) {
        Side side = viewer.side() == null ? Side.CN : viewer.side();
        Map<Side, String> another = Map.of(side, "another");
        Map<Side, String> himself = Map.of(side, viewer.subject() == null ? "nobody" : viewer.subject());
        return Stream.of(
                        List.of(Map.<Side, String>of(), Map.<Side, String>of()),
                        List.of(another, Map.<Side, String>of()),
                        List.of(himself, Map.<Side, String>of()),
                        List.of(another, Map.of(side, "a third")))
                .map(signed ->
                        new Break(state, assigned, BreakReason.TIMING, explainedBy, HASH, signed.get(0), signed.get(1)))
                .toList();
    }

    private static void assertAllDecided(Map<String, Row> rows, Break found, Viewer viewer) {
        List<String> open = Stream.of(BreakAction.values())
                .filter(action -> rows.containsKey(found.state() + " " + action))
                .filter(action -> rows.get(found.state() + " " + action).isOpenTo(viewer, found))
                .map(BreakAction::code)
                .toList();
        assertThat(BreakProtocol.allowed(found, viewer)).isEqualTo(open);
        for (BreakAction action : BreakAction.values()) {
            assertDecided(found, action, viewer, open, rows.get(found.state() + " " + action));
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
                if (row == null) {
                    assertThat(type).as(what).isEqualTo(KernelProblem.STATE_FORBIDS);
                } else if (row.consent().equals("any")) {
                    assertThat(type).as(what).isNotEqualTo(KernelProblem.STATE_FORBIDS);
                }
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
    void aDifferenceIsLeftWhereTwoPersonsOfEachSideAgree() {
        assertThat(refused(EXPLAINED, act(BreakAction.AGREE), KR_CHECKER)).isEqualTo(KernelProblem.STATE_FORBIDS);
        Break prepared = taken(EXPLAINED, BreakAction.PREPARE, person(Side.KR, Role.MAKER));
        assertThat(prepared.agreed()).isEmpty();
        Break once = taken(prepared, BreakAction.AGREE, KR_CHECKER);
        assertThat(once.state()).isEqualTo(BreakState.EXPLAINED);
        assertThat(refused(once, act(BreakAction.AGREE), KR_CHECKER)).isEqualTo(KernelProblem.STATE_FORBIDS);
        // One side's two persons are not the other's.
        assertThat(refused(once, act(BreakAction.AGREE), CN_CHECKER)).isEqualTo(KernelProblem.STATE_FORBIDS);
        Break both =
                taken(taken(once, BreakAction.PREPARE, person(Side.CN, Role.MAKER)), BreakAction.AGREE, CN_CHECKER);
        assertThat(both.state()).isEqualTo(BreakState.AGREED_DIFFERENCE);
        assertThat(both.agreed()).containsOnlyKeys(Side.CN, Side.KR);
        // Another explanation is another thing to agree on.
        Break again = taken(once, BreakAction.EXPLAIN, person(Side.KR, Role.MAKER));
        assertThat(again.agreed()).isEmpty();
        assertThat(again.prepared()).isEmpty();
    }

    @Test
    void nobodyAgreesToWhatHeHasPrepared() {
        Viewer both = person(Side.CN, Role.MAKER, Role.CHECKER);
        Break prepared = taken(EXPLAINED, BreakAction.PREPARE, both);
        assertThat(refused(prepared, act(BreakAction.AGREE), both)).isEqualTo(ReconciliationProblem.BREAK_OWN_APPROVAL);
        assertThat(taken(prepared, BreakAction.AGREE, CN_CHECKER).agreed()).containsOnlyKeys(Side.CN);
    }

    @Test
    void whatIsLeftAsItIsIsNamedByItsHash() {
        Viewer maker = person(Side.CN, Role.MAKER);
        for (BreakAction action : List.of(BreakAction.PREPARE, BreakAction.AGREE)) {
            Viewer viewer = action == BreakAction.PREPARE ? maker : CN_CHECKER;
            Break found = action == BreakAction.PREPARE ? EXPLAINED : taken(EXPLAINED, BreakAction.PREPARE, maker);
            assertThat(refused(found, new BreakProtocol.Act(action, Set.of(), null, null), viewer))
                    .isEqualTo(ReconciliationProblem.BREAK_INCOMPLETE);
            assertThat(refused(found, new BreakProtocol.Act(action, Set.of(), null, "00".repeat(32)), viewer))
                    .isEqualTo(ReconciliationProblem.BREAK_HASH_DIFFERS);
        }
    }

    @Test
    void nobodySaysThatTheOtherOneIsWrong() {
        Break both = new Break(BreakState.ASSIGNED, Set.of(Side.CN, Side.KR));
        BreakProtocol.Act errorOfCn = new BreakProtocol.Act(BreakAction.EXPLAIN, Set.of(), BreakReason.ERROR_CN, null);
        assertThat(refused(both, errorOfCn, KR_CHECKER)).isEqualTo(ReconciliationProblem.BREAK_OTHER_SIDE);
        assertThat(BreakProtocol.decide(both, errorOfCn, CN_CHECKER)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void refusalsSayWhy() {
        Viewer system = new Viewer("s", "test", Side.CN, null, Set.of(Role.CHECKER), true);
        assertThat(refused(EXPLAINED, act(BreakAction.AGREE), system))
                .isEqualTo(ReconciliationProblem.BREAK_PERSON_NEEDED);
        Viewer preparing = new Viewer("s", "test", Side.CN, null, Set.of(Role.MAKER), true);
        assertThat(refused(EXPLAINED, act(BreakAction.PREPARE), preparing))
                .isEqualTo(ReconciliationProblem.BREAK_PERSON_NEEDED);
        assertThat(refused(Break.FOUND, act(BreakAction.EXPLAIN), KR_CHECKER)).isEqualTo(KernelProblem.STATE_FORBIDS);
        assertThat(refused(ASSIGNED, act(BreakAction.EXPLAIN), CN_CHECKER))
                .isEqualTo(ReconciliationProblem.BREAK_OTHER_SIDE);
        assertThat(refused(Break.FOUND, act(BreakAction.ASSIGN), Viewer.PUBLIC)).isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(refused(Break.FOUND, new BreakProtocol.Act(BreakAction.ASSIGN, Set.of(), null, null), SECRETARIAT))
                .isEqualTo(ReconciliationProblem.BREAK_INCOMPLETE);
        assertThat(refused(ASSIGNED, new BreakProtocol.Act(BreakAction.EXPLAIN, Set.of(), null, null), KR_CHECKER))
                .isEqualTo(ReconciliationProblem.BREAK_INCOMPLETE);
    }
}
