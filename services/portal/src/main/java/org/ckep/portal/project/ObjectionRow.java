package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * What one side no longer stands behind of what both agreed on.
 *
 * @param address its page
 * @param subject the agreed value, or the whole record
 * @param saying who disputes what, and since when if it has been raised
 * @param reason why, in each language in which that is said
 * @param raisedAt when the other side was told, empty before
 * @param closedAt when it was dropped or settled, empty while it stands
 * @param settledBy the change set that settled it, null where none did
 */
record ObjectionRow(
        String address,
        String subject,
        String side,
        String stateCode,
        String state,
        String saying,
        List<Text> reason,
        String raisedAt,
        String closedAt,
        @Nullable String settledBy) {

    /** An objection of a project, as it is listed or told beside the project. */
    static ObjectionRow of(String project, JsonNode objection, Wording words) {
        String state = objection.path("state").asText("STANDING");
        String raisedAt = words.moment(objection.path("raisedAt"));
        return new ObjectionRow(
                address(project, objection.path("urn").asText()),
                subject(objection, words),
                words.label("side", objection.path("side")),
                state,
                words.label("objection-state", state),
                saying(objection, raisedAt, words),
                Wording.inEveryLanguage(objection.path("reason")),
                raisedAt,
                words.moment(objection.path("closedAt")),
                objection.hasNonNull("settledBy")
                        ? ProjectDesk.page(project) + "/changes/"
                                + Addresses.id(objection.path("settledBy").asText())
                        : null);
    }

    /** Where an objection's page is. */
    static String address(String project, String urn) {
        return ProjectDesk.page(project) + "/objections/" + Addresses.id(urn);
    }

    /** Whose it is, and to what. */
    static String named(JsonNode objection, Wording words) {
        return words.filled("value", "named", words.label("side", objection.path("side")), subject(objection, words));
    }

    private static String subject(JsonNode objection, Wording words) {
        return objection.hasNonNull("attribute")
                ? words.label("agreed", objection.path("attribute"))
                : words.label("objection", "whole");
    }

    private static String saying(JsonNode objection, String raisedAt, Wording words) {
        String side = words.label("side", objection.path("side"));
        String what = objection.hasNonNull("attribute") ? "value" : "whole";
        return raisedAt.isEmpty() ? "" : words.filled("contest", what, side, subject(objection, words), raisedAt);
    }
}
