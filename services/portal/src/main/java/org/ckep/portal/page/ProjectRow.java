package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A project in a list.
 *
 * @param address its page
 * @param stateCode code of the state, for its mark
 * @param lock who may read it, empty where everybody may
 */
public record ProjectRow(
        String address,
        String displayId,
        Text title,
        String stateCode,
        String state,
        String type,
        String direction,
        List<Text> sectors,
        String modality,
        String standing,
        String lock) {

    /** States a project may be in, in the order of its life. */
    public static final List<String> STATES = List.of(
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

    public static ProjectRow of(JsonNode project, Wording words) {
        return new ProjectRow(
                Addresses.ofRecord("/projects/", project),
                project.path("displayId").asText(),
                words.text(project.path("title")),
                project.path("state").asText(),
                words.label("project-state", project.path("state")),
                words.label("project-type", project.path("type")),
                words.label("direction", project.path("direction")),
                words.sectors(project.path("sectors")),
                words.label("modality", project.path("modality")),
                words.label("stewardship", project.path("stewardship")),
                Standing.lock(project, words));
    }
}
