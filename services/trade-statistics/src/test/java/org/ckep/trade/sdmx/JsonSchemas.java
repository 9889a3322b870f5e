package org.ckep.trade.sdmx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** As much of JSON Schema as our schemas use; schemas of elsewhere, to which they refer, are left out. */
final class JsonSchemas {
    private final JsonNode root;

    private JsonSchemas(JsonNode root) {
        this.root = root;
    }

    /** Where a document does not fulfil a schema. */
    static List<String> violations(JsonNode schema, JsonNode document) {
        return new JsonSchemas(schema).of(schema, document, "");
    }

    private List<String> of(JsonNode schema, JsonNode node, String path) {
        List<String> violations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            JsonNode value = keyword.getValue();
            switch (keyword.getKey()) {
                case "$ref" -> {
                    if (value.asText().startsWith("#")) {
                        violations.addAll(of(root.at(value.asText().substring(1)), node, path));
                    }
                }
                case "properties" -> {
                    for (Map.Entry<String, JsonNode> member : value.properties()) {
                        if (node.has(member.getKey())) {
                            violations.addAll(
                                    of(member.getValue(), node.get(member.getKey()), path + "/" + member.getKey()));
                        }
                    }
                }
                case "items" -> {
                    for (int i = 0; i < node.size(); i++) {
                        violations.addAll(of(value, node.get(i), path + "/" + i));
                    }
                }
                default -> {
                    if (!fulfils(keyword.getKey(), value, node, path)) {
                        violations.add(path);
                    }
                }
            }
        }
        return violations;
    }

    private boolean fulfils(String keyword, JsonNode value, JsonNode node, String path) {
        return switch (keyword) {
            case "const" -> value.equals(node);
            case "enum" -> any(value, node::equals);
            case "required" -> !any(value, name -> !node.has(name.asText()));
            case "maxItems" -> node.size() <= value.asInt();
            case "contains" -> any(node, one -> of(value, one, path).isEmpty());
            case "anyOf" -> any(value, schema -> of(schema, node, path).isEmpty());
            case "$schema", "$id", "$defs" -> true;
            default -> throw new AssertionError("unknown keyword " + keyword);
        };
    }

    private static boolean any(JsonNode nodes, Predicate<JsonNode> holds) {
        for (JsonNode node : nodes) {
            if (holds.test(node)) {
                return true;
            }
        }
        return false;
    }
}
