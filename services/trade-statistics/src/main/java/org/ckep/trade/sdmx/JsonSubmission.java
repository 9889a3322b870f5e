package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.sdmx.RawArtefact.RawCodes;
import org.ckep.trade.sdmx.RawArtefact.RawItem;
import org.ckep.trade.sdmx.RawArtefact.RawReference;
import org.ckep.trade.sdmx.RawArtefact.RawText;
import org.ckep.trade.sdmx.RawArtefact.Reference;
import org.jspecify.annotations.Nullable;

/** Reads a structure message of SDMX-JSON 1.0 or 2, whose members differ in name only where they differ. */
final class JsonSubmission {
    private static final int MAX_DEPTH = 24;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Map<String, StructureType> GROUPS = Map.ofEntries(
            Map.entry("agencySchemes", StructureType.AGENCY_SCHEME),
            Map.entry("dataProviderSchemes", StructureType.DATA_PROVIDER_SCHEME),
            Map.entry("dataflows", StructureType.DATAFLOW),
            Map.entry("categorySchemes", StructureType.CATEGORY_SCHEME),
            Map.entry("categorisations", StructureType.CATEGORISATION),
            Map.entry("codelists", StructureType.CODE_LIST),
            Map.entry("conceptSchemes", StructureType.CONCEPT_SCHEME),
            Map.entry("dataStructures", StructureType.DATA_STRUCTURE),
            Map.entry("contentConstraints", StructureType.ALLOWED_CONSTRAINT),
            Map.entry("dataConstraints", StructureType.ALLOWED_CONSTRAINT),
            Map.entry("provisionAgreements", StructureType.PROVISION_AGREEMENT));

    private static final Set<String> ATTRIBUTES =
            Set.of("id", "agencyID", "version", "isFinal", "isExternalReference", "isPartial", "type", "role");

    private final String language;
    private final Collection<Structure.StructureMap> maps;

    private JsonSubmission(String language, Collection<Structure.StructureMap> maps) {
        this.language = language;
        this.maps = maps;
    }

    /**
     * The artefacts of a message in its order.
     *
     * @param maps of our data structures, whose annotations in copies of them say nothing
     * @throws SdmxException where it is no structure message, or holds what cannot be submitted
     */
    static List<RawArtefact> read(byte[] message, Collection<Structure.StructureMap> maps) {
        JsonNode root = tree(message);
        JsonNode data = root.path("data");
        if (!data.isObject()) {
            throw SdmxException.syntax("The message is no structure message of SDMX-JSON: /data is no object.");
        }
        JsonSubmission reader =
                new JsonSubmission(root.at("/meta/contentLanguages/0").asText("en"), maps);
        List<RawArtefact> artefacts = new ArrayList<>();
        data.fields().forEachRemaining(group -> {
            StructureType type = GROUPS.get(group.getKey());
            String path = "/data/" + group.getKey();
            if (type == null) {
                throw SdmxException.notImplemented("'" + SdmxException.shorten(path) + "' cannot be submitted.");
            }
            int position = 0;
            for (JsonNode artefact : array(group.getValue(), path)) {
                artefacts.add(reader.artefact(type, artefact, path + "/" + position++));
            }
        });
        return artefacts;
    }

