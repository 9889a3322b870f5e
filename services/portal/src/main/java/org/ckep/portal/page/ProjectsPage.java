package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The list of projects.
 *
 * @param rows one row per project
 * @param states the filter by state
 * @param sectors the filter by sector
 * @param nextAddress address of the next page, null on the last one
 * @param unavailable true where the register could not be asked
 */
record ProjectsPage(
        List<Row> rows,
        List<Choice> states,
        List<Choice> sectors,
        @Nullable String nextAddress,
        boolean unavailable) {

    /** States a project may be in, in the order of its life. */
    static final List<String> STATES = List.of(
            "PROSPECT",
            "ANNOUNCED",
            "FILED",
            "APPROVED",
            "COMMITTED",
            "UNDER_CONSTRUCTION",
            "COMMISSIONING",
            "OPERATIONAL",
            "PARTIALLY_CLOSED",
            "COMPLETED",
            "SUSPENDED",
            "WINDING_DOWN",
            "CLOSED",
            "CANCELLED",
            "WITHDRAWN");

    /** One project. */
    record Row(
            String displayId,
            String title,
            String state,
            String type,
            String direction,
            String sectors,
            String modality,
            String standing) {
        static Row of(JsonNode project, Json json) {
            return new Row(
                    project.path("displayId").asText(),
                    json.text(project.path("title")),
                    json.label("project-state", project.path("state")),
                    json.label("project-type", project.path("type")),
                    json.label("direction", project.path("direction")),
                    Sectors.codes(project.path("sectors")),
                    json.label("modality", project.path("modality")),
                    json.label("stewardship", project.path("stewardship")));
        }
    }

    static ProjectsPage of(
            Answer projects, Answer sectors, @Nullable String state, @Nullable String sector, Json json) {
        String next = projects.next();
        return new ProjectsPage(
                projects.list(project -> Row.of(project, json)),
                Choice.ofCodes(STATES, "project-state", state, json),
                sectors.list(one -> Choice.of(one.path("code").asText(), json.text(one.path("name")), sector)),
                next == null ? null : Addresses.next("/projects", next, "state", state, "sector", sector),
                projects.isUnavailable());
    }
}
