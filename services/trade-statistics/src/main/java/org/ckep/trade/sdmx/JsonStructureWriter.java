package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Structure messages of SDMX-JSON 1.0 and 2. References are URNs. */
final class JsonStructureWriter implements StructureWriter {
    private static final String SCHEMAS =
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/" + "structure-message/tools/schemas/";

    private final Utf8Output out;
    private final JsonOutput json;
    private final SdmxFormat format;
    private final Catalogue catalogue;
    private final boolean first;
    private final JsonMetadataWriter metadata;
    private final JsonHierarchyWriter hierarchies;
    private final JsonMapWriter maps;

    JsonStructureWriter(Utf8Output out, SdmxFormat format, Catalogue catalogue, Language language) {
        this.out = out;
        this.json = new JsonOutput(out, language);
        this.format = format;
        this.catalogue = catalogue;
        this.first = format == SdmxFormat.STRUCTURE_JSON_1_0;
        this.metadata = new JsonMetadataWriter(json, first, catalogue);
        this.hierarchies = new JsonHierarchyWriter(json, first);
        this.maps = new JsonMapWriter(json);
    }

    @Override
    public long write(List<Entry> entries, Instant prepared) throws IOException {
        json.object().object("meta");
        json.field("schema", SCHEMAS + format.version() + "/sdmx-json-structure-schema.json");
        json.field("id", "CKEP" + prepared.toEpochMilli());
        json.field("prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString());
        json.field("test", false);
        json.array("contentLanguages");
        for (Language language : Language.values()) {
            json.string(JsonOutput.tag(language));
        }
        json.end().object("sender").field("id", Dataflow.AGENCY).end().end();
        long begin = out.position();
        json.object("data");
        String group = "";
        for (Entry entry : entries) {
            if (entry.stub() && isAvailability(entry.structure())) {
                continue;
            }
            String next = group(entry.structure());
            if (!next.equals(group)) {
                if (!group.isEmpty()) {
                    json.end();
                }
                json.array(next);
                group = next;
            }
            artefact(entry);
        }
        if (!group.isEmpty()) {
            json.end();
        }
        json.end().end();
        return begin;
    }

    private String group(Structure structure) {
        return switch (structure.ref().type()) {
            case AGENCY_SCHEME -> "agencySchemes";
            case DATA_PROVIDER_SCHEME -> "dataProviderSchemes";
            case DATAFLOW -> "dataflows";
            case METADATAFLOW -> "metadataflows";
            case CATEGORY_SCHEME -> "categorySchemes";
            case CATEGORISATION -> "categorisations";
            case CODE_LIST -> "codelists";
            case HIERARCHY -> first ? "hierarchicalCodelists" : "hierarchies";
            case HIERARCHY_ASSOCIATION -> "hierarchyAssociations";
            case STRUCTURE_MAP -> "structureMaps";
            case REPRESENTATION_MAP -> "representationMaps";
            case CONCEPT_SCHEME -> "conceptSchemes";
            case METADATA_STRUCTURE -> "metadataStructures";
            case DATA_STRUCTURE -> "dataStructures";
            case PROVISION_AGREEMENT -> "provisionAgreements";
            case ALLOWED_CONSTRAINT -> first ? "contentConstraints" : "dataConstraints";
            case ACTUAL_CONSTRAINT ->
                isAvailability(structure)
                        ? "availabilityConstraints"
                        : first ? "contentConstraints" : "dataConstraints";
        };
    }

    /** Version 2.1 tells what there is by something that is no artefact. */
    private boolean isAvailability(Structure structure) {
        return structure.ref().type() == StructureType.ACTUAL_CONSTRAINT && format == SdmxFormat.STRUCTURE_JSON_2_1;
    }

    private void artefact(Entry entry) throws IOException {
        Structure structure = entry.structure();
        json.object();
        if (isAvailability(structure) && structure instanceof Structure.Constraint constraint) {
            availability(constraint);
            json.end();
            return;
        }
        identity(entry);
        if (!entry.stub()) {
            switch (structure) {
                case Structure.Scheme scheme -> scheme(scheme.ref(), entry);
                case Structure.Definition definition -> components(definition.structure());
                case Structure.Flow flow -> json.field("structure", urn(flow.structure()));
                case Structure.Agreement agreement -> agreement(agreement);
                case Structure.Filing filing ->
                    json.field("source", urn(filing.source()))
                            .field("target", filing.category().urn());
                case Structure.Constraint constraint -> constraint(constraint);
                case Structure.Hierarchy hierarchy -> hierarchies.codes(hierarchy);
                case Structure.Association association -> hierarchies.association(association);
                case Structure.MetadataDefinition definition -> metadata.components(definition);
                case Structure.MetadataFlow flow -> metadata.flow(flow);
                case Structure.StructureMap map -> maps.components(map);
                case Structure.RepresentationMap map -> maps.values(map);
            }
        } else if (first && structure instanceof Structure.Agreement agreement) {
            // Version 1.0 has no agreement without its two references.
            agreement(agreement);
        }
        json.end();
    }

    private void identity(Entry entry) throws IOException {
        StructureRef ref = entry.structure().ref();
        json.field("id", ref.id()).field("agencyID", ref.agency()).field("version", ref.version());
        if (first && entry.structure().isFinal()) {
            json.field("isFinal", true);
        }
        if (entry.stub()) {
            json.field("isExternalReference", true);
        }
        if (first && entry.structure() instanceof Structure.Definition definition && definition.map() != null) {
            maps.annotation(definition.map());
        }
        texts(entry.structure().names(), entry.structure().description());
        json.array("links")
                .object()
                .field("rel", "self")
                .field("urn", urn(ref))
                .end()
                .end();
    }

    private void texts(LocalizedText names, @Nullable LocalizedText description) throws IOException {
        json.names(names);
        if (description != null) {
            json.texts("description", description);
        }
    }

    private void scheme(StructureRef ref, Entry entry) throws IOException {
        if (entry.partial()) {
            json.field("isPartial", true);
        }
        if (entry.items().isEmpty()) {
            return;
        }
        Set<String> codes = entry.items().stream().map(Item::code).collect(Collectors.toSet());
        if (ref.type() == StructureType.CATEGORY_SCHEME) {
            Map<String, List<Item>> below = entry.below();
            items(ref, below.getOrDefault("", List.of()), codes, below, "");
        } else {
            items(ref, entry.items(), codes, null, "");
        }
    }

    /**
     * The items of one level.
     *
     * @param below of categories those that they hold; null for other items, which name the one above them
     */
    private void items(
            StructureRef scheme,
            List<Item> items,
            Set<String> codes,
            @Nullable Map<String, List<Item>> below,
            String path)
            throws IOException {
        if (items.isEmpty()) {
            return;
        }
        json.array(JsonSubmission.itemsMember(scheme.type()));
        for (Item item : items) {
            json.object().field("id", item.code());
            texts(item.names(), item.description());
            json.array("links")
                    .object()
                    .field("rel", "self")
                    .field("urn", scheme.itemUrn(path + item.code()))
                    .end()
                    .end();
            if (below != null) {
                items(scheme, below.getOrDefault(item.code(), List.of()), codes, below, path + item.code() + ".");
            } else if (item.parent() != null && codes.contains(item.parent())) {
                json.field("parent", item.parent());
            }
            json.end();
        }
        json.end();
    }

    private void agreement(Structure.Agreement agreement) throws IOException {
        json.field(first ? "structureUsage" : "dataflow", urn(agreement.dataflow()))
                .field("dataProvider", agreement.provider().urn());
    }

    private void availability(Structure.Constraint constraint) throws IOException {
        json.object("constraintAttachment")
                .field(attachment(constraint.attachedTo()), urn(constraint.attachedTo()))
                .end();
        json.name("cubeRegion");
        region(constraint.region());
        Region.Counts counts = constraint.region().counts();
        if (counts != null) {
            json.field("seriesCount", counts.series()).field("obsCount", counts.observations());
        }
    }

    private void constraint(Structure.Constraint constraint) throws IOException {
        boolean actual = constraint.ref().type() == StructureType.ACTUAL_CONSTRAINT;
        if (format != SdmxFormat.STRUCTURE_JSON_2_1) {
            json.field(first ? "type" : "role", actual ? "Actual" : "Allowed");
        }
        Region.Counts counts = constraint.region().counts();
        if (counts != null) {
            json.array("annotations");
            count("series_count", counts.series());
            count("obs_count", counts.observations());
            json.end();
        }
        json.object("constraintAttachment")
                .array(attachment(constraint.attachedTo()) + "s")
                .string(urn(constraint.attachedTo()))
                .end()
                .end();
        json.array("cubeRegions");
        region(constraint.region());
        json.end();
    }

    private void count(String id, long count) throws IOException {
        json.object()
                .field("id", id)
                .field("title", Long.toString(count))
                .field("type", "sdmx_metrics")
                .end();
    }

    private static String attachment(StructureRef attachedTo) {
        return switch (attachedTo.type()) {
            case DATA_STRUCTURE -> "dataStructure";
            case PROVISION_AGREEMENT -> "provisionAgreement";
            default -> "dataflow";
        };
    }

    private void region(Region region) throws IOException {
        json.object().field(first ? "isIncluded" : "include", true).array("keyValues");
        for (Map.Entry<String, List<String>> dimension : region.codes().entrySet()) {
            if (!dimension.getValue().isEmpty()) {
                json.object().field("id", dimension.getKey()).array("values");
                for (String code : dimension.getValue()) {
                    json.string(code);
                }
                json.end().end();
            }
        }
        if (region.first() != null && region.last() != null) {
            json.object().field("id", Component.TIME_PERIOD).object("timeRange");
            period("startPeriod", region.first().toString());
            period("endPeriod", region.last().toString());
            json.end().end();
        }
        json.end().end();
    }

    private void period(String name, String period) throws IOException {
        json.object(name).field("period", period).field("isInclusive", true).end();
    }

    private void components(DataStructure structure) throws IOException {
        json.object("dataStructureComponents");
        json.object("dimensionList").field("id", "DimensionDescriptor").array("dimensions");
        int position = 0;
        for (Component dimension : structure.dimensions()) {
            json.object().field("id", dimension.id()).field("position", position++);
            if (first) {
                json.field("type", "Dimension");
            }
            component(structure, dimension);
            json.end();
        }
        json.end();
        json.name(first ? "timeDimensions" : "timeDimension");
        if (first) {
            json.array();
        }
        json.object().field("id", Component.TIME_PERIOD);
        if (first) {
            json.field("position", position).field("type", "TimeDimension");
        }
        component(structure, structure.time());
        json.end();
        if (first) {
            json.end();
        }
        json.end();
        if (!structure.attributes().isEmpty()) {
            json.object("attributeList").field("id", "AttributeDescriptor").array("attributes");
            for (Component attribute : structure.attributes()) {
                attribute(structure, attribute);
            }
            json.end().end();
        }
        json.object("measureList").field("id", "MeasureDescriptor");
        if (first) {
            json.object("primaryMeasure");
        } else {
            json.array("measures").object();
        }
        json.field("id", Component.OBS_VALUE);
        component(structure, structure.value());
        json.end();
        if (!first) {
            json.end();
        }
        json.end().end();
    }

    private void attribute(DataStructure structure, Component attribute) throws IOException {
        json.object().field("id", attribute.id());
        if (first) {
            json.field("assignmentStatus", attribute.isMandatory() ? "Mandatory" : "Conditional");
        } else {
            json.field("usage", attribute.isMandatory() ? "mandatory" : "optional");
        }
        json.object("attributeRelationship");
        if (attribute.isOfDataSet()) {
            json.object(first ? "none" : "dataflow").end();
        } else if (!attribute.attachedTo().isEmpty()) {
            json.array("dimensions");
            for (String dimension : attribute.attachedTo()) {
                json.string(dimension);
            }
            json.end();
        } else if (first) {
            json.field("primaryMeasure", Component.OBS_VALUE);
        } else {
            json.object("observation").end();
        }
        json.end();
        component(structure, attribute);
        json.end();
    }

    private void component(DataStructure structure, Component component) throws IOException {
        json.field("conceptIdentity", catalogue.concept(structure, component).urn());
        String dataType = component.dataType();
        if (component.codeList() != null) {
            json.object("localRepresentation")
                    .field("enumeration", urn(catalogue.list(component.codeList())))
                    .end();
        } else if (dataType != null) {
            json.object("localRepresentation")
                    .object(first ? "textFormat" : "format")
                    .field(first ? "textType" : "dataType", dataType)
                    .end()
                    .end();
        }
    }

    private String urn(StructureRef ref) {
        return ref.urn(first ? MlVersion.ML_2_1 : MlVersion.ML_3_0);
    }
}
