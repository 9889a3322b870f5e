package org.ckep.partnerships.ranking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Queries of rank claims, for this feature and for the cockpit. */
@ApplicationScoped
public class Rankings {
    private final Organisations organisations;

    Rankings(Organisations organisations) {
        this.organisations = organisations;
    }

    /** What is said of ranks in a sector, expectations and opinions left out, newest first. */
    public Uni<List<RankView>> ofSector(Mutiny.Session session, Viewer viewer, String sector, int most) {
        return RecordQuery.of(RankClaim.class, viewer)
                .where("r.sector = :sector", "sector", sector)
                .where("r.modality not in (EXPECTATION, OPINION)")
                .list(session, most)
                .chain(found -> views(session, viewer, found, false));
    }

    Uni<List<RankView>> views(Mutiny.Session session, Viewer viewer, List<RankClaim> found, boolean withHead) {
        return organisations
                .resolve(
                        session,
                        viewer,
                        found.stream().map(RankClaim::organisationId).toList())
                .map(known -> found.stream()
                        .map(claim -> RankView.of(claim, known, withHead))
                        .toList());
    }

    Uni<RankClaim> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(RankClaim.class, viewer).get(session, id);
    }

    Uni<Page<RankClaim>> page(Mutiny.Session session, Viewer viewer, RankFilter filter, PageRequest page) {
        return lineage(session, viewer, filter.organisation).chain(ranked -> RecordQuery.of(RankClaim.class, viewer)
                .whereAnyOf("r.organisationId", "ranked", ranked)
                .where("r.metric = :metric", "metric", filter.metric)
                .where("r.sector = :sector", "sector", filter.sector)
                .whereAnyOf("r.modality", "modalities", filter.modalities())
                .whereLocalId(filter.localId)
                .page(session, page));
    }

    private Uni<@Nullable Set<UUID>> lineage(Mutiny.Session session, Viewer viewer, @Nullable String organisation) {
        return organisation == null
                ? Uni.createFrom().nullItem()
                : organisations
                        .lineage(session, viewer, RecordIds.parse(organisation, Organisations.TYPE))
                        .map(ids -> ids);
    }
}
