package org.ckep.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.route.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one document of several. Names of components and operations get the service's name in front, because two
 * services may call different things alike; paths are already apart by their prefixes, and a path that the gateway does
 * not route to its service is left out.
 */
final class OpenApiMerge {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String COMPONENT = "#/components/";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

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

    /** A service's own document, with the public address in place of its inner one. */
    static ObjectNode publish(ObjectNode document, String publicUrl) {
        ObjectNode published = document.deepCopy();
        servers(published, publicUrl);
        return published;
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
            if (Route.of(path.getKey()).upstream() != upstream || !(path.getValue() instanceof ObjectNode item)) {
                continue;
            }
            ObjectNode renamed = (ObjectNode) rename(item, upstream);
            for (Map.Entry<String, JsonNode> member : renamed.properties()) {
                if (METHODS.contains(member.getKey()) && member.getValue() instanceof ObjectNode operation) {
                    operation.set("tags", NODES.arrayNode().add(upstream.key()));
                    JsonNode id = operation.get("operationId");
                    if (id != null) {
                        operation.put("operationId", upstream.key() + "." + id.asText());
                    }
                }
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

    /** A map of documents that keeps the order of the services. */
    static Map<Upstream, ObjectNode> documents() {
        return new EnumMap<>(Upstream.class);
    }

    /** The API that answers to a name in the address, null for none. */
    static @Nullable Upstream named(String key) {
        for (Upstream upstream : Upstream.values()) {
            if (upstream.isApi() && upstream.key().equals(key)) {
                return upstream;
            }
        }
        return null;
    }
}
