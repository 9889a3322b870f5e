package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.ckep.partnerships.complementarity.ComplementarityView;
import org.ckep.partnerships.partnership.PartnershipView;
import org.ckep.partnerships.ranking.RankView;
import org.ckep.partnerships.sector.SectorView;
import org.ckep.partnerships.sourcing.SourcingView;
import org.ckep.records.ClaimView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one sector that the viewer may see. Each entry says in its {@code modality} in which mood it is told.
 *
 * @param sector the sector
 * @param partnershipsByState how many partnerships are in each state; what is only expected is not counted
 * @param partnerships partnerships, newest first, without those that are only expected
 * @param expectedPartnerships partnerships that commentary or press only expects
 * @param sourcing who takes which material from where
 * @param ranks where organisations are said to stand
 * @param complementarities what each side is said to be strong in, opinions included
 * @param claims what is said of the sector, opinions and expectations included
 * @param trade claims and trade series, from trade-statistics; absent where that has nothing to show now
 * @param investment projects, sites and capacity shares, from investment-projects; absent likewise
 * @param policy milestones, challenges, measures and engagements, from policy-milestones; absent likewise
 * @param parts how fresh the answers of the other services are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SectorCockpit")
record CockpitView(
        SectorView sector,
        Map<String, Long> partnershipsByState,
        List<PartnershipView> partnerships,
        List<PartnershipView> expectedPartnerships,
        List<SourcingView> sourcing,
        List<RankView> ranks,
        List<ComplementarityView> complementarities,
        List<ClaimView> claims,
        @Nullable @Schema(implementation = Object.class) Map<String, List<JsonNode>> trade,
        @Nullable @Schema(implementation = Object.class) Map<String, List<JsonNode>> investment,
        @Nullable @Schema(implementation = Object.class) Map<String, List<JsonNode>> policy,
        Map<String, SourceState> parts) {}
