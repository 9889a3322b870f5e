package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ckep.kernel.value.Language;

/** Writes the JSON Schema (2020-12) of an event type's data. */
final class Schemas {
    private Schemas() {}

    static ObjectNode of(EventCatalogue.EventType type, String id) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", id);
        schema.put("title", type.title().best(Language.EN));
        schema.put("description", type.otherTitles());
        body(schema, type);
        schema.putArray("examples").add(Examples.data(type));
        return schema;
    }

    /** Type, required members and properties, without what makes a document of its own. */
    static void body(ObjectNode schema, EventCatalogue.EventType type) {
        schema.put("type", "object");
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        switch (type.kind()) {
            case "record" -> {
                EventField.require(schema, "urn", "title");
                properties.set("urn", EventField.urn());
                properties.set("displayId", EventField.text());
                properties.set("title", EventField.localized());
            }
            case "claim" -> {
                EventField.require(schema, "urn");
                properties.set("urn", EventField.urn());
            }
            case "digest" -> {
                EventField.require(
                        schema, "subscription", "firstSubseq", "lastSubseq", "count", "chainBefore", "chain", "gaps");
                digest(properties);
            }
            case "notice" -> {
                EventField.require(schema, "subscription", "reason", "since", "advice");
                properties.putObject("subscription").put("type", "string").put("format", "uuid");
                properties.set("reason", EventField.text());
                properties.set("since", EventField.text().put("format", "date-time"));
                properties.set("advice", EventField.localized());
            }
            default -> {
                EventField.require(schema, "message");
                properties.set("message", EventField.text());
            }
        }
        type.fields().forEach(field -> properties.set(field.name(), field.schema()));
        schema.set("properties", properties);
    }

    private static void digest(ObjectNode properties) {
        properties.putObject("subscription").put("type", "string").put("format", "uuid");
        for (String number : List.of("firstSubseq", "lastSubseq", "count")) {
            properties.putObject(number).put("type", "string").put("pattern", "^[0-9]+$");
        }
        for (String value : List.of("chainBefore", "chain")) {
            properties.putObject(value).put("type", "string").put("pattern", "^[A-Za-z0-9_-]{43}$");
        }
        ObjectNode gap = properties.putObject("gaps").put("type", "array").putObject("items");
        gap.put("type", "object");
        EventField.require(gap, "subseq", "hash", "reason");
    }
}
