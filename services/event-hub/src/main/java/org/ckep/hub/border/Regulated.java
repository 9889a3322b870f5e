package org.ckep.hub.border;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an event asks of those who get it: an undertaking for each name in its attributes {@value #REGULATION} and
 * {@value #CATEGORY}, which separate several by commas.
 */
public final class Regulated {
    public static final String REGULATION = "dataregulation";
    public static final String CATEGORY = "datacategory";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Regulated() {}

    /** By the attributes; null for one that the event lacks. */
    public static Set<String> by(@Nullable String regulation, @Nullable String category) {
        SortedSet<String> names = new TreeSet<>();
        add(names, regulation);
        add(names, category);
        return names;
    }

    private static void add(Set<String> names, @Nullable String list) {
        if (list != null) {
            for (String name : list.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
    }

    /** By the stored body of an event. Nearly none asks for anything, so only one that may is parsed. */
    public static Set<String> by(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (!text.contains("\"" + REGULATION + "\":") && !text.contains("\"" + CATEGORY + "\":")) {
            return Set.of();
        }
        try {
            JsonNode event = JSON.readTree(body);
            return by(event.path(REGULATION).textValue(), event.path(CATEGORY).textValue());
        } catch (IOException impossible) {
            throw new IllegalStateException("a stored event is not JSON", impossible);
        }
    }
}
