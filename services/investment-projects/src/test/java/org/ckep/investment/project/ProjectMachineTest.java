package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of state and target of both machines against the tables, written here a second time by hand. */
class ProjectMachineTest {
    /** state: target=authority, … */
    private static final String PHYSICAL = """
            PROSPECT: ANNOUNCED=CHECKER WITHDRAWN=MAKER CANCELLED=BILATERAL
            ANNOUNCED: FILED=HOST APPROVED=HOST COMMITTED=BILATERAL CANCELLED=BILATERAL
            FILED: APPROVED=HOST CANCELLED=BILATERAL
            APPROVED: COMMITTED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMITTED: UNDER_CONSTRUCTION=HOST SUSPENDED=MAKER CANCELLED=BILATERAL
            UNDER_CONSTRUCTION: COMMISSIONING=HOST SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMISSIONING: OPERATIONAL=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            OPERATIONAL: WINDING_DOWN=BILATERAL SUSPENDED=MAKER
            WINDING_DOWN: CLOSED=BILATERAL
            CLOSED:
            WITHDRAWN:
            CANCELLED:
            SUSPENDED/APPROVED: APPROVED=MAKER
            SUSPENDED/COMMITTED: COMMITTED=MAKER
            SUSPENDED/UNDER_CONSTRUCTION: UNDER_CONSTRUCTION=MAKER
            SUSPENDED/COMMISSIONING: COMMISSIONING=MAKER
            SUSPENDED/OPERATIONAL: OPERATIONAL=MAKER
            """;

    private static final String TRANSACTION = """
            PROSPECT: ANNOUNCED=CHECKER WITHDRAWN=MAKER CANCELLED=BILATERAL
            ANNOUNCED: FILED=HOST APPROVED=HOST COMMITTED=BILATERAL CANCELLED=BILATERAL
            FILED: APPROVED=HOST CANCELLED=BILATERAL
            APPROVED: COMMITTED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMITTED: PARTIALLY_CLOSED=BILATERAL COMPLETED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            PARTIALLY_CLOSED: COMPLETED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMPLETED:
            WITHDRAWN:
            CANCELLED:
            SUSPENDED/APPROVED: APPROVED=MAKER
            SUSPENDED/COMMITTED: COMMITTED=MAKER
            SUSPENDED/PARTIALLY_CLOSED: PARTIALLY_CLOSED=MAKER
            """;

    static Stream<Arguments> everyPair() {
        List<Arguments> pairs = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            table(profile).forEach((state, steps) -> {
                for (ProjectStatus target : ProjectStatus.values()) {
                    pairs.add(Arguments.of(profile, state, target, steps.get(target)));
                }
            });
        }
        return pairs.stream();
    }

    private static Map<ProjectState, Map<ProjectStatus, Authority>> table(Profile profile) {
        String text =
                switch (profile) {
                    case PHYSICAL -> PHYSICAL;
                    case TRANSACTION -> TRANSACTION;
                };
        return text.lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> state(parts[0]), parts -> steps(parts[1].strip())));
    }

    private static ProjectState state(String text) {
        String[] parts = text.split("/");
        return ProjectState.of(
                ProjectStatus.valueOf(parts[0]), parts.length == 1 ? null : ProjectStatus.valueOf(parts[1]));
    }

    private static Map<ProjectStatus, Authority> steps(String text) {
        Map<ProjectStatus, Authority> steps = new EnumMap<>(ProjectStatus.class);
        if (!text.isEmpty()) {
            Arrays.stream(text.split(" "))
                    .map(step -> step.split("="))
                    .forEach(step -> steps.put(ProjectStatus.valueOf(step[0]), Authority.valueOf(step[1])));
        }
        return steps;
    }

    @ParameterizedTest(name = "{0}: {1} to {2}: {3}")
    @MethodSource("everyPair")
    void everyPairIsAsInTheTable(Profile profile, ProjectState from, ProjectStatus to, Authority expected) {
        assertThat(ProjectMachine.step(profile, from, to).map(ProjectMachine.Step::authority))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theTableNamesEveryStateOfTheProfile(Profile profile) {
        Set<ProjectStatus> named = table(profile).keySet().stream()
                .map(ProjectState::status)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(ProjectStatus.of(profile)));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyStepStaysWithinTheProfile(Profile profile) {
        table(profile).keySet().forEach(state -> ProjectMachine.steps(profile, state)
                .forEach(step -> assertThat(ProjectStatus.of(profile)).contains(step.to())));
    }

    @Test
    void i15_terminalStatesHaveNoStepAndOthersHaveOne() {
        for (Profile profile : Profile.values()) {
            for (ProjectState state : table(profile).keySet()) {
                assertThat(ProjectMachine.steps(profile, state).isEmpty())
                        .as("%s %s", profile, state)
                        .isEqualTo(state.status().isTerminal());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ProjectStatus.class,
            names = {"APPROVED", "COMMITTED", "UNDER_CONSTRUCTION", "COMMISSIONING", "OPERATIONAL"})
    void suspendingRemembersWhereToResume(ProjectStatus status) {
        ProjectState from = ProjectState.of(status, null);
        ProjectMachine.Step step = ProjectMachine.step(Profile.PHYSICAL, from, ProjectStatus.SUSPENDED)
                .orElseThrow();
        assertThat(ProjectMachine.next(from, step)).isEqualTo(new ProjectState.Suspended(status));
    }

    @ParameterizedTest
    @EnumSource(ProjectStatus.class)
    void everyNameMakesItsState(ProjectStatus status) {
        ProjectStatus resumeTo = status == ProjectStatus.SUSPENDED ? ProjectStatus.COMMITTED : null;
        assertThat(ProjectState.of(status, resumeTo).status()).isEqualTo(status);
    }
}
