package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.form.Values;

/** The fields of a new subscription, of a key exchange, and what they send. */
final class SubscriptionForm {
    /** The name of the form's fields of a subscription. */
    static final String NAME = "subscription";

    /** The name of the field of the event types. */
    static final String TYPES = "types";

    /** The name of the field of the expression that events have to meet. */
    static final String EXPRESSION = "expression";

    /** The name of the fields of a key exchange. */
    static final String KEYS = "rotation";

    private static final Map<String, Shape> FIELDS = fields(List.of("HTTP", "PULL", "KAFKA"));

    static final Shape SUBSCRIPTION = new Shape.Group(FIELDS);

    /** Only partner agencies have a topic. */
    static final Shape SUBSCRIPTION_OF_A_GOVERNMENT = new Shape.Group(fields(List.of("HTTP", "PULL")));

    static final Shape FILTER = Shape.of(Shape.Kind.WORDS);

    static final Shape ROTATION = new Shape.Group(rotation());

    private SubscriptionForm() {}

    private static Map<String, Shape> fields(List<String> protocols) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        fields.put("name", Shape.text());
        fields.put("protocol", Shape.choice("protocol", protocols));
        fields.put("sink", Shape.text());
        fields.put("start", Shape.choice("start", List.of("now", "earliest")));
        fields.put("ordering", Shape.choice("ordering", List.of("subject", "subscription", "none")));
        fields.put("onExhausted", Shape.choice("on-exhausted", List.of("block-subject", "skip-and-mark")));
        fields.put("mode", Shape.choice("content-mode", List.of("structured", "binary")));
        fields.put("signing", Shape.choice("signing", List.of("v1a", "v1")));
        fields.put("ratePerMinute", Shape.text());
        return fields;
    }

    private static Map<String, Shape> rotation() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        fields.put("overlap", Shape.choice("overlap", List.of("PT1H", "PT24H", "P7D")));
        fields.put("algorithm", Shape.choice("signing", List.of("v1a", "v1")));
        return fields;
    }

    /** What a new subscription is asked for with. */
    static ObjectNode content(Sent sent) {
        ObjectNode content = filter(sent);
        JsonNode fields = new Values().read(SUBSCRIPTION, NAME, sent, MissingNode.getInstance());
        fields.properties().forEach(field -> content.set(field.getKey(), field.getValue()));
        String rate = sent.text(NAME + ".ratePerMinute");
        if (rate.matches("\\d{1,9}")) {
            content.put("ratePerMinute", Integer.parseInt(rate));
        }
        return content;
    }

    /** The part of it that chooses events. */
    static ObjectNode filter(Sent sent) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        ArrayNode types = filter.putArray(TYPES);
        sent.all(TYPES).forEach(types::add);
        if (sent.has(EXPRESSION)) {
            filter.putArray("filters").addObject().put("sql", sent.text(EXPRESSION));
        }
        return filter;
    }

    /** What a key exchange is asked for with. */
    static JsonNode rotation(Sent sent) {
        JsonNode read = new Values().read(ROTATION, KEYS, sent, MissingNode.getInstance());
        return read.isMissingNode() ? JsonNodeFactory.instance.objectNode() : read;
    }

    /** The faults by field; what belongs to none stands at the empty name. */
    static Map<String, List<Fault>> byField(List<Fault> faults) {
        return Fault.byField(faults, SubscriptionForm::field);
    }

    private static String field(String pointer) {
        String member = pointer.substring(1).split("/", 2)[0];
        return switch (member) {
            case "types" -> TYPES;
            case "filters" -> EXPRESSION;
            case "overlap", "algorithm" -> KEYS + "." + member;
            default -> FIELDS.containsKey(member) ? NAME + "." + member : "";
        };
    }
}
