package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.kernel.value.FuzzyDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of OC4IDS 0.9.5 and the codes of IATI 2.03 for each state of a project. */
class ExportedStatusTest {
    private static Map<ProjectStatus, String> table(String rows) {
        Map<ProjectStatus, String> table = new TreeMap<>();
        rows.lines().map(String::strip).forEach(row -> {
            String[] cells = row.split("\\s+", -1);
            Arrays.stream(cells, 1, cells.length).forEach(state -> table.put(ProjectStatus.valueOf(state), cells[0]));
        });
        return table;
    }

    @Test
    void everyStateHasAWordOfOc4ids() {
        Map<ProjectStatus, String> words = table("""
                identification  PROSPECT ANNOUNCED
                preparation     FILED APPROVED
                implementation  COMMITTED UNDER_CONSTRUCTION COMMISSIONING PARTIALLY_CLOSED SUSPENDED
                maintenance     OPERATIONAL
                decommissioning WINDING_DOWN
                completion      COMPLETED
                decommissioned  CLOSED
                cancelled       CANCELLED WITHDRAWN""");
        assertThat(words).containsOnlyKeys(ProjectStatus.values());
        words.forEach((state, word) ->
                assertThat(Oc4idsProject.status(state, null)).as(state.name()).isEqualTo(word));
    }

    /** What is suspended is told as what it goes on to. */
    @ParameterizedTest
    @EnumSource(
            value = ProjectStatus.class,
            names = {"SUSPENDED", "CANCELLED", "WITHDRAWN", "CLOSED", "COMPLETED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aSuspendedProjectHasTheWordOfTheStateThatItGoesOnTo(ProjectStatus resumeTo) {
        assertThat(Oc4idsProject.status(ProjectStatus.SUSPENDED, resumeTo))
                .isEqualTo(Oc4idsProject.status(resumeTo, null));
    }

    /** Nothing is scheduled in a project that is over. */
    @ParameterizedTest
    @EnumSource
    void aPlannedDateIsScheduledUntilTheProjectIsOver(ProjectStatus state) {
        String expected =
                switch (state) {
                    case CANCELLED, WITHDRAWN, CLOSED, COMPLETED -> "notMet";
                    case PROSPECT,
                            ANNOUNCED,
                            FILED,
                            APPROVED,
                            COMMITTED,
                            UNDER_CONSTRUCTION,
                            COMMISSIONING,
                            PARTIALLY_CLOSED,
                            OPERATIONAL,
                            WINDING_DOWN,
                            SUSPENDED -> "scheduled";
                };
        assertThat(Oc4idsProject.milestoneStatus(state, null)).isEqualTo(expected);
        assertThat(Oc4idsProject.milestoneStatus(state, FuzzyDate.parse("2025")))
                .isEqualTo("met");
    }

    @Test
    void everyStateHasACodeOfIati() {
        Map<ProjectStatus, String> codes = table("""
                1 PROSPECT ANNOUNCED FILED APPROVED
                2 COMMITTED UNDER_CONSTRUCTION COMMISSIONING PARTIALLY_CLOSED OPERATIONAL WINDING_DOWN
                4 COMPLETED CLOSED
                5 CANCELLED WITHDRAWN
                6 SUSPENDED""");
        assertThat(codes).containsOnlyKeys(ProjectStatus.values());
        codes.forEach((state, code) ->
                assertThat(IatiActivity.status(state)).as(state.name()).isEqualTo(code));
    }
}
