package org.ckep.hub.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * A member of an event's data.
 *
 * @param example a value that it may have
 */
record EventField(String name, Shape shape, JsonNode example) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode schema() {
        return shape.schema();
    }

    static ObjectNode text() {
        return JSON.objectNode().put("type", "string");
    }

    static ObjectNode urn() {
        return text().put("pattern", "^urn:ckep:[a-z0-9-]+:[0-9a-f-]{36}$");
    }

    /** A text in up to three languages, each with its standing. */
    static ObjectNode localized() {
        ObjectNode texts = JSON.objectNode().put("type", "object").put("minProperties", 1);
        ObjectNode language = texts.putObject("additionalProperties");
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
        return texts;
    }

    static void require(ObjectNode schema, String... names) {
        List.of(names).forEach(schema.withArray("required")::add);
    }

    private static ObjectNode listOf(ObjectNode items) {
        ObjectNode list = JSON.objectNode();
        list.set("type", orNull("array"));
        list.set("items", items);
        return list;
    }

    private static ObjectNode object(String required) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        require(object, required);
        return object;
    }

    private static ArrayNode orNull(String type) {
        return JSON.arrayNode().add(type).add("null");
    }

    /** How a value is built. */
    enum Shape {
        TEXT,
        TEXTS,
        URN,
        URNS,
        /** A text in several languages. */
        LOCALIZED,
        LOCALIZED_TEXTS,
        /** A date as exactly as it is known. */
        DATE,
        /** A day of the calendar. */
        DAY,
        INSTANT,
        WHOLE,
        FLAG,
        /** A whole number as text, because it may exceed what a double holds. */
        COUNT,
        DECIMAL,
        /** A number as its source states it, exact or not. */
        QUANTITY,
        MONEY,
        /** A party by its URN, or what is known of one without a name. */
        ORGANISATION,
        PLACE,
        /** Something with members that differ. */
        OBJECT,
        OBJECTS;

        @JsonCreator
        static Shape of(String word) {
            return valueOf(word.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
        }

        ObjectNode schema() {
            return switch (this) {
                case TEXT -> JSON.objectNode().set("type", orNull("string"));
                case TEXTS -> listOf(text());
                case URN -> urn();
                case URNS -> listOf(urn());
                case LOCALIZED -> localized();
                case LOCALIZED_TEXTS -> listOf(localized());
                case DATE -> {
                    ObjectNode date = object("date");
                    require(date, "precision");
                    ObjectNode members = date.putObject("properties");
                    members.set("date", text().put("format", "date"));
                    members.putObject("precision")
                            .putArray("enum")
                            .add("DAY")
                            .add("MONTH")
                            .add("QUARTER")
                            .add("HALF")
                            .add("YEAR");
                    yield date;
                }
                case DAY -> text().put("format", "date");
                case INSTANT -> text().put("format", "date-time");
                case WHOLE -> JSON.objectNode().put("type", "integer");
                case FLAG -> JSON.objectNode().put("type", "boolean");
                case COUNT -> text().put("pattern", "^[0-9]+$");
                case DECIMAL -> {
                    ObjectNode number = JSON.objectNode();
                    number.putArray("type").add("string").add("number");
                    yield number;
                }
                case QUANTITY -> object("value");
                case ORGANISATION -> JSON.objectNode().put("type", "object").put("minProperties", 1);
                case PLACE -> object("iso3166_2");
                case MONEY -> {
                    ObjectNode money = object("amount");
                    require(money, "currency");
                    yield money;
                }
                case OBJECT -> JSON.objectNode().put("type", "object");
                case OBJECTS -> listOf(JSON.objectNode().put("type", "object"));
            };
        }
    }
}
