package org.ckep.policy.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.Audit;
import org.ckep.records.Idempotency;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordTransactions;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.records.ViewerBinding;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Preconditions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * How every feature of this service enters, changes and lists its records: rules, storage, audit entry, event and
 * idempotency key always in one transaction that is bound to the viewer.
 */
@ApplicationScoped
public class Register {
    private static final String EVENT_PREFIX = "org.ckep.policy.";

    private final RecordTransactions transactions;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final MergePatch patches;
    private final Sources sources;
    private final org.ckep.records.Register records;
    private final LocalIdentifiers localIdentifiers;
    private final Audit audit;
    private final Outbox outbox;
    private final Clock clock;
    private final RandomGenerator random;

    Register(
            RecordTransactions transactions,
            Idempotency idempotency,
            Preconditions preconditions,
            MergePatch patches,
            Sources sources,
            org.ckep.records.Register records,
            LocalIdentifiers localIdentifiers,
            Audit audit,
            Outbox outbox,
            Clock clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.patches = patches;
        this.sources = sources;
        this.records = records;
        this.localIdentifiers = localIdentifiers;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    public RecordTransactions transactions() {
        return transactions;
    }

    public Clock clock() {
        return clock;
    }

    /** The day that has begun in either capital: what is later lies in the future. */
    public LocalDate today() {
        return records.today();
    }

    /** The day that has begun in both capitals: what is earlier is over. */
    public LocalDate todayInBoth() {
        return records.todayInBoth();
    }

    /** Enters a record of the viewer's own side. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<Response> create(
            RecordFeature<R, N, V> feature, Viewer viewer, IdempotencyKey key, N body) {
        return once(viewer, key, body, session -> Uni.createFrom().deferred(() -> {
            if (body.guardsNotShown() != null) {
                throw ProblemException.invalid(
                        "/guardsNotShown",
                        "observed-only",
                        "Only an observed record may leave guards unshown; a side shows them.");
            }
            RecordHead head = RecordHead.unilateral(
                    clock,
                    viewer,
                    displayId(feature),
                    body.classification(),
                    orEmpty(body.sources()),
                    orEmpty(body.localIds()));
            return enter(session, feature, viewer, head, body);
        }));
    }

    /** Enters what is known from public sources alone. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<Response> registerObserved(
            RecordFeature<R, N, V> feature, Viewer viewer, IdempotencyKey key, N body) {
        return once(viewer, key, body, session -> Uni.createFrom().deferred(() -> {
            Classification given = body.classification();
            if (given != null && given.level() != Classification.Level.PUBLIC) {
                throw ProblemException.invalid("/classification", "observed-is-public", "What is observed is public.");
            }
            RecordHead head = RecordHead.observed(
                    clock,
                    viewer,
                    displayId(feature),
                    orEmpty(body.sources()),
                    orEmpty(body.guardsNotShown()),
                    orEmpty(body.localIds()));
            return enter(session, feature, viewer, head, body);
        }));
    }

    private <R extends PolicyRecord, N extends Entry, V> Uni<StoredResponse> enter(
            Mutiny.Session session, RecordFeature<R, N, V> feature, Viewer viewer, RecordHead head, N body) {
        Faults faults = new Faults();
        Guard.check(faults, body.guardsNotShown());
        faults.refuseAny();
        return sources.require(session, viewer, head.sources(), head.classification(), "/sources")
                .chain(() -> localIdentifiers.requireFree(session, viewer, feature.type(), head.localIds()))
                .chain(() -> feature.check(session, new RecordFeature.Change<>(viewer, head, null), body))
                .map(checked -> feature.make(UUID.randomUUID(), head, body))
                .call(record -> session.persist(record))
                .call(record -> session.flush())
                .call(record -> feature.writeParts(session, viewer, record, body, true))
                .call(record -> audit.created(
                        session, viewer, "register-" + feature.kind().urnType(), record))
                .call(record -> publish(session, feature, record, "registered", null))
                .call(session::flush)
                .chain(record -> feature.view(session, viewer, record, false)
                        .map(view -> StoredResponse.created(feature.kind().path() + "/" + record.id(), view)));
    }

    /** The view of one record. Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<V> get(
            RecordFeature<R, N, V> feature, Viewer viewer, String id, boolean withHead) {
        UUID uuid = RecordIds.parse(id, feature.kind().urnType());
        return transactions.read(viewer, session -> find(session, feature, viewer, uuid)
                .chain(record -> feature.view(session, viewer, record, withHead)));
    }

    /** One page of the records that a query finds. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<Page<V>> list(
            RecordFeature<R, N, V> feature, Viewer viewer, RecordQuery<R> query, PageRequest page, boolean withHead) {
        return transactions.read(viewer, session -> query.page(session, page)
                .chain(found -> feature.views(session, viewer, found.data(), withHead)
                        .map(views -> new Page<>(views, found.next()))));
    }

    /**
     * Changes a record by a merge patch of the content that it was entered with. Sources in a patch are those of the
     * change: they come on top of the record's.
     */
    public <R extends PolicyRecord, N extends Entry, V> Uni<V> patch(
            RecordFeature<R, N, V> feature, Viewer viewer, String id, @Nullable String ifMatch, JsonNode patch) {
        return change(feature, viewer, id, ifMatch, (session, record) -> feature.content(session, viewer, record)
                .chain(before -> {
                    record.head().requireMayChange(viewer);
                    N after = patches.apply(before, patch, feature.contentType());
                    refuseWhatIsGivenOnce(after);
                    if (after.equals(before)) {
                        return Uni.createFrom().item(ChangeOutcome.NOTHING);
                    }
                    return records.restOn(session, viewer, record, after.sources())
                            .chain(() -> feature.check(
                                    session, new RecordFeature.Change<>(viewer, record.head(), record), after))
                            .invoke(() -> feature.become(record, after))
                            .chain(() -> feature.writeParts(session, viewer, record, after, false))
                            .replaceWith(ChangeOutcome.changed(records.differing(before, after)));
                }));
    }

    private static void refuseWhatIsGivenOnce(Entry after) {
        String member = after.classification() != null
                ? "classification"
                : after.guardsNotShown() != null ? "guardsNotShown" : after.localIds() != null ? "localIds" : null;
        if (member != null) {
            throw ProblemException.invalid(
                    "/" + member, "given-once", "'" + member + "' is given when the record is entered.");
        }
    }

    /**
     * Changes a record: finds it, checks {@code If-Match} against what the caller sees, does the work and then notes the
     * change in head, audit and outbox.
     *
     * @param work the change; says by its outcome how it is called
     * @return the view afterwards
     */
    public <R extends PolicyRecord, N extends Entry, V> Uni<V> change(
            RecordFeature<R, N, V> feature,
            Viewer viewer,
            String id,
            @Nullable String ifMatch,
            BiFunction<Mutiny.Session, R, Uni<ChangeOutcome>> work) {
        UUID uuid = RecordIds.parse(id, feature.kind().urnType());
        return transactions.write(
                viewer,
                session ->
                        changeWithin(session, feature, viewer, uuid, ifMatch, record -> work.apply(session, record)));
    }

    /** As {@link #change}, within a transaction that is open already. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<V> changeWithin(
            Mutiny.Session session,
            RecordFeature<R, N, V> feature,
            Viewer viewer,
            UUID id,
            @Nullable String ifMatch,
            Function<R, Uni<ChangeOutcome>> work) {
        return find(session, feature, viewer, id)
                .call(record -> requireMatch(session, feature, viewer, record, ifMatch))
                .call(record -> work.apply(record)
                        .call(outcome -> outcome.verb() == null
                                ? Uni.createFrom().voidItem()
                                : note(session, feature, viewer, record, outcome)))
                .chain(record -> feature.view(session, viewer, record, false));
    }

    private <R extends PolicyRecord, N extends Entry, V> Uni<Void> requireMatch(
            Mutiny.Session session, RecordFeature<R, N, V> feature, Viewer viewer, R record, @Nullable String ifMatch) {
        return feature.view(session, viewer, record, false)
                .chain(plain -> preconditions.isMet(ifMatch, plain)
                        ? Uni.createFrom().voidItem()
                        // The tag of the view with the head counts as well: it shows the same record.
                        : feature.view(session, viewer, record, true)
                                .invoke(full -> preconditions.requireMatch(ifMatch, full))
                                .replaceWithVoid());
    }

    /** Lets a change rest on its sources, see {@link org.ckep.records.Register#restOn}. */
    public Uni<Void> restOn(Mutiny.Session session, Viewer viewer, PolicyRecord record, @Nullable List<Urn> named) {
        return records.restOn(session, viewer, record, named).replaceWithVoid();
    }

    /** Does what is left of a change, notes it in head, audit and outbox, and writes it. */
    public <R extends PolicyRecord, N extends Entry, V> Uni<Void> note(
            Mutiny.Session session, RecordFeature<R, N, V> feature, Viewer viewer, R record, ChangeOutcome outcome) {
        Uni<Void> done = Uni.createFrom()
                .deferred(() -> outcome.work().get())
                .chain(() -> write(session, feature, viewer, record, outcome));
        return outcome.byRegister()
                ? ViewerBinding.bindSystem(session).chain(() -> done).chain(() -> ViewerBinding.bind(session, viewer))
                : done;
    }

    private <R extends PolicyRecord, N extends Entry, V> Uni<Void> write(
            Mutiny.Session session, RecordFeature<R, N, V> feature, Viewer viewer, R record, ChangeOutcome outcome) {
        String verb = String.valueOf(outcome.verb());
        record.head().changed(clock);
        return audit.changed(
                        session,
                        viewer,
                        verb.replace('_', '-') + "-" + feature.kind().urnType(),
                        record,
                        outcome.attributes())
                .chain(() -> publish(session, feature, record, verb, outcome.previousState()))
                .chain(() -> session.flush());
    }

    private <R extends PolicyRecord, N extends Entry, V> Uni<Void> publish(
            Mutiny.Session session,
            RecordFeature<R, N, V> feature,
            R record,
            String verb,
            @Nullable String previousState) {
        EventData data = EventData.of(record).with("previousState", previousState);
        List<String> sectors = feature.sectors(record);
        data.with("sectors", sectors);
        feature.describe(record, data);
        return publish(session, feature, record, verb, record.head().classification(), sectors, data);
    }

    /** Tells those who may read that classification, which may be narrower than the record's own. */
    public <R extends PolicyRecord> Uni<Void> publish(
            Mutiny.Session session,
            RecordFeature<R, ?, ?> feature,
            R record,
            String verb,
            Classification readers,
            List<String> sectors,
            EventData data) {
        return outbox.publish(
                session,
                DomainEvent.forAll(
                        EVENT_PREFIX + feature.kind().event() + "." + verb + ".v1",
                        record.urn(),
                        clock.instant(),
                        sectors.isEmpty() ? null : sectors.getFirst(),
                        readers,
                        data.toMap()));
    }

    /** The data of an event about a record, to be filled by the feature. */
    public EventData eventData(PolicyRecord record) {
        return EventData.of(record);
    }

    /** The record of that id. Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    public <R extends PolicyRecord> Uni<R> find(
            Mutiny.Session session, RecordFeature<R, ?, ?> feature, Viewer viewer, UUID id) {
        return RecordQuery.of(feature.type(), viewer).get(session, id);
    }

    /** Writes on behalf of the viewer, once for each idempotency key. */
    public Uni<Response> once(
            Viewer viewer, IdempotencyKey key, Object body, Function<Mutiny.Session, Uni<StoredResponse>> work) {
        return transactions.write(
                viewer, session -> idempotency.once(session, viewer, key, body, () -> work.apply(session)));
    }

    public Audit audit() {
        return audit;
    }

    private String displayId(RecordFeature<?, ?, ?> feature) {
        return DisplayId.random(feature.kind().displayPrefix(), random);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
