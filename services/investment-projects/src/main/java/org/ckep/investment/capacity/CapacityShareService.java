package org.ckep.investment.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.investment.site.SiteInfo;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.EventData;
import org.ckep.records.KnownAt;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordsProblem;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps the claims; two about one site, scope and period stand side by side and are never merged (rule I12). */
@ApplicationScoped
class CapacityShareService implements DeferredAct {
    private static final String CHANGE = "change-capacity-share";
    private static final String KEPT = "select at <= :moment from past.beginning_of where target = 'capacity_share'";
    private static final String DISPLAY_KIND = "CAP";

    /** Registering, changing: both say that the share of a site is seen differently now. */
    private static final String EVENT = "capacity.share_changed";

    private final Register register;
    private final Sources sources;
    private final Sites sites;
    private final Names names;
    private final LocalIdentifiers localIds;
    private final PendingActs pending;
    private final ObjectMapper json;
    private final MergePatch patches;
    private final Contents contents;

    CapacityShareService(
            Register register,
            Sources sources,
            Sites sites,
            Names names,
            LocalIdentifiers localIds,
            PendingActs pending,
            ObjectMapper json,
            MergePatch patches,
            Contents contents) {
        this.register = register;
        this.sources = sources;
        this.sites = sites;
        this.names = names;
        this.localIds = localIds;
        this.pending = pending;
        this.json = json;
        this.patches = patches;
        this.contents = contents;
    }

