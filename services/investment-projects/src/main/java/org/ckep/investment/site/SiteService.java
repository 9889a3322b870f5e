package org.ckep.investment.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.SearchKey;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps the register of sites. */
@ApplicationScoped
class SiteService implements DeferredAct {
    private static final String CHANGE = "change-site";

    private static final String DISPLAY_KIND = "SIT";

    private final Register register;
    private final Sources sources;
    private final Names names;
    private final LocalIdentifiers localIds;
    private final PendingActs pending;
    private final ObjectMapper json;
    private final MergePatch patches;
    private final Contents contents;

    SiteService(
            Register register,
            Sources sources,
            Names names,
            LocalIdentifiers localIds,
            PendingActs pending,
            ObjectMapper json,
            MergePatch patches,
            Contents contents) {
        this.register = register;
        this.sources = sources;
        this.names = names;
        this.localIds = localIds;
        this.pending = pending;
        this.json = json;
        this.patches = patches;
        this.contents = contents;
    }

    Uni<Page<SiteView>> list(
            Viewer viewer, SiteFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found ->
                        views(session, viewer, found.data(), withHead).map(views -> new Page<>(views, found.next()))));
    }

    private static RecordQuery<Site> query(Viewer viewer, SiteFilter filter) {
        Urn owner = Parameters.urn("organisation", filter.organisation, Names.ORGANISATION);
        return RecordQuery.of(Site.class, viewer)
                .where("r.country = :country", "country", filter.country)
                .where("r.province = :province", "province", filter.province)
                .where("r.org.orgUrn = :organisation", "organisation", owner == null ? null : owner.toString())
                .whereContains("r.sectors", "sector", filter.sector)
                .where("r.state = :state", "state", filter.state)
                .where("r.searchKey like :q escape '!'", "q", SearchKey.pattern(filter.q))
                .whereLocalId(filter.localId);
    }

    Uni<SiteView> get(Viewer viewer, UUID id, @Nullable Instant knownAt, boolean withHead) {
        return register.read(viewer, knownAt, session -> RecordQuery.of(Site.class, viewer)
                .get(session, id)
                .chain(site -> view(session, viewer, site, withHead)));
    }

    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewSite request) {
        return register.once(viewer, key, request, session -> {
            SiteContent content = request.content();
            RecordHead head = register.forOwnSide(
                    viewer, DISPLAY_KIND, request.classification(), content.sources(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedSite request) {
        return register.once(viewer, key, request, session -> {
            SiteContent content = request.content();
            SiteRules.requireReasons(content);
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, content.sources(), request.guardsNotShown(), request.localIds());
            return add(session, viewer, content, head);
        });
    }

    private Uni<StoredResponse> add(Mutiny.Session session, Viewer viewer, SiteContent content, RecordHead head) {
        requireSound(content);
        Site site = new Site(register.newId(), head, content);
        List<LocalId> ids = head.localIds();
        return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                .call(() -> localIds.requireFree(session, viewer, Site.class, ids))
                .call(() -> session.persist(site))
                .call(() ->
                        register.created(session, viewer, site, "site.registered", site.onlySector(), Sites.data(site)))
                .chain(() -> view(session, viewer, site, false))
                .map(view -> StoredResponse.created("v1/sites/" + site.id(), view));
    }

    /** Changes it, or drafts that for a second person where others read it (rule C2). */
    Uni<Response> change(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, JsonNode patch) {
        return register.once(viewer, lockOf(id), key, patch, session -> RecordQuery.of(Site.class, viewer)
                .get(session, id)
                .invoke(site -> site.head().requireMayChange(viewer))
                .call(site -> requireMatch(session, viewer, site, ifMatch))
                .chain(site -> {
                    SiteContent after = patches.apply(site.content(), patch, SiteContent.class);
                    requireSound(after);
                    return TwoPersons.areNeeded(site) && !after.equals(site.content())
                            ? draft(session, viewer, site, after)
                            : change(session, viewer, site, after, viewer.subject())
                                    .chain(() -> view(session, viewer, site, false))
                                    .map(StoredResponse::ok);
                }));
    }

    private Uni<StoredResponse> draft(Mutiny.Session session, Viewer viewer, Site site, SiteContent after) {
        return sources.require(session, viewer, after.sources(), site.head().classification(), "/sources")
                .chain(() -> pending.draft(session, viewer, site, CHANGE, after));
    }

    @Override
    public String act() {
        return CHANGE;
    }

    @Override
    public String lockOf(UUID site) {
        return "site " + site;
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        SiteContent after = json.convertValue(drafted.body(), SiteContent.class);
        requireSound(after);
        return RecordQuery.of(Site.class, viewer)
                .get(session, drafted.record())
                .invoke(site -> site.head().requireMayChange(viewer))
                .chain(site -> change(session, viewer, site, after, drafted.maker()));
    }

    /** Lets others read a site of the viewer's side, and tells them of it. */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, key, release, session -> RecordQuery.of(Site.class, viewer)
                .get(session, id)
                .call(site -> requireMatch(session, viewer, site, ifMatch))
                .call(site -> release.widen(
                        viewer,
                        site,
                        () -> sources.require(
                                session, viewer, site.head().sources(), release.classification(), "/sources")))
                .call(site -> register.changed(
                        session,
                        viewer,
                        site,
                        "site.released",
                        site.onlySector(),
                        Sites.data(site).noted(List.of("classification"))))
                .call(session::flush)
                .chain(site -> view(session, viewer, site, false))
                .map(StoredResponse::ok));
    }

    private Uni<Void> requireMatch(Mutiny.Session session, Viewer viewer, Site site, @Nullable String ifMatch) {
        return view(session, viewer, site, true)
                .invoke(seen -> register.requireMatch(ifMatch, seen.withoutHead(), seen))
                .replaceWithVoid();
    }

    /**
     * Changes it.
     *
     * @param maker subject of whoever says so
     */
    private Uni<Void> change(
            Mutiny.Session session, Viewer viewer, Site site, SiteContent after, @Nullable String maker) {
        SiteContent before = site.content();
        if (after.equals(before)) {
            return Uni.createFrom().voidItem();
        }
        return register.restOnPatched(session, viewer, site, after.sources())
                .invoke(() -> {
                    site.become(after);
                    site.edited(maker);
                })
                .chain(() -> register.changed(
                        session,
                        viewer,
                        site,
                        "site.field_changed",
                        site.onlySector(),
                        Sites.data(site).changed(contents.changed(before, after))))
                .call(session::flush);
    }

    private void requireSound(SiteContent content) {
        contents.requireValid(content);
        Names.requireOrganisation(content.org(), "/org");
        SiteRules.require(content, register.today());
    }

    private Uni<SiteView> view(Mutiny.Session session, Viewer viewer, Site site, boolean withHead) {
        return views(session, viewer, List.of(site), withHead).map(List::getFirst);
    }

    private Uni<List<SiteView>> views(Mutiny.Session session, Viewer viewer, List<Site> sites, boolean withHead) {
        List<Urn> urns = sites.stream()
                .flatMap(site -> site.head().sources().stream())
                .distinct()
                .toList();
        return sources.find(session, viewer, urns).chain(found -> names.of(
                        session,
                        viewer,
                        sites.stream().map(site -> site.content().org()).toList())
                .map(known -> sites.stream()
                        .map(site -> view(site, known, found, withHead))
                        .toList()));
    }

    private static SiteView view(Site site, Map<Urn, LocalizedText> names, Map<Urn, Source> sources, boolean withHead) {
        Urn owner = site.content().org().orgId();
        return SiteView.of(
                site,
                owner == null ? null : names.get(owner),
                Contents.pick(sources, site.head().sources()),
                withHead);
    }
}
