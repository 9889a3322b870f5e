package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.happened;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.on;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.records.RecordsProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project as it stood in the world on a date. */
class ProjectAsOfTest {
    private static final List<StepView> STEPS = List.of(
            step(ProjectStatus.PROSPECT, ProjectStatus.ANNOUNCED, "2021-03"),
            step(ProjectStatus.ANNOUNCED, ProjectStatus.COMMITTED, "2022-03-01"),
            step(ProjectStatus.COMMITTED, ProjectStatus.SUSPENDED, "2023"),
            step(ProjectStatus.SUSPENDED, ProjectStatus.COMMITTED, "2024-02-10"));

    private static StepView step(ProjectStatus from, ProjectStatus to, String date) {
        FuzzyDate on = date == null ? null : on(date);
        return new StepView(from, to, on, null, null, null, List.of(), null, Instant.EPOCH);
    }

    private static ProjectSnapshot committed(String since) {
        ProjectContent content =
                happened(happened(greenfield(), KeyDate.MOU_SIGNED, "2020-05"), KeyDate.ANNOUNCED, "2021-03");
        return new ProjectSnapshot(
                Examples.PROJECT,
                content,
                new ProjectState.Committed(),
                since == null ? null : on(since),
                null,
                Set.of(),
                new Evidence.Bindings(
                        List.of(new Filing("report", null, "1", on("2021-10"), on("2022-01"), Filing.Outcome.POSITIVE)),
                        List.of(commitment("100", "USD")),
                        List.of(holding(INVESTOR, "100")),
                        Money.of("40", "USD")),
                new StepAuthority.Custody(Stewardship.UNILATERAL, Side.CN, Set.of("cn-maker")),
                java.util.Map.of());
    }

    private static ProjectSnapshot asOf(String date) {
        return ProjectAsOf.of(committed("2024-02-10"), STEPS, on(date), TODAY);
    }

    @ParameterizedTest
    @CsvSource({
        "2021,       ANNOUNCED", // said to a year: what came within it is not certainly later
        "2021-03-01, ANNOUNCED",
        "2021-12-31, ANNOUNCED",
        "2022-02,    ANNOUNCED",
        "2022-03-01, COMMITTED",
        "2023-01-01, SUSPENDED",
        "2024-02-09, SUSPENDED",
        "2024-02-10, COMMITTED",
        "2026,       COMMITTED"
    })
    void theStateIsTheLastThatWasEnteredByThen(String date, ProjectStatus state) {
        assertThat(asOf(date).state().status()).isEqualTo(state);
    }

    @Test
    void aSuspendedProjectKnowsWhereItWas() {
        assertThat(asOf("2023").state()).isEqualTo(new ProjectState.Suspended(ProjectStatus.COMMITTED));
        assertThat(asOf("2023").stateSince()).isEqualTo(on("2023"));
    }

    @Test
    void whatCameLaterIsLeftOut() {
        ProjectSnapshot before = asOf("2021-12");
        assertThat(before.content().keyDates()).containsOnlyKeys(KeyDate.MOU_SIGNED, KeyDate.ANNOUNCED);
        assertThat(before.content().capacity()).isEmpty();
        assertThat(before.bindings().commitments()).isEmpty();
        assertThat(before.bindings().holdings()).isEmpty();
        assertThat(before.bindings().paid()).isNull();
        assertThat(before.bindings().filings())
                .containsExactly(new Filing("report", null, "1", on("2021-10"), null, Filing.Outcome.PENDING));
        ProjectSnapshot after = asOf("2026-01");
        assertThat(after.content().capacity()).hasSize(1);
        assertThat(after.bindings().commitments()).hasSize(1);
        assertThat(after.bindings().holdings()).hasSize(1);
        assertThat(after.bindings().paid()).isEqualTo(Money.of("40", "USD"));
        assertThat(asOf("2021-09").bindings().filings()).isEmpty();
    }

    @Test
    void keyDatesTellOfStatesBeforeTheFirstStep() {
        ProjectContent content =
                happened(happened(greenfield(), KeyDate.GROUNDBREAKING, "2019-04"), KeyDate.COMMISSIONED, "2021");
        ProjectSnapshot operational = Examples.observed(content, new ProjectState.Operational());
        ProjectSnapshot then = ProjectAsOf.of(withSince(operational, "2021"), List.of(), on("2020-06"), TODAY);
        assertThat(then.state()).isEqualTo(new ProjectState.UnderConstruction());
        assertThat(then.content().keyDates()).containsOnlyKeys(KeyDate.GROUNDBREAKING);
    }

    private static ProjectSnapshot withSince(ProjectSnapshot project, String since) {
        return new ProjectSnapshot(
                project.urn(),
                project.content(),
                project.state(),
                on(since),
                null,
                project.notShown(),
                project.bindings(),
                project.custody(),
                project.siteCountries());
    }

    @Test
    void nothingIsGuessed() {
        refused(() -> asOf("2020-12"), ProjectProblem.PROJECT_NOT_KNOWN_THEN);
        refused(() -> ProjectAsOf.of(committed(null), STEPS, on("2025"), TODAY), ProjectProblem.PROJECT_NOT_KNOWN_THEN);
        List<StepView> undated = new ArrayList<>(STEPS);
        undated.add(step(ProjectStatus.COMMITTED, ProjectStatus.SUSPENDED, null));
        refused(
                () -> ProjectAsOf.of(committed("2024-02-10"), undated, on("2025"), TODAY),
                ProjectProblem.PROJECT_NOT_KNOWN_THEN);
        refused(() -> asOf("2026-02-02"), RecordsProblem.MOMENT_IN_THE_FUTURE);
        // Today it is what it is, since whenever.
        assertThat(ProjectAsOf.of(committed(null), STEPS, FuzzyDate.day(TODAY), TODAY)
                        .state())
                .isEqualTo(new ProjectState.Committed());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, ProblemType type) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                .isEqualTo(type));
    }

    /** Of two dates the later one never knows less. */
    @Test
    void whatIsKnownOnlyGrows() {
        Random random = new Random(20261126);
        for (int i = 0; i < 5_000; i++) {
            int day = random.nextInt(1_700);
            FuzzyDate one = FuzzyDate.day(on("2021-03-01").start().plusDays(day));
            FuzzyDate two = FuzzyDate.day(one.start().plusDays(random.nextInt(1_760 - day)));
            ProjectSnapshot earlier = asOf(one.toString());
            ProjectSnapshot later = asOf(two.toString());
            assertThat(later.content().keyDates().keySet())
                    .containsAll(earlier.content().keyDates().keySet());
            assertThat(later.content().capacity()).containsAll(earlier.content().capacity());
            assertThat(later.bindings().commitments())
                    .containsAll(earlier.bindings().commitments());
            assertThat(earlier.stateSince().isCertainlyAfter(one)).isFalse();
            assertThat(later.stateSince().start())
                    .isAfterOrEqualTo(earlier.stateSince().start());
        }
    }
}
