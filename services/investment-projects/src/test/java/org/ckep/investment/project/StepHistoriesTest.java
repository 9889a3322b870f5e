package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.StepExamples.told;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.SourceKind;

/** Rules I6, I7, I15 and I16 along the lives of projects: whatever is tried, what comes of it keeps them. */
class StepHistoriesTest {
    private static final Set<String> OVER = Set.of("CLOSED", "COMPLETED", "WITHDRAWN", "CANCELLED");

    private static final List<KeyDate> ORDER = List.of(
            KeyDate.ANNOUNCED, KeyDate.APPROVED, KeyDate.GROUNDBREAKING, KeyDate.COMPLETION, KeyDate.COMMISSIONED);

    /**
     * One attempt.
     *
     * @param open true for a state that the machine leads to, so that histories get far
     * @param choice which one
     * @param days how many days after the last attempt; negative where something earlier is told later
     * @param dated false where no date is given
     */
    record Attempt(boolean open, int choice, int days, boolean dated) {}

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        return Combinators.combine(
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(-30, 300),
                        Arbitraries.of(true, true, true, false))
                .as(Attempt::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(25);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void i6_i7_i15_i16_noHistoryOfStepsBreaksARule(
            @ForAll Profile profile, @ForAll Modality modality, @ForAll("attempts") List<Attempt> attempts) {
        ProjectContent content = Drafts.changed(draft -> {
            draft.modality = modality;
            draft.type = profile == Profile.PHYSICAL ? ProjectType.GREENFIELD : ProjectType.MERGER_ACQUISITION;
        });
        ProjectSnapshot project = StepExamples.withAllShown(Examples.ofCn(content, new ProjectState.Prospect()));
        int day = 0;
        int steps = 0;
        for (Attempt attempt : attempts) {
            day += attempt.days();
            ProjectStatus target = target(project, profile, attempt);
            boolean over = OVER.contains(project.state().status().name());
            if (take(project, command(project.state(), target, day, attempt.dated()))
                    instanceof StepResult.Taken(ProjectSnapshot next)) {
                assertThat(over).as("i15: nothing leaves %s", project.state()).isFalse();
                assertThat(LifecycleTable.of(profile).get(project.state())).containsKey(target);
                assertKept(next);
                project = next;
                steps++;
            }
        }
        Statistics.label("steps")
                .collect(steps > 3 ? "far" : "not far")
                .coverage(histories -> histories.check("far").percentage(far -> far > 10));
    }

    private static ProjectStatus target(ProjectSnapshot project, Profile profile, Attempt attempt) {
        List<ProjectStatus> open =
                new ArrayList<>(LifecycleTable.of(profile).get(project.state()).keySet());
        if (!attempt.open() || open.isEmpty()) {
            return ProjectStatus.values()[attempt.choice() % ProjectStatus.values().length];
        }
        // Nearly every state can be given up; if all were, no history would get anywhere.
        if (attempt.choice() % 9 != 0 && open.size() > 1) {
            open.removeIf(state -> OVER.contains(state.name()) && state != ProjectStatus.COMPLETED);
        }
        return open.get(attempt.choice() % open.size());
    }

    private static StepResult take(ProjectSnapshot project, TransitionCommand command) {
        StepTaker both = new StepTaker.Together(Side.CN, Side.CN, Side.CN);
        List<Testimony> sources = List.of(told(SourceKind.OFFICIAL_ACT));
        return ProjectSteps.take(project, command, sources, sources, both, BookedSums.NONE, TODAY);
    }

    private static TransitionCommand command(ProjectState from, ProjectStatus target, int day, boolean dated) {
        Examples.Step step = StepExamples.complete(from, target);
        return (dated ? step.on(TODAY.minusYears(4).plusDays(day).toString()) : step).command();
    }

    private static void assertKept(ProjectSnapshot project) {
        ProjectContent content = project.content();
        List<KeyDate> known = ORDER.stream()
                .filter(key -> content.keyDate(key).actual() != null)
                .toList();
        for (int i = 0; i < known.size(); i++) {
            assertThat(content.keyDate(known.get(i)).actual().start())
                    .as("i6: %s has happened", known.get(i))
                    .isBeforeOrEqualTo(TODAY);
            for (KeyDate later : known.subList(i + 1, known.size())) {
                assertThat(content.keyDate(known.get(i)).actual().start())
                        .as("i6: %s is not after %s", known.get(i), later)
                        .isBeforeOrEqualTo(content.keyDate(later).actual().end());
            }
        }
        String state = project.state().status().name();
        if (InvariantPropertiesTest.IMPLIED.containsKey(state)) {
            assertThat(content.keyDate(InvariantPropertiesTest.IMPLIED.get(state))
                            .actual())
                    .as("i7: the date of %s", state)
                    .isNotNull();
        } else {
            assertThat(project.stateSince())
                    .as("i7: since when it is %s", state)
                    .isNotNull();
        }
        if (!Set.of("PROSPECT", "WITHDRAWN", "CANCELLED").contains(state)) {
            assertThat(content.modality()).as("i16").isNotIn(Modality.EXPECTATION, Modality.OPINION);
        }
    }
}
