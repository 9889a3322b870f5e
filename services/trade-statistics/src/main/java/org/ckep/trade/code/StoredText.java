package org.ckep.trade.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.ckep.kernel.value.LocalizedText;

/** Texts as the tables hold them, in JSON. All of it was written by us, so that what cannot be read is a fault of ours. */
public final class StoredText {
    private StoredText() {}

    /** Reads a text. */
    public static LocalizedText read(ObjectMapper json, String written) {
        try {
            return json.readValue(written, LocalizedText.class);
        } catch (JsonProcessingException writtenByUs) {
            throw new IllegalStateException(writtenByUs);
        }
    }

    /** Writes a text. */
    public static String write(ObjectMapper json, LocalizedText text) {
        try {
            return json.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
