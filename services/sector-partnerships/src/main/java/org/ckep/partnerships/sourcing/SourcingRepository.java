package org.ckep.partnerships.sourcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.SearchKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Queries of sourcing relations. */
@ApplicationScoped
class SourcingRepository {
    /** Most relations of one buyer and material; far above any real number. */
    private static final int MOST = 1000;

    private final Organisations organisations;

    SourcingRepository(Organisations organisations) {
        this.organisations = organisations;
    }

    Uni<SourcingRelation> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(SourcingRelation.class, viewer).get(session, id);
    }

    Uni<List<SourcingRelation>> of(Mutiny.Session session, Viewer viewer, Urn buyer, String hs) {
        return RecordQuery.of(SourcingRelation.class, viewer)
                .where("r.buyer = :buyer", "buyer", buyer.toString())
                .where("r.hs = :hs", "hs", hs)
                .list(session, MOST);
    }

    Uni<List<SourcingRelation>> ofSector(Mutiny.Session session, Viewer viewer, String sector, int most) {
        return RecordQuery.of(SourcingRelation.class, viewer)
                .where("r.sector = :sector", "sector", sector)
                .where("r.modality not in (EXPECTATION, OPINION)")
                .list(session, most);
    }

    Uni<Page<SourcingRelation>> page(Mutiny.Session session, Viewer viewer, SourcingFilter filter, PageRequest page) {
        return lineage(session, viewer, filter.supplier)
                .chain(suppliers -> filtered(viewer, filter, suppliers).page(session, page));
    }

    private static RecordQuery<SourcingRelation> filtered(
            Viewer viewer, SourcingFilter filter, @Nullable Set<UUID> suppliers) {
        return RecordQuery.of(SourcingRelation.class, viewer)
                .where("r.buyer = :buyer", "buyer", filter.buyer)
                .where(
                        "exists (select 1 from SourcingSupplier s where s.sourcingRelationId = r.id "
                                + "and s.alternative = false and s.organisationId in :suppliers)",
                        "suppliers",
                        suppliers)
                .where("r.originCountry = :origin", "origin", filter.origin)
                .where("r.hs like :hs", "hs", prefix(filter.hs))
                .where("r.adoption = :adoption", "adoption", filter.adoption)
                .where("r.sector = :sector", "sector", filter.sector)
                .whereAnyOf("r.modality", "modalities", filter.modalities())
                .whereLocalId(filter.localId)
                .where("r.searchKey like :q escape '!'", "q", SearchKey.pattern(filter.q));
    }

    private static @Nullable String prefix(@Nullable String hs) {
        return hs == null ? null : hs.replaceAll("[^0-9]", "x") + "%";
    }

    private Uni<@Nullable Set<UUID>> lineage(Mutiny.Session session, Viewer viewer, @Nullable String supplier) {
        return supplier == null
                ? Uni.createFrom().nullItem()
                : organisations
                        .lineage(session, viewer, RecordIds.parse(supplier, Organisations.TYPE))
                        .map(ids -> ids);
    }

    Uni<List<SourcingSupplier>> suppliers(Mutiny.Session session, List<UUID> relations) {
        return relations.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createSelectionQuery(
                                "from SourcingSupplier s where s.sourcingRelationId in :ids "
                                        + "order by s.sourcingRelationId, s.position",
                                SourcingSupplier.class)
                        .setParameter("ids", relations)
                        .getResultList();
    }

    Uni<Void> clearSuppliers(Mutiny.Session session, UUID relation) {
        return session.createMutationQuery("delete from SourcingSupplier s where s.sourcingRelationId = :id")
                .setParameter("id", relation)
                .executeUpdate()
                .replaceWithVoid();
    }
}
