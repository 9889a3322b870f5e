package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.portal.platform.Answer;

/**
 * Everything about one sector, as far as its sources answered.
 *
 * @param code the sector's code
 * @param name its name in the visitor's language
 * @param unavailable true where not even the sector itself could be asked
 * @param missing the sources whose part is absent or older
 */
record SectorPage(
        String code,
        String name,
        boolean unavailable,
        List<MissingPart> missing,
        List<StatementRow> statements,
        List<SeriesChart> series,
        List<Strengths> complementarities,
        List<PartnershipRow> partnerships,
        List<SourcingRow> sourcing,
        List<ShareRow> capacityShares,
        List<ProjectsPage.Row> projects,
        List<MilestonesPage.Row> milestones,
        List<ChallengeRow> challenges,
        List<MeasureRow> measures) {
    private static final int MILLION_DIGITS = 6;

    /**
     * A source whose part is not current.
     *
     * @param source its name in the visitor's language
     * @param stale true where an older answer stands in
     * @param ageSeconds age of that answer, 0 where there is none
     */
    record MissingPart(String source, boolean stale, long ageSeconds) {}

    /**
     * A trade series.
     *
     * @param title what is traded, from where to where
     * @param origin who reported it, from which source and how it is valued
     */
    record SeriesChart(String title, String origin, List<Point> points) {}

    /** One figure, in million US dollars. */
    record Point(String period, BigDecimal value) {}

    /** What one side is good at. */
    record Strengths(String side, String strengths, String modality) {}

    /** A partnership. */
    record PartnershipRow(String title, String kind, String state, String parties, String modality) {}

    /** Who buys which material from where. */
    record SourcingRow(String material, String hs, String origin, String adoption, String modality) {}

    /** A site's share of a larger production. */
    record ShareRow(String site, String share, String of, String period, String modality) {}

    /** A challenge. */
    record ChallengeRow(String title, String kinds) {}

    /** A measure. */
    record MeasureRow(String title, String kind, String issuer) {}

    static SectorPage of(String code, Answer answer, Json json) {
        JsonNode cockpit = answer.content();
        JsonNode sector = cockpit.path("sector");
        JsonNode trade = cockpit.path("trade");
        JsonNode investment = cockpit.path("investment");
        JsonNode policy = cockpit.path("policy");
        String name = json.text(sector.path("name"));
        return new SectorPage(
                code,
                name.isEmpty() ? code : name,
                answer.isUnavailable(),
                missing(cockpit.path("parts"), json),
                statements(trade.path("claims"), cockpit.path("claims"), json),
                Answer.elements(trade.path("series"), series -> chart(series, json)),
                Answer.elements(
                        cockpit.path("complementarities"),
                        one -> new Strengths(
                                json.label("side", one.path("side")),
                                Answer.elements(one.path("strengths"), json::text).stream()
                                        .collect(Collectors.joining("; ")),
                                json.label("modality", one.path("modality")))),
                partnerships(cockpit, json),
                Answer.elements(
                        cockpit.path("sourcing"),
                        one -> new SourcingRow(
                                json.text(one.path("material")),
                                one.path("hs").asText(""),
                                json.label("side", one.path("originCountry")),
                                json.label("adoption", one.path("adoption")),
                                json.label("modality", one.path("modality")))),
                Answer.elements(
                        investment.path("capacityShares"),
                        one -> new ShareRow(
                                json.text(one.path("site").path("title")),
                                json.quantity(one.path("share")),
                                json.text(one.path("denominator")),
                                Json.date(one.path("period")),
                                json.label("modality", one.path("modality")))),
                Answer.elements(investment.path("projects"), project -> ProjectsPage.Row.of(project, json)),
                Answer.elements(policy.path("milestones"), milestone -> MilestonesPage.Row.of(milestone, json)),
                Answer.elements(
                        policy.path("challenges"),
                        one -> new ChallengeRow(
                                json.text(one.path("title")),
                                Answer.elements(one.path("kinds"), kind -> json.label("challenge-kind", kind)).stream()
                                        .collect(Collectors.joining(", ")))),
                Answer.elements(
                        policy.path("measures"),
                        one -> new MeasureRow(
                                json.text(one.path("title")),
                                json.label("measure-kind", one.path("kind")),
                                one.path("issuer").asText(""))));
    }

    private static List<MissingPart> missing(JsonNode parts, Json json) {
        List<MissingPart> missing = new ArrayList<>();
        parts.properties().forEach(part -> {
            String state = part.getValue().path("state").asText();
            if (!"ok".equals(state)) {
                missing.add(new MissingPart(
                        json.label("source", part.getKey()),
                        "stale".equals(state),
                        part.getValue().path("ageSeconds").asLong()));
            }
        });
        return missing;
    }

    private static List<StatementRow> statements(JsonNode ofTrade, JsonNode ofPartnerships, Json json) {
        return Stream.of(ofTrade, ofPartnerships)
                .flatMap(claims -> Answer.elements(claims, claim -> StatementRow.of(claim, json)).stream())
                .toList();
    }

    /** Those in being first, then those that are only expected; the state says which is which. */
    private static List<PartnershipRow> partnerships(JsonNode cockpit, Json json) {
        return Stream.of(cockpit.path("partnerships"), cockpit.path("expectedPartnerships"))
                .flatMap(list -> Answer.elements(list, one -> partnership(one, json)).stream())
                .toList();
    }

    private static PartnershipRow partnership(JsonNode partnership, Json json) {
        String parties = Answer.elements(partnership.path("parties"), party -> json.party(party)).stream()
                .collect(Collectors.joining(" – "));
        return new PartnershipRow(
                json.text(partnership.path("title")),
                json.label("partnership-kind", partnership.path("kind")),
                json.label("partnership-state", partnership.path("state")),
                parties,
                json.label("modality", partnership.path("modality")));
    }

    private static SeriesChart chart(JsonNode series, Json json) {
        return new SeriesChart(
                String.join(
                        " · ",
                        json.text(series.path("commodity").path("names")),
                        json.text(series.path("reporter").path("names")) + " → "
                                + json.text(series.path("partner").path("names"))),
                String.join(
                        ", ",
                        json.text(series.path("flow").path("names")),
                        series.path("source").asText(""),
                        series.path("valuation").asText("")),
                Answer.elements(
                        series.path("observations"),
                        point -> new Point(
                                point.path("period").asText(),
                                new BigDecimal(point.path("value").asText("0"))
                                        .movePointLeft(MILLION_DIGITS)
                                        .setScale(1, RoundingMode.HALF_UP))));
    }
}
