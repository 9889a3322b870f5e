package org.ckep.investment.exposure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Parameters;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.PlainText;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.ReferenceCopy;
import org.ckep.records.References;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps which projects and sites measures of control touch. */
@ApplicationScoped
class ExposureService implements DeferredAct {
    private static final String CLEAR = "clear-exposure";

    private static final String DISPLAY_KIND = "EXP";

    /** The type of measures in URNs; they belong to the service policy-milestones. */
    private static final String MEASURE = "measure";

    private final Register register;
    private final Projects projects;
    private final Sites sites;
    private final Sources sources;
    private final References references;
    private final LocalIdentifiers localIds;
    private final PendingActs pending;
    private final ObjectMapper json;

    ExposureService(
            Register register,
            Projects projects,
            Sites sites,
            Sources sources,
            References references,
            LocalIdentifiers localIds,
            PendingActs pending,
            ObjectMapper json) {
        this.register = register;
        this.projects = projects;
        this.sites = sites;
        this.sources = sources;
        this.references = references;
        this.localIds = localIds;
        this.pending = pending;
        this.json = json;
    }

    Uni<Page<ExposureView>> list(
            Viewer viewer, ExposureFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found ->
                        views(session, viewer, found.data(), withHead).map(views -> new Page<>(views, found.next()))));
    }

    private static RecordQuery<Exposure> query(Viewer viewer, ExposureFilter filter) {
        Urn subject = Parameters.anyUrn("subject", filter.subject);
        Urn measure = Parameters.urn("measure", filter.measure, MEASURE);
        return RecordQuery.of(Exposure.class, viewer)
                .where("r.subjectUrn = :subject", "subject", subject == null ? null : subject.toString())
                .where("r.measureUrn = :measure", "measure", measure == null ? null : measure.toString())
                .where("r.state = :state", "state", filter.state)
                .where("r.head.ownerSide = :side", "side", filter.side)
                .whereLocalId(filter.localId);
    }

    private static Uni<Exposure> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Exposure.class, viewer).get(session, id);
    }

    Uni<ExposureView> get(Viewer viewer, UUID id, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(found -> view(session, viewer, found, withHead)));
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewExposure request) {
        return register.once(viewer, key, request, session -> {
            ExposureContent content = request.content();
            RecordHead head = register.forOwnSide(
                    viewer, DISPLAY_KIND, request.classification(), content.sources(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedExposure request) {
        return register.once(viewer, key, request, session -> {
            ExposureContent content = request.content();
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, content.sources(), request.guardsNotShown(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    private Uni<StoredResponse> add(Mutiny.Session session, Viewer viewer, ExposureContent content, RecordHead head) {
        requirePast(content.since(), "/since");
        PlainText.require(content.effect(), "/effect");
        if (!content.measure().type().equals(MEASURE)) {
            throw refusal(
                    ExposureProblem.EXPOSURE_REFERENCE,
                    "/measure",
                    "type",
                    "'" + content.measure() + "' is no measure.");
        }
        Exposure stored = new Exposure(register.newId(), head, content);
        return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                .call(() -> localIds.requireFree(session, viewer, Exposure.class, head.localIds()))
                .chain(() -> subject(session, viewer, content.subject(), head.classification()))
                .call(() -> session.persist(stored))
                .call(title -> register.created(session, viewer, stored, "exposure.raised", null, data(stored, title)))
                .call(session::flush)
                .chain(() -> view(session, viewer, stored, false))
                .map(view -> StoredResponse.created("v1/exposures/" + stored.id(), view));
    }

    private void requirePast(FuzzyDate date, String pointer) {
        if (date.isCertainlyAfter(register.today())) {
            throw refusal(ExposureProblem.EXPOSURE_DATE, pointer, "future", "That was not yet: " + date + ".");
        }
    }

    private static ProblemException refusal(ExposureProblem type, String pointer, String code, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, code, message));
    }

    /** The name of what is exposed, which the writer may read and all readers of the exposure may too. */
    private Uni<LocalizedText> subject(Mutiny.Session session, Viewer viewer, Urn subject, Classification readers) {
        return switch (subject.type()) {
            case Projects.TYPE ->
                projects.require(session, viewer, subject, readers, "/subject").map(project -> project.title());
            case Sites.TYPE ->
                sites.require(session, viewer, List.of(subject), readers, "/subject")
                        .map(found -> found.values().iterator().next().title());
            default ->
                Uni.createFrom()
                        .failure(refusal(
                                ExposureProblem.EXPOSURE_REFERENCE,
                                "/subject",
                                "type",
                                "'" + subject + "' is neither a project nor a site."));
        };
    }

    /** Ends an exposure, or drafts that for a second person where others read it (rule C2). */
    Uni<Response> clear(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Clearing clearing) {
        return register.once(viewer, lockOf(id), key, clearing, session -> get(session, viewer, id)
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .invoke(stored -> requireClearable(stored, clearing))
                .chain(stored -> TwoPersons.areNeeded(stored)
                        ? draft(session, viewer, stored, clearing)
                        : clear(session, viewer, stored, clearing, viewer.subject())
                                .chain(() -> view(session, viewer, stored, false))
                                .map(StoredResponse::ok)));
    }

    private Uni<StoredResponse> draft(Mutiny.Session session, Viewer viewer, Exposure stored, Clearing clearing) {
        return sources.require(
                        session, viewer, clearing.sources(), stored.head().classification(), "/sources")
                .chain(() -> pending.draft(session, viewer, stored, CLEAR, clearing));
    }

    @Override
    public String act() {
        return CLEAR;
    }

    @Override
    public String lockOf(UUID exposure) {
        return "exposure " + exposure;
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        Clearing clearing = json.convertValue(drafted.body(), Clearing.class);
        return get(session, viewer, drafted.record())
                .invoke(stored -> {
                    stored.head().requireMayChange(viewer);
                    requireClearable(stored, clearing);
                })
                .chain(stored -> clear(session, viewer, stored, clearing, drafted.maker()));
    }

    /**
     * Ends it.
     *
     * @param maker subject of whoever says so
     */
    private Uni<Void> clear(
            Mutiny.Session session, Viewer viewer, Exposure stored, Clearing clearing, @Nullable String maker) {
        return register.restOn(session, viewer, stored, clearing.sources())
                .chain(() ->
                        subject(session, viewer, stored.subject(), stored.head().classification()))
                .invoke(() -> stored.clear(clearing, maker))
                .chain(title -> register.changed(
                        session,
                        viewer,
                        stored,
                        "exposure.cleared",
                        null,
                        data(stored, title).noted(cleared(clearing))))
                .call(session::flush);
    }

    /** Lets others read an exposure of the viewer's side, and tells them of it. */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, key, release, session -> get(session, viewer, id)
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                // Its subject is asked for its name before anything changes, which this query would write at once.
                .call(stored -> subject(
                                session, viewer, stored.subject(), stored.head().classification())
                        .call(title -> release.widen(
                                viewer, stored, () -> look(session, viewer, stored, release.classification())))
                        .chain(title -> register.changed(
                                session,
                                viewer,
                                stored,
                                "exposure.released",
                                null,
                                data(stored, title).noted(List.of("classification")))))
                .call(session::flush)
                .chain(stored -> view(session, viewer, stored, false))
                .map(StoredResponse::ok));
    }

    /** What the exposure rests on and what it is about are open to those readers. */
    private Uni<LocalizedText> look(Mutiny.Session session, Viewer viewer, Exposure stored, Classification readers) {
        return sources.require(session, viewer, stored.head().sources(), readers, "/sources")
                .chain(() -> subject(session, viewer, stored.subject(), readers));
    }

    private static List<String> cleared(Clearing clearing) {
        List<String> changed = new ArrayList<>(List.of("state", "clearedOn", "reason"));
        if (!clearing.sources().isEmpty()) {
            changed.add("sources");
        }
        return changed;
    }

    private Uni<Void> requireMatch(Mutiny.Session session, Viewer viewer, Exposure stored, @Nullable String ifMatch) {
        return view(session, viewer, stored, true)
                .invoke(seen -> register.requireMatch(ifMatch, seen.withoutHead(), seen))
                .replaceWithVoid();
    }

    private void requireClearable(Exposure stored, Clearing clearing) {
        if (stored.state() == ExposureState.CLEARED) {
            throw new ProblemException(KernelProblem.STATE_FORBIDS, "It was cleared on " + stored.clearedOn() + ".")
                    .withMember("allowed", List.of());
        }
        requirePast(clearing.date(), "/date");
        if (stored.since().isCertainlyAfter(clearing.date())) {
            throw refusal(
                    ExposureProblem.EXPOSURE_DATE,
                    "/date",
                    "order",
                    "It has been there since " + stored.since() + " only.");
        }
        PlainText.require(clearing.reason(), "/reason");
    }

    private Uni<ExposureView> view(Mutiny.Session session, Viewer viewer, Exposure stored, boolean withHead) {
        return views(session, viewer, List.of(stored), withHead).map(List::getFirst);
    }

    private Uni<List<ExposureView>> views(
            Mutiny.Session session, Viewer viewer, List<Exposure> found, boolean withHead) {
        List<Urn> from =
                found.stream().flatMap(one -> one.head().sources().stream()).toList();
        return references
                .find(session, viewer, found.stream().map(Exposure::measure).toList())
                .chain(known -> sources.find(session, viewer, from).map(read -> found.stream()
                        .map(one -> view(one, known, read, withHead))
                        .toList()));
    }

    private static ExposureView view(
            Exposure stored, Map<Urn, ReferenceCopy> known, Map<Urn, Source> read, boolean withHead) {
        ReferenceCopy measure = known.get(stored.measure());
        return ExposureView.of(
                stored,
                measure == null ? null : measure.title(),
                Contents.pick(read, stored.head().sources()),
                withHead);
    }

    private static EventData data(Exposure stored, LocalizedText subject) {
        return EventData.of(stored, subject)
                .with("subject", stored.subject())
                .with("measure", stored.measure())
                .with("effect", stored.effect())
                .with("state", stored.state())
                .with("since", stored.since())
                .with("clearedOn", stored.clearedOn())
                .with("reason", stored.reason());
    }
}
