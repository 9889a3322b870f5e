package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * A milestone in a list.
 *
 * @param address its page
 * @param stateCode code of the state, for its mark
 * @param flags what is computed of it, such as that it is overdue
 * @param lock who may read it, empty where everybody may
 */
record MilestoneRow(
        String address,
        String displayId,
        Text title,
        String type,
        String stateCode,
        String state,
        List<String> flags,
        String owner,
        String due,
        List<Text> sectors,
        String standing,
        String lock) {

    /** States a milestone may be in, in the order of its life. */
    static final List<String> STATES = List.of(
            "DRAFT", "PROPOSED", "AGREED", "IN_PROGRESS", "PARTIALLY_MET", "MET", "MISSED", "CANCELLED", "SUPERSEDED");

    static MilestoneRow of(JsonNode milestone, Wording words) {
        return new MilestoneRow(
                Addresses.ofRecord("/milestones/", milestone),
                milestone.path("displayId").asText(),
                words.text(milestone.path("title")),
                words.label("milestone-type", milestone.path("type")),
                milestone.path("state").asText(),
                words.label("milestone-state", milestone.path("state")),
                Answer.elements(milestone.path("flags"), flag -> words.label("milestone-flag", flag)),
                Missing.or(words.label("side", milestone.path("owner")), milestone, "owner", words),
                Missing.or(words.date(milestone.path("due")), milestone, "due", words),
                words.sectors(milestone.path("sectors")),
                words.label("stewardship", milestone.path("stewardship")),
                Standing.lock(milestone, words));
    }
}
