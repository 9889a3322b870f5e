package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeSets;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Lets a side stand behind a project that is known from public sources alone. */
@ApplicationScoped
class ProjectAdoptionService {
    private static final String NEWEST =
            "from StoredAdoption a where a.projectId = :project and a.side = :side order by a.preparedAt desc, a.id desc";

    private final Register register;
    private final ProjectRepository projects;
    private final ProjectViews views;
    private final ChangeSets changes;
    private final Audit audit;

    ProjectAdoptionService(
            Register register, ProjectRepository projects, ProjectViews views, ChangeSets changes, Audit audit) {
        this.register = register;
        this.projects = projects;
        this.views = views;
        this.changes = changes;
        this.audit = audit;
    }

    /** The newest adoption by the viewer's side; fails with NOT_FOUND where there is none. */
    Uni<AdoptionView> get(Viewer viewer, UUID id) {
        return register.read(
                viewer, session -> projects.get(session, viewer, id).chain(project -> required(session, viewer, project)
                        .map(adoption -> AdoptionView.of(adoption, project, viewer))));
    }

    /** Prepares it, of which the own side alone knows. */
    Uni<Response> prepare(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key) {
        return locked(viewer, id, key, "adopt", session -> projects.get(session, viewer, id)
                .call(project -> matched(session, viewer, project, ifMatch))
                .chain(project -> newest(session, viewer, project)
                        .chain(last -> prepare(session, viewer, project, last.orElse(null))))
                .map(view -> StoredResponse.created("v1/projects/" + id + "/adopt", view)));
    }

    private Uni<AdoptionView> prepare(
            Mutiny.Session session, Viewer viewer, Project project, @Nullable StoredAdoption last) {
        Side side = AdoptionRules.prepare(
                        project.head().stewardship(), viewer, last == null ? null : last.toAdoption(project))
                .required();
        StoredAdoption prepared = new StoredAdoption(
                register.newId(),
                project,
                side,
                subject(viewer),
                register.clock().instant());
        return replaced(session, viewer, last)
                .call(() -> session.persist(prepared))
                .call(() -> audit.record(session, viewer, "prepare-adoption", prepared.urn(), null, prepared.version()))
                .call(session::flush)
                .map(stored -> AdoptionView.of(prepared, project, viewer));
    }

    /** One that was prepared of the project as it stood before makes room. */
    private Uni<Void> replaced(Mutiny.Session session, Viewer viewer, @Nullable StoredAdoption last) {
        if (last == null || !last.isOpen()) {
            return Uni.createFrom().voidItem();
        }
        return end(session, viewer, last, AdoptionState.STALE, "replace");
    }

    /** Gives it up. */
    Uni<Response> drop(Viewer viewer, UUID id, IdempotencyKey key) {
        return locked(viewer, id, key, "drop", session -> projects.get(session, viewer, id)
                .chain(project -> required(session, viewer, project)
                        .call(adoption -> end(
                                session,
                                viewer,
                                adoption,
                                AdoptionRules.decide(adoption.toAdoption(project), AdoptionRules.Act.DROP, viewer)
                                        .required(),
                                AdoptionRules.Act.DROP.code()))
                        .map(adoption -> AdoptionView.of(adoption, project, viewer)))
                .map(StoredResponse::ok));
    }

    /** Confirms it: from now on the viewer's side stands behind the project, which everybody reads as before. */
    Uni<Response> confirm(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key) {
        return locked(viewer, id, key, "confirm", session -> projects.get(session, viewer, id)
                .call(project -> matched(session, viewer, project, ifMatch))
                .chain(project -> required(session, viewer, project)
                        // The database lets the project pass only once it knows who has confirmed that.
                        .chain(adoption -> end(
                                session,
                                viewer,
                                adoption,
                                AdoptionRules.decide(adoption.toAdoption(project), AdoptionRules.Act.CONFIRM, viewer)
                                        .required(),
                                AdoptionRules.Act.CONFIRM.code()))
                        .chain(() -> adopt(session, viewer, project))
                        .chain(() -> changes.outdate(session, project.urn()))
                        .call(session::flush)
                        .chain(() -> views.one(session, viewer, project, List.of())))
                .map(StoredResponse::ok));
    }

    private Uni<Void> adopt(Mutiny.Session session, Viewer viewer, Project project) {
        ProjectSnapshot adopted = project.snapshot(List.of(), Map.of());
        project.head().adopt(viewer);
        return register.changed(
                        session,
                        viewer,
                        project,
                        "project.adopted",
                        ProjectEvents.sector(adopted),
                        ProjectEvents.data(project, adopted)
                                .with("side", viewer.side())
                                .noted(List.of("stewardship")))
                .call(session::flush);
    }

    private Uni<Void> end(
            Mutiny.Session session, Viewer viewer, StoredAdoption adoption, AdoptionState state, String act) {
        int before = adoption.version();
        adoption.end(state, subject(viewer), register.clock().instant());
        return audit.record(session, viewer, act + "-adoption", adoption.urn(), before, before + 1)
                .call(session::flush);
    }

    private Uni<Response> locked(
            Viewer viewer,
            UUID id,
            IdempotencyKey key,
            String act,
            Function<Mutiny.Session, Uni<StoredResponse>> work) {
        Urn project = new Urn(Project.TYPE, id);
        return register.once(viewer, ChangeSets.lockOf(project), key, act + " " + project, work);
    }

    private Uni<Void> matched(Mutiny.Session session, Viewer viewer, Project project, @Nullable String ifMatch) {
        return views.look(session, viewer, project)
                .invoke(seen -> register.requireMatch(ifMatch, seen.view().withoutHead(), seen.view()))
                .replaceWithVoid();
    }

    private static Uni<StoredAdoption> required(Mutiny.Session session, Viewer viewer, Project project) {
        return newest(session, viewer, project).map(found -> found.orElseThrow(ProblemException::notFound));
    }

    private static Uni<Optional<StoredAdoption>> newest(Mutiny.Session session, Viewer viewer, Project project) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return session.createSelectionQuery(NEWEST, StoredAdoption.class)
                .setParameter("project", project.id())
                .setParameter("side", side)
                .setMaxResults(1)
                .getResultList()
                .map(found -> found.stream().findFirst());
    }

    private static String subject(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject");
    }
}
