package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.CN_CHECKER;
import static org.ckep.investment.project.Examples.CN_MAKER;
import static org.ckep.investment.project.Examples.HOST;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.SOURCE;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.filing;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.happened;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.ofCn;
import static org.ckep.investment.project.Examples.on;
import static org.ckep.investment.project.Examples.to;
import static org.ckep.investment.project.StepExamples.PROSPECT;
import static org.ckep.investment.project.StepExamples.abroad;
import static org.ckep.investment.project.StepExamples.announced;
import static org.ckep.investment.project.StepExamples.approved;
import static org.ckep.investment.project.StepExamples.assertGuard;
import static org.ckep.investment.project.StepExamples.assertRefused;
import static org.ckep.investment.project.StepExamples.committed;
import static org.ckep.investment.project.StepExamples.refused;
import static org.ckep.investment.project.StepExamples.take;
import static org.ckep.investment.project.StepExamples.taken;
import static org.ckep.investment.project.StepExamples.told;

import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each state demands: every guard accepted and refused. */
class ProjectGuardsTest {
    @ParameterizedTest
    @EnumSource(
            value = SourceKind.class,
            names = {"PRESS", "COMMENTARY", "ESTIMATE"})
    void announcedNeedsMoreThanPressOrComment(SourceKind kind) {
        StepResult result = take(
                ofCn(greenfield(), PROSPECT),
                to(ProjectStatus.ANNOUNCED).on("2021-11"),
                List.of(),
                List.of(told(kind)),
                CN_CHECKER);
        assertGuard(result, Guard.ANNOUNCEMENT, "/sources");
    }

    @Test
    void announcedNeedsAStatementThatIsPublic() {
        StepResult result = take(
                ofCn(greenfield(), PROSPECT),
                to(ProjectStatus.ANNOUNCED).on("2021-11").citing(SOURCE),
                List.of(new Testimony(SourceKind.COMPANY_STATEMENT, false)),
                List.of(told(SourceKind.PRESS)),
                CN_CHECKER);
        assertGuard(result, Guard.ANNOUNCEMENT, "/sources");
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceKind.class,
            names = {"OFFICIAL_STATISTICS", "OFFICIAL_ACT", "OFFICIAL_STATEMENT", "COMPANY_FILING", "COMPANY_STATEMENT"
            })
    void announcedRestsOnAPartysStatementOrMore(SourceKind kind) {
        StepResult result = take(
                ofCn(greenfield(), PROSPECT),
                to(ProjectStatus.ANNOUNCED).on("2021-11").citing(SOURCE),
                List.of(told(kind)),
                List.of(told(SourceKind.COMMENTARY)),
                CN_CHECKER);
        assertThat(result).isInstanceOf(StepResult.Taken.class);
    }

    @Test
    void i7_announcedNeedsItsDate() {
        assertGuard(
                take(ofCn(greenfield(), PROSPECT), to(ProjectStatus.ANNOUNCED), CN_CHECKER), Guard.STATE_DATE, "/date");
    }

    @Test
    void withdrawnNeedsReasonAndDate() {
        ProjectSnapshot prospect = ofCn(greenfield(), PROSPECT);
        assertGuard(take(prospect, to(ProjectStatus.WITHDRAWN).on("2024-09-04"), CN_MAKER), Guard.REASON, "/reason");
        assertGuard(take(prospect, to(ProjectStatus.WITHDRAWN).because("market"), CN_MAKER), Guard.STATE_DATE, "/date");
        ProjectSnapshot withdrawn =
                taken(prospect, to(ProjectStatus.WITHDRAWN).on("2024-09-04").because("market"), CN_MAKER);
        assertThat(withdrawn.content().keyDate(KeyDate.WITHDRAWN).actual()).isEqualTo(on("2024-09-04"));
        assertThat(withdrawn.stateReason().original().text()).isEqualTo("market");
    }

    @Test
    void filedNeedsTheNumberWhereTheOwnSideHosts() {
        ProjectSnapshot announced = announced();
        assertGuard(take(announced, to(ProjectStatus.FILED).on("2021-12"), CN_MAKER), Guard.FILING, "/filings");
        assertGuard(
                take(
                        announced,
                        to(ProjectStatus.FILED).on("2021-12").filing(filing(null, Filing.Outcome.PENDING)),
                        CN_MAKER),
                Guard.FILING,
                "/filings");
    }

    @Test
    void filedNeedsASourceWhereTheOtherSideHosts() {
        ProjectContent abroad = abroad(happened(greenfield(), KeyDate.ANNOUNCED, "2021-11-01"));
        ProjectSnapshot announced = ofCn(abroad, new ProjectState.Announced());
        assertGuard(take(announced, to(ProjectStatus.FILED).on("2021-12"), CN_MAKER), Guard.FILING, "/sources");
        StepResult result = take(
                announced,
                to(ProjectStatus.FILED).on("2021-12").citing(SOURCE),
                List.of(told(SourceKind.PRESS)),
                List.of(),
                CN_MAKER);
        assertThat(result).isInstanceOf(StepResult.Taken.class);
    }

