package org.ckep.investment.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.project.ProjectInfo;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.PlainText;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps commitments and their transactions, which are only added to. */
@ApplicationScoped
class CommitmentService implements DeferredAct {
    private static final String DISPLAY_KIND = "COM";
    private static final String ENTER = "enter-transaction";

    private final Register register;
    private final Ledger ledger;
    private final Projects projects;
    private final Sources sources;
    private final Names names;
    private final LocalIdentifiers localIds;
    private final PendingActs pending;
    private final ObjectMapper json;

    CommitmentService(
            Register register,
            Ledger ledger,
            Projects projects,
            Sources sources,
            Names names,
            LocalIdentifiers localIds,
            PendingActs pending,
            ObjectMapper json) {
        this.register = register;
        this.ledger = ledger;
        this.projects = projects;
        this.sources = sources;
        this.names = names;
        this.localIds = localIds;
        this.pending = pending;
        this.json = json;
    }

    Uni<Page<CommitmentView>> list(
            Viewer viewer, CommitmentFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> ledger.query(viewer, filter)
                .page(session, page)
                .chain(found ->
                        views(session, viewer, found.data(), withHead).map(views -> new Page<>(views, found.next()))));
    }

    Uni<CommitmentView> get(Viewer viewer, UUID id, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> ledger.get(session, viewer, id)
                .chain(stored ->
                        views(session, viewer, List.of(stored), withHead).map(List::getFirst)));
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, SignedCommitment request) {
        return register.once(viewer, key, request, session -> {
            CommitmentContent content = request.content();
            RecordHead head = register.forOwnSide(
                    viewer, DISPLAY_KIND, request.classification(), content.sources(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedCommitment request) {
        return register.once(viewer, key, request, session -> {
            CommitmentContent content = request.content();
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, content.sources(), request.guardsNotShown(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    /** The sum that is bound at first is the first transaction. */
    private Uni<StoredResponse> add(Mutiny.Session session, Viewer viewer, CommitmentContent content, RecordHead head) {
        Violation.refuse(
                LedgerRules.ofCommitment(content.amount(), content.basis(), content.signedOn(), register.today()));
        Names.requireOrganisation(content.party(), "/party");
        PlainText.require(content.conditions(), "/conditions");
        StoredCommitment stored = new StoredCommitment(register.newId(), head, content);
        Entry first = new Entry(
                register.newId(), TransactionType.COMMITMENT, content.amount().amount(), content.signedOn(), null);
        StoredTransaction bound = transaction(stored, first, null, content.sources(), viewer);
        return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                .call(() -> localIds.requireFree(session, viewer, StoredCommitment.class, head.localIds()))
                .chain(() -> projects.require(session, viewer, content.project(), head.classification(), "/project"))
                .call(() -> session.persist(stored))
                .call(() -> session.persist(bound))
                .call(project -> projects.onlySector(session, project.urn())
                        .chain(sector -> register.created(
                                session,
                                viewer,
                                stored,
                                "commitment.signed",
                                sector.orElse(null),
                                data(stored, project)
                                        .with("amount", content.amount())
                                        .with("signedOn", content.signedOn())
                                        .leaving("transactions", List.of(bound.audited(stored.currency()))))))
                .call(session::flush)
                .chain(() -> views(session, viewer, List.of(stored), false))
                .map(views -> StoredResponse.created("v1/commitments/" + stored.id(), views.getFirst()));
    }

    private StoredTransaction transaction(
            StoredCommitment commitment, Entry entry, @Nullable LocalizedText note, List<Urn> from, Viewer viewer) {
        return new StoredTransaction(
                commitment.id(), entry, note, from, viewer, register.clock().instant());
    }

    Uni<Page<TransactionView>> transactions(Viewer viewer, UUID id, PageRequest page, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> ledger.get(session, viewer, id)
                .chain(stored -> ledger.transactions(session, stored, page)
                        .map(found -> found.map(one -> one.toView(stored.currency())))));
    }

    Uni<TransactionView> transaction(Viewer viewer, UUID id, UUID transaction, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> ledger.get(session, viewer, id)
                .chain(stored -> ledger.transaction(session, stored, transaction)
                        .map(found -> found.toView(stored.currency()))));
    }

    /**
     * Adds a transaction, or drafts it for a second person where others read the commitment (rule C2); whoever adds another
     * one to the commitment waits, so that both together keep the rules.
     */
    Uni<Response> enter(Viewer viewer, IdempotencyKey key, UUID id, NewTransaction request) {
        return register.once(viewer, lockOf(id), key, request, session -> ledger.get(session, viewer, id)
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .chain(stored -> TwoPersons.areNeeded(stored)
                        ? draft(session, viewer, stored, request)
                        : enter(session, viewer, stored, request, viewer.subject())));
    }

    private Uni<StoredResponse> draft(
            Mutiny.Session session, Viewer viewer, StoredCommitment stored, NewTransaction request) {
        return check(session, stored, request, entry(request))
                .chain(() -> sources.require(
                        session, viewer, request.sources(), stored.head().classification(), "/sources"))
                .chain(() -> pending.draft(session, viewer, stored, ENTER, request));
    }

    @Override
    public String act() {
        return ENTER;
    }

    @Override
    public String lockOf(UUID commitment) {
        return "commitment " + commitment;
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        return ledger.get(session, viewer, drafted.record())
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .chain(stored -> enter(
                        session,
                        viewer,
                        stored,
                        json.convertValue(drafted.body(), NewTransaction.class),
                        drafted.maker()))
                .replaceWithVoid();
    }

    private Uni<Void> check(Mutiny.Session session, StoredCommitment stored, NewTransaction request, Entry next) {
        return ledger.entries(session, stored)
                .invoke(entries -> {
                    Violation.refuse(LedgerRules.ofTransaction(
                            entries, stored.currency(), request.amount(), next, register.today()));
                    PlainText.require(request.note(), "/note");
                })
                .replaceWithVoid();
    }

    /**
     * Enters it.
     *
     * @param maker subject of whoever says it
     */
    private Uni<StoredResponse> enter(
            Mutiny.Session session,
            Viewer viewer,
            StoredCommitment stored,
            NewTransaction request,
            @Nullable String maker) {
        Entry next = entry(request);
        return check(session, stored, request, next)
                // Asked before anything is changed, which this query would write at once and the trail then count
                // twice.
                .chain(() -> projects.onlySector(session, stored.project()))
                .call(() -> register.restOn(session, viewer, stored, request.sources()))
                .chain(sector -> {
                    stored.edited(maker);
                    StoredTransaction made = transaction(stored, next, request.note(), request.sources(), viewer);
                    TransactionView view = made.toView(stored.currency());
                    return session.persist(made)
                            .chain(() -> projects.among(session, viewer, List.of(stored.project())))
                            .chain(found -> register.changed(
                                    session,
                                    viewer,
                                    stored,
                                    "transaction.recorded",
                                    sector.orElse(null),
                                    recorded(stored, project(found, stored), view)
                                            .leaving("transactions", List.of(made.audited(stored.currency())))))
                            .chain(session::flush)
                            .replaceWith(StoredResponse.created(
                                    "v1/commitments/" + stored.id() + "/transactions/" + next.id(), view));
                });
    }

    private Entry entry(NewTransaction request) {
        Urn reverses = request.reverses();
        // What is no transaction at all is none of this commitment either, and is refused like one.
        UUID reversed = reverses == null
                ? null
                : reverses.type().equals(StoredTransaction.TYPE) ? reverses.uuid() : new UUID(0, 0);
        return new Entry(register.newId(), request.type(), request.amount().amount(), request.valueDate(), reversed);
    }

    private static EventData recorded(StoredCommitment stored, ProjectInfo project, TransactionView view) {
        return data(stored, project)
                .with("transaction", view.urn())
                .with("type", view.type())
                .with("amount", view.amount())
                .with("valueDate", view.valueDate())
                .with("reverses", view.reverses())
                .noted(List.of("transactions"));
    }

    /** Lets others read a commitment of the viewer's side with all of its transactions, and tells them what they come to. */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, lockOf(id), key, release, session -> ledger.get(session, viewer, id)
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .call(stored -> projects.onlySector(session, stored.project())
                        .chain(sector -> released(session, viewer, stored)
                                .call(() -> release.widen(
                                        viewer, stored, () -> look(session, viewer, stored, release.classification())))
                                .chain(told -> register.changed(
                                        session, viewer, stored, "commitment.released", sector.orElse(null), told))))
                .call(session::flush)
                .chain(stored -> views(session, viewer, List.of(stored), false))
                .map(views -> StoredResponse.ok(views.getFirst())));
    }

    private Uni<Void> requireMatch(
            Mutiny.Session session, Viewer viewer, StoredCommitment stored, @Nullable String ifMatch) {
        return views(session, viewer, List.of(stored), true)
                .invoke(seen -> register.requireMatch(ifMatch, seen.getFirst().withoutHead(), seen.getFirst()))
                .replaceWithVoid();
    }

    /** What the commitment and its transactions rest on, and the project, are open to those readers. */
    private Uni<ProjectInfo> look(
            Mutiny.Session session, Viewer viewer, StoredCommitment stored, Classification readers) {
        return sources.require(session, viewer, stored.head().sources(), readers, "/sources")
                .chain(() -> projects.require(session, viewer, stored.project(), readers, "/project"));
    }

    private Uni<EventData> released(Mutiny.Session session, Viewer viewer, StoredCommitment stored) {
        return ledger.balances(session, List.of(stored), null)
                .chain(balances -> projects.among(session, viewer, List.of(stored.project()))
                        .map(found -> {
                            Balance balance = balances.getOrDefault(stored.urn(), Balance.ZERO);
                            return data(stored, project(found, stored))
                                    .with("amount", money(balance.committed(), stored))
                                    .with("paid", money(balance.paid(), stored))
                                    .with("signedOn", stored.signedOn())
                                    .noted(List.of("classification"));
                        }));
    }

    private static Money money(BigDecimal amount, StoredCommitment stored) {
        return new Money(amount, stored.currency(), null, null);
    }

    /** What is committed and paid for a project, at the end of a day and as it was recorded at a moment. */
    Uni<ProjectLedger> ofProject(Viewer viewer, UUID project, @Nullable LocalDate asOf, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> projects.get(session, viewer, project)
                .chain(found -> ledger.of(session, viewer, found.urn())
                        .chain(commitments -> ledger.balances(session, commitments, asOf)
                                .map(balances -> ProjectLedger.of(found.urn(), asOf, commitments, balances)))));
    }

    private Uni<List<CommitmentView>> views(
            Mutiny.Session session, Viewer viewer, List<StoredCommitment> found, boolean withHead) {
        List<Urn> from = found.stream()
                .flatMap(stored -> stored.head().sources().stream())
                .toList();
        return projects.among(
                        session,
                        viewer,
                        found.stream().map(StoredCommitment::project).toList())
                .chain(infos -> names.of(
                                session,
                                viewer,
                                found.stream().map(StoredCommitment::party).toList())
                        .chain(known -> sources.find(session, viewer, from)
                                .chain(read -> ledger.balances(session, found, null)
                                        .map(balances -> found.stream()
                                                .map(stored -> view(stored, infos, known, read, balances, withHead))
                                                .toList()))));
    }

    private static CommitmentView view(
            StoredCommitment stored,
            Map<Urn, ProjectInfo> infos,
            Map<Urn, LocalizedText> known,
            Map<Urn, Source> read,
            Map<Urn, Balance> balances,
            boolean withHead) {
        Urn party = stored.party().orgId();
        return CommitmentView.of(
                stored,
                project(infos, stored),
                party == null ? null : known.get(party),
                balances.getOrDefault(stored.urn(), Balance.ZERO),
                Contents.pick(read, stored.head().sources()),
                withHead);
    }

    private static ProjectInfo project(Map<Urn, ProjectInfo> found, StoredCommitment stored) {
        return Objects.requireNonNull(found.get(stored.project()), "a reader of a commitment may read its project");
    }

    private static EventData data(StoredCommitment stored, ProjectInfo project) {
        return EventData.of(stored, project.title())
                .with("project", project.urn())
                .with("party", stored.party())
                .with("kind", stored.kind())
                .with("basis", stored.basis());
    }
}
