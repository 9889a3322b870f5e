package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.change.NewObjection;
import org.ckep.records.change.ObjectionView;
import org.ckep.records.change.Objections;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/** Objections to projects: each act is one transaction under the lock of the project's change sets. */
@ApplicationScoped
class ProjectObjectionService {
    private final Register register;
    private final ProjectRepository projects;
    private final ProjectAgreement agreement;
    private final ChangeSets changes;
    private final Objections objections;

    ProjectObjectionService(
            Register register,
            ProjectRepository projects,
            ProjectAgreement agreement,
            ChangeSets changes,
            Objections objections) {
        this.register = register;
        this.projects = projects;
        this.agreement = agreement;
        this.changes = changes;
        this.objections = objections;
    }

    Uni<Page<ObjectionView>> list(Viewer viewer, UUID project, PageRequest page) {
        return register.read(viewer, session -> projects.get(session, viewer, project)
                .chain(found -> objections.list(session, viewer, found.urn(), page)));
    }

    Uni<ObjectionView> get(Viewer viewer, UUID project, UUID objection) {
        return register.read(viewer, session -> projects.get(session, viewer, project)
                .chain(found -> objections.get(session, viewer, found.urn(), objection)));
    }

    Uni<Response> prepare(Viewer viewer, IdempotencyKey key, UUID project, NewObjection objection) {
        return register.once(
                viewer,
                key,
                objection,
                session -> locked(session, viewer, project, found -> objections
                        .prepare(session, viewer, agreement.of(found), objection)
                        .map(view -> StoredResponse.created(
                                "v1/projects/" + project + "/objections/"
                                        + view.urn().uuid(),
                                view))));
    }

    Uni<Response> act(Viewer viewer, IdempotencyKey key, UUID project, UUID objection, ObjectionAction action) {
        return register.once(
                viewer,
                key,
                action,
                session -> locked(session, viewer, project, found -> objections
                        .act(session, viewer, found.urn(), objection, action)
                        .map(StoredResponse::ok)));
    }

    private <T> Uni<T> locked(Mutiny.Session session, Viewer viewer, UUID project, Function<Project, Uni<T>> work) {
        return changes.lock(session, new Urn(Project.TYPE, project))
                .chain(() -> projects.get(session, viewer, project))
                .chain(work::apply);
    }
}
