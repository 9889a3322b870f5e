package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.StepExamples.told;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every state, target, role and side, on a record of each side, an observed one and a joint one that show all that any step
 * rests on: the steps of the {@link LifecycleTable} are taken by those whose they are, and every refusal names the states
 * that are open to the caller.
 */
class ProjectTransitionsTest {
    /** In which role of the own side a step is taken. */
    private static final Map<Authority, Role> TAKEN_BY = Map.of(
            Authority.MAKER, Role.MAKER,
            Authority.HOST, Role.MAKER,
            Authority.CHECKER, Role.CHECKER,
            Authority.BILATERAL, Role.CHECKER);

    private static final List<StepAuthority.Custody> RECORDS = List.of(
            new StepAuthority.Custody(Stewardship.UNILATERAL, Side.CN, Set.of("maker")),
            new StepAuthority.Custody(Stewardship.UNILATERAL, Side.KR, Set.of("maker")),
            new StepAuthority.Custody(Stewardship.SHARED, Side.CN, Set.of("maker")),
            new StepAuthority.Custody(Stewardship.OBSERVED, null, Set.of("loader")),
            new StepAuthority.Custody(Stewardship.JOINT, Side.CN, Set.of("maker")));

    /** Each date of a project that came as far as any, in an order that is possible. */
    private static final Map<KeyDate, String> DATES = Map.of(
            KeyDate.ANNOUNCED, "2021-01",
            KeyDate.FILED, "2021-02",
            KeyDate.APPROVED, "2021-03",
            KeyDate.GROUNDBREAKING, "2022-01",
            KeyDate.COMPLETION, "2023-01",
            KeyDate.COMMISSIONED, "2023-02",
            KeyDate.CLOSED, "2025-01",
            KeyDate.WITHDRAWN, "2025-01");

    private static ProjectSnapshot project(Profile profile, ProjectState state, StepAuthority.Custody custody) {
        ProjectContent content = Examples.content(
                switch (profile) {
                    case PHYSICAL -> ProjectType.GREENFIELD;
                    case TRANSACTION -> ProjectType.MERGER_ACQUISITION;
                });
        for (Map.Entry<KeyDate, String> date : DATES.entrySet()) {
            content = Examples.happened(content, date.getKey(), date.getValue());
        }
        return StepExamples.withAllShown(Examples.snapshot(content, state, custody));
    }

    private static List<Viewer> everybody() {
        List<Viewer> everybody = new ArrayList<>(List.of(Viewer.PUBLIC));
        for (Side side : new Side[] {Side.CN, Side.KR, null}) {
            for (Role role : Role.values()) {
                everybody.add(new Viewer("somebody", "test", side, null, Set.of(role), false));
                everybody.add(new Viewer("system", "test", side, null, Set.of(role), true));
            }
            everybody.add(new Viewer("maker", "test", side, null, Set.of(Role.MAKER, Role.CHECKER), false));
        }
        return everybody;
    }

    private static boolean isHis(Authority authority, StepAuthority.Custody custody, Viewer viewer) {
        boolean ownSide = custody.owner() == null || viewer.side() == custody.owner();
        boolean second = !viewer.serviceAccount() && !custody.makers().contains(String.valueOf(viewer.subject()));
        return custody.stewardship() != Stewardship.JOINT
                && viewer.side() != null
                && ownSide
                && viewer.hasRole(TAKEN_BY.get(authority))
                && (TAKEN_BY.get(authority) == Role.MAKER || second);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateTargetRoleAndSideIsDecidedAsTheTableSays(Profile profile) {
        int taken = 0;
        for (Map.Entry<ProjectState, Map<ProjectStatus, Authority>> row :
                LifecycleTable.of(profile).entrySet()) {
            for (StepAuthority.Custody custody : RECORDS) {
                ProjectSnapshot project = project(profile, row.getKey(), custody);
                for (Viewer viewer : everybody()) {
                    StepTaker alone = new StepTaker.Alone(viewer, custody, project.ownSideHosts());
                    List<ProjectStatus> open = row.getValue().keySet().stream()
                            .filter(target -> isHis(row.getValue().get(target), custody, viewer))
                            .toList();
                    taken += assertDecided(project, row.getValue(), alone, open);
                }
            }
        }
        assertThat(taken).isPositive();
    }

    /** What comes with a change set: either side proposes a step, and a host's act is the host side's to propose. */
    @ParameterizedTest
    @EnumSource
    void everyStateTargetAndSideOfAJointRecordIsDecidedAsTheTableSays(Profile profile) {
        StepAuthority.Custody joint = new StepAuthority.Custody(Stewardship.JOINT, Side.CN, Set.of());
        int taken = 0;
        for (Map.Entry<ProjectState, Map<ProjectStatus, Authority>> row :
                LifecycleTable.of(profile).entrySet()) {
            ProjectSnapshot project = project(profile, row.getKey(), joint);
            for (Side proposedBy : Side.values()) {
                for (Side actor : Side.values()) {
                    for (Side host : new Side[] {Side.CN, Side.KR, null}) {
                        List<ProjectStatus> open = row.getValue().keySet().stream()
                                .filter(target -> row.getValue().get(target) != Authority.HOST
                                        || host == null
                                        || host == proposedBy)
                                .toList();
                        StepTaker both = new StepTaker.Together(proposedBy, actor, host);
                        taken += assertDecided(project, row.getValue(), both, open);
                    }
                }
            }
        }
        assertThat(taken).isPositive();
    }

    /** Tries every target; the number of steps that were taken. */
    private static int assertDecided(
            ProjectSnapshot project, Map<ProjectStatus, Authority> steps, StepTaker taker, List<ProjectStatus> open) {
        int taken = 0;
        for (ProjectStatus target : ProjectStatus.values()) {
            String what = project.state() + " to " + target + " by " + taker;
            List<Testimony> sources = List.of(told(SourceKind.OFFICIAL_ACT));
            switch (ProjectSteps.take(
                    project,
                    StepExamples.complete(project.state(), target).command(),
                    sources,
                    sources,
                    taker,
                    BookedSums.NONE,
                    TODAY)) {
                case StepResult.Taken(ProjectSnapshot next) -> {
                    taken++;
                    assertThat(open).as(what).contains(target);
                    assertThat(next.state())
                            .as(what)
                            .isEqualTo(ProjectState.of(
                                    target,
                                    target == ProjectStatus.SUSPENDED
                                            ? project.state().status()
                                            : null));
                }
                case StepResult.Refused refused -> {
                    assertThat(open).as(what + ": " + refused.detail()).doesNotContain(target);
                    assertThat(refused.allowed())
                            .as(what)
                            .containsExactlyInAnyOrderElementsOf(
                                    open.stream().map(ProjectStatus::name).toList());
                    assertThat(refused.type() == undefined(steps, target, project))
                            .as(what)
                            .isEqualTo(!steps.containsKey(target));
                }
            }
        }
        return taken;
    }

    /** Of what a refusal is where there is no such step; null where there is one, which is nobody's but the person's fault. */
    private static @Nullable ProblemType undefined(
            Map<ProjectStatus, Authority> steps, ProjectStatus target, ProjectSnapshot project) {
        if (steps.containsKey(target)) {
            return null;
        }
        return Set.of(ProjectStatus.CLOSED, ProjectStatus.COMPLETED, ProjectStatus.WITHDRAWN, ProjectStatus.CANCELLED)
                        .contains(project.state().status())
                ? ProjectProblem.PROJECT_TERMINAL
                : KernelProblem.STATE_FORBIDS;
    }
}
