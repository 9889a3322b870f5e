package org.ckep.hub.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.value.Language;

/** What an owner can do about the reason of a notice, in three languages; from {@code advice.json}. */
final class Advice {
    private static final String FOR_ALL_OTHERS = "other";

    private final Map<String, Map<Language, String>> texts;

    Advice(ObjectMapper json) {
        try (InputStream file = Objects.requireNonNull(Advice.class.getResourceAsStream("advice.json"))) {
            texts = json.readValue(file, new TypeReference<>() {});
        } catch (IOException unreadable) {
            throw new IllegalStateException("advice.json cannot be read", unreadable);
        }
    }

    /**
     * The texts by language, each with its standing.
     *
     * @param reason a word that may go on with a colon and what is particular about it
     */
    ObjectNode about(String reason) {
        Map<Language, String> own = texts.get(reason.split(":", 2)[0]);
        Map<Language, String> languages =
                own == null ? Objects.requireNonNull(texts.get(FOR_ALL_OTHERS), FOR_ALL_OTHERS) : own;
        ObjectNode advice = JsonNodeFactory.instance.objectNode();
        languages.forEach((language, text) -> advice.putObject(language.tag())
                .put("text", text)
                .put("status", language == Language.EN ? "ORIGINAL" : "WORKING"));
        return advice;
    }
}
