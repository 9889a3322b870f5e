package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

/** Every pair of state and target of both machines against the {@link LifecycleTable}. */
class ProjectMachineTest {
    static Stream<Arguments> everyPair() {
        List<Arguments> pairs = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            LifecycleTable.of(profile).forEach((state, steps) -> {
                for (ProjectStatus target : ProjectStatus.values()) {
                    pairs.add(Arguments.of(profile, state, target, steps.get(target)));
                }
            });
        }
        return pairs.stream();
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
        Set<ProjectStatus> named = LifecycleTable.of(profile).keySet().stream()
                .map(ProjectState::status)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(ProjectStatus.of(profile)));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyStepStaysWithinTheProfile(Profile profile) {
        LifecycleTable.of(profile).keySet().forEach(state -> ProjectMachine.steps(profile, state)
                .forEach(step -> assertThat(ProjectStatus.of(profile)).contains(step.to())));
    }

    @Test
    void i15_terminalStatesHaveNoStepAndOthersHaveOne() {
        for (Profile profile : Profile.values()) {
            for (ProjectState state : LifecycleTable.of(profile).keySet()) {
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
