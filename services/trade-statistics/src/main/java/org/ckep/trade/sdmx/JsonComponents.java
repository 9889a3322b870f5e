package org.ckep.trade.sdmx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.sdmx.Component.Role;
import org.ckep.trade.sdmx.RawArtefact.Attachment;
import org.ckep.trade.sdmx.RawArtefact.RawComponent;
import org.ckep.trade.sdmx.RawArtefact.RawReference;
import org.jspecify.annotations.Nullable;

/** Reads the components of a data structure from a message of SDMX-JSON 1.0 or 2. */
final class JsonComponents {
    private static final Set<String> ATTRIBUTES = Set.of("id", "position", "type", "usage", "assignmentStatus");
    private static final Set<String> FORMATS = Set.of("format", "textFormat");
    private static final Set<String> TYPES = Set.of("dataType", "textType");

    private final RawArtefact raw;

    private JsonComponents(RawArtefact raw) {
        this.raw = raw;
    }

    /** Puts the components into the data structure. */
    static void read(RawArtefact raw, JsonNode components, String path) {
        JsonComponents reader = new JsonComponents(raw);
        components.fields().forEachRemaining(list -> {
            String at = path + "/" + list.getKey();
            switch (list.getKey()) {
                case "dimensionList", "attributeList", "measureList" -> reader.list(list.getValue(), at);
                default -> raw.notKept(at, list.getKey());
            }
        });
    }

    private void list(JsonNode list, String path) {
        list.fields().forEachRemaining(member -> {
            String name = member.getKey();
            String at = path + "/" + name;
            switch (name) {
                case "dimensions" -> components(Role.DIMENSION, member.getValue(), at);
                case "timeDimensions" -> components(Role.TIME_DIMENSION, member.getValue(), at);
                case "timeDimension" -> component(Role.TIME_DIMENSION, member.getValue(), at);
                case "attributes" -> components(Role.CONDITIONAL_ATTRIBUTE, member.getValue(), at);
                case "measures" -> components(Role.MEASURE, member.getValue(), at);
                case "primaryMeasure" -> component(Role.MEASURE, member.getValue(), at);
                default -> {
                    if (!name.equals("id") && !JsonSubmission.isSelf(name, member.getValue())) {
                        raw.notKept(at, name);
                    }
                }
            }
        });
    }

    private void components(Role role, JsonNode nodes, String path) {
        int position = 0;
        for (JsonNode node : JsonSubmission.array(nodes, path)) {
            component(role, node, path + "/" + position++);
        }
    }

    private void component(Role role, JsonNode node, String path) {
        Map<String, String> attributes = new HashMap<>();
        node.fields().forEachRemaining(member -> {
            String name = member.getKey();
            if (ATTRIBUTES.contains(name) && member.getValue().isValueNode()) {
                attributes.put(name, member.getValue().asText());
            } else if (!Set.of("conceptIdentity", "localRepresentation", "attributeRelationship")
                            .contains(name)
                    && !JsonSubmission.isSelf(name, member.getValue())) {
                raw.notKept(path + "/" + name, name);
            }
        });
        JsonNode representation = node.path("localRepresentation");
        List<String> dimensions = new ArrayList<>();
        Attachment attachment = attachment(node.path("attributeRelationship"), dimensions, path);
        raw.components.add(new RawComponent(
                path,
                role,
                attributes,
                reference(node, "conceptIdentity", path),
                reference(representation, "enumeration", path + "/localRepresentation"),
                dataType(representation, path + "/localRepresentation"),
                attachment,
                dimensions));
    }

    private static @Nullable RawReference reference(JsonNode node, String name, String path) {
        return node.has(name)
                ? new RawReference(path + "/" + name, node.path(name).asText())
                : null;
    }

    private @Nullable String dataType(JsonNode representation, String path) {
        String type = null;
        for (Map.Entry<String, JsonNode> member : representation.properties()) {
            String name = member.getKey();
            if (FORMATS.contains(name)) {
                for (Map.Entry<String, JsonNode> facet : member.getValue().properties()) {
                    if (TYPES.contains(facet.getKey())) {
                        type = facet.getValue().asText();
                    } else {
                        raw.notKept(path + "/" + name + "/" + facet.getKey(), facet.getKey());
                    }
                }
            } else if (!name.equals("enumeration")) {
                raw.notKept(path + "/" + name, name);
            }
        }
        return type;
    }

    private @Nullable Attachment attachment(JsonNode relationship, List<String> dimensions, String path) {
        Attachment attachment = null;
        for (Map.Entry<String, JsonNode> member : relationship.properties()) {
            switch (member.getKey()) {
                case "none", "dataflow" -> attachment = Attachment.DATA_SET;
                case "primaryMeasure", "observation" -> attachment = Attachment.OBSERVATION;
                case "dimensions" -> {
                    attachment = Attachment.DIMENSIONS;
                    member.getValue().forEach(dimension -> dimensions.add(dimension.asText()));
                }
                default -> raw.notKept(path + "/attributeRelationship/" + member.getKey(), member.getKey());
            }
        }
        return attachment;
    }
}
