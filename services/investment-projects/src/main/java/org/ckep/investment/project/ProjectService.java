package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.figure.NewFigure;
import org.ckep.records.figure.SideFigures;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps the register of projects: each use case is one transaction with its check, its effect, its event and its audit. */
@ApplicationScoped
class ProjectService {
    private final Register register;
    private final ProjectRepository projects;
    private final ProjectRegistration registration;
    private final ProjectChange change;
    private final ProjectRevisions revisions;
    private final ProjectTransition transition;
    private final PendingSteps steps;
    private final ProjectRelease release;
    private final ProjectViews views;
    private final ChangeSets changes;
    private final SideFigures figures;
    private final ProjectAgreement agreement;
    private final ProjectAnnex annex;
    private final Books books;

    ProjectService(
            Register register,
            ProjectRepository projects,
            ProjectRegistration registration,
            ProjectChange change,
            ProjectRevisions revisions,
            ProjectTransition transition,
            PendingSteps steps,
            ProjectRelease release,
            ProjectViews views,
            ChangeSets changes,
            SideFigures figures,
            ProjectAgreement agreement,
            ProjectAnnex annex,
            Books books) {
        this.register = register;
        this.projects = projects;
        this.registration = registration;
        this.change = change;
        this.revisions = revisions;
        this.transition = transition;
        this.steps = steps;
        this.release = release;
        this.views = views;
        this.changes = changes;
        this.figures = figures;
        this.agreement = agreement;
        this.annex = annex;
        this.books = books;
    }

    Uni<Page<ProjectView>> list(
            Viewer viewer, ProjectFilter filter, PageRequest page, List<Expand> expand, @Nullable Instant knownAt) {
        if (knownAt != null && filter.search() != null) {
            throw ProblemException.invalidParameter(
                    "q", "Words are searched in what is recorded now, so 'q' does not go with 'knownAt'.");
        }
        return register.read(viewer, knownAt, session -> projects.page(session, viewer, filter, page)
                .chain(found -> views.many(session, viewer, found.data(), expand)
                        .map(rendered -> new Page<>(rendered, found.next()))));
    }

    /** The list as it goes into files of other standards. */
    Uni<Page<ExportedProject>> exported(Viewer viewer, ProjectFilter filter, PageRequest page) {
        return register.read(viewer, session -> projects.page(session, viewer, filter, page)
                .chain(found -> views.many(session, viewer, found.data(), List.of())
                        .chain(rendered -> books.exported(session, viewer, found.data(), rendered))
                        .map(exported -> new Page<>(exported, found.next()))));
    }

    Uni<ProjectView> get(Viewer viewer, UUID id, Reading reading) {
        // What everybody is told is what the viewer without a token is answered, for whoever asks.
        Viewer reader = reading.perspective() == ProjectPerspective.PUBLIC ? Viewer.PUBLIC : viewer;
        return register.read(reader, reading.knownAt(), session -> projects.get(session, reader, id)
                .chain(project -> views.one(session, reader, project, reading)));
    }

    /** Enters the viewer's side's own figure; what is proposed for the agreed value is untouched by it. */
    Uni<Response> enterFigure(Viewer viewer, IdempotencyKey key, UUID id, String attribute, NewFigure figure) {
        // Who releases a figure holds this lock, so that none comes between what he has seen and what he releases.
        return register.once(viewer, lockOf(id), key, figure, session -> projects.get(session, viewer, id)
                .call(project -> figures.enter(session, viewer, agreement.of(project), attribute, figure))
                .chain(project -> views.one(session, viewer, project, List.of()))
                .map(StoredResponse::ok));
    }

    /** Lets others read the viewer's side's own figure, as he has seen it. */
    Uni<Response> releaseFigure(
            Viewer viewer, UUID id, String attribute, @Nullable String ifMatch, IdempotencyKey key, Release command) {
        return register.once(viewer, lockOf(id), key, command, session -> projects.get(session, viewer, id)
                .call(project -> matched(session, viewer, project, ifMatch))
                .call(project -> figures.release(session, viewer, agreement.of(project), attribute, command))
                .chain(project -> views.one(session, viewer, project, List.of()))
                .map(StoredResponse::ok));
    }

    /** Enters a filing into the annex of the viewer's side. */
    Uni<Response> enterFiling(Viewer viewer, IdempotencyKey key, UUID id, Filing filing) {
        return beside(viewer, key, id, filing, (session, project) -> annex.enter(session, viewer, project, filing));
    }

