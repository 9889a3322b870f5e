package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.on;

import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is on record of one project's way. */
class FunnelTraceTest {
    private final FunnelService.Trace trace = new FunnelService.Trace();

    private void step(ProjectStatus from, @Nullable String since, ProjectStatus to, String on) {
        trace.stepped(new @Nullable Object[] {UUID.randomUUID(), from.name(), since, to.name(), on});
    }

    private Map<ProjectStatus, @Nullable FuzzyDate> entered(ProjectStatus now, String since) {
        return trace.way(new @Nullable Object[] {UUID.randomUUID(), ProjectType.GREENFIELD, now, null, on(since)})
                .entered();
    }

    @Test
    void whoResumesHadBeenThereSinceHeFirstCame() {
        step(ProjectStatus.ANNOUNCED, "2023-01-05", ProjectStatus.SUSPENDED, "2023-06-01");
        step(ProjectStatus.SUSPENDED, "2023-06-01", ProjectStatus.ANNOUNCED, "2024-01-01");
        step(ProjectStatus.ANNOUNCED, "2024-01-01", ProjectStatus.COMMITTED, "2024-03-01");
        assertThat(entered(ProjectStatus.COMMITTED, "2024-03-01"))
                .containsEntry(ProjectStatus.ANNOUNCED, on("2023-01-05"))
                .containsEntry(ProjectStatus.COMMITTED, on("2024-03-01"));
    }

    @Test
    void whereTheFirstDayIsUnknownTheDayOfResumingDoesNotTakeItsPlace() {
        step(ProjectStatus.ANNOUNCED, null, ProjectStatus.SUSPENDED, "2023-06-01");
        step(ProjectStatus.SUSPENDED, "2023-06-01", ProjectStatus.ANNOUNCED, "2024-01-01");
        step(ProjectStatus.ANNOUNCED, "2024-01-01", ProjectStatus.COMMITTED, "2024-03-01");
        assertThat(entered(ProjectStatus.COMMITTED, "2024-03-01")).containsEntry(ProjectStatus.ANNOUNCED, null);
    }
}
