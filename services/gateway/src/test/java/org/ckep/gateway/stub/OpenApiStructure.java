package org.ckep.gateway.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of OpenAPI 3.0 that merging documents can break. */
public final class OpenApiStructure {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Pattern COMPONENT_NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    private OpenApiStructure() {}

    /** All operations of a document. */
    public static List<JsonNode> operations(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(path -> operationsOf(path.getValue()))
                .toList();
    }

    /** A node, or what it refers to. */
    public static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** What is wrong with a document, each fault with its place. */
    public static List<String> faults(JsonNode document) {
        List<String> faults = new ArrayList<>();
        if (!document.path("openapi").asText().startsWith("3.0.")
                || document.at("/info/title").asText().isEmpty()
                || document.at("/info/version").asText().isEmpty()) {
            faults.add("openapi, info.title and info.version are needed");
        }
        for (JsonNode reference : document.findValues("$ref")) {
            if (reference.isTextual()
                    && document.at(reference.asText().substring(1)).isMissingNode()) {
                faults.add("nothing at " + reference.asText());
            }
        }
        document.path("components").forEach(section -> section.fieldNames().forEachRemaining(name -> {
            if (!COMPONENT_NAME.matcher(name).matches()) {
                faults.add("component name " + name);
            }
        }));
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            operationsOf(path.getValue()).forEach(operation -> {
                String id = operation.path("operationId").asText();
                if (!id.isEmpty() && !ids.add(id)) {
                    faults.add("operationId twice: " + id);
                }
                parameterFaults(document, path, operation, faults);
                responseFaults(document, path.getKey(), operation, faults);
                operation.path("security").forEach(way -> way.fieldNames().forEachRemaining(scheme -> {
                    if (!document.at("/components/securitySchemes").has(scheme)) {
                        faults.add(path.getKey() + ": security scheme " + scheme);
                    }
                }));
            });
        }
        return faults;
    }

    private static Stream<JsonNode> operationsOf(JsonNode item) {
        return item.properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(Map.Entry::getValue);
    }

    private static void parameterFaults(
            JsonNode document, Map.Entry<String, JsonNode> path, JsonNode operation, List<String> faults) {
        Set<String> declared = new HashSet<>();
        for (JsonNode list : List.of(path.getValue().path("parameters"), operation.path("parameters"))) {
            for (JsonNode listed : list) {
                JsonNode parameter = resolve(document, listed);
                if (parameter.path("in").asText().equals("path")
                        && parameter.path("required").asBoolean()) {
                    declared.add(parameter.path("name").asText());
                }
            }
        }
        Matcher names = PARAMETER.matcher(path.getKey());
        while (names.find()) {
            if (!declared.remove(names.group(1))) {
                faults.add(path.getKey() + ": no parameter " + names.group());
            }
        }
        declared.forEach(name -> faults.add(path.getKey() + ": parameter not in the path: " + name));
    }

    private static void responseFaults(JsonNode document, String path, JsonNode operation, List<String> faults) {
        if (operation.path("responses").isEmpty()) {
            faults.add(path + ": no responses");
        }
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            JsonNode resolved = resolve(document, response.getValue());
            if (!resolved.isMissingNode()
                    && resolved.path("description").asText().isEmpty()) {
                faults.add(path + " " + response.getKey() + ": no description");
            }
        }
    }
}