    /** Enters how the viewer's side sees the project into its annex. */
    Uni<Response> assess(Viewer viewer, IdempotencyKey key, UUID id, Rag rag) {
        return beside(viewer, key, id, rag, (session, project) -> annex.assess(session, viewer, project, rag));
    }

    /** Writes what stands beside a project, which stays as it is, and answers with what the viewer sees then. */
    private Uni<Response> beside(
            Viewer viewer,
            IdempotencyKey key,
            UUID id,
            Object request,
            BiFunction<Mutiny.Session, Project, Uni<Void>> work) {
        return register.once(viewer, key, request, session -> projects.get(session, viewer, id)
                .call(project -> work.apply(session, project))
                .chain(project -> views.one(session, viewer, project, List.of()))
                .map(StoredResponse::ok));
    }

    Uni<Page<StepView>> steps(Viewer viewer, UUID id, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> RecordQuery.of(Project.class, viewer)
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

    /**
     * The project after a patch.
     *
     * @param waits true where it still says what it said, because a second person of its side is to confirm the change
     */
    record Changed(ProjectView view, boolean waits) {}

    /** Changes the project; what others than its side read waits for a second person of that side (rule C2). */
    Uni<Changed> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, lockOf(id), session -> projects.get(session, viewer, id)
                .invoke(project -> project.head().requireMayChange(viewer))
                .chain(project -> matched(session, viewer, project, ifMatch)
                        .chain(seen -> TwoPersons.areNeeded(project)
                                ? draft(session, viewer, project, seen, patch)
                                : outdating(
                                                session,
                                                project,
                                                () -> change.apply(session, viewer, project, seen.filings(), patch))
                                        .chain(() -> views.again(session, viewer, project, seen, List.of()))
                                        .map(view -> new Changed(view, false)))));
    }

    private Uni<Changed> draft(
            Mutiny.Session session, Viewer viewer, Project project, SeenProject seen, JsonNode patch) {
        return revisions.draft(session, viewer, project, seen.filings(), patch).chain(drafted -> views.one(
                        session, viewer, project, List.of())
                .map(view -> new Changed(view, drafted)));
    }

    /** Carries it to another state; a maker's step of what others read waits for a second person (rule C2). */
    Uni<Response> transition(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, TransitionCommand command) {
        return register.once(viewer, lockOf(id), key, command, session -> writtenAtTheEnd(session)
                .chain(() -> projects.get(session, viewer, id))
                .chain(project -> matched(session, viewer, project, ifMatch)
                        .chain(seen -> PendingSteps.areNeeded(project, command)
                                ? steps.draft(session, viewer, project, seen, command)
                                : outdating(
                                                session,
                                                project,
                                                () -> transition.take(session, viewer, project, seen, command))
                                        .chain(() -> views.again(session, viewer, project, seen, command.filings()))
                                        .map(StoredResponse::ok))));
    }

    /** Widens who may read a project of the viewer's side. */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release command) {
        return register.once(viewer, lockOf(id), key, command, session -> projects.get(session, viewer, id)
                .chain(project -> matched(session, viewer, project, ifMatch)
                        .chain(seen -> outdating(
                                session,
                                project,
                                () -> release.apply(
                                        session, viewer, project, project.snapshot(seen.filings(), Map.of()), command)))
                        .chain(() -> views.one(session, viewer, project, List.of())))
                .map(StoredResponse::ok));
    }

    /**
     * Lets queries see what is stored and not what the transaction is about to write; it writes by itself, at its end.
     * Else Hibernate looks through all that was read for what may have changed, before each query.
     */
    private static Uni<Void> writtenAtTheEnd(Mutiny.Session session) {
        session.setFlushMode(FlushMode.MANUAL);
        return Uni.createFrom().voidItem();
    }

    private static String lockOf(UUID id) {
        return ChangeSets.lockOf(new Urn(Project.TYPE, id));
    }

    /** What is proposed for a record is proposed for it as it stands: once it has changed, its open change sets are stale. */
    private Uni<Void> outdating(Mutiny.Session session, Project project, Supplier<Uni<Void>> work) {
        int before = project.version();
        return work.get()
                .chain(() -> project.version() == before
                        ? Uni.createFrom().voidItem()
                        : changes.outdate(session, project.urn()).call(session::flush));
    }

    /** The project as the viewer sees it before he changes it; fails where he names another view of it. */
    private Uni<SeenProject> matched(Mutiny.Session session, Viewer viewer, Project project, @Nullable String ifMatch) {
        return views.look(session, viewer, project)
                .invoke(seen -> register.requireMatch(ifMatch, seen.view().withoutHead(), seen.view()));
    }
}
