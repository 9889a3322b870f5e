package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Preconditions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * How the features of a register read and write: transaction, idempotency key, audit entry and event, always together. An
 * event's type begins with the service's own word, as {@code ckep.records.event-domain} gives it.
 */
@ApplicationScoped
public class Register {
    private final RecordTransactions transactions;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final Sources sources;
    private final Audit audit;
    private final Outbox outbox;
    private final RowWriter rows;
    private final Clock clock;
    private final RandomGenerator random;
    private final String eventPrefix;

    Register(
            RecordTransactions transactions,
            Idempotency idempotency,
            Preconditions preconditions,
            Sources sources,
            Audit audit,
            Outbox outbox,
            RowWriter rows,
            Clock clock,
            RandomGenerator random,
            RecordsConfig config) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.sources = sources;
        this.audit = audit;
        this.outbox = outbox;
        this.rows = rows;
        this.clock = clock;
        this.random = random;
        this.eventPrefix = "org.ckep." + config.eventDomain() + ".";
    }

    /** Reads on behalf of the viewer. */
    public <T> Uni<T> read(Viewer viewer, Function<Mutiny.Session, Uni<T>> work) {
        return transactions.read(viewer, work);
    }

    /** Reads on behalf of the viewer what was known at a moment; see {@link RecordTransactions}. */
    public <T> Uni<T> read(Viewer viewer, @Nullable Instant knownAt, Function<Mutiny.Session, Uni<T>> work) {
        return transactions.read(viewer, knownAt, work);
    }

    /** Writes on behalf of the viewer, without an idempotency key: changes that If-Match makes safe to repeat. */
    public <T> Uni<T> write(Viewer viewer, Function<Mutiny.Session, Uni<T>> work) {
        return transactions.write(viewer, work);
    }

    /** The same under the lock of a rule; see {@link RecordTransactions}. */
    public <T> Uni<T> write(Viewer viewer, String lock, Function<Mutiny.Session, Uni<T>> work) {
        return transactions.write(viewer, lock, work);
    }

    /** Writes for nobody, by the calendar. */
    public <T> Uni<T> system(Function<Mutiny.Session, Uni<T>> work) {
        return transactions.system(work);
    }

    /** Writes on behalf of the viewer, once for each idempotency key. */
    public Uni<Response> once(
            Viewer viewer, IdempotencyKey key, Object body, Function<Mutiny.Session, Uni<StoredResponse>> work) {
        return transactions.write(
                viewer, session -> idempotency.once(session, viewer, key, body, () -> work.apply(session)));
    }

    /** The same under the lock of a rule; see {@link RecordTransactions}. */
    public Uni<Response> once(
            Viewer viewer,
            String lock,
            IdempotencyKey key,
            Object body,
            Function<Mutiny.Session, Uni<StoredResponse>> work) {
        return transactions.write(
                viewer, lock, session -> idempotency.once(session, viewer, key, body, () -> work.apply(session)));
    }

    /** The day that has begun in either capital: what is later lies in the future. */
    public LocalDate today() {
        return Days.inEither(clock);
    }

    /** The day that had begun in either capital at that instant; null stands for now. */
    public LocalDate today(@Nullable Instant at) {
        return at == null ? today() : Days.inEither(Clock.fixed(at, ZoneOffset.UTC));
    }

    /** The day that has begun in both capitals: what is earlier is over. */
    public LocalDate todayInBoth() {
        return Days.inBoth(clock);
    }

    /** The day that had begun in both capitals at that instant; null stands for now. */
    public LocalDate todayInBoth(@Nullable Instant at) {
        return at == null ? todayInBoth() : Days.inBoth(Clock.fixed(at, ZoneOffset.UTC));
    }

    public Clock clock() {
        return clock;
    }

    /**
     * The head of a new observed record.
     *
     * @param kind capital letters of its display id
     */
    public RecordHead observed(
            Viewer viewer, String kind, List<Urn> sources, List<String> guardsNotShown, List<LocalId> localIds) {
        return RecordHead.observed(clock, viewer, DisplayId.random(kind, random), sources, guardsNotShown, localIds);
    }

    /**
     * The head of a new record of the viewer's side.
     *
     * @param kind capital letters of its display id
     * @param classification who may read it; null for the own side's ministries
     */
    public RecordHead unilateral(
            Viewer viewer,
            String kind,
            @Nullable Classification classification,
            List<Urn> sources,
            List<LocalId> localIds) {
        return RecordHead.unilateral(clock, viewer, DisplayId.random(kind, random), classification, sources, localIds);
    }

    /**
     * The head of a new record that is the word of the viewer's side, which that side alone reads until it is released.
     *
     * @param kind capital letters of its display id
     * @param classification the own side or one of its ministries; null for the own side's ministries
     */
    public RecordHead forOwnSide(
            Viewer viewer,
            String kind,
            @Nullable Classification classification,
            List<Urn> sources,
            List<LocalId> localIds) {
        return RecordHead.forOwnSide(clock, viewer, DisplayId.random(kind, random), classification, sources, localIds);
    }

    /** A new id for a record or a part of one. */
    public UUID newId() {
        return UUID.randomUUID();
    }

    /**
     * Refuses a change by a caller who has not seen what he changes. The tag of the plain view counts as well as that of
     * the view with the record's head.
     */
    public void requireMatch(@Nullable String ifMatch, Object plainView, Object viewWithHead) {
        if (!preconditions.isMet(ifMatch, plainView)) {
            preconditions.requireMatch(ifMatch, viewWithHead);
        }
    }

    /**
     * Lets a change rest on its sources: they come on top of those of its record. No side stands behind an observed
     * record, so a source must, for each change of it anew.
     *
     * @param given URNs of the sources, null for none
     * @return the sources given, in their order; fails with SOURCE_NEEDED where the record is observed and none of them is
     *     new to it, and as {@link Sources#require} where one cannot be used
     */
    public Uni<List<Source>> restOn(
            Mutiny.Session session, Viewer viewer, RegisterRecord record, @Nullable List<Urn> given) {
        List<Urn> named = given == null ? List.of() : given;
        Set<Urn> all = new LinkedHashSet<>(record.head().sources());
        if (!all.addAll(named) && record.head().stewardship() == Stewardship.OBSERVED) {
            return Uni.createFrom().failure(sourceNeeded());
        }
        return sources.require(session, viewer, named, record.head().classification(), "/sources")
                .invoke(() -> record.head().restsOn(List.copyOf(all)));
    }

    /**
     * Lets a patched record rest on the sources in its content. Those of an observed record come on top, as in
     * {@link #restOn}, so that nobody drops what another has brought; a side's own record rests on them alone.
     */
    public Uni<List<Source>> restOnPatched(
            Mutiny.Session session, Viewer viewer, RegisterRecord record, List<Urn> given) {
        return record.head().stewardship() == Stewardship.OBSERVED
                ? restOn(session, viewer, record, given)
                : sources.require(session, viewer, given, record.head().classification(), "/sources")
                        .invoke(() -> record.head().restsOn(given));
    }

    private static ProblemException sourceNeeded() {
        String message =
                "A change of an observed record names in sources at least one source that it does not rest on yet, such"
                        + " as the publication that says what has changed.";
        return new ProblemException(RecordsProblem.SOURCE_NEEDED, message)
                .withErrors(FieldError.at("/sources", RecordsProblem.SOURCE_NEEDED.slug(), message));
    }

    /**
     * Notes a new record in the audit trail and tells those who may know.
     *
     * @param event record and verb, such as {@code sector.registered}
     * @param sector code of its sector, null where it has none or several
     */
    public Uni<Void> created(
            Mutiny.Session session,
            Viewer viewer,
            RegisterRecord record,
            String event,
            @Nullable String sector,
            EventData data) {
        return audit.created(session, viewer, action(event), record, data.left())
                .chain(() -> outbox.publish(session, event(record, event, sector, data)));
    }

    /** Notes a change in the audit trail and in the record's head and tells those who may know. */
    public Uni<Void> changed(
            Mutiny.Session session,
            Viewer viewer,
            RegisterRecord record,
            String event,
            @Nullable String sector,
            EventData data) {
        record.head().changed(clock);
        return audit.changed(session, viewer, action(event), record, data.attributes(), data.left())
                .chain(() -> outbox.publish(session, event(record, event, sector, data)));
    }

    /**
     * The same for a change that adds rows of its own, so that all are added by one statement.
     *
     * @param added new entities of the change, as {@link RowWriter#of} takes them
     * @param writing takes their rows and those of the audit trail and of the events, and writes all of them in the
     *     session's transaction
     */
    public Uni<Void> changed(
            Viewer viewer,
            RegisterRecord record,
            String event,
            @Nullable String sector,
            EventData data,
            List<?> added,
            Function<List<RowWriter.Row>, Uni<Void>> writing) {
        record.head().changed(clock);
        List<AuditEntry> entries = audit.changes(viewer, action(event), record, data.attributes(), data.left());
        return outbox.publish(
                event(record, event, sector, data),
                told -> writing.apply(Stream.of(added, entries, told)
                        .flatMap(List::stream)
                        .map(rows::of)
                        .toList()));
    }

    /** The names of the members in which two contents of a record differ, as its interface writes them. */
    public List<String> differing(Object before, Object after) {
        return audit.differing(before, after);
    }

    /** Tells those who may read the record of something that came with a change, beside the event of the change. */
    public Uni<Void> tell(
            Mutiny.Session session, RegisterRecord record, String event, @Nullable String sector, EventData data) {
        return outbox.publish(session, event(record, event, sector, data));
    }

    /** Tells those who may read that classification. */
    public Uni<Void> publish(
            Mutiny.Session session,
            RegisterRecord record,
            Classification classification,
            String event,
            @Nullable String sector,
            Map<String, Object> data) {
        return outbox.publish(
                session, DomainEvent.forAll(type(event), record.urn(), clock.instant(), sector, classification, data));
    }

    private DomainEvent event(RegisterRecord record, String event, @Nullable String sector, EventData data) {
        return DomainEvent.forAll(
                type(event),
                record.urn(),
                clock.instant(),
                sector,
                record.head().classification(),
                audience -> data.toMap(audience));
    }

    private String type(String event) {
        return eventPrefix + event + ".v1";
    }

    private static String action(String event) {
        int dot = event.indexOf('.');
        return (event.substring(dot + 1) + "-" + event.substring(0, dot)).replace('_', '-');
    }
}
