package org.ckep.hub.filter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters in JSON. The dialects {@code exact}, {@code prefix}, {@code suffix}, {@code all}, {@code any},
 * {@code not} and {@code sql} are those of the CloudEvents subscriptions API; {@code data} compares one value of the
 * data. Of a list every filter must match.
 */
public final class FilterReader {
    /** The sentence for people where a type is named that no event has. */
    public static final String UNKNOWN_TYPE =
            "There is no such event type. The catalogue at /events/v1/catalog lists all.";

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILTERS = 200;
    private static final int MAX_SQL = 4000;
    /** Each may look at {@link Cesql#MAX_STEPS} characters of every event, and all subscriptions wait for it. */
    private static final int MAX_EXPRESSIONS = 10;

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,20}");

    private final Predicate<String> knownType;
    private int filters;
    private int expressions;

    private FilterReader(Predicate<String> knownType) {
        this.knownType = knownType;
    }

    /**
     * The filter that a list describes, for one that was accepted before; an empty list wants everything.
     *
     * @throws FilterException naming the place and the fault
     */
    public static EventFilter read(JsonNode list) {
        return read(list, type -> true);
    }

    /**
     * The filter that a list describes; an empty list wants everything.
     *
     * @param knownType whether there is an event type. A filter by the exact name of another one would never match
     *     anything, and nobody would notice; that holds for names in CESQL expressions too.
     * @throws FilterException naming the place and the fault
     */
    public static EventFilter read(JsonNode list, Predicate<String> knownType) {
        FilterReader reader = new FilterReader(knownType);
        return EventFilter.all(reader.list(list, "", 0, true));
    }

    /**
     * The filter of one CESQL expression.
     *
     * @param knownType whether there is an event type
     * @throws FilterException with the position of the fault
     */
    public static EventFilter sql(String expression, Predicate<String> knownType) {
        return new FilterReader(knownType).sql(expression, "");
    }

    private EventFilter sql(String expression, String pointer) {
        if (expression.length() > MAX_SQL) {
            throw new FilterException(
                    pointer, "too-long", "A CESQL expression has at most " + MAX_SQL + " characters.");
        }
        try {
            Cesql cesql = Cesql.parse(expression);
            for (Cesql.TypeName type : cesql.typeNames()) {
                if (!knownType.test(type.name())) {
                    throw new FilterException(
                            pointer,
                            "unknown-type",
                            UNKNOWN_TYPE + " It stands at character " + type.position() + " of the expression.",
                            type.position());
                }
            }
            return cesql::test;
        } catch (CesqlException fault) {
            throw new FilterException(
                    pointer,
                    "cesql-syntax",
                    "The CESQL expression is wrong at character " + fault.position() + ": " + fault.reason() + ".",
                    fault.position());
        }
    }

    private List<EventFilter> list(JsonNode list, String pointer, int depth, boolean mayBeEmpty) {
        if (!list.isArray()) {
            throw new FilterException(pointer, "invalid", "Filters are a list.");
        }
        if (list.isEmpty() && !mayBeEmpty) {
            throw new FilterException(pointer, "empty", "This list needs at least one filter.");
        }
        List<EventFilter> each = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            each.add(one(list.get(i), pointer + "/" + i, depth));
        }
        return each;
    }

    private EventFilter one(@Nullable JsonNode filter, String pointer, int depth) {
        if (depth > MAX_DEPTH || ++filters > MAX_FILTERS) {
            throw new FilterException(
                    pointer,
                    "too-complex",
                    "Filters are at most " + MAX_DEPTH + " deep and " + MAX_FILTERS + " in number.");
        }
        if (filter == null || !filter.isObject() || filter.size() != 1) {
            throw new FilterException(pointer, "invalid", "A filter is an object with the dialect as its one member.");
        }
        Map.Entry<String, JsonNode> member = filter.properties().iterator().next();
        String at = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
        JsonNode value = member.getValue();
        return switch (member.getKey()) {
            case "exact" -> exact(value, at);
            case "prefix" -> attributes(value, at, String::startsWith);
            case "suffix" -> attributes(value, at, String::endsWith);
            case "all" -> EventFilter.all(list(value, at, depth + 1, false));
            case "any" -> EventFilter.any(list(value, at, depth + 1, false));
            case "not" -> {
                EventFilter inner = one(value, at, depth + 1);
                yield event -> !inner.matches(event);
            }
            case "sql" -> {
                if (++expressions > MAX_EXPRESSIONS) {
                    throw new FilterException(
                            at, "too-complex", "Filters have at most " + MAX_EXPRESSIONS + " CESQL expressions.");
                }
                yield sql(text(value, at), at);
            }
            case "data" -> data(value, at);
            default ->
                throw new FilterException(
                        at,
                        "unknown-dialect",
                        "The filter dialect is unknown; there are exact, prefix, suffix, all, any, not, sql and data.");
        };
    }

    private static String text(JsonNode value, String pointer) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new FilterException(pointer, "invalid", "The value must be a text that is not empty.");
        }
        return storable(value.textValue(), pointer);
    }

    /** Filters are stored; what the database has no place for is refused here, where its place can be named. */
    private static String storable(String text, String pointer) {
        if (text.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw new FilterException(
                    pointer, "invalid", "The text holds a control character or one that is not Unicode.");
        }
        return text;
    }

    private EventFilter exact(JsonNode wanted, String pointer) {
        EventFilter filter = attributes(wanted, pointer, String::equals);
        String type = wanted.path("type").textValue();
        if (type != null && !knownType.test(type)) {
            throw new FilterException(pointer + "/type", "unknown-type", UNKNOWN_TYPE);
        }
        return filter;
    }

    private static EventFilter attributes(JsonNode wanted, String pointer, BiPredicate<String, String> comparison) {
        if (!wanted.isObject() || wanted.isEmpty()) {
            throw new FilterException(pointer, "invalid", "The value must name at least one attribute.");
        }
        List<EventFilter> each = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : wanted.properties()) {
            String name = member.getKey();
            if (!ATTRIBUTE.matcher(name).matches() || name.equals("data")) {
                throw new FilterException(
                        pointer + "/" + name, "not-an-attribute", "Attribute names are lower-case letters and digits.");
            }
            String value = text(member.getValue(), pointer + "/" + name);
            each.add(event -> {
                String present = event.text(name);
                return present != null && comparison.test(present, value);
            });
        }
        return EventFilter.all(each);
    }

    private static EventFilter data(JsonNode condition, String pointer) {
        if (!condition.isObject()) {
            throw new FilterException(pointer, "invalid", "The value has the members pointer, op and value.");
        }
        for (Map.Entry<String, JsonNode> member : condition.properties()) {
            if (!member.getKey().equals("pointer")
                    && !member.getKey().equals("op")
                    && !member.getKey().equals("value")) {
                throw new FilterException(pointer, "invalid", "The value has the members pointer, op and value only.");
            }
        }
        JsonPointer place;
        try {
            place = JsonPointer.compile(storable(condition.path("pointer").asText(" "), pointer + "/pointer"));
        } catch (IllegalArgumentException notAPointer) {
            throw new FilterException(pointer + "/pointer", "invalid", "The pointer is not a JSON pointer.");
        }
        String operator =
                storable(condition.path("op").asText("eq"), pointer + "/op").toLowerCase(Locale.ROOT);
        JsonNode wanted = condition.path("value");
        if (operator.equals("exists")) {
            return event -> !event.data().at(place).isMissingNode();
        }
        if (!wanted.isValueNode()) {
            throw new FilterException(
                    pointer + "/value", "invalid", "The value must be a text, number or truth value.");
        }
        if (wanted.isTextual()) {
            storable(wanted.textValue(), pointer + "/value");
        }
        if (wanted.isNumber() && !Double.isFinite(wanted.doubleValue())) {
            throw new FilterException(pointer + "/value", "invalid", "The number is too large.");
        }
        return switch (operator) {
            case "eq" -> event -> order(event.data().at(place), wanted) == 0;
            case "ne" ->
                event -> {
                    JsonNode present = event.data().at(place);
                    return !present.isMissingNode() && order(present, wanted) != 0;
                };
            case "lt" -> event -> order(event.data().at(place), wanted) == -1;
            case "le" -> event -> isOneOf(order(event.data().at(place), wanted), -1, 0);
            case "gt" -> event -> order(event.data().at(place), wanted) == 1;
            case "ge" -> event -> isOneOf(order(event.data().at(place), wanted), 1, 0);
            default ->
                throw new FilterException(
                        pointer + "/op", "invalid", "The operator must be eq, ne, lt, le, gt, ge or exists.");
        };
    }

    private static boolean isOneOf(int order, int one, int other) {
        return order == one || order == other;
    }

    /** -1, 0 or 1, and 2 where the two cannot be compared. Decimals in data are texts, so a number compares with both. */
    private static int order(JsonNode present, JsonNode wanted) {
        if (present.isMissingNode() || present.isContainerNode()) {
            return 2;
        }
        if (wanted.isNumber()) {
            BigDecimal number = number(present);
            return number == null ? 2 : number.compareTo(wanted.decimalValue());
        }
        if (wanted.isTextual() && present.isTextual()) {
            return Integer.signum(present.textValue().compareTo(wanted.textValue()));
        }
        return present.equals(wanted) ? 0 : 2;
    }

    private static @Nullable BigDecimal number(JsonNode present) {
        if (present.isNumber()) {
            return present.decimalValue();
        }
        try {
            return present.isTextual() && present.textValue().length() <= 64
                    ? new BigDecimal(present.textValue())
                    : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