    Uni<Page<CapacityShareView>> list(
            Viewer viewer, CapacityShareFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        return read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found ->
                        views(session, viewer, found.data(), withHead).map(views -> new Page<>(views, found.next()))));
    }

    private static RecordQuery<CapacityShare> query(Viewer viewer, CapacityShareFilter filter) {
        Urn owner = Parameters.urn("organisation", filter.organisation, Names.ORGANISATION);
        return RecordQuery.of(CapacityShare.class, viewer)
                .where(
                        "r.percent >= :minPercent and r.relation in (EQ, GE, GT, APPROX, RANGE)",
                        "minPercent",
                        filter.atLeast())
                .where("r.siteId in (select s.id from Site s where s.country = :country)", "country", filter.country)
                .where("r.denominatorScope = :scope", "scope", filter.scope)
                .where("r.siteId = :site", "site", Parameters.id("site", filter.site, Sites.TYPE))
                .where(
                        "r.siteId in (select s.id from Site s where s.org.orgUrn = :organisation)",
                        "organisation",
                        owner == null ? null : owner.toString())
                .where("r.sector = :sector", "sector", filter.sector)
                .whereAnyOf("r.modality", "modalities", filter.modalities())
                .whereLocalId(filter.localId);
    }

    Uni<CapacityShareView> get(Viewer viewer, UUID id, @Nullable Instant knownAt, boolean withHead) {
        return read(viewer, knownAt, session -> RecordQuery.of(CapacityShare.class, viewer)
                .get(session, id)
                .chain(stored -> view(session, viewer, stored, withHead)));
    }

    /** Reads what was known at a moment; shares were kept without their versions before others were. */
    private <T> Uni<T> read(Viewer viewer, @Nullable Instant knownAt, Function<Mutiny.Session, Uni<T>> work) {
        return register.read(
                viewer,
                knownAt,
                session -> knownAt == null
                        ? work.apply(session)
                        : requireKept(session, knownAt).chain(() -> work.apply(session)));
    }

    private static Uni<Void> requireKept(Mutiny.Session session, Instant moment) {
        return session.createNativeQuery(KEPT, Boolean.class)
                .setParameter("moment", moment.truncatedTo(ChronoUnit.MICROS))
                .getSingleResult()
                .invoke(kept -> {
                    if (!kept) {
                        String message = "Past capacity shares are kept since a later moment.";
                        throw new ProblemException(RecordsProblem.MOMENT_BEFORE_THE_RECORD, message)
                                .withErrors(FieldError.in(KnownAt.PARAMETER, "before-the-record", message));
                    }
                })
                .replaceWithVoid();
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewCapacityShare request) {
        return register.once(viewer, key, request, session -> {
            CapacityShareContent claim = request.content();
            RecordHead head = register.unilateral(
                    viewer, DISPLAY_KIND, request.classification(), claim.sources(), request.localIds());
            return add(session, viewer, claim, head);
        });
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedCapacityShare request) {
        return register.once(viewer, key, request, session -> {
            CapacityShareContent claim = request.content();
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, claim.sources(), request.guardsNotShown(), request.localIds());
            return add(session, viewer, claim, head);
        });
    }

    private Uni<StoredResponse> add(
            Mutiny.Session session, Viewer viewer, CapacityShareContent claim, RecordHead head) {
        contents.requireValid(claim);
        CapacityRules.require(claim, head.stewardship() == Stewardship.OBSERVED, register.today());
        CapacityShare stored = new CapacityShare(register.newId(), head, claim);
        return look(session, viewer, claim, head.classification())
                .call(() -> localIds.requireFree(session, viewer, CapacityShare.class, head.localIds()))
                .call(() -> session.persist(stored))
                .call(() -> register.created(session, viewer, stored, EVENT, stored.sector(), data(stored)))
                .chain(() -> view(session, viewer, stored, false))
                .map(view -> StoredResponse.created("v1/capacity-shares/" + stored.id(), view));
    }

    /** Changes it, or drafts that for a second person where others read it (rule C2). */
    Uni<Response> change(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, JsonNode patch) {
        return register.once(viewer, lockOf(id), key, patch, session -> RecordQuery.of(CapacityShare.class, viewer)
                .get(session, id)
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .chain(stored -> {
                    CapacityShareContent after = patches.apply(stored.content(), patch, CapacityShareContent.class);
                    requireSound(stored, after);
                    return TwoPersons.areNeeded(stored) && !after.equals(stored.content())
                            ? look(session, viewer, after, stored.head().classification())
                                    .chain(() -> pending.draft(session, viewer, stored, CHANGE, after))
                            : change(session, viewer, stored, after, viewer.subject())
                                    .chain(() -> view(session, viewer, stored, false))
                                    .map(StoredResponse::ok);
                }));
    }

    private void requireSound(CapacityShare stored, CapacityShareContent after) {
        CapacityRules.require(after, stored.head().stewardship() == Stewardship.OBSERVED, register.today());
    }

    @Override
    public String act() {
        return CHANGE;
    }

    @Override
    public String lockOf(UUID share) {
        return "capacity share " + share;
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        CapacityShareContent after = json.convertValue(drafted.body(), CapacityShareContent.class);
        return RecordQuery.of(CapacityShare.class, viewer)
                .get(session, drafted.record())
                .invoke(stored -> {
                    stored.head().requireMayChange(viewer);
                    requireSound(stored, after);
                })
                .chain(stored -> change(session, viewer, stored, after, drafted.maker()));
    }

    /** Lets others read a claim of the viewer's side, and tells them of it. */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, key, release, session -> RecordQuery.of(CapacityShare.class, viewer)
                .get(session, id)
                .call(stored -> requireMatch(session, viewer, stored, ifMatch))
                .call(stored -> release.widen(
                        viewer, stored, () -> look(session, viewer, stored.content(), release.classification())))
                .call(stored -> register.changed(
                        session,
                        viewer,
                        stored,
                        "capacity.released",
                        stored.sector(),
                        data(stored).noted(List.of("classification"))))
                .call(session::flush)
                .chain(stored -> view(session, viewer, stored, false))
                .map(StoredResponse::ok));
    }

    private Uni<Void> requireMatch(
            Mutiny.Session session, Viewer viewer, CapacityShare stored, @Nullable String ifMatch) {
        return view(session, viewer, stored, true)
                .invoke(seen -> register.requireMatch(ifMatch, seen.withoutHead(), seen))
                .replaceWithVoid();
    }

    /**
     * Changes it.
     *
     * @param maker subject of whoever says so
     */
    private Uni<Void> change(
            Mutiny.Session session,
            Viewer viewer,
            CapacityShare stored,
            CapacityShareContent after,
            @Nullable String maker) {
        CapacityShareContent before = stored.content();
        RecordHead head = stored.head();
        if (after.equals(before)) {
            return Uni.createFrom().voidItem();
        }
        return sites.require(session, viewer, List.of(after.site()), head.classification(), "/site")
                .chain(() -> register.restOnPatched(session, viewer, stored, after.sources()))
                .invoke(() -> {
                    stored.become(after);
                    stored.edited(maker);
                })
                .chain(() -> register.changed(
                        session,
                        viewer,
                        stored,
                        EVENT,
                        stored.sector(),
                        data(stored).changed(contents.changed(before, after))))
                .call(session::flush);
    }

    /** What the claim points to exists for the writer, and every reader of the claim may read it. */
    private Uni<Void> look(Mutiny.Session session, Viewer viewer, CapacityShareContent claim, Classification readers) {
        return sources.require(session, viewer, claim.sources(), readers, "/sources")
                .chain(() -> sites.require(session, viewer, List.of(claim.site()), readers, "/site"))
                .replaceWithVoid();
    }

    private Uni<CapacityShareView> view(Mutiny.Session session, Viewer viewer, CapacityShare stored, boolean withHead) {
        return views(session, viewer, List.of(stored), withHead).map(List::getFirst);
    }

    private Uni<List<CapacityShareView>> views(
            Mutiny.Session session, Viewer viewer, List<CapacityShare> found, boolean withHead) {
        List<Urn> sourceUrns = found.stream()
                .flatMap(stored -> stored.head().sources().stream())
                .toList();
        return sites.among(
                        session, viewer, found.stream().map(CapacityShare::site).toList())
                .chain(places -> names.of(
                                session,
                                viewer,
                                places.values().stream().map(SiteInfo::org).toList())
                        .chain(known -> sources.find(session, viewer, sourceUrns)
                                .map(read -> found.stream()
                                        .map(stored -> CapacityShareView.of(
                                                stored,
                                                siteNote(stored, places, known),
                                                Contents.pick(
                                                        read, stored.head().sources()),
                                                withHead))
                                        .toList())));
    }

    private static CapacityShareView.SiteNote siteNote(
            CapacityShare stored, Map<Urn, SiteInfo> places, Map<Urn, LocalizedText> known) {
        SiteInfo site = Objects.requireNonNull(places.get(stored.site()), "a reader of a claim may read its site");
        Urn owner = site.org().orgId();
        return CapacityShareView.SiteNote.of(site, owner == null ? null : known.get(owner));
    }

    private static EventData data(CapacityShare stored) {
        CapacityShareContent claim = stored.content();
        return EventData.of(stored, claim.denominator())
                .with("site", claim.site())
                .with("product", claim.product())
                .with("share", claim.share())
                .with("denominatorScope", claim.denominatorScope())
                .with("period", claim.period())
                .with("modality", claim.modality());
    }
}
