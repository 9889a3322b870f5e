package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.partnerships.cockpit.SourceAnswers.Part;
import org.ckep.partnerships.complementarity.Complementarities;
import org.ckep.partnerships.complementarity.ComplementarityView;
import org.ckep.partnerships.partnership.PartnershipView;
import org.ckep.partnerships.partnership.Partnerships;
import org.ckep.partnerships.ranking.RankView;
import org.ckep.partnerships.ranking.Rankings;
import org.ckep.partnerships.sector.SectorView;
import org.ckep.partnerships.sector.Sectors;
import org.ckep.partnerships.sourcing.SourcingRelations;
import org.ckep.partnerships.sourcing.SourcingView;
import org.ckep.records.ClaimFilter;
import org.ckep.records.ClaimView;
import org.ckep.records.Claims;
import org.ckep.records.Register;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Composes the cockpit: this service's data in one short transaction, then the other services' answers all at once,
 * without a database connection held meanwhile. Whatever the others do, the own data is answered.
 */
@ApplicationScoped
class CockpitService {
    private final Register register;
    private final Sectors sectors;
    private final Partnerships partnerships;
    private final SourcingRelations sourcing;
    private final Rankings rankings;
    private final Complementarities complementarities;
    private final Claims claims;
    private final SourceAnswers answers;
    private final List<CockpitSource> sources;

    CockpitService(
            Register register,
            Sectors sectors,
            Partnerships partnerships,
            SourcingRelations sourcing,
            Rankings rankings,
            Complementarities complementarities,
            Claims claims,
            SourceAnswers answers,
            TradeSource trade,
            InvestmentSource investment,
            PolicySource policy) {
        this.register = register;
        this.sectors = sectors;
        this.partnerships = partnerships;
        this.sourcing = sourcing;
        this.rankings = rankings;
        this.complementarities = complementarities;
        this.claims = claims;
        this.answers = answers;
        this.sources = List.of(trade, investment, policy);
    }

    /** What this service itself knows of the sector. */
    private record Own(
            SectorView sector,
            Map<String, Long> byState,
            List<PartnershipView> partnerships,
            List<PartnershipView> expected,
            List<SourcingView> sourcing,
            List<RankView> ranks,
            List<ComplementarityView> complementarities,
            List<ClaimView> claims) {}

    /**
     * The cockpit of a sector.
     *
     * @param limit most entries of each list
     * @return fails with NOT_FOUND for an unknown sector, and never because another service does not answer
     */
    Uni<CockpitView> cockpit(Viewer viewer, String code, int limit) {
        return register.read(viewer, session -> own(session, viewer, code, limit))
                .chain(own -> Uni.join()
                        .all(sources.stream()
                                .map(source -> answers.part(
                                        source,
                                        own.sector().code(),
                                        own.sector().hs(),
                                        viewer))
                                .toList())
                        .andFailFast()
                        .map(parts -> view(own, parts, limit)));
    }

    private Uni<Own> own(Mutiny.Session session, Viewer viewer, String code, int limit) {
        return sectors.get(session, viewer, code).chain(sector -> partnerships
                .countByState(session, viewer, code)
                .chain(counts -> partnerships
                        .ofSector(session, viewer, code, false, limit)
                        .chain(found -> partnerships
                                .ofSector(session, viewer, code, true, limit)
                                .chain(expected -> statements(session, viewer, code, limit)
                                        .map(said -> new Own(
                                                sector,
                                                counts,
                                                found,
                                                expected,
                                                said.sourcing(),
                                                said.ranks(),
                                                said.complementarities(),
                                                said.claims()))))));
    }

    private record Statements(
            List<SourcingView> sourcing,
            List<RankView> ranks,
            List<ComplementarityView> complementarities,
            List<ClaimView> claims) {}

    private Uni<Statements> statements(Mutiny.Session session, Viewer viewer, String code, int limit) {
        ClaimFilter everyMood = new ClaimFilter(null, null, List.of(Modality.values()), code, null);
        return sourcing.ofSector(session, viewer, code, limit).chain(sourced -> rankings.ofSector(
                        session, viewer, code, limit)
                .chain(ranks -> complementarities
                        .ofSector(session, viewer, code, limit)
                        .chain(strengths -> claims.list(session, viewer, everyMood, new PageRequest(limit, null), false)
                                .map(said -> new Statements(sourced, ranks, strengths, said.data())))));
    }

    private static CockpitView view(Own own, List<Part> parts, int limit) {
        Map<String, SourceState> states = new LinkedHashMap<>();
        Map<String, Map<String, List<JsonNode>>> lists = new LinkedHashMap<>();
        for (Part part : parts) {
            states.put(part.source(), part.state());
            if (part.lists() != null) {
                lists.put(part.source(), trim(part.lists(), limit));
            }
        }
        return new CockpitView(
                own.sector(),
                own.byState(),
                own.partnerships(),
                own.expected(),
                own.sourcing(),
                own.ranks(),
                own.complementarities(),
                own.claims(),
                lists.get("trade"),
                lists.get("investment"),
                lists.get("policy"),
                states);
    }

    private static Map<String, List<JsonNode>> trim(Map<String, List<JsonNode>> lists, int limit) {
        Map<String, List<JsonNode>> trimmed = new LinkedHashMap<>();
        lists.forEach((name, entries) -> trimmed.put(name, entries.subList(0, Math.min(limit, entries.size()))));
        return trimmed;
    }
}
