package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Writes the JSON Schema (2020-12) of an event type's data. */
final class Schemas {
    private static final Set<String> TEXTS = Set.of(
            "state",
            "previousState",
            "previousSeverity",
            "previousAdoption",
            "severity",
            "adoption",
            "modality",
            "direction",
            "type",
            "kind",
            "class",
            "code",
            "level",
            "side",
            "onSide",
            "frequency",
            "dataflow",
            "source",
            "firstPeriod",
            "lastPeriod",
            "inserted",
            "revised",
            "revisedAt",
            "reason");
    private static final Set<String> LISTS = Set.of("sectors", "changed", "reporters", "kinds");

    ObjectNode of(EventCatalogue.EventType type, String id) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", id);
        schema.put("title", type.titles().get("en"));
        schema.put("description", type.otherTitles());
        body(schema, type);
        return schema;
    }

    /** Type, required members and properties, without what makes a document of its own. */
    static void body(ObjectNode schema, EventCatalogue.EventType type) {
        schema.put("type", "object");
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        switch (type.kind()) {
            case "record" -> {
                require(schema, "urn", "title");
                record(properties);
            }
            case "claim" -> {
                require(schema, "urn");
                properties.set("urn", urn());
            }
            case "digest" -> {
                require(schema, "subscription", "firstSubseq", "lastSubseq", "count", "chainBefore", "chain", "gaps");
                digest(properties);
            }
            default -> {
                require(schema, "message");
                properties.set("message", text());
            }
        }
        type.fields().forEach(field -> properties.set(field, field(field)));
        schema.set("properties", properties);
    }

    private static void require(ObjectNode schema, String... names) {
        List.of(names).forEach(schema.withArray("required")::add);
    }

    private static void record(ObjectNode properties) {
        properties.set("urn", urn());
        properties.set("displayId", text());
        ObjectNode title = properties.putObject("title");
        title.put("type", "object").put("minProperties", 1);
        ObjectNode language = title.putObject("additionalProperties");
        language.put("type", "object");
        require(language, "text", "status");
        ObjectNode members = language.putObject("properties");
        members.set("text", text());
        members.putObject("status")
                .putArray("enum")
                .add("ORIGINAL")
                .add("OFFICIAL")
                .add("WORKING")
                .add("MACHINE");
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
        require(gap, "subseq", "hash", "reason");
    }

    private static ObjectNode field(String name) {
        if (TEXTS.contains(name)) {
            return JsonNodeFactory.instance.objectNode().set("type", typeOrNull("string"));
        }
        if (LISTS.contains(name)) {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            list.set("type", typeOrNull("array"));
            list.set("items", text());
            return list;
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode typeOrNull(String type) {
        return JsonNodeFactory.instance.arrayNode().add(type).add("null");
    }

    private static ObjectNode text() {
        return JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    private static ObjectNode urn() {
        return text().put("pattern", "^urn:ckep:[a-z0-9-]+:[0-9a-f-]{36}$");
    }
}
