package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;

/**
 * The first page: how large the trade is by either side's count, what is said about it, what is being built, who met.
 *
 * @param totals a row per year
 * @param statements what is claimed about the trade
 * @param pipeline numbers of projects by state
 * @param engagements visits and meetings
 * @param sectors links to the sectors' pages
 */
record OverviewPage(
        Part<TradeTotal> totals,
        Part<StatementRow> statements,
        Part<StateCount> pipeline,
        Part<EngagementRow> engagements,
        Part<SectorLink> sectors) {

    /** The projects in one state that the visitor may see. */
    record StateCount(String state, long count) {}

    /** A visit or meeting. */
    record EngagementRow(String title, String kind, String dates, String standing) {
        static EngagementRow of(JsonNode engagement, Json json) {
            return new EngagementRow(
                    json.text(engagement.path("title")),
                    json.label("engagement-kind", engagement.path("kind")),
                    Json.period(engagement.path("start"), engagement.path("end")),
                    json.label("stewardship", engagement.path("stewardship")));
        }
    }

    /** A link to a sector's page. */
    record SectorLink(String code, String name) {}

    static OverviewPage of(
            Answer totals, Answer claims, Answer pipeline, Answer engagements, Answer sectors, Json json) {
        return new OverviewPage(
                Part.of(totals, TradeTotal::of),
                Part.of(claims, claim -> StatementRow.of(claim, json)),
                counts(pipeline, json),
                Part.of(engagements, engagement -> EngagementRow.of(engagement, json)),
                Part.of(
                        sectors,
                        sector -> new SectorLink(sector.path("code").asText(), json.text(sector.path("name")))));
    }

    /** The pipeline counts by state × sector × direction; the overview needs the state alone, in the order of its life. */
    private static Part<StateCount> counts(Answer pipeline, Json json) {
        List<StateCount> counts = ProjectsPage.STATES.stream()
                .map(state -> new StateCount(
                        json.label("project-state", state),
                        Answer.elements(pipeline.content().path("data"), row -> row).stream()
                                .filter(row -> state.equals(row.path("state").asText()))
                                .mapToLong(row -> row.path("count").asLong())
                                .sum()))
                .filter(count -> count.count() > 0)
                .toList();
        return new Part<>(counts, pipeline.isUnavailable());
    }
}
