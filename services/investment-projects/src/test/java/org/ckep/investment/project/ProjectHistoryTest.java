package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.CN_CHECKER;
import static org.ckep.investment.project.Examples.CN_MAKER;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.SOURCE;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.filing;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.ofCn;
import static org.ckep.investment.project.Examples.to;
import static org.ckep.investment.project.StepExamples.told;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.value.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories: whatever steps are tried with whatever evidence, the invariants hold after each that is taken. */
class ProjectHistoryTest {
    private static final int HISTORIES = 3_000;
    private static final int STEPS = 150;

    @ParameterizedTest
    @EnumSource(
            value = ProjectType.class,
            names = {"GREENFIELD", "MERGER_ACQUISITION"})
    void invariantsHoldInEveryHistory(ProjectType type) {
        Random random = new Random(20260104);
        Map<ProjectStatus, Integer> reached = new EnumMap<>(ProjectStatus.class);
        for (int history = 0; history < HISTORIES; history++) {
            ProjectSnapshot project = ofCn(content(type), new ProjectState.Prospect());
            for (int step = 0; step < STEPS; step++) {
                StepResult result = StepExamples.take(
                        project,
                        command(random, step),
                        List.of(),
                        List.of(told(random.nextInt(10) == 0 ? SourceKind.PRESS : SourceKind.COMPANY_STATEMENT)),
                        random.nextBoolean() ? CN_MAKER : CN_CHECKER);
                if (result instanceof StepResult.Taken taken) {
                    assertSound(project, taken.next());
                    project = taken.next();
                    reached.merge(project.state().status(), 1, Integer::sum);
                }
            }
        }
        // The walk is worth something only if it gets everywhere.
        assertThat(reached.keySet())
                .containsAll(ProjectStatus.of(type.profile()).stream()
                        .filter(status -> status != ProjectStatus.PROSPECT)
                        .toList());
    }

    private static void assertSound(ProjectSnapshot before, ProjectSnapshot after) {
        assertThat(before.state().status().isTerminal()).isFalse();
        assertThat(ProjectStatus.of(after.content().profile()))
                .contains(after.state().status(), after.state().effective());
        assertThat(ProjectInvariants.violations(after.subject(), TODAY)).isEmpty();
        Money paid = after.bindings().paid();
        if (paid != null) {
            BigDecimal committed = after.bindings().committed().orElseThrow().amount();
            assertThat(paid.amount()).isLessThanOrEqualTo(committed);
        }
        if (after.state().status().isBinding()) {
            assertThat(after.bindings().commitments()).isNotEmpty();
            assertThat(HoldingRules.isSettled(after.bindings().holdings())).isTrue();
        }
    }

    /** A step towards any state, mostly with what it asks for, at times with too much or too little. */
    private static TransitionCommand command(Random random, int number) {
        ProjectStatus[] states = ProjectStatus.values();
        ProjectStatus target = states[random.nextInt(states.length)];
        boolean confused = random.nextInt(20) == 0;
        Examples.Step step = to(target).citing(SOURCE);
        if (random.nextInt(5) > 0) {
            // Time mostly goes on from step to step, and at times it jumps.
            int year = random.nextInt(5) > 0 ? 2015 + number * 11 / STEPS : 2019 + random.nextInt(8);
            step = step.on(Integer.toString(year));
        }
        if (random.nextInt(4) > 0) {
            step = step.because("a reason");
        }
        if (confused || target.isBinding() || target == ProjectStatus.FILED || target == ProjectStatus.APPROVED) {
            Filing.Outcome[] outcomes = Filing.Outcome.values();
            step = step.filing(filing("1", outcomes[random.nextInt(outcomes.length)]));
        }
        if (confused || (target == ProjectStatus.COMMITTED && random.nextInt(4) > 0)) {
            step = step.committing(commitment(Integer.toString(random.nextInt(1000) - 50), "USD"))
                    .held(holding(INVESTOR, random.nextBoolean() ? "100" : "60"));
        }
        boolean closing = target == ProjectStatus.PARTIALLY_CLOSED
                || target == ProjectStatus.COMPLETED
                || target == ProjectStatus.CANCELLED;
        if (confused || (closing && random.nextInt(3) > 0)) {
            step = step.paying(Integer.toString(random.nextInt(1200)), random.nextInt(9) == 0 ? "CNY" : "USD");
        }
        if (confused || (target == ProjectStatus.CANCELLED && random.nextInt(3) > 0)) {
            step = step.settling("a note");
        }
        boolean ending = target == ProjectStatus.WINDING_DOWN || target == ProjectStatus.CLOSED;
        if (confused || (ending && random.nextInt(3) > 0)) {
            step = step.leavingSites(SiteState.CLOSED);
        }
        return step.command();
    }
}
