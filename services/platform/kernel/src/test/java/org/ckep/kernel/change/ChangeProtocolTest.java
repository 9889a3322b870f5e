package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProtocol.Act;
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

class ChangeProtocolTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final String HASH = "a".repeat(64);
    private static final LocalizedText BOTH =
            LocalizedText.of(Language.KO, "사유").with(Language.ZH_HANS, "理由", Status.OFFICIAL);

    /** The whole protocol, written a second time: state, act, whose, role, what the actor must be, where it leads. */
    private static final String TABLE = """
            DRAFT         EDIT      own    maker          anyone  DRAFT
            DRAFT         SUBMIT    own    maker          person  SUBMITTED
            DRAFT         WITHDRAW  own    maker,checker  author  WITHDRAWN
            SUBMITTED     RETURN    own    checker        second  DRAFT
            SUBMITTED     DISMISS   own    checker        second  DISMISSED
            SUBMITTED     PROPOSE   own    checker        second  PROPOSED
            SUBMITTED     WITHDRAW  own    maker,checker  person  WITHDRAWN
            PROPOSED      WITHDRAW  own    maker,checker  person  WITHDRAWN
            PROPOSED      REVIEW    other  maker          second  UNDER_REVIEW
            UNDER_REVIEW  WITHDRAW  own    maker,checker  person  WITHDRAWN
            UNDER_REVIEW  COUNTER   other  maker          person  UNDER_REVIEW
            UNDER_REVIEW  REJECT    other  checker        second  REJECTED
            UNDER_REVIEW  AGREE     other  checker        second  APPLIED
            """;

    /** What differs where silence is consent: whoever acts for the other side breaks it. */
    private static final String OBJECTIONS = """
            PROPOSED      REJECT    other  maker,checker  person  REJECTED
            UNDER_REVIEW  REJECT    other  maker,checker  person  REJECTED
            """;

    private static final List<Viewer> EVERYBODY = Persons.everybody("cn-maker", "cn-checker", "kr-maker", "fresh");

    private record Row(String whose, Set<String> roles, String actor, ChangeState to) {
        boolean isOpenTo(Viewer viewer, Side proposing, boolean hand) {
            Side side = whose.equals("own") ? proposing : proposing.other();
            return viewer.side() == side
                    && viewer.roles().stream().anyMatch(role -> roles.contains(role.code()))
                    && (actor.equals("anyone")
                            || !viewer.serviceAccount()
                            || (actor.equals("author") && "cn-maker".equals(viewer.subject())))
                    && (!actor.equals("second") || !hand);
        }
    }

    private static Map<String, Row> rows(Procedure procedure) {
        Map<String, Row> rows = new TreeMap<>();
        (switch (procedure) {
                    case EXPLICIT -> TABLE;
                    case SILENCE -> TABLE + OBJECTIONS;
                    // Releasers stand where checkers do otherwise, and nothing answers it.
                    case RELEASE ->
                        TABLE.replaceAll("UNDER_REVIEW +COUNTER.*\n", "").replace("checker", "releaser");
                })
                .lines()
                .map(line -> line.split("\\s+"))
                .forEach(cells -> rows.put(
                        cells[0] + " " + cells[1],
                        new Row(cells[2], Set.of(cells[3].split(",")), cells[4], ChangeState.valueOf(cells[5]))));
        return rows;
    }

    private static ChangeSet change(ChangeState state) {
        return change(Procedure.EXPLICIT, state);
    }

    private static ChangeSet change(Procedure procedure, ChangeState state) {
        boolean proposed = !EnumSet.of(ChangeState.DRAFT, ChangeState.SUBMITTED, ChangeState.DISMISSED)
                .contains(state);
        List<Signature> signatures = new ArrayList<>();
        if (state != ChangeState.DRAFT) {
            signatures.add(signature("cn-maker", Side.CN, Signature.Function.MAKER));
        }
        if (proposed) {
            signatures.add(signature("cn-checker", Side.CN, Signature.Function.CHECKER));
        }
        if (state == ChangeState.UNDER_REVIEW) {
            signatures.add(signature("kr-maker", Side.KR, Signature.Function.REVIEWER));
        }
        return new ChangeSet(
                Side.CN,
                procedure,
                state,
                Set.of("cn-maker"),
                HASH,
                signatures,
                proposed ? NOW.minusSeconds(60) : null,
                proposed ? NOW.plus(MONTH) : null);
    }

    private static Signature signature(String subject, Side side, Signature.Function function) {
        return new Signature(subject, side, function, HASH, NOW.minusSeconds(120), true);
    }

    private static Act act(ChangeAction action) {
        return new Act(action, HASH, BOTH, NOW, MONTH);
    }

    /** What waits for somebody, by kinds, is what names an act that carries it on among his acts. */
    @ParameterizedTest
    @EnumSource
    void whatWaitsForSomebodyIsWhatHeCanCarryOn(Procedure procedure) {
        Set<String> aside = Set.of("withdraw", "counter");
        int waiting = 0;
        for (ChangeState state : ChangeState.values()) {
            ChangeSet change = change(procedure, state);
            for (Viewer viewer : EVERYBODY) {
                boolean expected =
                        ChangeProtocol.allowed(change, viewer, NOW).stream().anyMatch(act -> !aside.contains(act));
                boolean waits = ChangeProtocol.waitingFor(viewer).stream()
                        .anyMatch(kind -> kind.state() == state
                                && kind.procedure() == procedure
                                && kind.side() == change.side()
                                && !(kind.secondPerson() && change.isHandOf(viewer.subject())));
                assertThat(waits)
                        .as("%s %s waits for %s", procedure, state, viewer)
                        .isEqualTo(expected);
                waiting += waits ? 1 : 0;
            }
        }
        assertThat(waiting).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateActRoleAndSideIsDecidedAsTheTableSays(Procedure procedure) {
        Map<String, Row> rows = rows(procedure);
        int accepted = 0;
        int refused = 0;
        for (ChangeState state : ChangeState.values()) {
            ChangeSet change = change(procedure, state);
            for (Viewer viewer : EVERYBODY) {
                List<String> open = new ArrayList<>();
                for (ChangeAction action : ChangeAction.values()) {
                    Row row = rows.get(state + " " + action);
                    boolean hand = viewer.subject() != null && change.isHandOf(viewer.subject());
                    boolean expected = row != null && row.isOpenTo(viewer, Side.CN, hand);
                    Decision<ChangeSet> decision = ChangeProtocol.decide(change, act(action), viewer);
                    String what = state + " " + action + " " + viewer;
                    if (expected) {
                        open.add(action.code());
                        accepted++;
                        assertThat(decision).as(what).isInstanceOf(Decision.Accepted.class);
                        assertThat(next(decision).state()).as(what).isEqualTo(row.to());
                    } else {
                        refused++;
                        assertThat(decision).as(what).isInstanceOf(Decision.Refused.class);
                    }
                }
                assertAllowed(change, viewer, open);
            }
        }
        assertThat(accepted).isPositive();
        assertThat(accepted + refused)
                .isEqualTo(ChangeState.values().length * ChangeAction.values().length * EVERYBODY.size());
    }

    /** Each refusal names what is open instead; to whom the change set is hidden, it names nothing. */
    private static void assertAllowed(ChangeSet change, Viewer viewer, List<String> open) {
        assertThat(ChangeProtocol.allowed(change, viewer, NOW)).containsExactlyInAnyOrderElementsOf(open);
        for (ChangeAction action : ChangeAction.values()) {
            if (ChangeProtocol.decide(change, act(action), viewer) instanceof Decision.Refused<ChangeSet> refusal) {
                assertThat(refusal.allowed()).containsExactlyInAnyOrderElementsOf(open);
                if (!change.isVisibleTo(viewer)) {
                    assertThat(refusal.type()).isEqualTo(KernelProblem.NOT_FOUND);
                }
            }
        }
    }

    private static ChangeSet next(Decision<ChangeSet> decision) {
        return ((Decision.Accepted<ChangeSet>) decision).next();
    }

    private static ProblemType refusal(ChangeState state, Act act, Viewer viewer) {
        return ((Decision.Refused<ChangeSet>) ChangeProtocol.decide(change(state), act, viewer)).type();
    }

    @Test
    void silenceIsConsentOnceThePeriodIsOverAndWhereItIsAskedForAlone() {
        Instant deadline = NOW.plus(MONTH);
        for (ChangeState state : ChangeState.values()) {
            ChangeSet silent = change(Procedure.SILENCE, state);
            assertThat(ChangeProtocol.agreedBySilence(silent, deadline.minusMillis(1)))
                    .isNull();
            assertThat(ChangeProtocol.agreedBySilence(change(state), deadline)).isNull();
            ChangeSet agreed = ChangeProtocol.agreedBySilence(silent, deadline);
            if (state.awaitsOtherSide()) {
                assertThat(agreed).isEqualTo(silent.in(ChangeState.APPLIED));
            } else {
                assertThat(agreed).isNull();
            }
        }
    }

    /** Only an explicit one is over at its deadline; the other waits, and an objection still counts. */
    @Test
    void anObjectionCountsUntilSilenceHasAgreed() {
        Instant late = NOW.plus(MONTH).plusSeconds(1);
        ChangeSet silent = change(Procedure.SILENCE, ChangeState.PROPOSED);
        assertThat(silent.stateAt(late)).isEqualTo(ChangeState.PROPOSED);
        assertThat(change(ChangeState.PROPOSED).stateAt(late)).isEqualTo(ChangeState.EXPIRED);
        Act objection = new Act(ChangeAction.REJECT, null, BOTH, late, MONTH);
        assertThat(next(ChangeProtocol.decide(silent, objection, Persons.KR_MAKER))
                        .state())
                .isEqualTo(ChangeState.REJECTED);
        Act unexplained = new Act(ChangeAction.REJECT, null, LocalizedText.of(Language.KO, "사유"), late, MONTH);
        assertThat(ChangeProtocol.decide(silent, unexplained, Persons.KR_MAKER))
                .isInstanceOfSatisfying(Decision.Refused.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ChangeProblem.CHANGE_REASON_NEEDED));
        assertThat(ChangeProtocol.expired(silent, late)).isEqualTo(silent.in(ChangeState.EXPIRED));
    }

    @Test
    void theWholeWalkCarriesFourSignaturesOnOneHash() {
        ChangeSet change = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "cn-maker", HASH);
        change = next(ChangeProtocol.decide(change, act(ChangeAction.SUBMIT), Persons.CN_MAKER));
        change = next(ChangeProtocol.decide(change, act(ChangeAction.PROPOSE), Persons.CN_CHECKER));
        assertThat(change.deadline()).isEqualTo(NOW.plus(MONTH));
        change = next(ChangeProtocol.decide(change, act(ChangeAction.REVIEW), Persons.KR_MAKER));
        change = next(ChangeProtocol.decide(change, act(ChangeAction.AGREE), Persons.KR_CHECKER));
        assertThat(change.state()).isEqualTo(ChangeState.APPLIED);
        assertThat(change.signatures())
                .extracting(Signature::subject, Signature::side, Signature::function, Signature::hash)
                .containsExactly(
                        tuple("cn-maker", Side.CN, Signature.Function.MAKER, HASH),
                        tuple("cn-checker", Side.CN, Signature.Function.CHECKER, HASH),
                        tuple("kr-maker", Side.KR, Signature.Function.REVIEWER, HASH),
                        tuple("kr-checker", Side.KR, Signature.Function.APPROVER, HASH));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangeAction.class,
            names = {"PROPOSE", "REVIEW", "AGREE"})
    void whoApprovesNamesTheHashThatHeHasRead(ChangeAction action) {
        ChangeState state =
                switch (action) {
                    case PROPOSE -> ChangeState.SUBMITTED;
                    case REVIEW -> ChangeState.PROPOSED;
                    default -> ChangeState.UNDER_REVIEW;
                };
        Viewer viewer =
                Persons.person("fresh", action == ChangeAction.PROPOSE ? Side.CN : Side.KR, Role.MAKER, Role.CHECKER);
        for (@Nullable String wrong : new String[] {null, "", "b".repeat(64)}) {
            assertThat(refusal(state, new Act(action, wrong, null, NOW, MONTH), viewer))
                    .isEqualTo(ChangeProblem.CHANGE_HASH_DIFFERS);
        }
    }

    @Test
    void aRefusalIsExplainedInBothLanguages() {
        LocalizedText korean = LocalizedText.of(Language.KO, "사유");
        assertThat(refusal(
                        ChangeState.UNDER_REVIEW,
                        new Act(ChangeAction.REJECT, HASH, korean, NOW, MONTH),
                        Persons.KR_CHECKER))
                .isEqualTo(ChangeProblem.CHANGE_REASON_NEEDED);
        assertThat(refusal(
                        ChangeState.SUBMITTED,
                        new Act(ChangeAction.RETURN, HASH, null, NOW, MONTH),
                        Persons.CN_CHECKER))
                .isEqualTo(ChangeProblem.CHANGE_REASON_NEEDED);
    }

    @Test
    void refusalsSayWhy() {
        Viewer author = Persons.person("cn-maker", Side.CN, Role.MAKER, Role.CHECKER);
        Viewer turncoat = Persons.person("cn-checker", Side.KR, Role.MAKER, Role.CHECKER);
        Viewer system = new Viewer("system", "cn-ministry", Side.CN, null, Set.of(Role.CHECKER), true);
        assertThat(refusal(ChangeState.SUBMITTED, act(ChangeAction.PROPOSE), author))
                .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL);
        assertThat(refusal(ChangeState.PROPOSED, act(ChangeAction.REVIEW), turncoat))
                .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL);
        assertThat(refusal(ChangeState.SUBMITTED, act(ChangeAction.PROPOSE), system))
                .isEqualTo(ChangeProblem.CHANGE_PERSON_NEEDED);
        Viewer drafter = new Viewer("system", "cn-ministry", Side.CN, null, Set.of(Role.MAKER), true);
        assertThat(refusal(ChangeState.DRAFT, act(ChangeAction.SUBMIT), drafter))
                .isEqualTo(ChangeProblem.CHANGE_PERSON_NEEDED);
        assertThat(refusal(ChangeState.UNDER_REVIEW, act(ChangeAction.AGREE), Persons.CN_CHECKER))
                .isEqualTo(ChangeProblem.CHANGE_OTHER_SIDE);
        assertThat(refusal(ChangeState.UNDER_REVIEW, act(ChangeAction.AGREE), Persons.KR_MAKER))
                .isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(refusal(ChangeState.DRAFT, act(ChangeAction.SUBMIT), Persons.KR_MAKER))
                .isEqualTo(KernelProblem.NOT_FOUND);
        assertThat(refusal(ChangeState.STALE, act(ChangeAction.AGREE), Persons.KR_CHECKER))
                .isEqualTo(ChangeProblem.CHANGE_STALE);
    }

    /** What was signed before that was noted, or by a system, is signed anew: it goes back to its maker, or is withdrawn. */
    @Test
    void nobodySignsAfterWhoIsNotKnownToBeAPerson() {
        for (@Nullable Boolean person : new Boolean[] {null, false}) {
            Signature unknown = new Signature("cn-maker", Side.CN, Signature.Function.MAKER, HASH, NOW, person);
            ChangeSet submitted = change(ChangeState.SUBMITTED).signed(List.of(unknown));
            assertThat(((Decision.Refused<ChangeSet>)
                                    ChangeProtocol.decide(submitted, act(ChangeAction.PROPOSE), Persons.CN_CHECKER))
                            .type())
                    .isEqualTo(ChangeProblem.CHANGE_PERSON_NEEDED);
            assertThat(ChangeProtocol.allowed(submitted, Persons.CN_CHECKER, NOW))
                    .containsExactly("return", "dismiss", "withdraw");
            ChangeSet proposed = change(ChangeState.PROPOSED).signed(List.of(unknown));
            assertThat(ChangeProtocol.allowed(proposed, Persons.KR_MAKER, NOW)).isEmpty();
            assertThat(ChangeProtocol.allowed(proposed, Persons.CN_MAKER, NOW)).containsExactly("withdraw");
        }
    }

    @Test
    void fromItsDeadlineOnNothingIsAgreed() {
        ChangeSet change = change(ChangeState.UNDER_REVIEW);
        Act late = new Act(ChangeAction.AGREE, HASH, null, NOW.plus(MONTH), MONTH);
        assertThat(ChangeProtocol.decide(change, late, Persons.KR_CHECKER)).isInstanceOf(Decision.Refused.class);
        assertThat(ChangeProtocol.allowed(change, Persons.CN_MAKER, NOW.plus(MONTH)))
                .isEmpty();
        assertThat(ChangeProtocol.expired(change, NOW.plus(MONTH).minusMillis(1)))
                .isNull();
        assertThat(ChangeProtocol.expired(change, NOW.plus(MONTH)))
                .extracting(ChangeSet::state)
                .isEqualTo(ChangeState.EXPIRED);
        Act inTime = new Act(ChangeAction.AGREE, HASH, null, NOW.plus(MONTH).minusMillis(1), MONTH);
        assertThat(ChangeProtocol.decide(change, inTime, Persons.KR_CHECKER)).isInstanceOf(Decision.Accepted.class);
    }

    /** Who rewrites a draft is an author of it, whoever began it. */
    @Test
    void whoRewroteADraftDoesNotCheckIt() {
        ChangeSet change = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "cn-maker", HASH)
                .rewritten("second-maker", "c".repeat(64));
        change = next(ChangeProtocol.decide(change, act(ChangeAction.SUBMIT), Persons.CN_MAKER));
        Viewer second = Persons.person("second-maker", Side.CN, Role.CHECKER);
        Act propose = new Act(ChangeAction.PROPOSE, "c".repeat(64), null, NOW, MONTH);
        assertThat(((Decision.Refused<ChangeSet>) ChangeProtocol.decide(change, propose, second)).type())
                .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL);
    }

    @ParameterizedTest
    @EnumSource(ChangeState.class)
    void theSystemsActsTouchOpenChangeSetsOnly(ChangeState state) {
        ChangeSet change = change(state);
        assertThat(ChangeProtocol.outdated(change) != null).isEqualTo(state.isOpen());
        assertThat(ChangeProtocol.expired(change, NOW.plus(MONTH)) != null).isEqualTo(state.awaitsOtherSide());
        assertThat(ChangeProtocol.countered(change, NOW) != null).isEqualTo(state == ChangeState.UNDER_REVIEW);
    }
}
