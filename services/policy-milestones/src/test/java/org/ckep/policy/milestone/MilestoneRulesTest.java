package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.milestone.MilestoneState.AGREED;
import static org.ckep.policy.milestone.MilestoneState.CANCELLED;
import static org.ckep.policy.milestone.MilestoneState.DRAFT;
import static org.ckep.policy.milestone.MilestoneState.IN_PROGRESS;
import static org.ckep.policy.milestone.MilestoneState.MET;
import static org.ckep.policy.milestone.MilestoneState.MISSED;
import static org.ckep.policy.milestone.MilestoneState.PARTIALLY_MET;
import static org.ckep.policy.milestone.MilestoneState.PROPOSED;
import static org.ckep.policy.milestone.MilestoneState.SUPERSEDED;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MilestoneRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Urn OTHER = Urn.random("milestone");

    private static final Viewer CN_MAKER = person("cn-maker", Side.CN, Role.MAKER);
    private static final Viewer CN_CHECKER = person("cn-checker", Side.CN, Role.CHECKER);
    private static final Viewer KR_MAKER = person("kr-maker", Side.KR, Role.MAKER);
    private static final Viewer KR_CHECKER = person("kr-checker", Side.KR, Role.CHECKER);

    /** Every command, in a form whose own content is right. */
    private static Map<String, MilestoneCommand> commands() {
        Map<String, MilestoneCommand> commands = new LinkedHashMap<>();
        commands.put("Propose", new MilestoneCommand.Propose());
        commands.put("Agree", new MilestoneCommand.Agree());
        commands.put("Start", new MilestoneCommand.Start());
        commands.put("Defer", new MilestoneCommand.Defer(FuzzyDate.parse("2027-03-01"), "more time"));
        commands.put("Assess", new MilestoneCommand.Assess(Assessment.PARTIALLY_MET));
        commands.put("MarkPartiallyMet", new MilestoneCommand.MarkPartiallyMet());
        commands.put("SignOff", new MilestoneCommand.SignOff(TODAY, true));
        commands.put("Cancel", new MilestoneCommand.Cancel("no longer wanted"));
        commands.put("Supersede", new MilestoneCommand.Supersede(OTHER, "replaced"));
        commands.put("Reopen", new MilestoneCommand.Reopen("signed off by mistake"));
        return commands;
    }

    /** The arrows of the diagram for a milestone that one side keeps, owes and has not shared: command to next state. */
    private static Map<MilestoneState, Map<String, MilestoneState>> arrows() {
        return Map.of(
                DRAFT, Map.of("Propose", PROPOSED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                PROPOSED, Map.of("Agree", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                AGREED, Map.of("Start", IN_PROGRESS, "Defer", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                IN_PROGRESS,
                        Map.of(
                                "Defer", AGREED,
                                "Assess", IN_PROGRESS,
                                "MarkPartiallyMet", PARTIALLY_MET,
                                "SignOff", MET,
                                "Cancel", CANCELLED,
                                "Supersede", SUPERSEDED),
                PARTIALLY_MET,
                        Map.of(
                                "Assess", PARTIALLY_MET,
                                "MarkPartiallyMet", PARTIALLY_MET,
                                "SignOff", MET,
                                "Cancel", CANCELLED,
                                "Supersede", SUPERSEDED),
                MISSED, Map.of("Defer", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                MET, Map.of("Reopen", IN_PROGRESS, "SignOff", MET),
                CANCELLED, Map.of("Cancel", CANCELLED),
                SUPERSEDED, Map.of("Supersede", SUPERSEDED));
    }

    /** The whole table state × command × role × side: 9 × 10 × 4 × 2 cells, each with its one right outcome. */
    @Test
    void everyCellOfTheTableHasItsOutcome() {
        List<String> wrong = new ArrayList<>();
        for (MilestoneState state : MilestoneState.values()) {
            for (Map.Entry<String, MilestoneCommand> command : commands().entrySet()) {
                for (Role role : List.of(Role.VIEWER, Role.MAKER, Role.CHECKER, Role.SECRETARIAT)) {
                    for (Side side : Side.values()) {
                        String expected = expected(state, command.getKey(), role, side);
                        String actual = outcome(MilestoneRules.decide(
                                facts(state).keeper(Side.CN).owner(Owner.CN).build(),
                                command.getValue(),
                                person("somebody", side, role),
                                TODAY));
                        if (!actual.equals(expected)) {
                            wrong.add(state + " " + command.getKey() + " " + role + " " + side + ": " + actual
                                    + ", expected " + expected);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String expected(MilestoneState state, String command, Role role, Side side) {
        boolean makersTurn = command.equals("Start") || (command.equals("Cancel") && state == DRAFT);
        if (role != (makersTurn ? Role.MAKER : Role.CHECKER) || side != Side.CN) {
            return "FORBIDDEN";
        }
        MilestoneState next = arrows().get(state).get(command);
        if (next == null) {
            return "STATE_FORBIDS";
        }
        boolean nothingChanges = (state == MET && command.equals("SignOff"))
                || state == CANCELLED
                || state == SUPERSEDED
                || (state == PARTIALLY_MET && command.equals("MarkPartiallyMet"));
        return nothingChanges ? "unchanged" : next.name();
    }

    private static String outcome(Decision<MilestoneOutcome> decision) {
        return switch (decision) {
            case Decision.Accepted<MilestoneOutcome> accepted ->
                accepted.next().awaiting().isEmpty()
                        ? accepted.next().state().name()
                        : accepted.next().state() + " awaiting "
                                + accepted.next().awaiting();
            case Decision.Unchanged<MilestoneOutcome> unchanged -> "unchanged";
            case Decision.Refused<MilestoneOutcome> refused -> ((KernelProblem) refused.type()).name();
        };
    }

    @Test
    void draftWithoutDueOwnerOrCriteriaIsNotProposed() {
        MilestoneFacts facts = new MilestoneFacts(
                DRAFT,
                null,
                Stewardship.UNILATERAL,
                Side.CN,
                false,
                "cn-maker",
                null,
                false,
                null,
                0,
                Map.of(),
                Set.of(),
                List.of(),
                List.of());

        assertRefused(
                MilestoneRules.decide(facts, new MilestoneCommand.Propose(), CN_CHECKER, TODAY),
                KernelProblem.STATE_FORBIDS,
                "A proposal needs due, owner, criteria.");
    }

    @Test
    void makerDoesNotApproveHisOwnDraftEvenAsChecker() {
        Viewer both = new Viewer("cn-maker", "portal", Side.CN, null, Set.of(Role.MAKER, Role.CHECKER), false);
        assertRefused(
                MilestoneRules.decide(facts(DRAFT).build(), new MilestoneCommand.Propose(), both, TODAY),
                KernelProblem.FORBIDDEN,
                "Nobody approves what he wrote himself.");
    }

    @Test
    void systemNeverApproves() {
        Viewer system = new Viewer("cn-ministry", "cn-ministry", Side.CN, null, Set.of(Role.CHECKER), true);
        assertRefused(
                MilestoneRules.decide(
                        facts(IN_PROGRESS).build(), new MilestoneCommand.SignOff(TODAY, true), system, TODAY),
                KernelProblem.FORBIDDEN,
                "A system may draft and submit, and never approves.");
    }

    @ParameterizedTest
    @EnumSource(MilestoneState.class)
    void nobodyMovesAnObservedMilestone(MilestoneState state) {
        for (MilestoneCommand command : commands().values()) {
            assertThat(outcome(MilestoneRules.decide(
                            facts(state).stewardship(Stewardship.OBSERVED).build(), command, CN_CHECKER, TODAY)))
                    .isEqualTo("STATE_FORBIDS");
        }
    }

    @Test
    void milestoneOfBothSidesIsAgreedByBoth() {
        Facts facts = facts(PROPOSED).owner(Owner.BOTH).shared();
        MilestoneCommand agree = new MilestoneCommand.Agree();

        assertThat(outcome(MilestoneRules.decide(facts.build(), agree, CN_CHECKER, TODAY)))
                .isEqualTo("PROPOSED awaiting [KR]");
        assertThat(outcome(MilestoneRules.decide(facts.consents(Side.CN).build(), agree, KR_CHECKER, TODAY)))
                .isEqualTo("AGREED");
        assertThat(outcome(MilestoneRules.decide(facts.consents(Side.CN).build(), agree, CN_CHECKER, TODAY)))
                .as("the same side consenting twice")
                .isEqualTo("PROPOSED awaiting [KR]");
    }

    @Test
    void milestoneOfBothSidesIsNotAgreedWhileOneCannotSeeIt() {
        assertRefused(
                MilestoneRules.decide(
                        facts(PROPOSED).owner(Owner.BOTH).build(), new MilestoneCommand.Agree(), CN_CHECKER, TODAY),
                KernelProblem.STATE_FORBIDS,
                "The other side has to agree and cannot see this milestone; share it first.");
    }

    @Test
    void milestoneThatTheOtherSideOwesNeedsItsWord() {
        Facts facts = facts(PROPOSED).keeper(Side.CN).owner(Owner.KR).shared();
        assertThat(outcome(MilestoneRules.decide(facts.build(), new MilestoneCommand.Agree(), CN_CHECKER, TODAY)))
                .isEqualTo("PROPOSED awaiting [KR]");
    }

    @Test
    void startNeedsItsDayOrEvidence() {
        assertRefused(
                MilestoneRules.decide(facts(AGREED).evidence(0).build(), new MilestoneCommand.Start(), CN_MAKER, TODAY),
                KernelProblem.STATE_FORBIDS,
                "Neither is its start reached nor is there a first piece of evidence.");
        assertThat(outcome(MilestoneRules.decide(
                        facts(AGREED).evidence(0).startsOn("2026-05").build(),
                        new MilestoneCommand.Start(),
                        CN_MAKER,
                        TODAY)))
                .isEqualTo("IN_PROGRESS");
    }

    @Test
    void startWaitsForHardStartToStartPredecessors() {
        assertRefused(
                MilestoneRules.decide(
                        facts(AGREED).unstarted(OTHER).build(), new MilestoneCommand.Start(), CN_MAKER, TODAY),
                KernelProblem.STATE_FORBIDS,
                "It may start only after " + OTHER + " has started.");
    }

    @Test
    void m4_metWithoutEvidenceIsRefused() {
        assertRefused(
                MilestoneRules.decide(
                        facts(IN_PROGRESS).evidence(0).build(),
                        new MilestoneCommand.SignOff(TODAY, false),
                        CN_CHECKER,
                        TODAY),
                KernelProblem.UNPROCESSABLE,
                "M4: met needs evidence.");
    }

    @Test
    void m4_metTomorrowIsRefused() {
        assertRefused(
                MilestoneRules.decide(
                        facts(IN_PROGRESS).build(),
                        new MilestoneCommand.SignOff(TODAY.plusDays(1), true),
                        CN_CHECKER,
                        TODAY),
                KernelProblem.UNPROCESSABLE,
                "M4: a milestone cannot have been met in the future.");
    }

    @Test
    void metByOneSideOfTwoIsNotMet() {
        Facts facts = facts(IN_PROGRESS).owner(Owner.BOTH).shared();
        MilestoneCommand signOff = new MilestoneCommand.SignOff(TODAY, true);

        assertThat(outcome(MilestoneRules.decide(facts.build(), signOff, CN_CHECKER, TODAY)))
                .isEqualTo("IN_PROGRESS awaiting [KR]");
        assertThat(outcome(MilestoneRules.decide(
                        facts.assessments(Map.of(Side.KR, Assessment.PARTIALLY_MET))
                                .build(),
                        signOff,
                        CN_CHECKER,
                        TODAY)))
                .isEqualTo("IN_PROGRESS awaiting [KR]");
        assertThat(outcome(MilestoneRules.decide(
                        facts.assessments(Map.of(Side.KR, Assessment.MET)).build(), signOff, CN_CHECKER, TODAY)))
                .isEqualTo("MET");
    }

    @Test
    void metWaitsForHardPredecessors() {
        assertRefused(
                MilestoneRules.decide(
                        facts(PARTIALLY_MET).unmet(OTHER).build(),
                        new MilestoneCommand.SignOff(TODAY, true),
                        CN_CHECKER,
                        TODAY),
                KernelProblem.STATE_FORBIDS,
                "It may be met only after " + OTHER + " is met.");
    }

    @Test
    void partiallyMetNeedsTheWordOfEverySideThatOwesIt() {
        Facts facts = facts(IN_PROGRESS).owner(Owner.BOTH).shared();
        MilestoneCommand mark = new MilestoneCommand.MarkPartiallyMet();

        assertRefused(
                MilestoneRules.decide(
                        facts.assessments(Map.of(Side.CN, Assessment.NOT_MET)).build(), mark, CN_CHECKER, TODAY),
                KernelProblem.STATE_FORBIDS,
                "There is no assessment by [KR] yet.");
        assertRefused(
                MilestoneRules.decide(
                        facts.assessments(Map.of(Side.CN, Assessment.MET, Side.KR, Assessment.MET))
                                .build(),
                        mark,
                        CN_CHECKER,
                        TODAY),
                KernelProblem.STATE_FORBIDS,
                "Every side that owes it has assessed it as met.");
        assertThat(outcome(MilestoneRules.decide(
                        facts.assessments(Map.of(Side.CN, Assessment.MET, Side.KR, Assessment.NOT_MET))
                                .build(),
                        mark,
                        KR_CHECKER,
                        TODAY)))
                .isEqualTo("PARTIALLY_MET");
    }

    @ParameterizedTest
    @EnumSource(
            value = MilestoneState.class,
            names = {"AGREED", "IN_PROGRESS", "MISSED"})
    void deferralNeedsALaterDateAReasonAndTheOtherSide(MilestoneState state) {
        Facts facts = facts(state).due("2026-12-31").shared();

        assertRefused(
                MilestoneRules.decide(
                        facts.build(),
                        new MilestoneCommand.Defer(FuzzyDate.parse("2026-11-30"), "earlier"),
                        CN_CHECKER,
                        TODAY),
                KernelProblem.UNPROCESSABLE,
                "A deferral moves the due date to a later one; 2026-11-30 is not later than 2026-12-31.");
        assertRefused(
                MilestoneRules.decide(
                        facts.build(),
                        new MilestoneCommand.Defer(FuzzyDate.parse("2027-03-31"), " "),
                        CN_CHECKER,
                        TODAY),
                KernelProblem.UNPROCESSABLE,
                "A deferral needs a reason.");
        MilestoneCommand defer = new MilestoneCommand.Defer(FuzzyDate.parse("2027-03-31"), "texts not ready");
        assertThat(outcome(MilestoneRules.decide(facts.build(), defer, CN_CHECKER, TODAY)))
                .isEqualTo(state + " awaiting [KR]");
        assertThat(outcome(MilestoneRules.decide(facts.consents(Side.CN).build(), defer, KR_CHECKER, TODAY)))
                .isEqualTo("AGREED");
    }

    @Test
    void onlyTheClockMissesAndOnlyAfterTheGrace() {
        Facts facts = facts(AGREED).due("2026-05-15");
        MilestoneCommand miss = new MilestoneCommand.Miss(Period.ofDays(14));

        assertThat(outcome(MilestoneRules.decide(facts.build(), miss, Viewer.PUBLIC, LocalDate.of(2026, 5, 29))))
                .isEqualTo("STATE_FORBIDS");
        assertThat(outcome(MilestoneRules.decide(facts.build(), miss, Viewer.PUBLIC, LocalDate.of(2026, 5, 30))))
                .isEqualTo("MISSED");
        assertThat(outcome(MilestoneRules.decide(
                        facts(MET).due("2026-05-15").build(), miss, Viewer.PUBLIC, LocalDate.of(2027, 5, 30))))
                .isEqualTo("STATE_FORBIDS");
    }

    @Test
    void cancellingWhatIsAgreedTakesBothSides() {
        MilestoneCommand cancel = new MilestoneCommand.Cancel("given up");
        assertThat(outcome(MilestoneRules.decide(facts(AGREED).shared().build(), cancel, CN_CHECKER, TODAY)))
                .isEqualTo("AGREED awaiting [KR]");
        assertThat(outcome(MilestoneRules.decide(facts(PROPOSED).shared().build(), cancel, CN_CHECKER, TODAY)))
                .as("nothing is agreed yet")
                .isEqualTo("CANCELLED");
    }

    @Test
    void refusalNamesWhatIsOpenToThisCaller() {
        Decision<MilestoneOutcome> decision = MilestoneRules.decide(
                facts(AGREED).shared().build(), new MilestoneCommand.Propose(), CN_CHECKER, TODAY);
        assertThat(((Decision.Refused<MilestoneOutcome>) decision).allowed())
                .containsExactly("AGREED", "CANCELLED", "SUPERSEDED");
        Decision<MilestoneOutcome> makers =
                MilestoneRules.decide(facts(AGREED).shared().build(), new MilestoneCommand.Propose(), CN_MAKER, TODAY);
        assertThat(((Decision.Refused<MilestoneOutcome>) makers).allowed()).containsExactly("IN_PROGRESS");
    }

    @Test
    void otherSidesMakerCannotStartWhatHisSideDoesNotOwe() {
        assertRefused(
                MilestoneRules.decide(facts(AGREED).shared().build(), new MilestoneCommand.Start(), KR_MAKER, TODAY),
                KernelProblem.FORBIDDEN,
                "This is not for the KR side to decide.");
    }

    @Test
    void ocdsStatusFollowsTheMap() {
        Map<MilestoneState, String> map = new LinkedHashMap<>();
        for (MilestoneState state : MilestoneState.values()) {
            map.put(state, String.valueOf(state.ocdsStatus()));
        }
        assertThat(map)
                .containsEntry(AGREED, "scheduled")
                .containsEntry(IN_PROGRESS, "scheduled")
                .containsEntry(MET, "met")
                .containsEntry(PARTIALLY_MET, "partiallyMet")
                .containsEntry(MISSED, "notMet")
                .containsEntry(DRAFT, "null")
                .containsEntry(CANCELLED, "null");
    }

    private static void assertRefused(Decision<MilestoneOutcome> decision, KernelProblem problem, String detail) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.type()).isEqualTo(problem);
            assertThat(refused.detail()).isEqualTo(detail);
        });
    }

    private static Viewer person(String subject, Side side, Role role) {
        return new Viewer(subject, "portal", side, null, Set.of(role), false);
    }

    private static Facts facts(MilestoneState state) {
        return new Facts(state);
    }

    /** A milestone of the Chinese side with one piece of evidence, changed where a test says so. */
    private static final class Facts {
        private final MilestoneState state;
        private Owner owner = Owner.CN;
        private Stewardship stewardship = Stewardship.UNILATERAL;
        private Side keeper = Side.CN;
        private boolean shared;
        private FuzzyDate due = FuzzyDate.parse("2026-12-31");
        private FuzzyDate startsOn = FuzzyDate.parse("2026-09-01");
        private int evidence = 1;
        private Map<Side, Assessment> assessments = Map.of(Side.CN, Assessment.NOT_MET);
        private final Set<Side> consents = EnumSet.noneOf(Side.class);
        private List<Urn> unstarted = List.of();
        private List<Urn> unmet = List.of();

        Facts(MilestoneState state) {
            this.state = state;
        }

        Facts owner(Owner value) {
            owner = value;
            return this;
        }

        Facts stewardship(Stewardship value) {
            stewardship = value;
            return this;
        }

        Facts keeper(Side value) {
            keeper = value;
            return this;
        }

        Facts shared() {
            shared = true;
            return this;
        }

        Facts due(String value) {
            due = FuzzyDate.parse(value);
            return this;
        }

        Facts startsOn(String value) {
            startsOn = FuzzyDate.parse(value);
            return this;
        }

        Facts evidence(int value) {
            evidence = value;
            return this;
        }

        Facts assessments(Map<Side, Assessment> value) {
            assessments = value;
            return this;
        }

        Facts consents(Side value) {
            consents.add(value);
            return this;
        }

        Facts unstarted(Urn value) {
            unstarted = List.of(value);
            return this;
        }

        Facts unmet(Urn value) {
            unmet = List.of(value);
            return this;
        }

        MilestoneFacts build() {
            return new MilestoneFacts(
                    state,
                    owner,
                    stewardship,
                    keeper,
                    shared,
                    "cn-maker",
                    due,
                    true,
                    startsOn,
                    evidence,
                    assessments,
                    consents,
                    unstarted,
                    unmet);
        }
    }
}
