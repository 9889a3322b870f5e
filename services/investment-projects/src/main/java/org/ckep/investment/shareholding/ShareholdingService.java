package org.ckep.investment.shareholding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.AnyOf;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.PlainText;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.RuleLocks;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps shareholding histories, which are only added to. */
@ApplicationScoped
class ShareholdingService implements DeferredAct {
    private static final String DISPLAY_KIND = "SHH";
    private static final String STATE = "state-holdings";

    /** An organisation's name may be another for each audience, so events give its URN. */
    private static final LocalizedText TITLE = LocalizedText.en("Shareholding history")
            .with(Language.ZH_HANS, "持股沿革", LocalizedText.Status.WORKING)
            .with(Language.KO, "지분 변동 내역", LocalizedText.Status.WORKING);

    private final Register register;
    private final Projects projects;
    private final Sources sources;
    private final Names names;
    private final LocalIdentifiers localIds;
    private final PendingActs pending;
    private final ObjectMapper json;

    ShareholdingService(
            Register register,
            Projects projects,
            Sources sources,
            Names names,
            LocalIdentifiers localIds,
            PendingActs pending,
            ObjectMapper json) {
        this.register = register;
        this.projects = projects;
        this.sources = sources;
        this.names = names;
        this.localIds = localIds;
        this.pending = pending;
        this.json = json;
    }

