package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.wording.Wording;

/** Who may read a record. */
final class Standing {
    private Standing() {}

    /** Who may read it, empty where everybody may: what is not public is marked wherever it stands. */
    static String lock(JsonNode record, Wording words) {
        String level = record.path("classification").asText("PUBLIC");
        return level.equals("PUBLIC") ? "" : words.label("classification", level);
    }
}
