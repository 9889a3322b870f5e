package org.ckep.hub.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event as filters see it: its context attributes by name, and its data. */
public final class FilterEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode event;

    private FilterEvent(JsonNode event) {
        this.event = event;
    }

    /** The event of a stored body. */
    public static FilterEvent of(byte[] body) {
        try {
            return new FilterEvent(JSON.readTree(body));
        } catch (IOException impossible) {
            throw new IllegalStateException("a stored event is not JSON", impossible);
        }
    }

    /**
     * The value of a context attribute: text, truth value or 32-bit number; null where the event does not carry it.
     *
     * @param name in any case
     */
    public @Nullable Object attribute(String name) {
        String attribute = name.toLowerCase(Locale.ROOT);
        JsonNode value = attribute.equals("data") || attribute.equals("data_base64") ? null : event.get(attribute);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isInt() ? (Object) value.intValue() : value.asText();
    }

    /** The value of a context attribute as text, null where the event does not carry it. */
    public @Nullable String text(String name) {
        Object value = attribute(name);
        return value == null ? null : value.toString();
    }

    /** The data, missing where there is none or where it is not JSON. */
    public JsonNode data() {
        JsonNode data = event.get("data");
        return data == null ? MissingNode.getInstance() : data;
    }
}
