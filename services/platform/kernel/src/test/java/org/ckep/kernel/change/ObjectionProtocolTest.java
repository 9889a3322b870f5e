package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
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
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.LocalizedText.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectionProtocolTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final LocalizedText BOTH =
            LocalizedText.of(Language.KO, "사유").with(Language.ZH_HANS, "理由", Status.OFFICIAL);

    /** The whole protocol, written a second time: state and act, role of the objecting side, who he must be, where it leads. */
    private static final String TABLE = """
            PREPARED  RAISE  checker        second  STANDING
            PREPARED  DROP   maker,checker  person  DROPPED
            STANDING  DROP   checker        person  DROPPED
            """;

    private record Row(Set<String> roles, String actor, ObjectionState to) {
        boolean isOpenTo(Viewer viewer) {
            return viewer.side() == Side.CN
                    && viewer.roles().stream().anyMatch(role -> roles.contains(role.code()))
                    && !viewer.serviceAccount()
                    && (!actor.equals("second") || !"cn-maker".equals(viewer.subject()));
        }
    }

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new TreeMap<>();
        TABLE.lines()
                .map(line -> line.split("\\s+"))
                .forEach(cells -> rows.put(
                        cells[0] + " " + cells[1],
                        new Row(Set.of(cells[2].split(",")), cells[3], ObjectionState.valueOf(cells[4]))));
        return rows;
    }

    private static Objection objection(ObjectionState state, @Nullable String attribute) {
        return new Objection(
                Side.CN, attribute, state, "cn-maker", state == ObjectionState.PREPARED ? null : NOW.minusSeconds(60));
    }

    private static @Nullable ProblemType refusal(Decision<Objection> decision) {
        return decision instanceof Decision.Refused<Objection> refused ? refused.type() : null;
    }

    @ParameterizedTest
    @EnumSource(ObjectionState.class)
    void everyActOfEveryPersonIsDecidedAsTheTableSays(ObjectionState state) {
        Objection objection = objection(state, "title");
        for (Viewer viewer : Persons.everybody("cn-maker", "cn-checker", "fresh")) {
            List<String> open = Stream.of(ObjectionAction.values())
                    .filter(action -> isOpen(state, action, viewer))
                    .map(ObjectionAction::code)
                    .toList();
            assertThat(ObjectionProtocol.allowed(objection, viewer)).isEqualTo(open);
            for (ObjectionAction action : ObjectionAction.values()) {
                assertDecided(objection, action, viewer, open);
            }
        }
    }

    private static boolean isOpen(ObjectionState state, ObjectionAction action, Viewer viewer) {
        Row row = rows().get(state + " " + action);
        return row != null && row.isOpenTo(viewer);
    }

    /** What is open is done, and every refusal names what is open instead. */
    private static void assertDecided(Objection objection, ObjectionAction action, Viewer viewer, List<String> open) {
        String what = objection.state() + " " + action + " by " + viewer;
        switch (ObjectionProtocol.decide(objection, action, viewer, NOW)) {
            case Decision.Accepted<Objection>(Objection next) -> {
                assertThat(open).as(what).contains(action.code());
                Row row = rows().get(objection.state() + " " + action);
                assertThat(next.state()).as(what).isEqualTo(row.to());
                assertThat(next.raisedAt()).isEqualTo(action == ObjectionAction.RAISE ? NOW : objection.raisedAt());
            }
            case Decision.Unchanged<Objection> unchanged -> throw new AssertionError(what);
            case Decision.Refused<Objection>(ProblemType type, String detail, List<String> allowed) -> {
                assertThat(open).as(what).doesNotContain(action.code());
                assertThat(allowed).as(what).isEqualTo(open);
                assertThat(type == KernelProblem.NOT_FOUND).as(what).isEqualTo(!objection.isVisibleTo(viewer));
            }
        }
    }

    @Test
    void whoPreparedItDoesNotRaiseItWhateverElseHeIs() {
        Viewer both = Persons.person("cn-maker", Side.CN, Role.MAKER, Role.CHECKER);
        assertThat(refusal(ObjectionProtocol.decide(
                        objection(ObjectionState.PREPARED, null), ObjectionAction.RAISE, both, NOW)))
                .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL);
    }

    @Test
    void untilItIsRaisedItDoesNotExistForTheOtherSide() {
        for (ObjectionAction action : ObjectionAction.values()) {
            assertThat(refusal(ObjectionProtocol.decide(
                            objection(ObjectionState.PREPARED, "title"), action, Persons.KR_CHECKER, NOW)))
                    .isEqualTo(KernelProblem.NOT_FOUND);
        }
        assertThat(refusal(ObjectionProtocol.decide(
                        objection(ObjectionState.STANDING, "title"), ObjectionAction.DROP, Persons.KR_CHECKER, NOW)))
                .isEqualTo(ChangeProblem.CHANGE_OTHER_SIDE);
    }

    @Test
    void aMakerWritesItAndSaysWhyInBothLanguages() {
        assertThat(List.of(Persons.KR_CHECKER, Viewer.PUBLIC))
                .extracting(viewer -> refusal(ObjectionProtocol.prepare(viewer, null, BOTH)))
                .containsOnly(KernelProblem.FORBIDDEN);
        Viewer system = new Viewer("kr-system", "kr-ministry", Side.KR, null, Set.of(Role.MAKER), true);
        assertThat(refusal(ObjectionProtocol.prepare(system, null, BOTH)))
                .isEqualTo(ChangeProblem.CHANGE_PERSON_NEEDED);
        assertThat(refusal(ObjectionProtocol.prepare(Persons.KR_MAKER, null, LocalizedText.of(Language.KO, "사유"))))
                .isEqualTo(ChangeProblem.CHANGE_REASON_NEEDED);
        assertThat(ObjectionProtocol.prepare(Persons.KR_MAKER, "title", BOTH))
                .isEqualTo(Decision.accept(new Objection(Side.KR, "title", ObjectionState.PREPARED, "kr-maker", null)));
    }

    /** One that nobody may know of forbids nothing (rule C9). */
    @Test
    void whatStandsForbidsChangesOfItsValueOrOfAnything() {
        assertThat(List.of(ObjectionState.values()))
                .extracting(
                        state -> state,
                        state -> objection(state, "title").forbids(List.of("title")),
                        state -> objection(state, "title").forbids(List.of("sectors")),
                        state -> objection(state, null).forbids(List.of()))
                .containsExactly(
                        tuple(ObjectionState.PREPARED, false, false, false),
                        tuple(ObjectionState.STANDING, true, false, true),
                        tuple(ObjectionState.DROPPED, false, false, false),
                        tuple(ObjectionState.SETTLED, false, false, false));
    }

    @Test
    void onlyWhatStandsIsSettled() {
        assertThat(ObjectionProtocol.settled(objection(ObjectionState.STANDING, null))
                        .state())
                .isEqualTo(ObjectionState.SETTLED);
        assertThatThrownBy(() -> ObjectionProtocol.settled(objection(ObjectionState.DROPPED, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
