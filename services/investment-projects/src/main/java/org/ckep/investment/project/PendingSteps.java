package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeSets;
import org.hibernate.reactive.mutiny.Mutiny;

/** Steps that a maker takes of a project of his side that others read: they wait for a second person (rule C2). */
@ApplicationScoped
class PendingSteps implements DeferredAct {
    private static final String STEP = "take-step";

    private final ProjectRepository projects;
    private final ProjectViews views;
    private final ProjectTransition transition;
    private final ChangeSets changes;
    private final PendingActs pending;
    private final ObjectMapper json;

    PendingSteps(
            ProjectRepository projects,
            ProjectViews views,
            ProjectTransition transition,
            ChangeSets changes,
            PendingActs pending,
            ObjectMapper json) {
        this.projects = projects;
        this.views = views;
        this.transition = transition;
        this.changes = changes;
        this.pending = pending;
        this.json = json;
    }

    /** True where the step waits; a step that does not exist is refused as ever. */
    static boolean areNeeded(Project project, TransitionCommand command) {
        return TwoPersons.areNeeded(project)
                && ProjectMachine.step(project.content().profile(), project.state(), command.to())
                        .filter(step -> step.authority().isMakersAlone())
                        .isPresent();
    }

    /** Drafts it; fails as a step that is taken at once. */
    Uni<StoredResponse> draft(
            Mutiny.Session session, Viewer viewer, Project project, SeenProject seen, TransitionCommand command) {
        return transition
                .look(session, viewer, project, seen, command)
                .chain(() -> pending.draft(session, viewer, project, STEP, command));
    }

    @Override
    public String act() {
        return STEP;
    }

    @Override
    public String lockOf(UUID project) {
        return ChangeSets.lockOf(new Urn(Project.TYPE, project));
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        TransitionCommand command = json.convertValue(drafted.body(), TransitionCommand.class);
        return projects.get(session, viewer, drafted.record()).chain(project -> views.look(session, viewer, project)
                .chain(seen -> transition.takeConfirmed(session, viewer, project, seen, command, drafted.maker()))
                .chain(() -> changes.outdate(session, project.urn())));
    }
}
