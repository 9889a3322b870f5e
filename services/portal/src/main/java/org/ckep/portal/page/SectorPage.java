package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Stated;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * Everything about one sector, as far as its sources answered.
 *
 * @param name its name in the visitor's language
 * @param growthArea true for a new growth area
 * @param unavailable true where not even the sector itself could be asked
 * @param missing the sources whose part is absent or older
 * @param origins every source that the page rests on, once
 */
record SectorPage(
        Text name,
        boolean growthArea,
        boolean unavailable,
        List<MissingPart> missing,
        List<StatementRow> statements,
        List<CommodityTrade> trade,
        List<Strengths> complementarities,
        List<PartnershipRow> partnerships,
        List<SourcingRow> sourcing,
        List<RankRow> ranks,
        List<ShareRow> capacityShares,
        List<ProjectRow> projects,
        List<MilestoneRow> milestones,
        List<EngagementRow> engagements,
        List<ChallengeRow> challenges,
        List<MeasureRow> measures,
        List<Origin> origins) {

    /**
     * A source whose part is not current.
     *
     * @param code its name in the answer
     * @param source its name in the visitor's language
     * @param stale true where an older answer stands in
     * @param ageSeconds age of that answer, 0 where there is none
     */
    record MissingPart(String code, String source, boolean stale, long ageSeconds) {
        public long minutes() {
            return ageSeconds / 60;
        }
    }

    /** What one side is good at. */
    record Strengths(String side, List<Text> strengths, String modality, List<Origin> sources) {}

    /** A partnership. */
    record PartnershipRow(
            Text title,
            String kind,
            String state,
            List<Text> parties,
            String modality,
            String lock,
            List<Origin> sources) {}

    /** Who buys which material from where. */
    record SourcingRow(
            Text buyer,
            Text material,
            String hs,
            String origin,
            List<Text> suppliers,
            String adoption,
            String modality,
            List<Origin> sources) {}

    /** Where an organisation is said to stand. */
    record RankRow(Text organisation, Text metric, Stated place, String modality, List<Origin> sources) {}

    /**
     * A site's share of a larger production.
     *
     * @param plain the share in percent for a chart, empty where it is no single number
     */
    record ShareRow(
            Text site, String share, String plain, Text of, String period, String modality, List<Origin> sources) {}

    /** A challenge. */
    record ChallengeRow(Text title, List<String> kinds, List<Origin> sources) {}

    /** A measure. */
    record MeasureRow(Text title, String kind, String issuer, String state, List<Origin> sources) {}

    /** The lists without any entry, by the keys of their headings: only a source that answered can have nothing. */
    public List<String> nothingRecordedOn() {
        Map<String, List<?>> lists = new LinkedHashMap<>();
        if (isAnswered("trade")) {
            lists.put("statements", statements);
            lists.put("trade_series", trade);
        }
        lists.put("complementarity", complementarities);
        lists.put("partnerships", partnerships);
        lists.put("sourcing", sourcing);
        lists.put("ranks", ranks);
        if (isAnswered("investment")) {
            lists.put("capacity_shares", capacityShares);
            lists.put("projects", projects);
        }
        if (isAnswered("policy")) {
            lists.put("milestones", milestones);
            lists.put("engagements", engagements);
            lists.put("challenges", challenges);
            lists.put("measures", measures);
        }
        return lists.entrySet().stream()
                .filter(list -> list.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isAnswered(String source) {
        return missing.stream().noneMatch(part -> part.code().equals(source) && !part.stale());
    }

    /** True where at least one share is a number that a chart can show. */
    public boolean isConcentrationDrawn() {
        return capacityShares.stream().anyMatch(share -> !share.plain().isEmpty());
    }

    static SectorPage of(String code, Answer answer, Origins origins, Wording words) {
        JsonNode cockpit = answer.content();
        JsonNode investment = cockpit.path("investment");
        JsonNode policy = cockpit.path("policy");
        Text name = words.text(cockpit.path("sector").path("name"));
        SectorRows rows = new SectorRows(origins, words);
        return new SectorPage(
                name.isEmpty() ? words.sector(code) : name,
                cockpit.path("sector").path("growthArea").asBoolean(),
                answer.isUnavailable(),
                missing(cockpit.path("parts"), words),
                both(cockpit.path("trade").path("claims"), cockpit.path("claims"))
                        .map(claim -> StatementRow.of(claim, words))
                        .toList(),
                CommodityTrade.listOf(cockpit.path("trade").path("series"), words),
                Answer.elements(cockpit.path("complementarities"), rows::strengths),
                both(cockpit.path("partnerships"), cockpit.path("expectedPartnerships"))
                        .map(rows::partnership)
                        .toList(),
                Answer.elements(cockpit.path("sourcing"), rows::sourcing),
                Answer.elements(cockpit.path("ranks"), rows::rank),
                Answer.elements(investment.path("capacityShares"), rows::share),
                Answer.elements(investment.path("projects"), project -> ProjectRow.of(project, words)),
                Answer.elements(policy.path("milestones"), milestone -> MilestoneRow.of(milestone, words)),
                Answer.elements(policy.path("engagements"), engagement -> EngagementRow.of(engagement, words)),
                Answer.elements(policy.path("challenges"), rows::challenge),
                Answer.elements(policy.path("measures"), rows::measure),
                Origins.distinct(Stream.of(cockpit, investment, policy).flatMap(part -> origins.under(part).stream())));
    }

    private static Stream<JsonNode> both(JsonNode first, JsonNode second) {
        return Stream.of(first, second).flatMap(list -> Answer.elements(list, one -> one).stream());
    }

    private static List<MissingPart> missing(JsonNode parts, Wording words) {
        List<MissingPart> missing = new ArrayList<>();
        parts.properties().forEach(part -> {
            String state = part.getValue().path("state").asText();
            if (!"ok".equals(state)) {
                missing.add(new MissingPart(
                        part.getKey(),
                        words.label("source", part.getKey()),
                        "stale".equals(state),
                        part.getValue().path("ageSeconds").asLong()));
            }
        });
        return List.copyOf(missing);
    }
}