    @Test
    void approvedNeedsEveryFilingDecidedPositively() {
        ProjectSnapshot announced = announced();
        assertGuard(
                take(announced, to(ProjectStatus.APPROVED).on("2022"), CN_MAKER), Guard.FILINGS_DECIDED, "/filings");
        assertGuard(
                take(
                        announced,
                        to(ProjectStatus.APPROVED)
                                .on("2022")
                                .filing(
                                        filing("1", Filing.Outcome.POSITIVE),
                                        new Filing("security review", null, "2", null, null, Filing.Outcome.NEGATIVE)),
                        CN_MAKER),
                Guard.FILINGS_DECIDED,
                "/filings");
    }

    @Test
    void committedSkipsApprovalOnlyWhereNoFilingIsRequired() {
        Examples.Step step = to(ProjectStatus.COMMITTED)
                .on("2022-03-01")
                .committing(commitment("1000000", "USD"))
                .held(holding(INVESTOR, "100"));
        assertGuard(take(announced(), step, CN_CHECKER), Guard.FILING_NOT_REQUIRED, "/filings");
        ProjectSnapshot committed =
                taken(announced(), step.filing(filing(null, Filing.Outcome.NOT_REQUIRED)), CN_CHECKER);
        assertThat(committed.state()).isEqualTo(new ProjectState.Committed());
    }

    @Test
    void committedNeedsABindingCommitment() {
        assertGuard(
                take(approved(), to(ProjectStatus.COMMITTED).held(holding(INVESTOR, "100")), CN_CHECKER),
                Guard.BINDING_COMMITMENT,
                "/commitments");
    }

    @Test
    void i1_committedNeedsTheShareholdingCompleteOrItsRemainderUndisclosed() {
        Examples.Step step = to(ProjectStatus.COMMITTED).committing(commitment("1000000", "USD"));
        assertGuard(take(approved(), step, CN_CHECKER), Guard.SHAREHOLDING, "/holdings");
        assertGuard(take(approved(), step.held(holding(INVESTOR, "49")), CN_CHECKER), Guard.SHAREHOLDING, "/holdings");
        taken(approved(), step.held(holding(INVESTOR, "49"), holding(HOST, "51")), CN_CHECKER);
        taken(
                approved(),
                step.held(holding(INVESTOR, "49"), new Holding(null, Share.unknown(UnknownReason.UNDISCLOSED))),
                CN_CHECKER);
    }

    @Test
    void committedNeedsEveryPartyNamed() {
        Examples.Step step = to(ProjectStatus.COMMITTED)
                .committing(commitment("1000000", "USD"))
                .held(holding(INVESTOR, "100"));
        ProjectSnapshot approved = ofCn(
                Drafts.withUnnamedPartner(happened(greenfield(), KeyDate.APPROVED, "2022")),
                new ProjectState.Approved());
        assertGuard(take(approved, step, CN_CHECKER), Guard.NAMED_PARTIES, "/participants");
        Commitment unnamed = new Commitment(
                OrgRef.unnamed(null, "a fund"), Money.of("1", "USD"), Commitment.Kind.LOAN, on("2022-03-01"));
        assertGuard(
                take(approved(), step.committing(commitment("5", "USD"), unnamed), CN_CHECKER),
                Guard.NAMED_PARTIES,
                "/participants");
    }

    @Test
    void i7_constructionNeedsGroundbreakingAndCommissioningCompletion() {
        ProjectSnapshot committed = committed(ProjectType.GREENFIELD, "1000000");
        assertGuard(take(committed, to(ProjectStatus.UNDER_CONSTRUCTION), CN_MAKER), Guard.STATE_DATE, "/date");
        ProjectSnapshot building =
                taken(committed, to(ProjectStatus.UNDER_CONSTRUCTION).on("2022-05-01"), CN_MAKER);
        assertGuard(take(building, to(ProjectStatus.COMMISSIONING), CN_MAKER), Guard.STATE_DATE, "/date");
    }

    @Test
    void i6_groundbreakingIsNotTomorrow() {
        assertRefused(
                take(
                        committed(ProjectType.GREENFIELD, "1000000"),
                        to(ProjectStatus.UNDER_CONSTRUCTION).on("2026-02-02"),
                        CN_MAKER),
                ProjectProblem.PROJECT_DATE_IN_FUTURE);
    }

