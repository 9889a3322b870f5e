package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * The first page: how large the trade is by either side's count, what is said about it, what is being built, who met.
 *
 * @param trade the trade as both sides report it
 * @param statements what is claimed about the trade
 * @param origins the sources of the statements
 * @param pipeline numbers of projects by state
 * @param projectsTotal number of projects, each counted once; 0 where the register could not be asked
 * @param engagements visits and meetings
 * @param sectors links to the sectors' pages
 */
record OverviewPage(
        BilateralTrade trade,
        Part<StatementRow> statements,
        List<Origin> origins,
        Part<StateCount> pipeline,
        long projectsTotal,
        Part<EngagementRow> engagements,
        Part<SectorLink> sectors) {

    /** The projects in one state that the visitor may see; one of several sectors counts in each of them. */
    record StateCount(String code, String state, long count) {}

    /** A link to a sector's page. */
    record SectorLink(String code, Text name, boolean growthArea) {}

    /** True where the states add up to more than the projects: some stand in several sectors. */
    public boolean isCountedBySector() {
        return pipeline.rows().stream().mapToLong(StateCount::count).sum() > projectsTotal;
    }

    static OverviewPage of(
            Answer totals, Answer claims, Answer pipeline, Answer engagements, Answer sectors, Wording words) {
        Part<StatementRow> statements = new Part<>(StatementRow.ordered(claims, words), claims.isUnavailable());
        return new OverviewPage(
                BilateralTrade.of(totals, words),
                statements,
                Origins.distinct(statements.rows().stream().flatMap(row -> row.sources().stream())),
                counts(pipeline, words),
                pipeline.content().path("total").asLong(),
                Part.of(engagements, engagement -> EngagementRow.of(engagement, words)),
                Part.of(sectors, sector -> link(sector, words)));
    }

    private static SectorLink link(JsonNode sector, Wording words) {
        return new SectorLink(
                sector.path("code").asText(),
                words.text(sector.path("name")),
                sector.path("growthArea").asBoolean());
    }

    /** The pipeline counts by state × sector × direction; the overview needs the state alone, in the order of its life. */
    private static Part<StateCount> counts(Answer pipeline, Wording words) {
        List<StateCount> counts = ProjectRow.STATES.stream()
                .map(state -> new StateCount(
                        state,
                        words.label("project-state", state),
                        count(pipeline.content().path("data"), state)))
                .filter(count -> count.count() > 0)
                .toList();
        return new Part<>(counts, pipeline.isUnavailable());
    }

    private static long count(JsonNode cells, String state) {
        return Answer.elements(cells, cell -> cell).stream()
                .filter(cell -> state.equals(cell.path("state").asText()))
                .mapToLong(cell -> cell.path("count").asLong())
                .sum();
    }
}
