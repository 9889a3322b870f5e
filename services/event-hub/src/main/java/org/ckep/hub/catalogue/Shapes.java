package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How values are built, by name. What has members of its own stands in {@code event-shapes.json}; {@code []} behind a name
 * makes a list of it.
 */
final class Shapes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LIST = "[]";

    private final Map<String, Composed> composed;

    Shapes(Map<String, Composed> composed) {
        this.composed = composed;
    }

    /** The schema of a member, with what it says. */
    ObjectNode schema(Member member) {
        return schema(member.shape).put("description", member.says);
    }

    private ObjectNode schema(String shape) {
        if (shape.endsWith(LIST)) {
            return listOf(schema(shape.substring(0, shape.length() - LIST.length())));
        }
        return switch (shape) {
            case "text" -> JSON.objectNode().set("type", orNull("string"));
            case "texts" -> listOf(text());
            case "urn" -> urn();
            case "urns" -> listOf(urn());
            case "uuid" -> text().put("format", "uuid");
            case "url" -> text().put("format", "uri");
            case "hash" -> text().put("pattern", "^[A-Za-z0-9_-]{43}$");
            case "localized" -> localized();
            case "localizedTexts" -> listOf(localized());
            case "date" -> date();
            case "day" -> text().put("format", "date");
            case "instant" -> text().put("format", "date-time");
            case "whole" -> JSON.objectNode().put("type", "integer");
            case "flag" -> JSON.objectNode().put("type", "boolean");
            // As text, because it may exceed what a double holds.
            case "count" -> text().put("pattern", "^[0-9]+$");
            case "decimal" -> {
                ObjectNode number = JSON.objectNode();
                number.putArray("type").add("string").add("number");
                yield number;
            }
            default -> composed(Objects.requireNonNull(composed.get(shape), shape));
        };
    }

    private ObjectNode composed(Composed shape) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        if (shape.least != null) {
            object.put("minProperties", shape.least);
        }
        require(object, Objects.requireNonNullElse(shape.required, List.of()));
        ObjectNode properties = object.putObject("properties");
        shape.members.forEach((name, member) -> properties.set(name, schema(member)));
        return object;
    }

    private static ObjectNode text() {
        return JSON.objectNode().put("type", "string");
    }

    private static ObjectNode urn() {
        return text().put("pattern", "^urn:ckep:[a-z0-9-]+:[0-9a-f-]{36}$");
    }

    /** A text in up to three languages, each with its standing. */
    private static ObjectNode localized() {
        ObjectNode texts = JSON.objectNode().put("type", "object").put("minProperties", 1);
        ObjectNode language = texts.putObject("additionalProperties");
        language.put("type", "object");
        require(language, List.of("text", "status"));
        ObjectNode members = language.putObject("properties");
        members.set("text", text().put("description", "The text in that language."));
        members.putObject("status")
                .put("description", "How far it may be relied on.")
                .putArray("enum")
                .add("ORIGINAL")
                .add("OFFICIAL")
                .add("WORKING")
                .add("MACHINE");
        return texts;
    }

    /** A date as exactly as it is known. */
    private static ObjectNode date() {
        ObjectNode date = JSON.objectNode().put("type", "object");
        require(date, List.of("date", "precision"));
        ObjectNode members = date.putObject("properties");
        members.set("date", text().put("format", "date").put("description", "The first day that it may be."));
        members.putObject("precision")
                .put("description", "How long the time is that begins there.")
                .putArray("enum")
                .add("DAY")
                .add("MONTH")
                .add("QUARTER")
                .add("HALF")
                .add("YEAR");
        return date;
    }

    static void require(ObjectNode schema, List<String> names) {
        names.forEach(schema.withArray("required")::add);
    }

    private static ObjectNode listOf(ObjectNode items) {
        ObjectNode list = JSON.objectNode();
        list.set("type", orNull("array"));
        list.set("items", items);
        return list;
    }

    private static ArrayNode orNull(String type) {
        return JSON.arrayNode().add(type).add("null");
    }

    /**
     * A member of something.
     *
     * @param shape how its value is built
     * @param says what it says, in a sentence
     */
    record Member(String shape, String says) {}

    /**
     * A value with members.
     *
     * @param required names of those that it always has
     * @param least how many it has at least
     */
    record Composed(
            @Nullable List<String> required, @Nullable Integer least, Map<String, Member> members) {}

    /** The file of composed shapes, by name. */
    static final class ByName extends TreeMap<String, Composed> {
        private static final long serialVersionUID = 1L;
    }
}