    @Test
    void operationalNeedsActualCapacityWhereThereIsAProduct() {
        ProjectContent planned = Drafts.withCapacity(CapacityEntry.Kind.PLANNED, "10");
        ProjectSnapshot commissioning = ofCn(
                happened(happened(planned, KeyDate.GROUNDBREAKING, "2022"), KeyDate.COMPLETION, "2023"),
                new ProjectState.Commissioning());
        assertGuard(
                take(commissioning, to(ProjectStatus.OPERATIONAL).on("2024"), CN_CHECKER),
                Guard.ACTUAL_CAPACITY,
                "/capacity");
        ProjectSnapshot idle =
                ofCn(Drafts.withCapacity(CapacityEntry.Kind.ACTUAL, "0"), new ProjectState.Commissioning());
        assertGuard(
                take(idle, to(ProjectStatus.OPERATIONAL).on("2024"), CN_CHECKER), Guard.ACTUAL_CAPACITY, "/capacity");
        ProjectSnapshot laboratory = ofCn(Drafts.withoutCapacity(), new ProjectState.Commissioning());
        assertThat(taken(laboratory, to(ProjectStatus.OPERATIONAL).on("2024"), CN_CHECKER)
                        .state())
                .isEqualTo(new ProjectState.Operational());
    }

    @Test
    void windingDownAndClosingSayWhyAndWhatBecomesOfTheSite() {
        ProjectSnapshot operational =
                ofCn(happened(greenfield(), KeyDate.COMMISSIONED, "2024"), new ProjectState.Operational());
        Examples.Step step = to(ProjectStatus.WINDING_DOWN).on("2025");
        assertGuard(take(operational, step.leavingSites(SiteState.IDLE), CN_CHECKER), Guard.REASON, "/reason");
        assertGuard(take(operational, step.because("old"), CN_CHECKER), Guard.SITE_STATE, "/siteState");
        ProjectSnapshot windingDown = taken(operational, step.because("old").leavingSites(SiteState.IDLE), CN_CHECKER);
        Examples.Step close = to(ProjectStatus.CLOSED).because("done").leavingSites(SiteState.CLOSED);
        assertGuard(take(windingDown, close, CN_CHECKER), Guard.STATE_DATE, "/date");
        taken(windingDown, close.on("2025-12"), CN_CHECKER);
    }

    @Test
    void suspendingAndResumingNeedReasons() {
        ProjectSnapshot committed = committed(ProjectType.GREENFIELD, "1000000");
        assertGuard(take(committed, to(ProjectStatus.SUSPENDED), CN_MAKER), Guard.REASON, "/reason");
        ProjectSnapshot suspended = taken(committed, to(ProjectStatus.SUSPENDED).because("review"), CN_MAKER);
        assertThat(suspended.stateSince()).isEqualTo(on("2026-02-01"));
        assertGuard(take(suspended, to(ProjectStatus.COMMITTED), CN_MAKER), Guard.REASON, "/reason");
        assertThat(refused(take(suspended, to(ProjectStatus.UNDER_CONSTRUCTION).on("2022"), CN_MAKER))
                        .allowed())
                .containsExactly("COMMITTED");
    }

    @Test
    void cancellingNeedsAReasonAndASettlementWhereMoneyWasPaid() {
        ProjectSnapshot committed = committed(ProjectType.MERGER_ACQUISITION, "9000000000");
        assertGuard(take(committed, to(ProjectStatus.CANCELLED), CN_CHECKER), Guard.REASON, "/reason");
        taken(committed, to(ProjectStatus.CANCELLED).because("no clearance"), CN_CHECKER);
        ProjectSnapshot paid =
                taken(committed, to(ProjectStatus.PARTIALLY_CLOSED).paying("7000000000", "USD"), CN_CHECKER);
        Examples.Step step = to(ProjectStatus.CANCELLED).because("dispute");
        assertGuard(take(paid, step, CN_CHECKER), Guard.SETTLEMENT, "/settlementNote");
        taken(paid, step.settling("7.0 bn is paid back in 2026"), CN_CHECKER);
    }

    @Test
    void partiallyClosedNeedsAPartPaid() {
        ProjectSnapshot committed = committed(ProjectType.MERGER_ACQUISITION, "9000000000");
        assertGuard(take(committed, to(ProjectStatus.PARTIALLY_CLOSED), CN_CHECKER), Guard.PARTIAL_PAYMENT, "/paid");
        assertGuard(
                take(committed, to(ProjectStatus.PARTIALLY_CLOSED).paying("9000000000", "USD"), CN_CHECKER),
                Guard.PARTIAL_PAYMENT,
                "/paid");
    }

    @Test
    void completedNeedsTheFinalSumAndAReasonWhereItDiffers() {
        ProjectSnapshot committed = committed(ProjectType.MERGER_ACQUISITION, "9000000000");
        assertGuard(take(committed, to(ProjectStatus.COMPLETED), CN_CHECKER), Guard.FINAL_CLOSING, "/paid");
        assertGuard(
                take(committed, to(ProjectStatus.COMPLETED).paying("8900000000", "USD"), CN_CHECKER),
                Guard.FINAL_CLOSING,
                "/paid");
        taken(committed, to(ProjectStatus.COMPLETED).paying("9000000000", "USD"), CN_CHECKER);
    }
}
