package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps the register of projects: each use case is one transaction with its check, its effect, its event and its audit. */
@ApplicationScoped
class ProjectService {
    private final Register register;
    private final ProjectRepository projects;
    private final ProjectRegistration registration;
    private final ProjectChange change;
    private final ProjectTransition transition;
    private final ProjectViews views;

    ProjectService(
            Register register,
            ProjectRepository projects,
            ProjectRegistration registration,
            ProjectChange change,
            ProjectTransition transition,
            ProjectViews views) {
        this.register = register;
        this.projects = projects;
        this.registration = registration;
        this.change = change;
        this.transition = transition;
        this.views = views;
    }

    Uni<Page<ProjectView>> list(Viewer viewer, ProjectFilter filter, PageRequest page, List<Expand> expand) {
        return register.read(viewer, session -> projects.page(session, viewer, filter, page)
                .chain(found -> views.many(session, viewer, found.data(), expand)
                        .map(rendered -> new Page<>(rendered, found.next()))));
    }

    Uni<ProjectView> get(Viewer viewer, UUID id, List<Expand> expand) {
        return register.read(viewer, session -> projects.get(session, viewer, id)
                .chain(project -> views.one(session, viewer, project, expand)));
    }

    Uni<Page<StepView>> steps(Viewer viewer, UUID id) {
        return register.read(viewer, session -> RecordQuery.of(Project.class, viewer)
                .get(session, id)
                .chain(() -> projects.steps(session, id))
                .map(steps -> new Page<>(steps.stream().map(ProjectStep::toView).toList(), null)));
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewProject request) {
        return register.once(viewer, key, request, session -> registration.create(session, viewer, request));
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedProject request) {
        return register.once(viewer, key, request, session -> registration.registerObserved(session, viewer, request));
    }

    Uni<ProjectView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> projects.get(session, viewer, id)
                .invoke(project -> project.head().requireMayChange(viewer))
                .call(project -> requireMatch(session, viewer, project, ifMatch))
                .call(project -> projects.filings(session, viewer, id)
                        .chain(filings -> change.apply(session, viewer, project, filings, patch)))
                .chain(project -> views.one(session, viewer, project, List.of())));
    }

    Uni<Response> transition(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, TransitionCommand command) {
        return register.once(viewer, key, command, session -> projects.get(session, viewer, id)
                .call(project -> requireMatch(session, viewer, project, ifMatch))
                .call(project -> projects.filings(session, viewer, id)
                        .chain(filings -> transition.take(session, viewer, project, filings, command)))
                .chain(project -> views.one(session, viewer, project, List.of()))
                .map(StoredResponse::ok));
    }

    private Uni<Void> requireMatch(Mutiny.Session session, Viewer viewer, Project project, @Nullable String ifMatch) {
        return views.one(session, viewer, project, List.of())
                .chain(plain -> views.one(session, viewer, project, List.of(Expand.record))
                        .invoke(whole -> register.requireMatch(ifMatch, plain, whole)))
                .replaceWithVoid();
    }
}
