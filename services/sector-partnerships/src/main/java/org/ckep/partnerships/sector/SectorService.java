package org.ckep.partnerships.sector;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.RuleLocks;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps the code list. */
@ApplicationScoped
class SectorService {
    private static final String LOCK = "sectors";

    private final Register register;
    private final Sectors sectors;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    SectorService(Register register, Sectors sectors, Sources sources, LocalIdentifiers localIds, MergePatch patches) {
        this.register = register;
        this.sectors = sectors;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<SectorView>> list(Viewer viewer, SectorFilter filter, PageRequest page, boolean withHead) {
        return register.read(viewer, session -> RecordQuery.of(Sector.class, viewer)
                .where("r.parent = :parent", "parent", filter.parent())
                .where("r.growthArea = :growthArea", "growthArea", filter.growthArea())
                .where(
                        "(r.validFrom is null or r.validFrom <= :day) and (r.validTo is null or r.validTo >= :day)",
                        "day",
                        filter.validOn())
                .page(session, page)
                .map(found -> found.map(sector -> SectorView.of(sector, withHead))));
    }

    Uni<SectorView> get(Viewer viewer, String code, boolean withHead) {
        return register.read(viewer, session -> sectors.require(session, viewer, code)
                .map(sector -> SectorView.of(sector, withHead)));
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewSector request) {
        return register.once(viewer, key, request, session -> create(session, viewer, request));
    }

    private Uni<StoredResponse> create(Mutiny.Session session, Viewer viewer, NewSector request) {
        SectorContent content = request.content();
        content.requireSound();
        return RuleLocks.take(session, LOCK)
                .chain(() -> sources.require(session, viewer, request.sources(), Classification.PUBLIC, "/sources"))
                .chain(() -> localIds.requireFree(session, viewer, Sector.class, request.ids()))
                .chain(() -> sectors.all(session, viewer))
                .invoke(all -> {
                    if (all.containsKey(request.code())) {
                        throw Sectors.refusal(
                                SectorProblem.SECTOR_CODE_TAKEN,
                                "There is a sector '" + request.code() + "' already.",
                                "/code");
                    }
                    requireParent(all, request.code(), content.parent());
                })
                .map(all -> new Sector(
                        register.newId(),
                        register.observed(viewer, "SEC", request.sources(), java.util.List.of(), request.ids()),
                        request.code(),
                        content))
                .call(sector -> session.persist(sector))
                .call(sector ->
                        register.created(session, viewer, sector, "sector.registered", sector.code(), data(sector)))
                .map(sector -> StoredResponse.created("v1/sectors/" + sector.code(), SectorView.of(sector, false)));
    }

    Uni<SectorView> change(Viewer viewer, String code, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, LOCK, session -> sectors.all(session, viewer)
                .chain(all -> sectors.require(session, viewer, code).call(sector -> {
                    register.requireMatch(ifMatch, SectorView.of(sector, false), SectorView.of(sector, true));
                    SectorContent before = sector.content();
                    SectorContent content = patches.apply(before, patch, SectorContent.class);
                    if (content.equals(before)) {
                        return Uni.createFrom().voidItem();
                    }
                    content.requireSound();
                    requireParent(all, code, content.parent());
                    sector.become(content);
                    return register.changed(
                            session,
                            viewer,
                            sector,
                            "sector.changed",
                            sector.code(),
                            data(sector).noted(register.differing(before, content)));
                }))
                .call(session::flush)
                .map(sector -> SectorView.of(sector, false)));
    }

    /** The parent exists, and following parents from it never leads back here. */
    private static void requireParent(Map<String, Sector> all, String code, @Nullable String parent) {
        Set<String> passed = new HashSet<>();
        passed.add(code);
        for (String next = parent; next != null; ) {
            if (!passed.add(next)) {
                throw Sectors.refusal(SectorProblem.SECTOR_CYCLE, "The sector would be its own parent.", "/parent");
            }
            Sector sector = all.get(next);
            if (sector == null) {
                throw Sectors.refusal(SectorProblem.SECTOR_UNKNOWN, "There is no sector '" + next + "'.", "/parent");
            }
            next = sector.parent();
        }
    }

    private static EventData data(Sector sector) {
        SectorContent content = sector.content();
        return EventData.of(sector, content.name())
                .with("code", sector.code())
                .with("parent", content.parent())
                .with("growthArea", content.growthArea())
                .with("validTo", content.validTo());
    }
}
