package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.wording.Wording;

/** Why a value is not there. */
public final class Missing {
    private Missing() {}

    /** The value; where it is empty, the reason that the record gives, or empty where it gives none. */
    public static String or(String value, JsonNode record, String field, Wording words) {
        if (!value.isEmpty()) {
            return value;
        }
        JsonNode reasons = record.has("unknownReasons") ? record.path("unknownReasons") : record.path("unknown");
        return words.label("unknown", reasons.path(field));
    }
}
