package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.milestone.MilestoneExamples.CN_CHECKER;
import static org.ckep.policy.milestone.MilestoneExamples.CN_MAKER;
import static org.ckep.policy.milestone.MilestoneExamples.KR_CHECKER;
import static org.ckep.policy.milestone.MilestoneExamples.KR_MAKER;
import static org.ckep.policy.milestone.MilestoneExamples.OTHER;
import static org.ckep.policy.milestone.MilestoneExamples.TODAY;
import static org.ckep.policy.milestone.MilestoneExamples.assertRefused;
import static org.ckep.policy.milestone.MilestoneExamples.facts;
import static org.ckep.policy.milestone.MilestoneExamples.outcome;
import static org.ckep.policy.milestone.MilestoneState.AGREED;
import static org.ckep.policy.milestone.MilestoneState.DRAFT;
import static org.ckep.policy.milestone.MilestoneState.IN_PROGRESS;
import static org.ckep.policy.milestone.MilestoneState.MET;
import static org.ckep.policy.milestone.MilestoneState.PARTIALLY_MET;
import static org.ckep.policy.milestone.MilestoneState.PROPOSED;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.milestone.MilestoneExamples.Facts;
import org.ckep.policy.register.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guards of a milestone's steps. */
class MilestoneRulesTest {
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
                "Met needs evidence.");
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
                "A milestone cannot have been met in the future.");
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
    void otherSidesMakerCannotStartWhatHisSideDoesNotOwe() {
        assertRefused(
                MilestoneRules.decide(facts(AGREED).shared().build(), new MilestoneCommand.Start(), KR_MAKER, TODAY),
                KernelProblem.FORBIDDEN,
                "This is not for the KR side to decide.");
    }
}
