package org.ckep.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.route.Upstream;

/**
 * Makes one document of several. Names of components and operations get the service's name in front, because two
 * services may call different things alike; paths are already apart by their prefixes, and a path that the gateway does
 * not route to its service is left out.
 */
final class OpenApiMerge {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String COMPONENT = "#/components/";
    /** The operations of a path that the gateway lets through; TRACE is none of them. */
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

    private OpenApiMerge() {}

    /**
     * @param own the document of the gateway's own paths
     * @param documents what the services gave; a service without one is absent
     * @param publicUrl where callers reach the platform
     */
    static ObjectNode merge(ObjectNode own, Map<Upstream, ObjectNode> documents, String publicUrl) {
        ObjectNode merged = own.deepCopy();
        servers(merged, publicUrl);
        ArrayNode tags = merged.withArray("tags");
        ObjectNode paths = merged.withObject("/paths");
        paths.properties().forEach(path -> completeOwn(path.getKey(), path.getValue()));
        ObjectNode parts = NODES.objectNode();
        for (Upstream upstream : Upstream.values()) {
            if (!upstream.isApi()) {
                continue;
            }
            ObjectNode document = documents.get(upstream);
            parts.put(upstream.key(), document == null ? "unavailable" : "ok");
            if (document != null) {
                tags.add(tag(upstream, document));
                addPaths(paths, upstream, document);
                addComponents(merged.withObject("/components"), upstream, document);
            }
        }
        merged.set("x-ckep-parts", parts);
        return merged;
    }

    /** A service's own document: what of it the gateway lets through, at the public address. */
    static ObjectNode publish(Upstream upstream, ObjectNode document, String publicUrl) {
        ObjectNode published = document.deepCopy();
        servers(published, publicUrl);
        ObjectNode paths = NODES.objectNode();
        document.path("paths").properties().forEach(path -> {
            if (path.getValue() instanceof ObjectNode item && isRoutedTo(upstream, path.getKey())) {
                paths.set(path.getKey(), reachable(item.deepCopy()));
            }
        });
        published.set("paths", paths);
        return published;
    }

    private static void completeOwn(String path, JsonNode item) {
        Route route = Route.of(path);
        if (route == Route.OWN) {
            operations(item).values().forEach(operation -> GatewayAnswers.addTo(operation, route));
        }
    }

    private static boolean isRoutedTo(Upstream upstream, String path) {
        return Route.of(path).upstream() == upstream;
    }

    /** Takes out what a caller of the gateway cannot use: methods that it refuses, and inner addresses. */
    private static ObjectNode reachable(ObjectNode item) {
        item.remove(List.of("trace", "servers"));
        operations(item).values().forEach(operation -> operation.remove("servers"));
        return item;
    }

    private static Map<String, ObjectNode> operations(JsonNode item) {
        Map<String, ObjectNode> operations = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            if (METHODS.contains(member.getKey()) && member.getValue() instanceof ObjectNode operation) {
                operations.put(member.getKey(), operation);
            }
        }
        return operations;
    }

    private static void servers(ObjectNode document, String publicUrl) {
        document.set("servers", NODES.arrayNode().add(NODES.objectNode().put("url", publicUrl)));
    }

    private static ObjectNode tag(Upstream upstream, ObjectNode document) {
        ObjectNode tag = NODES.objectNode().put("name", upstream.key());
        JsonNode title = document.at("/info/title");
        return title.isTextual() ? tag.put("description", title.textValue()) : tag;
    }

    private static void addPaths(ObjectNode paths, Upstream upstream, ObjectNode document) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            if (!(path.getValue() instanceof ObjectNode item) || !isRoutedTo(upstream, path.getKey())) {
                continue;
            }
            ObjectNode renamed = reachable((ObjectNode) rename(item, upstream));
            for (ObjectNode operation : operations(renamed).values()) {
                operation.set("tags", NODES.arrayNode().add(upstream.key()));
                JsonNode id = operation.get("operationId");
                if (id != null) {
                    operation.put("operationId", upstream.key() + "." + id.asText());
                }
                GatewayAnswers.addTo(operation, Route.of(path.getKey()));
            }
            paths.set(path.getKey(), renamed);
        }
    }

    private static void addComponents(ObjectNode components, Upstream upstream, ObjectNode document) {
        for (Map.Entry<String, JsonNode> section : document.path("components").properties()) {
            // Every service offers the same ways to authenticate: they stay one.
            boolean shared = section.getKey().equals("securitySchemes");
            ObjectNode target = components.withObject("/" + section.getKey());
            for (Map.Entry<String, JsonNode> component : section.getValue().properties()) {
                if (!shared) {
                    target.set(upstream.key() + "." + component.getKey(), rename(component.getValue(), upstream));
                } else if (!target.has(component.getKey())) {
                    target.set(component.getKey(), component.getValue());
                }
            }
        }
    }

    private static JsonNode rename(JsonNode node, Upstream upstream) {
        if (node instanceof ObjectNode object) {
            ObjectNode renamed = NODES.objectNode();
            object.properties().forEach(member -> renamed.set(member.getKey(), rename(member.getValue(), upstream)));
            return renamed;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode renamed = NODES.arrayNode(array.size());
            array.forEach(element -> renamed.add(rename(element, upstream)));
            return renamed;
        }
        if (node instanceof TextNode text && text.textValue().startsWith(COMPONENT)) {
            return TextNode.valueOf(renamedReference(text.textValue(), upstream));
        }
        return node;
    }

    /** {@code #/components/schemas/Page} becomes {@code #/components/schemas/trade.Page}. */
    private static String renamedReference(String reference, Upstream upstream) {
        int name = reference.indexOf('/', COMPONENT.length()) + 1;
        return name == 0 || reference.startsWith(COMPONENT + "securitySchemes/")
                ? reference
                : reference.substring(0, name) + upstream.key() + "." + reference.substring(name);
    }
}