    private static JsonNode tree(byte[] message) {
        try (JsonParser parser = JSON.createParser(message)) {
            JsonNode root = JSON.readTree(parser);
            if (root == null || !root.isObject()) {
                throw SdmxException.syntax("The message is no JSON object.");
            }
            return root;
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
            throw SdmxException.syntax("The message is not well-formed JSON, nests more than " + MAX_DEPTH
                    + " deep, or names a member twice:" + " line " + line + ".");
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    static JsonNode array(JsonNode node, String path) {
        if (!node.isArray()) {
            throw SdmxException.syntax("'" + path + "' must be an array.");
        }
        return node;
    }

    private RawArtefact artefact(StructureType type, JsonNode node, String path) {
        if (!node.isObject()) {
            throw SdmxException.syntax("'" + path + "' must be an object.");
        }
        RawArtefact raw = new RawArtefact(type, path);
        texts(node, "name", path, raw.names);
        texts(node, "description", path, raw.descriptions);
        node.fields().forEachRemaining(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (ATTRIBUTES.contains(name) && value.isValueNode()) {
                raw.attributes.put(name, value.asText());
            } else if (!isText(name)
                    && !isSelf(name, value)
                    && !isPart(raw, name, value, path + "/" + name)
                    && !isOurs(type, name, value)) {
                raw.notKept(path + "/" + name, name);
            }
        });
        return raw;
    }

    /** Whether it is the annotation, unchanged, by which version 1.0 names the map of a structure of ours: a copy has none. */
    private boolean isOurs(StructureType type, String name, JsonNode value) {
        return type == StructureType.DATA_STRUCTURE
                && name.equals("annotations")
                && maps.stream().anyMatch(map -> value.equals(annotations(map.annotation())));
    }

    private static JsonNode annotations(Structure.StructureMap.Annotation annotation) {
        ArrayNode annotations = JSON.createArrayNode();
        annotations
                .addObject()
                .put("id", Structure.StructureMap.ANNOTATION)
                .put("title", annotation.title())
                .put("type", Structure.StructureMap.ANNOTATION_TYPE)
                .put("text", annotation.text())
                .putArray("links")
                .addObject()
                .put("rel", "related")
                .put("href", annotation.address());
        return annotations;
    }

    private static boolean isText(String name) {
        return Set.of("name", "names", "description", "descriptions").contains(name);
    }

    /** Links that say who the artefact is, and lists without anything in them. */
    static boolean isSelf(String name, JsonNode value) {
        if (name.equals("annotations")) {
            return value.isEmpty();
        }
        boolean self = name.equals("links");
        for (JsonNode link : value) {
            self &= link.path("rel").asText().equals("self");
        }
        return self;
    }

    private void texts(JsonNode node, String name, String path, List<RawText> texts) {
        JsonNode all = node.path(name + "s");
        if (all.isObject()) {
            all.fields()
                    .forEachRemaining(text -> texts.add(new RawText(
                            path + "/" + name + "s/" + text.getKey(),
                            text.getKey(),
                            text.getValue().asText())));
        } else if (node.has(name)) {
            texts.add(new RawText(path + "/" + name, language, node.path(name).asText()));
        }
    }

    private boolean isPart(RawArtefact raw, String name, JsonNode value, String path) {
        if (raw.type.hasItems()) {
            if (name.equals(itemsMember(raw.type))) {
                raw.items.addAll(items(raw, value, path));
                return true;
            }
            return false;
        }
        return switch (raw.type) {
            case DATA_STRUCTURE -> {
                boolean components = name.equals("dataStructureComponents");
                if (components) {
                    JsonComponents.read(raw, value, path);
                }
                yield components;
            }
            case DATAFLOW -> name.equals("structure") && refer(raw, Reference.STRUCTURE, value, path);
            case PROVISION_AGREEMENT ->
                switch (name) {
                    case "structureUsage", "dataflow" -> refer(raw, Reference.DATAFLOW, value, path);
                    case "dataProvider" -> refer(raw, Reference.PROVIDER, value, path);
                    default -> false;
                };
            case CATEGORISATION ->
                switch (name) {
                    case "source" -> refer(raw, Reference.SOURCE, value, path);
                    case "target" -> refer(raw, Reference.TARGET, value, path);
                    default -> false;
                };
            default ->
                switch (name) {
                    case "constraintAttachment" -> attachments(raw, value, path);
                    case "cubeRegions" -> regions(raw, value, path);
                    default -> false;
                };
        };
    }

    /** The member that holds the items. */
    static String itemsMember(StructureType type) {
        return switch (type) {
            case AGENCY_SCHEME -> "agencies";
            case DATA_PROVIDER_SCHEME -> "dataProviders";
            case CATEGORY_SCHEME -> "categories";
            case CODE_LIST -> "codes";
            default -> "concepts";
        };
    }

    private List<RawItem> items(RawArtefact raw, JsonNode nodes, String path) {
        List<RawItem> items = new ArrayList<>();
        for (JsonNode node : array(nodes, path)) {
            String at = path + "/" + items.size();
            List<RawText> names = new ArrayList<>();
            List<RawText> descriptions = new ArrayList<>();
            List<RawItem> below = new ArrayList<>();
            texts(node, "name", at, names);
            texts(node, "description", at, descriptions);
            node.fields().forEachRemaining(member -> {
                String name = member.getKey();
                if (name.equals("categories") && raw.type == StructureType.CATEGORY_SCHEME) {
                    below.addAll(items(raw, member.getValue(), at + "/categories"));
                } else if (!isText(name)
                        && !name.equals("id")
                        && !(name.equals("parent") && raw.type != StructureType.CATEGORY_SCHEME)
                        && !isSelf(name, member.getValue())) {
                    raw.notKept(at + "/" + name, name);
                }
            });
            items.add(new RawItem(at, node.path("id").asText(), parent(node), names, descriptions, below));
        }
        return items;
    }

    private static @Nullable String parent(JsonNode node) {
        return node.hasNonNull("parent") ? node.path("parent").asText() : null;
    }

    private static boolean refer(RawArtefact raw, Reference reference, JsonNode urn, String path) {
        raw.refer(reference, new RawReference(path, urn.asText()));
        return true;
    }

    private static boolean attachments(RawArtefact raw, JsonNode attachment, String path) {
        attachment.fields().forEachRemaining(member -> {
            if (Set.of("dataStructures", "dataflows", "provisionAgreements").contains(member.getKey())) {
                for (JsonNode urn : member.getValue()) {
                    refer(raw, Reference.ATTACHMENT, urn, path + "/" + member.getKey());
                }
            } else {
                raw.notKept(path + "/" + member.getKey(), member.getKey());
            }
        });
        return true;
    }

    private static boolean regions(RawArtefact raw, JsonNode regions, String path) {
        if (regions.size() > 1) {
            raw.notKept(path + "/1", "a second region");
        }
        JsonNode region = regions.path(0);
        region.fields().forEachRemaining(member -> {
            String name = member.getKey();
            boolean included = Set.of("include", "isIncluded").contains(name)
                    && member.getValue().asBoolean();
            if (!included && !name.equals("keyValues")) {
                raw.notKept(path + "/0/" + name, name);
            }
        });
        int position = 0;
        for (JsonNode key : region.path("keyValues")) {
            keyValue(raw, key, path + "/0/keyValues/" + position++);
        }
        return true;
    }

    private static void keyValue(RawArtefact raw, JsonNode key, String path) {
        JsonNode range = key.path("timeRange");
        key.fieldNames().forEachRemaining(name -> {
            if (!Set.of("id", "values", "timeRange").contains(name)) {
                raw.notKept(path + "/" + name, name);
            }
        });
        if (range.isObject()) {
            raw.first = bound(raw, range, "startPeriod", path);
            raw.last = bound(raw, range, "endPeriod", path);
            return;
        }
        List<String> codes = new ArrayList<>();
        for (JsonNode value : key.path("values")) {
            if (!value.isTextual()) {
                raw.notKept(path + "/values", value.toString());
            }
            codes.add(value.asText());
        }
        raw.codes.add(new RawCodes(path, key.path("id").asText(), codes));
    }

    private static String bound(RawArtefact raw, JsonNode range, String name, String path) {
        JsonNode bound = range.path(name);
        if (!bound.path("isInclusive").asBoolean(true)) {
            raw.notKept(path + "/timeRange/" + name, "isInclusive=false");
        }
        return bound.path("period").asText();
    }
}
