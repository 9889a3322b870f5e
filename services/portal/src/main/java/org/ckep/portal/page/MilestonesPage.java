package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The list of milestones.
 *
 * @param rows one row per milestone
 * @param states the filter by state
 * @param nextAddress address of the next page, null on the last one
 * @param unavailable true where the register could not be asked
 */
record MilestonesPage(
        List<Row> rows, List<Choice> states, @Nullable String nextAddress, boolean unavailable) {

    /** States a milestone may be in, in the order of its life. */
    private static final List<String> STATES = List.of(
            "DRAFT", "PROPOSED", "AGREED", "IN_PROGRESS", "PARTIALLY_MET", "MET", "MISSED", "CANCELLED", "SUPERSEDED");

    /** One milestone. */
    record Row(
            String displayId, String title, String state, String owner, String due, String sectors, String standing) {
        static Row of(JsonNode milestone, Json json) {
            return new Row(
                    milestone.path("displayId").asText(),
                    json.text(milestone.path("title")),
                    json.label("milestone-state", milestone.path("state")),
                    json.label("side", milestone.path("owner")),
                    Json.date(milestone.path("due")),
                    Sectors.codes(milestone.path("sectors")),
                    json.label("stewardship", milestone.path("stewardship")));
        }
    }

    static MilestonesPage of(Answer milestones, @Nullable String state, Json json) {
        String next = milestones.next();
        return new MilestonesPage(
                milestones.list(milestone -> Row.of(milestone, json)),
                Choice.ofCodes(STATES, "milestone-state", state, json),
                next == null ? null : Addresses.next("/milestones", next, "state", state),
                milestones.isUnavailable());
    }
}
