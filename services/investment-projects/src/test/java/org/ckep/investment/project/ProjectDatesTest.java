package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Drafts.PROSPECT;
import static org.ckep.investment.project.Drafts.broken;
import static org.ckep.investment.project.Drafts.changed;
import static org.ckep.investment.project.Drafts.names;
import static org.ckep.investment.project.Examples.PROJECT;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.on;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules I6 and I7: the dates of a project, compared as exactly as they are known. */
class ProjectDatesTest {
    @ParameterizedTest(name = "{0} {1} is not after {2} {3}")
    @CsvSource({
        "MOU_SIGNED, 2023-05-02, ANNOUNCED, 2023-05-01",
        "ANNOUNCED, 2023-06, APPROVED, 2023-05-31",
        "APPROVED, 2024, CONTRACT_SIGNED, 2023-12-31",
        "CONTRACT_SIGNED, 2024-02, GROUNDBREAKING, 2024-01",
        "GROUNDBREAKING, 2024-06-01, COMPLETION, 2024-05-31",
        "COMPLETION, 2025, COMMISSIONED, 2024",
        "GROUNDBREAKING, 2024-06-01, MASS_PRODUCTION, 2024-05-31",
        "ANNOUNCED, 2025-01-01, COMMISSIONED, 2024-12-31",
    })
    void i6_datesThatCannotBeInThisOrderAreRefused(KeyDate earlier, String first, KeyDate later, String second) {
        assertThat(brokenPhysical(earlier, first, later, second))
                .containsExactly("project-date-order /keyDates/" + later + "/actual");
    }

    @ParameterizedTest(name = "{0} {1} may be before {2} {3}")
    @CsvSource({
        "GROUNDBREAKING, 2024-05-31, COMPLETION, 2024-05",
        "ANNOUNCED, 2023, APPROVED, 2023-05-31",
        "ANNOUNCED, 2023-Q2, APPROVED, 2023-06-30",
        "COMPLETION, 2025, COMMISSIONED, 2025-01-01",
        "MASS_PRODUCTION, 2024, COMMISSIONED, 2023",
        "ANNOUNCED, 2023-06, FILED, 2023-05-31",
        "MOU_SIGNED, 2023-06, FILED, 2023-05-31",
        "FILED, 2023-Q3, APPROVED, 2023-06",
    })
    void i6_datesAreComparedAsExactlyAsTheyAreKnown(KeyDate one, String first, KeyDate other, String second) {
        assertThat(brokenPhysical(one, first, other, second)).isEmpty();
    }

    @Test
    void i6_inATransactionTheContractMayComeBeforeClearance() {
        ProjectContent dalian = content(ProjectType.MERGER_ACQUISITION)
                .happened(KeyDate.CONTRACT_SIGNED, on("2020-10-20"))
                .happened(KeyDate.APPROVED, on("2021-12-22"));
        assertThat(broken(dalian, PROSPECT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-02", "2026-03", "2026-Q2", "2027"})
    void i6_whatHasHappenedIsNotInTheFuture(String date) {
        assertThat(broken(greenfield().happened(KeyDate.GROUNDBREAKING, on(date)), PROSPECT))
                .containsExactly("project-date-in-future /keyDates/GROUNDBREAKING/actual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-01", "2026-02", "2026-Q1", "2026"})
    void i6_aPeriodThatHasBegunIsNotInTheFuture(String date) {
        assertThat(broken(greenfield().happened(KeyDate.GROUNDBREAKING, on(date)), PROSPECT))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ANNOUNCED, ANNOUNCED",
        "FILED, FILED",
        "APPROVED, APPROVED",
        "UNDER_CONSTRUCTION, GROUNDBREAKING",
        "COMMISSIONING, COMPLETION",
        "OPERATIONAL, COMMISSIONED",
        "CLOSED, CLOSED",
        "WITHDRAWN, WITHDRAWN",
    })
    void i7_aStateImpliesItsDate(ProjectStatus status, KeyDate implied) {
        ProjectState state = ProjectState.of(status, null);
        assertThat(broken(greenfield(), state))
                .containsExactly("project-date-missing /keyDates/" + implied + "/actual");
        assertThat(broken(greenfield().happened(implied, on("2024")), state)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProjectStatus.class,
            names = {"PROSPECT", "COMMITTED", "WINDING_DOWN", "CANCELLED"})
    void i7_everyOtherStateCarriesTheDateSinceWhenItHolds(ProjectStatus status) {
        ProjectState state = ProjectState.of(status, null);
        assertThat(names(ProjectInvariants.violations(
                        new ProjectInvariants.Subject(PROJECT, greenfield(), state, null, Map.of(), Set.of()), TODAY)))
                .containsExactly("project-date-missing /stateSince");
        assertThat(broken(greenfield(), state)).isEmpty();
    }

    @Test
    void i7_aMissingDateIsAllowedWhereItIsNamedAsNotShown() {
        assertThat(names(ProjectInvariants.violations(
                        new ProjectInvariants.Subject(
                                PROJECT,
                                greenfield(),
                                new ProjectState.Operational(),
                                null,
                                Map.of(),
                                Set.of(Guard.STATE_DATE)),
                        TODAY)))
                .isEmpty();
    }

    @Test
    void plansAreAHistory() {
        ProjectContent before = planned("2024-Q4", "2025");
        assertThat(names(DateRules.plansKept(before, planned("2024-Q4", "2025", "2026-H1"))))
                .isEmpty();
        for (ProjectContent rewritten :
                List.of(planned("2024-Q4"), planned("2025"), planned("2024-Q3", "2025"), greenfield())) {
            assertThat(names(DateRules.plansKept(before, rewritten)))
                    .containsExactly("project-plan-rewritten /keyDates/GROUNDBREAKING/planned");
        }
    }

    private static ProjectContent planned(String... dates) {
        return changed(c -> c.keyDates = Map.of(
                KeyDate.GROUNDBREAKING,
                new KeyDates(Arrays.stream(dates).map(Examples::on).toList(), null)));
    }

    private static List<String> brokenPhysical(KeyDate one, String first, KeyDate other, String second) {
        return broken(greenfield().happened(one, on(first)).happened(other, on(second)), PROSPECT);
    }
}
