package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.SOURCE;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.filing;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.happened;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.ofCn;
import static org.ckep.investment.project.Examples.to;

import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;

/** Projects before a step, the step itself and what came of it, for the tests of the rules. */
final class StepExamples {
    static final ProjectState PROSPECT = new ProjectState.Prospect();

    private StepExamples() {}

    static ProjectSnapshot announced() {
        return ofCn(happened(greenfield(), KeyDate.ANNOUNCED, "2021-11-01"), new ProjectState.Announced());
    }

    static ProjectSnapshot approved() {
        return ofCn(happened(greenfield(), KeyDate.APPROVED, "2022-02"), new ProjectState.Approved());
    }

    static ProjectSnapshot committed(ProjectType type, String amount) {
        return Examples.with(
                ofCn(content(type), new ProjectState.Committed()),
                new Evidence.Bindings(
                        List.of(), List.of(commitment(amount, "USD")), List.of(holding(INVESTOR, "100")), null));
    }

    /** The step with what it asks for beside its date, and nothing else; going on after a halt needs a reason alone. */
    static Examples.Step complete(ProjectState from, ProjectStatus target) {
        Examples.Step step = to(target).because("for a reason").citing(SOURCE);
        if (from instanceof ProjectState.Suspended) {
            return step;
        }
        return switch (target) {
            case PARTIALLY_CLOSED -> step.paying("7", "USD");
            case COMPLETED -> step.paying("8", "USD");
            case WINDING_DOWN, CLOSED -> step.leavingSites(SiteState.IDLE);
            case CANCELLED -> step.settling("paid back");
            case PROSPECT,
                    ANNOUNCED,
                    FILED,
                    APPROVED,
                    COMMITTED,
                    UNDER_CONSTRUCTION,
                    COMMISSIONING,
                    OPERATIONAL,
                    WITHDRAWN,
                    SUSPENDED -> step;
        };
    }

    /** The project with everything on record that a {@link #complete} step asks for. */
    static ProjectSnapshot withAllShown(ProjectSnapshot project) {
        return Examples.with(
                project,
                new Evidence.Bindings(
                        List.of(filing("2021-1", Filing.Outcome.NOT_REQUIRED)),
                        List.of(commitment("9", "USD")),
                        List.of(holding(INVESTOR, "100")),
                        null));
    }

    static ProjectContent abroad(ProjectContent content) {
        return new ProjectContent(
                content.title(),
                content.type(),
                Direction.CN_TO_KR,
                content.modality(),
                content.sectors(),
                content.products(),
                List.of(),
                content.participants(),
                List.of(),
                null,
                null,
                null,
                null,
                content.keyDates(),
                null,
                null,
                null,
                null,
                content.capacity(),
                null,
                content.sources());
    }

    /** A source that everybody may read and that is out. */
    static Testimony told(SourceKind kind) {
        return new Testimony(kind, true);
    }

    static StepResult take(ProjectSnapshot project, Examples.Step step, Viewer viewer) {
        return take(project, step, List.of(), List.of(told(SourceKind.COMPANY_STATEMENT)), viewer);
    }

    static StepResult take(
            ProjectSnapshot project,
            Examples.Step step,
            List<Testimony> stepSources,
            List<Testimony> recordSources,
            Viewer viewer) {
        return take(project, step.command(), stepSources, recordSources, viewer);
    }

    /** One side's step, of whose project the ledger says nothing. */
    static StepResult take(
            ProjectSnapshot project,
            TransitionCommand command,
            List<Testimony> stepSources,
            List<Testimony> recordSources,
            Viewer viewer) {
        StepTaker alone = new StepTaker.Alone(viewer, project.custody(), project.ownSideHosts());
        return ProjectSteps.take(project, command, stepSources, recordSources, alone, BookedSums.NONE, TODAY);
    }

    static ProjectSnapshot taken(ProjectSnapshot project, Examples.Step step, Viewer viewer) {
        return switch (take(project, step, viewer)) {
            case StepResult.Taken taken -> taken.next();
            case StepResult.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    static StepResult.Refused refused(StepResult result) {
        assertThat(result).isInstanceOf(StepResult.Refused.class);
        return (StepResult.Refused) result;
    }

    static void assertRefused(StepResult result, ProjectProblem expected) {
        assertThat(refused(result).type()).isEqualTo(expected);
    }

    static void assertGuard(StepResult result, Guard guard, String pointer) {
        StepResult.Refused refused = refused(result);
        assertThat(refused.type()).isEqualTo(ProjectProblem.PROJECT_GUARD_NOT_MET);
        assertThat(refused.errors().getFirst().code()).isEqualTo(guard.name());
        assertThat(refused.errors().getFirst().pointer()).isEqualTo(pointer);
    }
}