    Uni<Page<ShareholdingView>> list(
            Viewer viewer, ShareholdingFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        LocalDate day = day(filter.asOf, knownAt);
        return register.read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found -> views(session, viewer, found.data(), day, withHead)
                        .map(views -> new Page<>(views, found.next()))));
    }

    private LocalDate day(@Nullable String asOf, @Nullable Instant knownAt) {
        LocalDate day = Parameters.day("asOf", asOf);
        return day == null ? register.today(knownAt) : day;
    }

    private static RecordQuery<StoredShareholding> query(Viewer viewer, ShareholdingFilter filter) {
        Urn entity = Parameters.urn("entity", filter.entity, Names.ORGANISATION);
        Urn holder = Parameters.urn("holder", filter.holder, Names.ORGANISATION);
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.entityUrn = :entity", "entity", entity == null ? null : entity.toString())
                .whereContains("r.holderUrns", "holder", holder == null ? null : holder.toString())
                .where("r.kind = :kind", "kind", filter.kind)
                .where("r.head.ownerSide = :side", "side", filter.side)
                .whereLocalId(filter.localId);
    }

    private static Uni<StoredShareholding> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(StoredShareholding.class, viewer).get(session, id);
    }

    /** A history as it stood on a day, as it was recorded at a moment. */
    Uni<ShareholdingView> get(
            Viewer viewer, UUID id, @Nullable String asOf, @Nullable Instant knownAt, boolean withHead) {
        LocalDate day = day(asOf, knownAt);
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(stored ->
                        views(session, viewer, List.of(stored), day, withHead).map(List::getFirst)));
    }

    Uni<Page<Statement>> statements(Viewer viewer, UUID id, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(stored -> history(session, stored))
                .map(ShareholdingService::page));
    }

    private static Uni<History> history(Mutiny.Session session, StoredShareholding stored) {
        return entered(session, List.of(stored)).map(found -> new History(found.getOrDefault(stored.id(), List.of())));
    }

    private static Page<Statement> page(History history) {
        return new Page<>(history.statements(), null);
    }

    /** Begins a history of a side; whoever begins another one of the same organisation for it waits. */
    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewShareholding request) {
        return register.once(viewer, lockOf(request.entity(), viewer.side()), key, request, session -> {
            NewStatement first = request.statement();
            RecordHead head = register.forOwnSide(
                    viewer, DISPLAY_KIND, request.classification(), first.sources(), request.localIds());
            StoredShareholding stored =
                    new StoredShareholding(register.newId(), head, request.entity(), request.kind());
            return requireNoOther(session, viewer, stored, head.classification(), "/entity")
                    .chain(() -> add(session, viewer, stored, first));
        });
    }

    /**
     * Two histories that one side keeps for the same readers would contradict each other. One for other readers is not
     * looked at: who may not read it must not learn of it (rule C9).
     */
    private static Uni<Void> requireNoOther(
            Mutiny.Session session, Viewer viewer, StoredShareholding next, Classification readers, String pointer) {
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.entityUrn = :entity", "entity", next.entity().toString())
                .where("r.kind = :kind", "kind", next.kind())
                .where("r.head.ownerSide = :side", "side", next.head().ownerSide())
                .list(session, Integer.MAX_VALUE)
                .invoke(found -> found.stream()
                        .filter(one -> !one.urn().equals(next.urn()))
                        .filter(one -> one.head().classification().equals(readers))
                        .findFirst()
                        .ifPresent(one -> {
                            throw keptAlready(one, pointer);
                        }))
                .replaceWithVoid();
    }

    private static ProblemException keptAlready(StoredShareholding other, String pointer) {
        String message = "The own side keeps " + other.urn() + " of this organisation and kind for the same readers;"
                + " what changes is stated there.";
        return new ProblemException(ShareholdingProblem.SHAREHOLDING_KEPT_ALREADY, message)
                .withErrors(FieldError.at(pointer, "kept-already", message));
    }

    private static String lockOf(Urn entity, @Nullable Side side) {
        return "shareholdings of " + entity + " by " + side;
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedShareholding request) {
        return register.once(viewer, key, request, session -> {
            NewStatement first = request.statement();
            if (first.sources().isEmpty()) {
                throw ProblemException.invalid(
                        "/statement/sources", "required", "An observed record needs at least one source.");
            }
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, first.sources(), request.guardsNotShown(), request.localIds());
            return add(
                    session,
                    viewer,
                    new StoredShareholding(register.newId(), head, request.entity(), request.kind()),
                    first);
        });
    }

    private Uni<StoredResponse> add(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement first) {
        String pointer = "/statement";
        requireSound(new History(List.of()), first, pointer);
        Names.requireOrganisation(stored.entity(), "/entity");
        stored.names(first.holdings());
        RecordHead head = stored.head();
        StoredStatement made = statement(stored, first, viewer);
        return sources.require(session, viewer, first.sources(), head.classification(), pointer + "/sources")
                .call(() -> localIds.requireFree(session, viewer, StoredShareholding.class, head.localIds()))
                .chain(() -> requireProject(session, viewer, stored, first, pointer))
                .call(() -> session.persist(stored))
                .call(() -> session.persist(made))
                .call(() -> register.created(
                        session,
                        viewer,
                        stored,
                        event(first),
                        null,
                        data(stored, first).leaving("statements", List.of(made.audited()))))
                .call(session::flush)
                .chain(() -> views(session, viewer, List.of(stored), register.today(), false))
                .map(views -> StoredResponse.created("v1/shareholdings/" + stored.id(), views.getFirst()));
    }

    private StoredStatement statement(StoredShareholding stored, NewStatement statement, Viewer viewer) {
        return new StoredStatement(
                register.newId(),
                stored.id(),
                statement,
                viewer,
                register.clock().instant());
    }

    /**
     * Adds a statement, or drafts it for a second person where others read the history (rule C2); whoever adds another one to
     * the history waits, so that both together keep the rules.
     */
    Uni<Response> state(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, NewStatement request) {
        return register.once(viewer, lockOf(id), key, request, session -> get(session, viewer, id)
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> history(session, stored).invoke(history -> {
                    Page<Statement> seen = page(history);
                    register.requireMatch(ifMatch, seen, seen);
                    requireSound(history, request, "");
                }))
                .chain(stored -> TwoPersons.areNeeded(stored)
                        ? draft(session, viewer, stored, request)
                        : state(session, viewer, stored, request, viewer.subject())
                                .chain(() -> views(session, viewer, List.of(stored), register.today(), false))
                                .map(views -> StoredResponse.ok(views.getFirst()))));
    }

    private Uni<StoredResponse> draft(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement request) {
        return sources.require(session, viewer, request.sources(), stored.head().classification(), "/sources")
                .chain(() -> requireProject(session, viewer, stored, request, ""))
                .chain(() -> pending.draft(session, viewer, stored, STATE, request));
    }

    @Override
    public String act() {
        return STATE;
    }

    @Override
    public String lockOf(UUID history) {
        return "shareholding " + history;
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        NewStatement request = json.convertValue(drafted.body(), NewStatement.class);
        return get(session, viewer, drafted.record())
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> history(session, stored).invoke(history -> requireSound(history, request, "")))
                .chain(stored -> state(session, viewer, stored, request, drafted.maker()));
    }

    /**
     * States it.
     *
     * @param maker subject of whoever says it
     */
    private Uni<Void> state(
            Mutiny.Session session,
            Viewer viewer,
            StoredShareholding stored,
            NewStatement request,
            @Nullable String maker) {
        return register.restOn(session, viewer, stored, request.sources())
                .chain(() -> requireProject(session, viewer, stored, request, ""))
                .chain(() -> {
                    stored.names(request.holdings());
                    stored.edited(maker);
                    StoredStatement made = statement(stored, request, viewer);
                    return session.persist(made)
                            .chain(() -> register.changed(
                                    session,
                                    viewer,
                                    stored,
                                    event(request),
                                    null,
                                    data(stored, request)
                                            .noted(List.of("statements"))
                                            .leaving("statements", List.of(made.audited()))));
                })
                .call(session::flush);
    }

    /**
     * Lets others read a history of the viewer's side with all of its statements, and tells them who holds what.
     *
     * @param ifMatch tag of the list of its statements, as for a statement: the history's own shows one day alone
     */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, lockOf(id), key, release, session -> get(session, viewer, id)
                .call(stored -> history(session, stored)
                        .invoke(history -> register.requireMatch(ifMatch, page(history), page(history)))
                        .call(history -> release.widen(
                                viewer, stored, () -> look(session, viewer, stored, history, release.classification())))
                        .chain(history -> register.changed(
                                session,
                                viewer,
                                stored,
                                "shareholding.released",
                                null,
                                data(stored, standing(history)).noted(List.of("classification")))))
                .call(session::flush)
                .chain(stored -> views(session, viewer, List.of(stored), register.today(), false))
                .map(views -> StoredResponse.ok(views.getFirst())));
    }

    /** What the statements rest on and name is open to those readers, and the side keeps no other history for them. */
    private Uni<Void> look(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, History history, Classification readers) {
        List<Statement> statements = history.statements();
        return sources.require(session, viewer, stored.head().sources(), readers, "/sources")
                .chain(() -> Multi.createFrom()
                        .range(0, statements.size())
                        .onItem()
                        .transformToUniAndConcatenate(i -> {
                            Urn project = statements.get(i).project();
                            return project == null
                                    ? Uni.createFrom().nullItem()
                                    : projects.require(
                                            session, viewer, project, readers, "/statements/" + i + "/project");
                        })
                        .collect()
                        .last())
                .chain(() -> RuleLocks.take(session, lockOf(stored.entity(), viewer.side())))
                .chain(() -> requireNoOther(session, viewer, stored, readers, "/classification"));
    }

    /** What holds today, else what was stated last. */
    private Statement standing(History history) {
        return history.on(register.today()).orElseGet(() -> history.statements().getLast());
    }

    private void requireSound(History history, NewStatement next, String pointer) {
        Violation.refuse(ShareholdingRules.broken(history, next, register.today()), pointer);
        PlainText.require(next.note(), pointer + "/note");
    }

    private Uni<Void> requireProject(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement next, String pointer) {
        Urn project = next.project();
        if (project == null) {
            return Uni.createFrom().voidItem();
        }
        String place = pointer + "/project";
        return projects.require(session, viewer, project, stored.head().classification(), place)
                .invoke(found -> {
                    if (next.capitalIncrease() != null && !found.raisesCapital()) {
                        String message = "A capital increases by a project of the type CAPITAL_INCREASE.";
                        throw new ProblemException(ShareholdingProblem.SHAREHOLDING_INCREASE, message)
                                .withErrors(FieldError.at(place, "type", message));
                    }
                })
                .replaceWithVoid();
    }

    private static String event(NewStatement statement) {
        return statement.capitalIncrease() == null ? "shareholding.changed" : "capital.increased";
    }

    /** The statements that were entered, by the id of their history. */
    private static Uni<Map<UUID, List<Statement>>> entered(
            Mutiny.Session session, Collection<StoredShareholding> histories) {
        return entered(session, histories, Integer.MAX_VALUE);
    }

    /**
     * The same, cut off.
     *
     * @param max most statements to be read
     */
    static Uni<Map<UUID, List<Statement>>> entered(
            Mutiny.Session session, Collection<StoredShareholding> histories, int max) {
        if (histories.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf wanted = AnyOf.of(histories.stream().map(StoredShareholding::id).toList());
        return session.createSelectionQuery(
                        "from StoredStatement s where " + wanted.condition("s.shareholdingId", "histories")
                                + " order by s.recordedAt, s.id",
                        StoredStatement.class)
                .setParameter("histories", wanted.parameter())
                .setMaxResults(max)
                .getResultList()
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                StoredStatement::shareholdingId,
                                Collectors.mapping(StoredStatement::toStatement, Collectors.toList()))));
    }

    private Uni<List<ShareholdingView>> views(
            Mutiny.Session session, Viewer viewer, List<StoredShareholding> found, LocalDate day, boolean withHead) {
        List<OrgRef> entities =
                found.stream().map(one -> OrgRef.named(one.entity())).toList();
        List<Urn> from =
                found.stream().flatMap(one -> one.head().sources().stream()).toList();
        return names.of(session, viewer, entities).chain(known -> sources.find(session, viewer, from)
                .chain(read -> entered(session, found).map(entered -> found.stream()
                        .map(stored -> ShareholdingView.of(
                                stored,
                                new History(entered.getOrDefault(stored.id(), List.of()))
                                        .on(day)
                                        .orElse(null),
                                known,
                                Contents.pick(read, stored.head().sources()),
                                withHead))
                        .toList())));
    }

    private static EventData data(StoredShareholding stored, Statement statement) {
        return data(
                stored, statement.validFrom(), statement.holdings(), statement.capitalIncrease(), statement.project());
    }

    private static EventData data(StoredShareholding stored, NewStatement statement) {
        return data(
                stored, statement.validFrom(), statement.holdings(), statement.capitalIncrease(), statement.project());
    }

    private static EventData data(
            StoredShareholding stored,
            FuzzyDate validFrom,
            List<StatedHolding> holdings,
            @Nullable CapitalIncrease capitalIncrease,
            @Nullable Urn project) {
        return EventData.of(stored, TITLE)
                .with("entity", stored.entity())
                .with("kind", stored.kind())
                .with("validFrom", validFrom)
                .with("holdings", holdings)
                .with("capitalIncrease", capitalIncrease)
                .with("project", project);
    }
}
