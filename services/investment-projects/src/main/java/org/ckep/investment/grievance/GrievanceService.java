package org.ckep.investment.grievance;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.project.ProjectInfo;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.PlainText;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps what companies complain of: one side's alone, until that side lets the other read it. */
@ApplicationScoped
class GrievanceService {
    private static final String DISPLAY_KIND = "GRV";

    private final Register register;
    private final Projects projects;
    private final Sources sources;
    private final Names names;
    private final LocalIdentifiers localIds;

    GrievanceService(Register register, Projects projects, Sources sources, Names names, LocalIdentifiers localIds) {
        this.register = register;
        this.projects = projects;
        this.sources = sources;
        this.names = names;
        this.localIds = localIds;
    }

    Uni<Page<GrievanceView>> list(
            Viewer viewer, GrievanceFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found ->
                        views(session, viewer, found.data(), withHead).map(views -> new Page<>(views, found.next()))));
    }

    private static RecordQuery<Grievance> query(Viewer viewer, GrievanceFilter filter) {
        Urn raisedBy = Parameters.urn("raisedBy", filter.raisedBy, Names.ORGANISATION);
        return RecordQuery.of(Grievance.class, viewer)
                .where("r.projectId = :project", "project", Parameters.id("project", filter.project, Projects.TYPE))
                .where("r.org.orgUrn = :raisedBy", "raisedBy", raisedBy == null ? null : raisedBy.toString())
                .whereAnyOf("r.state", "states", filter.states())
                .where("r.head.ownerSide = :side", "side", filter.side)
                .whereLocalId(filter.localId);
    }

    private static Uni<Grievance> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Grievance.class, viewer).get(session, id);
    }

    Uni<GrievanceView> get(Viewer viewer, UUID id, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(found -> view(session, viewer, found, withHead)));
    }

    Uni<Page<GrievanceStepView>> steps(Viewer viewer, UUID id, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(() -> session.createSelectionQuery(
                                "from GrievanceStep s where s.grievanceId = :grievance order by s.recordedAt, s.id",
                                GrievanceStep.class)
                        .setParameter("grievance", id)
                        .getResultList())
                .map(steps ->
                        new Page<>(steps.stream().map(GrievanceStep::toView).toList(), null)));
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewGrievance request) {
        return register.once(viewer, key, request, session -> {
            requireSound(request);
            RecordHead head = register.unilateral(
                    viewer, DISPLAY_KIND, request.classification(), request.sources(), request.localIds());
            requireOwn(head.classification());
            Grievance stored = new Grievance(register.newId(), head, request);
            return sources.require(session, viewer, request.sources(), head.classification(), "/sources")
                    .call(() -> localIds.requireFree(session, viewer, Grievance.class, head.localIds()))
                    .chain(() ->
                            projects.require(session, viewer, request.project(), head.classification(), "/project"))
                    .call(() -> session.persist(stored))
                    .call(project -> projects.onlySector(session, project.urn())
                            .chain(sector -> register.created(
                                    session,
                                    viewer,
                                    stored,
                                    "grievance.registered",
                                    sector.orElse(null),
                                    data(stored, project.title()))))
                    .call(session::flush)
                    .chain(() -> view(session, viewer, stored, false))
                    .map(view -> StoredResponse.created("v1/grievances/" + stored.id(), view));
        });
    }

    private void requireSound(NewGrievance request) {
        Names.requireOrganisation(request.raisedBy(), "/raisedBy");
        PlainText.require(request.text(), "/text");
        requirePast(request.opened(), "/opened");
    }

    private void requirePast(FuzzyDate date, String pointer) {
        if (date.isCertainlyAfter(register.today())) {
            refuse(GrievanceProblem.GRIEVANCE_DATE, pointer, "future", "That was not yet: " + date + ".");
        }
    }

    private static void requireOwn(Classification classification) {
        switch (classification) {
            case Classification.SideOnly own -> {}
            case Classification.Ministry own -> {}
            case Classification.Public all -> tooWide();
            case Classification.Partner partner -> tooWide();
            case Classification.Bilateral bilateral -> tooWide();
        }
    }

    private static void tooWide() {
        refuse(
                GrievanceProblem.GRIEVANCE_TOO_WIDE,
                "/classification",
                "too-wide",
                "A grievance is entered for its own side; a releaser shares it with the other.");
    }

    private static void refuse(GrievanceProblem type, String pointer, String code, String message) {
        throw new ProblemException(type, message).withErrors(FieldError.at(pointer, code, message));
    }

    /** Carries a grievance on. */
    Uni<Response> step(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, GrievanceCommand command) {
        return register.once(viewer, key, command, session -> get(session, viewer, id)
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .invoke(stored -> requireStep(stored, viewer, command))
                .call(stored -> take(session, viewer, stored, command))
                .chain(stored -> view(session, viewer, stored, false))
                .map(StoredResponse::ok));
    }

    private Uni<Void> requireMatch(Mutiny.Session session, Viewer viewer, Grievance stored, @Nullable String ifMatch) {
        return view(session, viewer, stored, true)
                .invoke(seen -> register.requireMatch(ifMatch, seen.withoutHead(), seen))
                .replaceWithVoid();
    }

    private void requireStep(Grievance stored, Viewer viewer, GrievanceCommand command) {
        GrievanceMachine.require(stored.custody(), viewer, command);
        requirePast(command.date(), "/date");
        if (stored.stateSince().isCertainlyAfter(command.date())) {
            refuse(
                    GrievanceProblem.GRIEVANCE_DATE,
                    "/date",
                    "order",
                    "It has been " + stored.state() + " since " + stored.stateSince() + " only.");
        }
        PlainText.require(command.answer(), "/answer");
        PlainText.require(command.reason(), "/reason");
        PlainText.require(command.agency(), "/agency");
    }

    private Uni<Void> take(Mutiny.Session session, Viewer viewer, Grievance stored, GrievanceCommand command) {
        GrievanceState from = stored.state();
        GrievanceStep step = new GrievanceStep(
                register.newId(), stored.id(), from, command, register.clock().instant());
        stored.become(command, String.valueOf(viewer.subject()));
        return session.persist(step)
                .chain(() -> projects.get(session, viewer, stored.project().uuid()))
                .chain(project ->
                        told(session, viewer, stored, project, "grievance.state_changed", from, stepped(command)))
                .chain(session::flush);
    }

    private static List<String> stepped(GrievanceCommand command) {
        List<String> changed = new ArrayList<>(List.of("state", "stateSince"));
        if (command.agency() != null) {
            changed.add("agency");
        }
        if (command.answer() != null) {
            changed.add("answer");
        }
        return changed;
    }

    /** Lets the other side read it, for good (rules C2, C3). */
    Uni<Response> share(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key) {
        return register.once(viewer, key, "share " + id, session -> get(session, viewer, id)
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .invoke(stored -> requireShareable(stored, viewer))
                .call(stored ->
                        sources.require(session, viewer, stored.head().sources(), Classification.BILATERAL, "/sources"))
                .call(stored -> projects.require(
                                session, viewer, stored.project(), Classification.BILATERAL, "/project")
                        .invoke(() -> stored.head().share())
                        .chain(project -> told(
                                session,
                                viewer,
                                stored,
                                project,
                                "grievance.shared",
                                null,
                                List.of("classification", "stewardship"))))
                .call(session::flush)
                .chain(stored -> view(session, viewer, stored, false))
                .map(StoredResponse::ok));
    }

    private static void requireShareable(Grievance stored, Viewer viewer) {
        GrievanceMachine.requireMayShare(stored.custody(), viewer);
        if (stored.head().stewardship() == Stewardship.SHARED) {
            throw new ProblemException(GrievanceProblem.GRIEVANCE_SHARED_ALREADY, "The other side reads it already.");
        }
    }

    private Uni<Void> told(
            Mutiny.Session session,
            Viewer viewer,
            Grievance stored,
            ProjectInfo project,
            String event,
            @Nullable GrievanceState from,
            List<String> changed) {
        return projects.onlySector(session, project.urn())
                .chain(sector -> register.changed(
                        session,
                        viewer,
                        stored,
                        event,
                        sector.orElse(null),
                        data(stored, project.title())
                                .with("previousState", from)
                                .noted(changed)));
    }

    private Uni<GrievanceView> view(Mutiny.Session session, Viewer viewer, Grievance stored, boolean withHead) {
        return views(session, viewer, List.of(stored), withHead).map(List::getFirst);
    }

    private Uni<List<GrievanceView>> views(
            Mutiny.Session session, Viewer viewer, List<Grievance> found, boolean withHead) {
        List<Urn> from =
                found.stream().flatMap(one -> one.head().sources().stream()).toList();
        return names.of(session, viewer, found.stream().map(Grievance::raisedBy).toList())
                .chain(known -> sources.find(session, viewer, from).map(read -> found.stream()
                        .map(one -> view(one, known, read, withHead))
                        .toList()));
    }

    private static GrievanceView view(
            Grievance stored, Map<Urn, LocalizedText> known, Map<Urn, Source> read, boolean withHead) {
        Urn raisedBy = stored.raisedBy().orgId();
        return GrievanceView.of(
                stored,
                raisedBy == null ? null : known.get(raisedBy),
                Contents.pick(read, stored.head().sources()),
                withHead);
    }

    private static EventData data(Grievance stored, LocalizedText project) {
        return EventData.of(stored, project)
                .with("project", stored.project())
                .with("raisedBy", stored.raisedBy())
                .with("state", stored.state())
                .with("stateSince", stored.stateSince())
                .with("agency", stored.agency());
    }
}
