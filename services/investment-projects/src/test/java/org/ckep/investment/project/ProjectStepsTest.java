package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.CN_CHECKER;
import static org.ckep.investment.project.Examples.CN_MAKER;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.SOURCE;
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
import static org.ckep.investment.project.StepExamples.PROSPECT;
import static org.ckep.investment.project.StepExamples.approved;
import static org.ckep.investment.project.StepExamples.assertGuard;
import static org.ckep.investment.project.StepExamples.assertRefused;
import static org.ckep.investment.project.StepExamples.refused;
import static org.ckep.investment.project.StepExamples.take;
import static org.ckep.investment.project.StepExamples.taken;
import static org.ckep.investment.project.StepExamples.told;

import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.value.Money;
import org.junit.jupiter.api.Test;

/** A project's way through its states, and what holds for every step. */
class ProjectStepsTest {
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

    @Test
    void i16_expectationDrivesNoState() {
        ProjectSnapshot expected = ofCn(Drafts.expected(), PROSPECT);
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
                List.of(told(SourceKind.COMPANY_STATEMENT)),
                List.of(told(SourceKind.COMMENTARY)),
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
                List.of(told(SourceKind.PRESS)),
                List.of(told(SourceKind.PRESS)),
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
}
