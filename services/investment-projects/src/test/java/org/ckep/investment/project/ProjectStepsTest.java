package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.CN_CHECKER;
import static org.ckep.investment.project.Examples.CN_MAKER;
import static org.ckep.investment.project.Examples.HOST;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.SOURCE;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.filing;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.happened;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.observed;
import static org.ckep.investment.project.Examples.ofCn;
import static org.ckep.investment.project.Examples.on;
import static org.ckep.investment.project.Examples.to;

import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectStepsTest {
    private static final ProjectState PROSPECT = new ProjectState.Prospect();

    @Test
    void aPlantIsCarriedFromProspectToClosedByOneSide() {
        ProjectSnapshot plant = ofCn(greenfield(), PROSPECT);
        plant = taken(plant, to(ProjectStatus.ANNOUNCED).on("2021-11-01"), CN_CHECKER);
        plant = taken(
                plant,
                to(ProjectStatus.FILED).on("2021-12-01").filing(filing("2021-0815", Filing.Outcome.PENDING)),
                CN_MAKER);
        plant = taken(
                plant,
                to(ProjectStatus.APPROVED).on("2022-02").filing(filing("2021-0815", Filing.Outcome.POSITIVE)),
                CN_MAKER);
        plant = taken(
                plant,
                to(ProjectStatus.COMMITTED)
                        .on("2022-03-01")
                        .committing(commitment("2530000000", "USD"))
                        .held(holding(INVESTOR, "100")),
                CN_CHECKER);
        plant = taken(plant, to(ProjectStatus.UNDER_CONSTRUCTION).on("2022-Q2"), CN_MAKER);
        plant = taken(plant, to(ProjectStatus.SUSPENDED).on("2022-09-01").because("typhoon"), CN_MAKER);
        assertThat(plant.state()).isEqualTo(new ProjectState.Suspended(ProjectStatus.UNDER_CONSTRUCTION));
        plant = taken(
                plant, to(ProjectStatus.UNDER_CONSTRUCTION).on("2022-11-01").because("repaired"), CN_MAKER);
        plant = taken(plant, to(ProjectStatus.COMMISSIONING).on("2024-01"), CN_MAKER);
        plant = taken(plant, to(ProjectStatus.OPERATIONAL).on("2024-05-20"), CN_CHECKER);
        plant = taken(
                plant,
                to(ProjectStatus.WINDING_DOWN).on("2025-06").because("old line").leavingSites(SiteState.IDLE),
                CN_CHECKER);
        plant = taken(
                plant,
                to(ProjectStatus.CLOSED).on("2025-12-31").because("wound up").leavingSites(SiteState.CLOSED),
                CN_CHECKER);
        assertThat(plant.state()).isEqualTo(new ProjectState.Closed());
        assertThat(plant.content().keyDate(KeyDate.GROUNDBREAKING).actual()).isEqualTo(on("2022-Q2"));
        assertThat(plant.content().keyDate(KeyDate.CLOSED).actual()).isEqualTo(on("2025-12-31"));
        assertThat(plant.bindings().filings()).containsExactly(filing("2021-0815", Filing.Outcome.POSITIVE));
        assertThat(plant.stateSince()).isEqualTo(on("2025-12-31"));
    }

    /** The purchase of the Dalian plant: announced and filed, committed 9.0 bn, paid in two steps, 8.9 bn in the end. */
    @Test
    void anAcquisitionIsCarriedToCompletedInTwoClosings() {
        ProjectSnapshot deal = ofCn(content(ProjectType.MERGER_ACQUISITION), PROSPECT);
        deal = taken(deal, to(ProjectStatus.ANNOUNCED).on("2020-10-20"), CN_CHECKER);
        deal = taken(
                deal,
                to(ProjectStatus.APPROVED).on("2021-12-22").filing(filing("2021-77", Filing.Outcome.POSITIVE)),
                CN_MAKER);
        deal = taken(
                deal,
                to(ProjectStatus.COMMITTED)
                        .on("2022-03-01")
                        .committing(commitment("9000000000", "USD"))
                        .held(holding(INVESTOR, "100")),
                CN_CHECKER);
        deal = taken(deal, to(ProjectStatus.PARTIALLY_CLOSED).on("2022-03-02").paying("7000000000", "USD"), CN_CHECKER);
        deal = taken(
                deal,
                to(ProjectStatus.COMPLETED)
                        .on("2025-03-27")
                        .paying("8900000000", "USD")
                        .because("inventory was worth less at the final closing"),
                CN_CHECKER);
        assertThat(deal.state()).isEqualTo(new ProjectState.Completed());
        assertThat(deal.bindings().paid()).isEqualTo(Money.of("8900000000", "USD"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceKind.class,
            names = {"PRESS", "COMMENTARY", "ESTIMATE"})
    void announcedNeedsMoreThanPressOrComment(SourceKind kind) {
        StepResult result = take(
                ofCn(greenfield(), PROSPECT),
                to(ProjectStatus.ANNOUNCED).on("2021-11"),
                List.of(),
                List.of(kind),
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
                List.of(kind),
                List.of(SourceKind.COMMENTARY),
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
                List.of(SourceKind.PRESS),
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
                ProjectInvariantsTest.withUnnamedPartner(happened(greenfield(), KeyDate.APPROVED, "2022")),
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
        ProjectContent planned = ProjectInvariantsTest.withCapacity(CapacityEntry.Kind.PLANNED, "10");
        ProjectSnapshot commissioning = ofCn(
                happened(happened(planned, KeyDate.GROUNDBREAKING, "2022"), KeyDate.COMPLETION, "2023"),
                new ProjectState.Commissioning());
        assertGuard(
                take(commissioning, to(ProjectStatus.OPERATIONAL).on("2024"), CN_CHECKER),
                Guard.ACTUAL_CAPACITY,
                "/capacity");
        ProjectSnapshot idle = ofCn(
                ProjectInvariantsTest.withCapacity(CapacityEntry.Kind.ACTUAL, "0"), new ProjectState.Commissioning());
        assertGuard(
                take(idle, to(ProjectStatus.OPERATIONAL).on("2024"), CN_CHECKER), Guard.ACTUAL_CAPACITY, "/capacity");
        ProjectSnapshot laboratory = ofCn(ProjectInvariantsTest.withoutCapacity(), new ProjectState.Commissioning());
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

    @Test
    void i16_expectationDrivesNoState() {
        ProjectSnapshot expected = ofCn(ProjectInvariantsTest.expected(), PROSPECT);
        assertGuard(take(expected, to(ProjectStatus.ANNOUNCED).on("2021-11"), CN_CHECKER), Guard.MODALITY, "/modality");
        taken(expected, to(ProjectStatus.WITHDRAWN).on("2021-11").because("did not come about"), CN_MAKER);
    }

    @Test
    void anObservedRecordTakesAStepOnlyWithASource() {
        ProjectSnapshot seen = observed(greenfield(), PROSPECT);
        assertGuard(take(seen, to(ProjectStatus.ANNOUNCED).on("2021-11"), CN_CHECKER), Guard.SOURCE, "/sources");
        StepResult result = take(
                seen,
                to(ProjectStatus.ANNOUNCED).on("2021-11").citing(SOURCE),
                List.of(SourceKind.COMPANY_STATEMENT),
                List.of(SourceKind.COMMENTARY),
                CN_CHECKER);
        assertThat(((StepResult.Taken) result).next().state()).isEqualTo(new ProjectState.Announced());
    }

    @Test
    void whatIsShownAtLastLeavesTheListOfGuardsNotShown() {
        ProjectContent content = happened(greenfield(), KeyDate.GROUNDBREAKING, "2022");
        ProjectSnapshot seen =
                observed(content, new ProjectState.UnderConstruction(), Guard.BINDING_COMMITMENT, Guard.SHAREHOLDING);
        StepResult result = take(
                seen,
                to(ProjectStatus.COMMISSIONING).on("2023").citing(SOURCE).committing(commitment("5", "USD")),
                List.of(SourceKind.PRESS),
                List.of(SourceKind.PRESS),
                CN_MAKER);
        assertThat(((StepResult.Taken) result).next().notShown()).containsExactly(Guard.SHAREHOLDING);
    }

    @Test
    void i15_aTerminalStateIsLeftByNoStep() {
        for (ProjectState end : List.of(
                new ProjectState.Closed(),
                new ProjectState.Completed(),
                new ProjectState.Withdrawn(),
                new ProjectState.Cancelled())) {
            ProjectType type =
                    end instanceof ProjectState.Completed ? ProjectType.CAPITAL_INCREASE : ProjectType.GREENFIELD;
            StepResult.Refused refused =
                    refused(take(ofCn(content(type), end), to(ProjectStatus.APPROVED), CN_CHECKER));
            assertThat(refused.type()).isEqualTo(ProjectProblem.PROJECT_TERMINAL);
            assertThat(refused.allowed()).isEmpty();
        }
    }

    @Test
    void aRefusalNamesTheStatesOpenToThisCaller() {
        ProjectSnapshot approved = approved();
        assertThat(refused(take(approved, to(ProjectStatus.OPERATIONAL), CN_MAKER))
                        .allowed())
                .containsExactly("SUSPENDED");
        assertThat(refused(take(approved, to(ProjectStatus.OPERATIONAL), CN_CHECKER))
                        .allowed())
                .containsExactly("COMMITTED", "CANCELLED");
        assertThat(refused(take(approved, to(ProjectStatus.OPERATIONAL), Examples.KR_CHECKER))
                        .allowed())
                .isEmpty();
    }

    @Test
    void aStepBringsNothingThatItDoesNotAskFor() {
        Examples.Step step = to(ProjectStatus.ANNOUNCED).on("2021-11");
        ProjectSnapshot prospect = ofCn(greenfield(), PROSPECT);
        for (Examples.Step superfluous : List.of(
                step.filing(filing("1", Filing.Outcome.POSITIVE)),
                step.committing(commitment("5", "USD")),
                step.held(holding(INVESTOR, "100")),
                step.paying("5", "USD"),
                step.settling("paid back"),
                step.leavingSites(SiteState.CLOSED))) {
            assertRefused(take(prospect, superfluous, CN_CHECKER), ProjectProblem.PROJECT_STEP_DATA);
        }
    }

    @Test
    void theMakerDoesNotConfirmHisOwnRecord() {
        Viewer both = Examples.viewer("cn-maker", Side.CN, Role.MAKER, Role.CHECKER);
        assertRefused(
                take(ofCn(greenfield(), PROSPECT), to(ProjectStatus.ANNOUNCED).on("2021-11"), both),
                ProjectProblem.PROJECT_OWN_APPROVAL);
    }

    @Test
    void aRecordedDateIsNotContradictedByAStep() {
        ProjectSnapshot prospect = ofCn(happened(greenfield(), KeyDate.ANNOUNCED, "2021-11-01"), PROSPECT);
        assertRefused(
                take(prospect, to(ProjectStatus.ANNOUNCED).on("2021-12-01"), CN_CHECKER),
                ProjectProblem.PROJECT_DATE_CONFLICT);
        assertThat(taken(prospect, to(ProjectStatus.ANNOUNCED), CN_CHECKER).stateSince())
                .isEqualTo(on("2021-11-01"));
    }

    static ProjectSnapshot announced() {
        return ofCn(happened(greenfield(), KeyDate.ANNOUNCED, "2021-11-01"), new ProjectState.Announced());
    }

    static ProjectSnapshot approved() {
        return ofCn(happened(greenfield(), KeyDate.APPROVED, "2022-02"), new ProjectState.Approved());
    }

    static ProjectSnapshot committed(ProjectType type, String amount) {
        return Examples.with(
                ofCn(content(type), new ProjectState.Committed()),
                new Evidence.Bindings(
                        List.of(), List.of(commitment(amount, "USD")), List.of(holding(INVESTOR, "100")), null));
    }

    private static ProjectContent abroad(ProjectContent content) {
        return new ProjectContent(
                content.title(),
                content.type(),
                Direction.CN_TO_KR,
                content.modality(),
                content.sectors(),
                content.products(),
                List.of(),
                content.participants(),
                List.of(),
                null,
                null,
                null,
                content.keyDates(),
                null,
                content.capacity(),
                null,
                content.sources());
    }

    private static StepResult take(ProjectSnapshot project, Examples.Step step, Viewer viewer) {
        return take(project, step, List.of(), List.of(SourceKind.COMPANY_STATEMENT), viewer);
    }

    private static StepResult take(
            ProjectSnapshot project,
            Examples.Step step,
            List<SourceKind> stepSources,
            List<SourceKind> recordSources,
            Viewer viewer) {
        return ProjectSteps.take(project, step.command(), stepSources, recordSources, viewer, TODAY);
    }

    private static ProjectSnapshot taken(ProjectSnapshot project, Examples.Step step, Viewer viewer) {
        return switch (take(project, step, viewer)) {
            case StepResult.Taken taken -> taken.next();
            case StepResult.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private static StepResult.Refused refused(StepResult result) {
        assertThat(result).isInstanceOf(StepResult.Refused.class);
        return (StepResult.Refused) result;
    }

    private static void assertRefused(StepResult result, ProjectProblem expected) {
        assertThat(refused(result).type()).isEqualTo(expected);
    }

    private static void assertGuard(StepResult result, Guard guard, String pointer) {
        StepResult.Refused refused = refused(result);
        assertThat(refused.type()).isEqualTo(ProjectProblem.PROJECT_GUARD_NOT_MET);
        assertThat(refused.errors().getFirst().code()).isEqualTo(guard.name());
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
    }
}
