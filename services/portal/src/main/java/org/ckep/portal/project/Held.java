package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * What somebody holds a value to be.
 *
 * @param who both sides, or one of them
 * @param code {@code agreed}, on a record of one side {@code record}, {@code both} of a figure that both agreed on beside it, {@code cn} or {@code kr}
 * @param lines the value, empty where there is none to see
 * @param note who may read it and since when it stands, empty for the agreed value
 */
record Held(String who, String code, List<Text> lines, String note) {

    /** The figure that both sides have agreed on beside the record, with its readers; a missing node where there is none to see. */
    static JsonNode ofBoth(JsonNode project, String attribute) {
        return project.path("figures").path(attribute).path("agreed");
    }

    /** The agreed value and both sides' figures beside it; on a record of one side its value and that side's figure. */
    static List<Held> of(JsonNode project, JsonNode agreed, String attribute, AgreedValues values) {
        Wording words = values.words();
        List<Held> held = new ArrayList<>();
        // The other side has no figure on what one side stands behind alone.
        boolean keptByBoth = !Set.of("UNILATERAL", "SHARED")
                .contains(project.path("stewardship").asText());
        String recorded = keptByBoth ? "agreed" : "record";
        held.add(
                new Held(words.label("held", recorded), recorded, values.lines(attribute, agreed.path(attribute)), ""));
        if (ProjectForm.isSided(attribute)) {
            JsonNode both = ofBoth(project, attribute);
            if (both.isObject()) {
                held.add(new Held(
                        words.label("held", "both"),
                        "both",
                        values.lines(attribute, both.path("value")),
                        note(both, words)));
            }
            for (Side side : Side.values()) {
                String code = side.name().toLowerCase(Locale.ROOT);
                JsonNode figure = project.path("figures").path(attribute).path(code);
                if (!keptByBoth && figure.isMissingNode()) {
                    continue;
                }
                held.add(new Held(
                        words.label("held", code),
                        code,
                        values.lines(attribute, figure.path("value")),
                        note(figure, words)));
            }
        }
        return List.copyOf(held);
    }

    private static String note(JsonNode figure, Wording words) {
        return figure.isMissingNode()
                ? ""
                : words.filled(
                        "held",
                        "note",
                        words.label("classification", figure.path("classification")),
                        words.moment(figure.path("recordedAt")));
    }
}
