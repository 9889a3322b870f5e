package org.ckep.portal.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * Values between JSON and the fields of a form. A field that was left as it was keeps the JSON that it came from, so that
 * nothing changes which nobody changed.
 */
public final class Values {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Rows of a list that were left empty do not count: where a row of the JSON stood in the form. */
    private final Map<String, String> places = new HashMap<>();

    /** Lays a value out into fields. */
    public static void write(Shape shape, String name, JsonNode value, Sent into) {
        switch (shape) {
            case Shape.Leaf leaf -> into.put(name, written(leaf, value));
            case Shape.Group group ->
                group.members().forEach((member, inner) -> write(inner, name + "." + member, value.path(member), into));
            case Shape.Rows rows -> {
                for (int i = 0; i < value.size(); i++) {
                    write(rows.row(), name + "." + i, value.get(i), into);
                }
            }
            case Shape.Keyed keyed ->
                keyed.keys().forEach(key -> write(keyed.entry(), name + "." + key, value.path(key), into));
        }
    }

    private static String written(Shape.Leaf leaf, JsonNode value) {
        return switch (leaf.kind()) {
            case CODES -> codes(value);
            case FURTHER -> "";
            case PARTY ->
                value.hasNonNull("orgId") ? value.path("orgId").asText() : value.isObject() ? value.toString() : "";
            case DATE -> date(value);
            case TEXT, WORDS, NUMBER, CHOICE, FLAG, RECORD ->
                value.isObject() ? value.path("text").asText("") : value.asText("");
        };
    }

    private static String codes(JsonNode list) {
        List<String> codes = new ArrayList<>();
        list.forEach(code -> codes.add(code.asText()));
        return String.join(", ", codes);
    }

    /** As it is typed: 2026-Q1. */
    private static String date(JsonNode value) {
        return value.hasNonNull("date")
                ? new FuzzyDate(
                                LocalDate.parse(value.path("date").asText()),
                                FuzzyDate.Precision.valueOf(
                                        value.path("precision").asText("DAY")))
                        .toString()
                : value.asText("");
    }

    /**
     * The value that was sent.
     *
     * @param base the value that the form began with; a missing node where there was none
     * @return a missing node where everything was left empty
     */
    public JsonNode read(Shape shape, String name, Sent sent, JsonNode base) {
        return switch (shape) {
            case Shape.Leaf leaf -> read(leaf, sent.text(name), base);
            case Shape.Group group -> {
                ObjectNode object = base.isObject() ? base.deepCopy() : NODES.objectNode();
                group.members().forEach((member, inner) -> put(object, member, inner, name, sent, base));
                if (!anyMember(group.members().keySet(), object)) {
                    yield MissingNode.getInstance();
                }
                group.fixed().forEach(object::put);
                yield object;
            }
            case Shape.Rows rows -> rows(rows, name, sent, base);
            case Shape.Keyed keyed -> {
                ObjectNode object = base.isObject() ? base.deepCopy() : NODES.objectNode();
                keyed.keys().forEach(key -> put(object, key, keyed.entry(), name, sent, base));
                yield object.isEmpty() ? MissingNode.getInstance() : object;
            }
        };
    }

    private void put(ObjectNode object, String member, Shape shape, String name, Sent sent, JsonNode base) {
        JsonNode value = read(shape, name + "." + member, sent, base.path(member));
        if (value.isMissingNode()) {
            object.remove(member);
        } else {
            object.set(member, value);
        }
    }

    private static boolean anyMember(Iterable<String> members, ObjectNode object) {
        for (String member : members) {
            if (object.has(member)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode rows(Shape.Rows rows, String name, Sent sent, JsonNode base) {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < rowsOf(name, sent); i++) {
            JsonNode row = read(rows.row(), name + "." + i, sent, base.path(i));
            if (!row.isMissingNode()) {
                places.put(name + "." + list.size(), name + "." + i);
                list.add(row);
            }
        }
        return list.isEmpty() ? MissingNode.getInstance() : list;
    }

    /** How many rows of a list were sent. */
    static int rowsOf(String name, Sent sent) {
        int rows = 0;
        for (String field : sent.fields().keySet()) {
            if (field.startsWith(name + ".")) {
                String row = field.substring(name.length() + 1).split("\\.", 2)[0];
                if (row.matches("\\d{1,2}")) {
                    rows = Math.max(rows, Integer.parseInt(row) + 1);
                }
            }
        }
        return rows;
    }

    private static JsonNode read(Shape.Leaf leaf, String typed, JsonNode base) {
        if (leaf.kind() == Shape.Kind.FURTHER) {
            return further(typed, base);
        }
        if (typed.equals(written(leaf, base))) {
            return typed.isEmpty() ? MissingNode.getInstance() : base;
        }
        if (typed.isEmpty()) {
            return MissingNode.getInstance();
        }
        return switch (leaf.kind()) {
            case CODES -> split(typed);
            case FLAG -> BooleanNode.valueOf(typed.equals("true"));
            case PARTY -> party(typed);
            case TEXT, WORDS, DATE, NUMBER, CHOICE, RECORD, FURTHER -> TextNode.valueOf(typed);
        };
    }

    private static JsonNode further(String typed, JsonNode base) {
        if (typed.isEmpty()) {
            return base.isEmpty() ? MissingNode.getInstance() : base;
        }
        ArrayNode list = base.isArray() ? base.deepCopy() : NODES.arrayNode();
        return list.add(typed);
    }

    private static JsonNode split(String typed) {
        ArrayNode codes = NODES.arrayNode();
        for (String code : typed.split("[,，、\\s]+")) {
            if (!code.isEmpty()) {
                codes.add(code);
            }
        }
        return codes;
    }

    private static JsonNode party(String typed) {
        if (!typed.startsWith("{")) {
            return NODES.objectNode().put("orgId", typed);
        }
        try {
            return JSON.readTree(typed);
        } catch (JsonProcessingException notOneOfTheChoices) {
            return NODES.objectNode().put("orgId", typed);
        }
    }

    /**
     * The field that a pointer into a value leads to. Where it leads deeper than the fields do it is the last one on the
     * way; where it leads to several it is the first of them, so that a fault always stands at a field.
     *
     * @param name the form's name for the value
     * @param pointer below the value, such as {@code /1/role}; empty for the value itself
     */
    public String nearest(Shape shape, String name, String pointer) {
        String path = name;
        Shape at = shape;
        for (String step : pointer.split("/", -1)) {
            Shape inner = step.isEmpty() ? null : below(at, step);
            if (inner != null) {
                String next = path + "." + step;
                path = places.getOrDefault(next, next);
                at = inner;
            }
        }
        return path.equals(name) ? path : first(at, path);
    }

    private static @Nullable Shape below(Shape shape, String step) {
        return switch (shape) {
            case Shape.Leaf leaf -> null;
            case Shape.Group group -> group.members().get(step);
            case Shape.Rows rows -> step.matches("\\d{1,2}") ? rows.row() : null;
            case Shape.Keyed keyed -> keyed.keys().contains(step) ? keyed.entry() : null;
        };
    }

    /** The first field of a shape. */
    private static String first(Shape shape, String name) {
        return switch (shape) {
            case Shape.Leaf leaf -> name;
            case Shape.Group group -> {
                Map.Entry<String, Shape> member =
                        group.members().entrySet().iterator().next();
                yield first(member.getValue(), name + "." + member.getKey());
            }
            case Shape.Rows rows -> first(rows.row(), name + ".0");
            case Shape.Keyed keyed ->
                first(keyed.entry(), name + "." + keyed.keys().getFirst());
        };
    }
}
