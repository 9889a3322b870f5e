package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.SearchKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Lists of partnerships. Expectations and opinions stay out unless they are asked for (P11). */
@ApplicationScoped
class PartnershipQueries {
    private static final String ANY_MARKET = "ANY";

    private final Organisations organisations;

    PartnershipQueries(Organisations organisations) {
        this.organisations = organisations;
    }

    Uni<Page<Partnership>> page(Mutiny.Session session, Viewer viewer, PartnershipFilter filter, PageRequest page) {
        return lineage(session, viewer, filter.party)
                .chain(parties -> filtered(viewer, filter, parties).page(session, page));
    }

    /** Partnerships of a sector, newest first, with or without those that are only expected. */
    Uni<List<Partnership>> ofSector(Mutiny.Session session, Viewer viewer, String sector, boolean expected, int most) {
        return RecordQuery.of(Partnership.class, viewer)
                .whereContains("r.sectors", "sector", sector)
                .where(expected ? "r.state = EXPECTED" : "r.modality not in (EXPECTATION, OPINION)")
                .list(session, most);
    }

    private static RecordQuery<Partnership> filtered(
            Viewer viewer, PartnershipFilter filter, @Nullable Set<UUID> parties) {
        String market = filter.thirdMarket == null ? null : filter.thirdMarket.toUpperCase(Locale.ROOT);
        List<Modality> modalities = filter.modalities();
        RecordQuery<Partnership> query = RecordQuery.of(Partnership.class, viewer)
                .whereContains("r.sectors", "sector", filter.sector)
                .where(
                        "exists (select 1 from PartnershipParty p where p.partnershipId = r.id "
                                + "and p.organisationId in :parties)",
                        "parties",
                        parties)
                .where(
                        "exists (select 1 from PartnershipParty p where p.partnershipId = r.id and p.side = :side)",
                        "side",
                        filter.side)
                .where("r.state = :state", "state", filter.state)
                .whereAnyOf("r.modality", "modalities", modalities.isEmpty() ? null : modalities)
                .where("r.kind = :kind", "kind", filter.kind)
                .whereContains("r.thirdMarkets", "market", ANY_MARKET.equals(market) ? null : market)
                .whereLocalId(filter.localId)
                .where("r.searchKey like :q escape '!'", "q", SearchKey.pattern(filter.q));
        if (ANY_MARKET.equals(market)) {
            query.where("cast(sql('cardinality(?)', r.thirdMarkets) as Integer) > 0");
        }
        if (filter.namedCounterparty != null) {
            query.where((filter.namedCounterparty ? "not " : "")
                    + "exists (select 1 from PartnershipParty p where p.partnershipId = r.id "
                    + "and p.organisationId is null)");
        }
        if (!filter.asksForExpectations()) {
            query.where("r.modality not in (EXPECTATION, OPINION)");
        }
        return query;
    }

    private Uni<@Nullable Set<UUID>> lineage(Mutiny.Session session, Viewer viewer, @Nullable String party) {
        return party == null
                ? Uni.createFrom().nullItem()
                : organisations
                        .lineage(session, viewer, RecordIds.parse(party, Organisations.TYPE))
                        .map(ids -> ids);
    }
}
