package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.on;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The funnel, by hand and for any states. */
class FunnelTallyTest {
    private final FunnelTally tally = new FunnelTally();

    @Test
    void whoIsInAStateCameThroughThoseBeforeIt() {
        add(
                ProjectStatus.COMMITTED,
                Map.of(ProjectStatus.ANNOUNCED, "2024-01-10", ProjectStatus.COMMITTED, "2024-03-10"));
        add(ProjectStatus.ANNOUNCED, Map.of(ProjectStatus.ANNOUNCED, "2024-02"));
        assertThat(stages())
                .containsExactly(
                        "PROSPECT 2 now 0 advanced 2 lost 0 100.0% measured 0 null null",
                        "ANNOUNCED 2 now 1 advanced 1 lost 0 50.0% measured 1 60 60",
                        "COMMITTED 1 now 1 advanced 0 lost 0 0.0% measured 0 null null");
    }

    /** Filing and approval count where they are on record: some projects need none. */
    @Test
    void whatNoProjectNeedsIsNotTakenForGranted() {
        add(
                ProjectStatus.OPERATIONAL,
                Map.of(
                        ProjectStatus.ANNOUNCED, "2024-01-01",
                        ProjectStatus.FILED, "2024-01-31",
                        ProjectStatus.COMMITTED, "2024-03-31"));
        assertThat(stages())
                .contains("FILED 1 now 0 advanced 1 lost 0 100.0% measured 1 60 60")
                .noneMatch(stage -> stage.startsWith("APPROVED"))
                // When it broke ground nobody says, so nobody knows how long it had been committed.
                .contains("COMMITTED 1 now 0 advanced 1 lost 0 100.0% measured 0 null null")
                .last()
                .isEqualTo("OPERATIONAL 1 now 1 advanced 0 lost 0 0.0% measured 0 null null");
    }

    @Test
    void whatIsGivenUpIsLostWhereItWas() {
        Map<ProjectStatus, @Nullable FuzzyDate> entered = new EnumMap<>(ProjectStatus.class);
        entered.put(ProjectStatus.ANNOUNCED, on("2024-01-01"));
        tally.add(new FunnelTally.Way(
                Profile.PHYSICAL, ProjectStatus.CANCELLED, entered, ProjectStatus.ANNOUNCED, on("2024-01-31")));
        assertThat(stages())
                .containsExactly(
                        "PROSPECT 1 now 0 advanced 1 lost 0 100.0% measured 0 null null",
                        "ANNOUNCED 1 now 0 advanced 0 lost 1 0.0% measured 1 30 30");
    }

    @Property
    void everyProjectThatReachedAStateIsThereWentOnOrIsLost(@ForAll List<ProjectStatus> states) {
        FunnelTally any = new FunnelTally();
        for (ProjectStatus state : states) {
            boolean gone = state == ProjectStatus.CANCELLED || state == ProjectStatus.WITHDRAWN;
            Profile profile =
                    ProjectStatus.of(Profile.PHYSICAL).contains(state) ? Profile.PHYSICAL : Profile.TRANSACTION;
            any.add(new FunnelTally.Way(
                    profile, state, Map.of(), gone ? ProjectStatus.COMMITTED : null, gone ? on("2024") : null));
        }
        Funnel funnel = any.result();
        assertThat(funnel.total()).isEqualTo(states.size());
        assertThat(funnel.data()).allSatisfy(stage -> {
            assertThat(stage.now() + stage.advanced() + stage.lost())
                    .isBetween(stage.reached() - suspendedOrWoundUp(states), stage.reached());
            assertThat(stage.advanced()).isLessThanOrEqualTo(stage.reached());
        });
    }

    /** States that are no stage of their own. */
    private static int suspendedOrWoundUp(List<ProjectStatus> states) {
        return (int) states.stream()
                .filter(state -> state == ProjectStatus.SUSPENDED
                        || state == ProjectStatus.WINDING_DOWN
                        || state == ProjectStatus.CLOSED)
                .count();
    }

    private void add(ProjectStatus state, Map<ProjectStatus, String> days) {
        Map<ProjectStatus, @Nullable FuzzyDate> entered = new EnumMap<>(ProjectStatus.class);
        days.forEach((status, day) -> entered.put(status, on(day)));
        tally.add(new FunnelTally.Way(Profile.PHYSICAL, state, entered, null, null));
    }

    private List<String> stages() {
        return tally.result().data().stream()
                .map(stage -> "%s %d now %d advanced %d lost %d %s%% measured %d %s %s"
                        .formatted(
                                stage.state(),
                                stage.reached(),
                                stage.now(),
                                stage.advanced(),
                                stage.lost(),
                                stage.advancedPercent(),
                                stage.measured(),
                                stage.medianDays(),
                                stage.longestDays()))
                .toList();
    }
}
