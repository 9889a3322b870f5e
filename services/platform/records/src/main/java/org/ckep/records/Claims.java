package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Claim;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Preconditions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is said about records, with the sources it was found in. Conflicting claims stand side by side. */
@ApplicationScoped
public class Claims {
    /** The type of claims in URNs. */
    public static final String TYPE = "claim";

    /** Most claims about one record that are read at once. */
    private static final int MOST = 500;

    private final RecordsConfig config;
    private final Sources sources;
    private final RecordsByUrn records;
    private final LocalIdentifiers localIdentifiers;
    private final Audit audit;
    private final Outbox outbox;
    private final Preconditions preconditions;
    private final Clock clock;
    private final RandomGenerator random;

    Claims(
            RecordsConfig config,
            Sources sources,
            RecordsByUrn records,
            LocalIdentifiers localIdentifiers,
            Audit audit,
            Outbox outbox,
            Preconditions preconditions,
            Clock clock,
            RandomGenerator random) {
        this.config = config;
        this.sources = sources;
        this.records = records;
        this.localIdentifiers = localIdentifiers;
        this.audit = audit;
        this.outbox = outbox;
        this.preconditions = preconditions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Records a claim with its event and audit entry in the session's transaction.
     *
     * @return the claim; fails with UNPROCESSABLE for unusable sources and for a claim wider than what the caller can read of
     *     its subject here, FORBIDDEN where the caller may not assert or classify like this
     */
    public Uni<ClaimView> record(Mutiny.Session session, Viewer viewer, NewClaim claim) {
        return Uni.createFrom().deferred(() -> {
            refuseImpossible(claim);
            RecordHead head = head(viewer, claim);
            Side assertedBy = head.ownerSide();
            StoredClaim stored = new StoredClaim(UUID.randomUUID(), head, claim, assertedBy);
            return sources.require(session, viewer, claim.sources(), head.classification(), "/sources")
                    .call(() -> requireReadable(session, viewer, claim.subject(), head.classification(), "/subject"))
                    .call(() -> superseded(session, viewer, claim.supersedes(), head))
                    .call(() -> localIdentifiers.requireFree(session, viewer, StoredClaim.class, head.localIds()))
                    .call(() -> session.persist(stored))
                    .call(() -> audit.created(session, viewer, "record-claim", stored))
                    .map(found -> ClaimView.of(stored.toClaim(), head, found, false))
                    .call(view -> publish(session, stored, view, "recorded"));
        });
    }

    /** What the caller cannot read is not told from what does not exist, so the claim says no more of it than he does. */
    private Uni<Void> requireReadable(
            Mutiny.Session session, Viewer viewer, Urn subject, Classification readers, String pointer) {
        return records.head(session, viewer, subject)
                .invoke(found ->
                        found.ifPresent(record -> Readers.requireAllMayRead(readers, record.classification(), pointer)))
                .replaceWithVoid();
    }

    private static void refuseImpossible(NewClaim claim) {
        if (claim.rank() == Rank.DEPRECATED) {
            throw ProblemException.invalid("/rank", "invalid", "A new claim is PREFERRED or NORMAL.");
        }
        if (claim.validFrom() != null
                && claim.validTo() != null
                && claim.validFrom().isCertainlyAfter(claim.validTo())) {
            throw ProblemException.invalid("/validTo", "before-begin", "The claim ends before it begins.");
        }
    }

    private RecordHead head(Viewer viewer, NewClaim claim) {
        NewClaim.Asserter asserter = claim.asserter();
        boolean bySide = asserter == null ? viewer.side() != null : asserter == NewClaim.Asserter.SIDE;
        List<LocalId> localIds = claim.localIds() == null ? List.of() : claim.localIds();
        String displayId = DisplayId.random("CLM", random);
        if (bySide) {
            return RecordHead.unilateral(clock, viewer, displayId, claim.classification(), claim.sources(), localIds);
        }
        Classification classification = claim.classification();
        if (classification != null && classification.level() != Classification.Level.PUBLIC) {
            throw ProblemException.invalid(
                    "/classification", "invalid", "A claim that no side stands behind is public.");
        }
        return RecordHead.observed(clock, viewer, displayId, claim.sources(), List.of(), localIds);
    }

    private static Uni<?> superseded(Mutiny.Session session, Viewer viewer, @Nullable Urn earlier, RecordHead later) {
        if (earlier == null) {
            return Uni.createFrom().voidItem();
        }
        return RecordQuery.of(StoredClaim.class, viewer)
                .among(session, earlier.type().equals(TYPE) ? List.of(earlier.uuid()) : List.of())
                .invoke(found -> {
                    if (found.isEmpty() || found.getFirst().head().ownerSide() != later.ownerSide()) {
                        throw ProblemException.invalid(
                                "/supersedes", "unknown-claim", "There is no such claim of the same asserter.");
                    }
                    Readers.requireAllMayRead(
                            later.classification(), found.getFirst().head().classification(), "/supersedes");
                });
    }

    /** Lets others read a claim of the viewer's side, and tells them of it. */
    Uni<ClaimView> release(Mutiny.Session session, Viewer viewer, UUID id, @Nullable String ifMatch, Release release) {
        return RecordQuery.of(StoredClaim.class, viewer)
                .get(session, id)
                .call(claim -> view(session, viewer, claim, true).invoke(seen -> {
                    if (!preconditions.isMet(ifMatch, seen)) {
                        preconditions.requireMatch(ifMatch, seen.withoutHead());
                    }
                }))
                .call(claim ->
                        release.widen(viewer, claim, () -> readable(session, viewer, claim, release.classification())))
                .invoke(claim -> claim.head().changed(clock))
                .call(claim -> audit.changed(session, viewer, "release-claim", claim, List.of("classification")))
                .chain(claim ->
                        view(session, viewer, claim, false).call(view -> publish(session, claim, view, "released")));
    }

    /** What the claim is about, rests on and supersedes is open to those readers. */
    private Uni<Void> readable(Mutiny.Session session, Viewer viewer, StoredClaim claim, Classification readers) {
        Claim said = claim.toClaim();
        return sources.require(session, viewer, said.sources(), readers, "/sources")
                .chain(() -> requireReadable(session, viewer, said.subject(), readers, "/subject"))
                .chain(() -> said.supersedes() == null
                        ? Uni.createFrom().voidItem()
                        : requireReadable(session, viewer, said.supersedes(), readers, "/supersedes"));
    }

    /**
     * Lets a claim no longer count.
     *
     * @param ifMatch the caller's {@code If-Match}
     * @param reason why, one sentence
     */
    Uni<ClaimView> deprecate(Mutiny.Session session, Viewer viewer, UUID id, @Nullable String ifMatch, String reason) {
        return RecordQuery.of(StoredClaim.class, viewer)
                .get(session, id)
                .call(claim ->
                        view(session, viewer, claim, false).invoke(view -> preconditions.requireMatch(ifMatch, view)))
                .invoke(claim -> {
                    requireAsserter(viewer, claim);
                    claim.deprecate(reason, clock);
                    claim.edited(viewer);
                })
                .call(claim ->
                        audit.changed(session, viewer, "deprecate-claim", claim, List.of("deprecationReason", "rank")))
                .chain(claim ->
                        view(session, viewer, claim, false).call(view -> publish(session, claim, view, "deprecated")));
    }

    private static void requireAsserter(Viewer viewer, StoredClaim claim) {
        Side owner = claim.head().ownerSide();
        boolean allowed = owner == null ? viewer.hasRole(Role.LOADER) || viewer.side() != null : owner == viewer.side();
        if (!allowed) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN,
                    "A claim is deprecated by its asserter, and by any side where none stands.");
        }
    }

    /** One claim. Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    Uni<ClaimView> get(Mutiny.Session session, Viewer viewer, UUID id, boolean expandRecord) {
        return RecordQuery.of(StoredClaim.class, viewer)
                .get(session, id)
                .chain(claim -> view(session, viewer, claim, expandRecord));
    }

    /** One page of claims, newest first. */
    public Uni<Page<ClaimView>> list(
            Mutiny.Session session, Viewer viewer, ClaimFilter filter, PageRequest page, boolean expandRecord) {
        return query(viewer, filter).page(session, page).chain(found -> views(
                        session, viewer, found.data(), expandRecord)
                .map(views -> new Page<>(views, found.next())));
    }

    /**
     * What counts about a record, by attribute: the preferred claims where there are any, else the normal ones, never
     * deprecated ones, expectations or opinions.
     */
    public Uni<Map<String, List<ClaimView>>> about(Mutiny.Session session, Viewer viewer, Urn subject) {
        return query(viewer, ClaimFilter.about(subject))
                .list(session, MOST)
                .chain(found -> views(session, viewer, found, false))
                .map(Claims::answering);
    }

    private static Map<String, List<ClaimView>> answering(List<ClaimView> claims) {
        Map<String, List<ClaimView>> byAttribute = new LinkedHashMap<>();
        claims.forEach(claim -> byAttribute
                .computeIfAbsent(claim.attribute(), attribute -> new ArrayList<>())
                .add(claim));
        byAttribute.replaceAll((attribute, all) -> {
            List<ClaimView> preferred =
                    all.stream().filter(claim -> claim.rank() == Rank.PREFERRED).toList();
            return preferred.isEmpty() ? List.copyOf(all) : preferred;
        });
        return byAttribute;
    }

    private static RecordQuery<StoredClaim> query(Viewer viewer, ClaimFilter filter) {
        Urn subject = filter.subject();
        return RecordQuery.of(StoredClaim.class, viewer)
                .where("r.subject = :subject", "subject", subject == null ? null : subject.toString())
                .where("r.attribute = :attribute", "attribute", filter.attribute())
                .whereAnyOf("r.modality", "modalities", filter.effectiveModalities())
                .whereContains("r.sectors", "sector", filter.sector())
                .whereAnyOf("r.rank", "ranks", filter.effectiveRanks());
    }

    private Uni<ClaimView> view(Mutiny.Session session, Viewer viewer, StoredClaim claim, boolean expandRecord) {
        return views(session, viewer, List.of(claim), expandRecord).map(List::getFirst);
    }

    private Uni<List<ClaimView>> views(
            Mutiny.Session session, Viewer viewer, List<StoredClaim> claims, boolean expandRecord) {
        List<Urn> urns = claims.stream()
                .flatMap(claim -> claim.head().sources().stream())
                .distinct()
                .toList();
        return sources.find(session, viewer, urns).map(found -> claims.stream()
                .map(claim -> {
                    List<Source> own = claim.head().sources().stream()
                            .flatMap(urn -> Optional.ofNullable(found.get(urn)).stream())
                            .toList();
                    return ClaimView.of(claim.toClaim(), claim.head(), own, expandRecord);
                })
                .toList());
    }

    private Uni<Void> publish(Mutiny.Session session, StoredClaim claim, ClaimView view, String verb) {
        return outbox.publish(
                session,
                DomainEvent.forAll(
                        "org.ckep." + config.eventDomain() + ".claim." + verb + ".v1",
                        claim.urn(),
                        clock.instant(),
                        view.sectors().isEmpty() ? null : view.sectors().getFirst(),
                        claim.head().classification(),
                        view));
    }
}
