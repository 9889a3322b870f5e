package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.change.Signature;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairingActsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final String HASH = "0".repeat(64);
    private static final LocalizedText REASON =
            LocalizedText.of(Language.KO, "사유").with(Language.ZH_HANS, "理由", LocalizedText.Status.OFFICIAL);

    /** Somebody with every role of his side. */
    private static Viewer person(Side side, String subject) {
        return new Viewer(subject, "portal", side, null, Set.of(Role.MAKER, Role.CHECKER), false);
    }

    private static ChangeSet act(ChangeSet pairing, ChangeAction action, Viewer viewer, Instant at) {
        return PairingActs.decide(pairing, new ChangeProtocol.Act(action, HASH, null, at, Duration.ofDays(30)), viewer);
    }

    private static ChangeSet proposed() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        ChangeSet submitted = act(draft, ChangeAction.SUBMIT, person(Side.CN, "a"), NOW);
        return act(submitted, ChangeAction.PROPOSE, person(Side.CN, "b"), NOW);
    }

    @Test
    void nobodyApprovesHisOwnPairing() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        ChangeSet submitted = act(draft, ChangeAction.SUBMIT, person(Side.CN, "a"), NOW);
        assertThatThrownBy(() -> act(submitted, ChangeAction.PROPOSE, person(Side.CN, "a"), NOW))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL));
        ChangeSet reviewed = act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), NOW);
        assertThatThrownBy(() -> act(reviewed, ChangeAction.AGREE, person(Side.KR, "c"), NOW))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL));
        assertThat(act(reviewed, ChangeAction.AGREE, person(Side.KR, "d"), NOW).state())
                .isEqualTo(ChangeState.APPLIED);
    }

    @Test
    void silenceIsNoConsent() {
        Instant after = NOW.plus(Duration.ofDays(30));
        assertThat(act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), after.minusMillis(1))
                        .state())
                .isEqualTo(ChangeState.UNDER_REVIEW);
        assertThatThrownBy(() -> act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), after))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(KernelProblem.STATE_FORBIDS));
        assertThat(PairingActs.allowed(proposed(), person(Side.KR, "c"), after)).isEmpty();
    }

    @Test
    void whatIsDoneToChangeSetsAloneIsNotOffered() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        assertThat(PairingActs.allowed(draft, person(Side.CN, "a"), NOW)).containsExactly("submit", "withdraw");
        ChangeSet reviewed = act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), NOW);
        assertThat(PairingActs.allowed(reviewed, person(Side.KR, "d"), NOW)).containsExactly("reject", "agree");
    }

    /** The whole machine, written a second time: state and act, whose, in which role, what the actor must be, where it leads. */
    private static final String TABLE = """
            DRAFT         SUBMIT    own    maker          person  SUBMITTED
            DRAFT         WITHDRAW  own    maker,checker  author  WITHDRAWN
            SUBMITTED     RETURN    own    checker        second  DRAFT
            SUBMITTED     DISMISS   own    checker        second  DISMISSED
            SUBMITTED     PROPOSE   own    checker        second  PROPOSED
            SUBMITTED     WITHDRAW  own    maker,checker  person  WITHDRAWN
            PROPOSED      WITHDRAW  own    maker,checker  person  WITHDRAWN
            PROPOSED      REVIEW    other  maker          second  UNDER_REVIEW
            UNDER_REVIEW  WITHDRAW  own    maker,checker  person  WITHDRAWN
            UNDER_REVIEW  REJECT    other  checker        second  REJECTED
            UNDER_REVIEW  AGREE     other  checker        second  APPLIED
            """;

    private record Row(ChangeState from, ChangeAction act, Side side, Set<String> roles, String actor, ChangeState to) {
        boolean isOpenTo(Viewer viewer) {
            boolean hand = Set.of("a", "b").contains(String.valueOf(viewer.subject()));
            return viewer.side() == side
                    && viewer.roles().stream().anyMatch(role -> roles.contains(role.code()))
                    && (actor.equals("anyone")
                            || !viewer.serviceAccount()
                            || (actor.equals("author") && "a".equals(viewer.subject())))
                    && (!actor.equals("second") || !hand);
        }
    }

    private static List<Row> rows(ChangeState from) {
        return TABLE.lines()
                .map(line -> line.split("\\s+"))
                .map(cells -> new Row(
                        ChangeState.valueOf(cells[0]),
                        ChangeAction.valueOf(cells[1]),
                        cells[2].equals("own") ? Side.CN : Side.KR,
                        Set.of(cells[3].split(",")),
                        cells[4],
                        ChangeState.valueOf(cells[5])))
                .filter(row -> row.from() == from)
                .toList();
    }

    private static List<Viewer> everybody() {
        List<Viewer> everybody = new ArrayList<>(List.of(Viewer.PUBLIC));
        for (Side side : new Side[] {Side.CN, Side.KR, null}) {
            for (String subject : List.of("a", "somebody")) {
                for (Role role : Role.values()) {
                    everybody.add(new Viewer(subject, "portal", side, null, Set.of(role), false));
                    everybody.add(new Viewer(subject, "portal", side, null, Set.of(role), true));
                }
            }
        }
        return everybody;
    }

    /** Written by a and, once it is proposed, checked by b, both of the Chinese side. */
    private static ChangeSet pairing(ChangeState state) {
        boolean known = !Set.of(ChangeState.DRAFT, ChangeState.SUBMITTED, ChangeState.DISMISSED)
                .contains(state);
        Signature checked = new Signature("b", Side.CN, Signature.Function.CHECKER, HASH, NOW, true);
        return new ChangeSet(
                Side.CN,
                Procedure.EXPLICIT,
                state,
                Set.of("a"),
                HASH,
                known ? List.of(checked) : List.of(),
                known ? NOW : null,
                known ? NOW.plus(Duration.ofDays(30)) : null);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateActRoleAndSideIsDecidedAsTheTableSays(ChangeState state) {
        ChangeSet pairing = pairing(state);
        for (Viewer viewer : everybody()) {
            List<Row> open =
                    rows(state).stream().filter(row -> row.isOpenTo(viewer)).toList();
            List<String> codes = open.stream().map(row -> row.act().code()).toList();
            assertThat(PairingActs.allowed(pairing, viewer, NOW)).containsExactlyInAnyOrderElementsOf(codes);
            for (ChangeAction action : ChangeAction.values()) {
                if (PairingActs.knows(action)) {
                    assertDecided(pairing, action, viewer, open);
                }
            }
        }
    }

    private static void assertDecided(ChangeSet pairing, ChangeAction action, Viewer viewer, List<Row> open) {
        String what = pairing.state() + " " + action + " by " + viewer;
        Optional<Row> row = open.stream().filter(one -> one.act() == action).findFirst();
        ChangeProtocol.Act act = new ChangeProtocol.Act(action, HASH, REASON, NOW, Duration.ofDays(30));
        if (row.isPresent()) {
            assertThat(PairingActs.decide(pairing, act, viewer).state())
                    .as(what)
                    .isEqualTo(row.get().to());
            return;
        }
        assertThatThrownBy(() -> PairingActs.decide(pairing, act, viewer))
                .as(what)
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    List<?> allowed = (List<?>) refusal.members().get("allowed");
                    assertThat(List.<Object>copyOf(allowed))
                            .containsExactlyInAnyOrderElementsOf(
                                    open.stream().map(one -> one.act().code()).toList());
                });
    }

    @Test
    void aPairingIsNeitherWrittenAnewNorCountered() {
        assertThat(Stream.of(ChangeAction.values()).filter(action -> !PairingActs.knows(action)))
                .containsExactly(ChangeAction.EDIT, ChangeAction.COUNTER);
    }
}
