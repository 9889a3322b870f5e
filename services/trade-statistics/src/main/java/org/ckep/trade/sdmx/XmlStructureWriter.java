package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Structure messages of SDMX-ML 2.1 and 3. Version 2.1 refers by attributes, version 3 by URN. */
final class XmlStructureWriter implements StructureWriter {
    /** The annotation of a code with the code above it, where that does not begin with a letter. */
    static final String PARENT = "PARENT_CODE";

    /** What version 3 lets a code refer to as its parent, unlike version 2.1 and JSON, which know any code there. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final XmlOutput xml;
    private final MlVersion version;
    private final Catalogue catalogue;
    private final XmlReferences references;
    private final XmlMetadataWriter metadata;
    private final XmlHierarchyWriter hierarchies;
    private final XmlMapWriter maps;
    private final Set<String> codes = new HashSet<>();
    private @Nullable List<Item> codesOf;

    XmlStructureWriter(Utf8Output out, MlVersion version, Catalogue catalogue) {
        this.xml = new XmlOutput(out);
        this.version = version;
        this.catalogue = catalogue;
        this.references = new XmlReferences(xml, version);
        this.metadata = new XmlMetadataWriter(xml, version, references, catalogue);
        this.hierarchies = new XmlHierarchyWriter(xml, version, references);
        this.maps = new XmlMapWriter(xml, references);
    }

    @Override
    public long write(List<Entry> entries, Instant prepared) throws IOException {
        xml.declaration()
                .open("mes:Structure")
                .attribute("xmlns:mes", version.message())
                .attribute("xmlns:str", version.structure())
                .attribute("xmlns:com", version.common())
                .open("mes:Header")
                .element("mes:ID", "CKEP" + prepared.toEpochMilli())
                .element("mes:Test", "false")
                .element(
                        "mes:Prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                .open("mes:Sender")
                .attribute("id", Dataflow.AGENCY)
                .close()
                .close();
        long begin = xml.position();
        xml.open("mes:Structures");
        String group = "";
        for (Entry entry : entries) {
            String next = group(entry.structure().ref().type());
            if (!next.equals(group)) {
                if (!group.isEmpty()) {
                    xml.close();
                }
                xml.open("str:" + next);
                group = next;
            }
            artefact(entry);
        }
        if (!group.isEmpty()) {
            xml.close();
        }
        xml.close().close();
        return begin;
    }

    private String group(StructureType type) {
        boolean three = version.isThree();
        return switch (type) {
            case AGENCY_SCHEME -> three ? "AgencySchemes" : "OrganisationSchemes";
            case DATA_PROVIDER_SCHEME -> three ? "DataProviderSchemes" : "OrganisationSchemes";
            case DATAFLOW -> "Dataflows";
            case METADATAFLOW -> "Metadataflows";
            case CATEGORY_SCHEME -> "CategorySchemes";
            case CATEGORISATION -> "Categorisations";
            case CODE_LIST -> "Codelists";
            case HIERARCHY -> three ? "Hierarchies" : "HierarchicalCodelists";
            case HIERARCHY_ASSOCIATION -> "HierarchyAssociations";
            case STRUCTURE_MAP -> "StructureMaps";
            case REPRESENTATION_MAP -> "RepresentationMaps";
            case CONCEPT_SCHEME -> three ? "ConceptSchemes" : "Concepts";
            case METADATA_STRUCTURE -> "MetadataStructures";
            case DATA_STRUCTURE -> "DataStructures";
            case ALLOWED_CONSTRAINT -> three ? "DataConstraints" : "Constraints";
            case ACTUAL_CONSTRAINT ->
                tellsAvailability() ? "AvailabilityConstraints" : three ? "DataConstraints" : "Constraints";
            case PROVISION_AGREEMENT -> "ProvisionAgreements";
        };
    }

    /** Version 3.1 tells what there is by something that is no artefact. */
    private boolean tellsAvailability() {
        return version == MlVersion.ML_3_1;
    }

    private void availability(Structure.Constraint constraint) throws IOException {
        xml.open("str:AvailabilityConstraint");
        Region.Counts counts = constraint.region().counts();
        if (counts != null) {
            integer("seriesCount", counts.series());
            integer("obsCount", counts.observations());
        }
        constraint(constraint);
        xml.close();
    }

    /** Its schema knows counts up to two thousand million, and lets them be left out. */
    private void integer(String attribute, long count) throws IOException {
        if (count <= Integer.MAX_VALUE) {
            xml.attribute(attribute, Long.toString(count));
        }
    }

    private void artefact(Entry entry) throws IOException {
        Structure structure = entry.structure();
        if (tellsAvailability()
                && structure instanceof Structure.Constraint constraint
                && constraint.ref().type() == StructureType.ACTUAL_CONSTRAINT) {
            availability(constraint);
            return;
        }
        StructureRef ref = structure.ref();
        xml.open("str:" + ref.type().element(version))
                .attribute("id", ref.id())
                .attribute("urn", ref.urn(version))
                .attribute("agencyID", ref.agency());
        boolean organisations =
                ref.type() == StructureType.AGENCY_SCHEME || ref.type() == StructureType.DATA_PROVIDER_SCHEME;
        if (!(version.isThree() && organisations)) {
            // Version 3 fixes the version of these schemes.
            xml.attribute("version", ref.version());
        }
        boolean stub = entry.stub();
        if (stub) {
            xml.attribute("isExternalReference", "true");
        }
        if (!version.isThree() && structure.isFinal()) {
            xml.attribute("isFinal", "true");
        }
        if (version.isThree() && ref.type() == StructureType.HIERARCHY) {
            xml.attribute("hasFormalLevels", "false");
        }
        if (ref.type().hasItems() && entry.partial()) {
            xml.attribute("isPartial", "true");
        }
        if (ref.type().isConstraint() && version != MlVersion.ML_3_1) {
            boolean actual = ref.type() == StructureType.ACTUAL_CONSTRAINT;
            xml.attribute(version.isThree() ? "role" : "type", actual ? "Actual" : "Allowed");
        }
        if (structure instanceof Structure.Constraint constraint
                && constraint.region().counts() != null) {
            counts(constraint.region().counts());
        }
        if (!version.isThree() && structure instanceof Structure.Definition definition && definition.map() != null) {
            maps.annotation(definition.map());
        }
        texts(structure.names(), structure.description());
        if (!stub) {
            switch (structure) {
                case Structure.Scheme scheme -> items(scheme.ref(), entry);
                case Structure.Definition definition -> components(definition.structure());
                case Structure.Flow flow -> references.to("str:Structure", flow.structure());
                case Structure.Agreement agreement -> agreement(agreement);
                case Structure.Filing filing -> filing(filing);
                case Structure.Constraint constraint -> constraint(constraint);
                case Structure.Hierarchy hierarchy -> hierarchies.codes(hierarchy);
                case Structure.Association association -> hierarchies.association(association);
                case Structure.MetadataDefinition definition -> metadata.components(definition);
                case Structure.MetadataFlow flow -> metadata.flow(flow);
                case Structure.StructureMap map -> maps.components(map);
                case Structure.RepresentationMap map -> maps.values(map);
            }
        } else {
            demanded(structure);
        }
        xml.close();
    }

    /** What the schemas want of a stub too. */
    private void demanded(Structure structure) throws IOException {
        switch (structure) {
            case Structure.Agreement agreement -> agreement(agreement);
            case Structure.Hierarchy hierarchy -> hierarchies.first(hierarchy);
            case Structure.Association association -> hierarchies.association(association);
            case Structure.MetadataFlow flow -> metadata.target();
            case Structure.StructureMap map -> maps.ends(map);
            case Structure.RepresentationMap map -> maps.ends(map);
            case Structure.Scheme scheme -> {}
            case Structure.Definition definition -> {}
            case Structure.Flow flow -> {}
            case Structure.Filing filing -> {}
            case Structure.Constraint constraint -> {}
            case Structure.MetadataDefinition definition -> {}
        }
    }

    private void texts(LocalizedText names, @Nullable LocalizedText description) throws IOException {
        xml.names("com:Name", names);
        if (description != null) {
            xml.names("com:Description", description);
        }
    }

    private void counts(Region.Counts counts) throws IOException {
        xml.open("com:Annotations");
        count("series_count", counts.series());
        count("obs_count", counts.observations());
        xml.close();
    }

    private void count(String id, long count) throws IOException {
        xml.open("com:Annotation")
                .attribute("id", id)
                .element("com:AnnotationTitle", Long.toString(count))
                .element("com:AnnotationType", "sdmx_metrics")
                .close();
    }

    private void items(StructureRef scheme, Entry entry) throws IOException {
        if (scheme.type() == StructureType.CATEGORY_SCHEME) {
            Map<String, List<Item>> below = entry.below();
            items(scheme, below.getOrDefault("", List.of()), below, "");
        } else {
            items(scheme, entry.items(), null, "");
        }
    }

    /**
     * The items of one level.
     *
     * @param below of categories those that they hold; null for other items, which name the one above them
     */
    private void items(StructureRef scheme, List<Item> items, @Nullable Map<String, List<Item>> below, String path)
            throws IOException {
        for (Item item : items) {
            xml.open("str:" + scheme.type().itemElement())
                    .attribute("id", item.code())
                    .attribute("urn", scheme.itemUrn(path + item.code()));
            String parent =
                    below == null && item.parent() != null && holds(items, item.parent()) ? item.parent() : null;
            boolean annotated =
                    parent != null && version.isThree() && !NAME.matcher(parent).matches();
            if (parent != null && annotated) {
                xml.open("com:Annotations")
                        .open("com:Annotation")
                        .attribute("id", PARENT)
                        .element("com:AnnotationTitle", parent)
                        .close()
                        .close();
            }
            texts(item.names(), item.description());
            if (below != null) {
                items(scheme, below.getOrDefault(item.code(), List.of()), below, path + item.code() + ".");
            } else if (parent != null && !annotated) {
                if (version.isThree()) {
                    xml.element("str:Parent", parent);
                } else {
                    xml.open("str:Parent")
                            .open("Ref")
                            .attribute("id", parent)
                            .close()
                            .close();
                }
            }
            xml.close();
        }
    }

    private boolean holds(List<Item> items, String code) {
        if (codesOf != items) {
            codes.clear();
            items.forEach(item -> codes.add(item.code()));
            codesOf = items;
        }
        return codes.contains(code);
    }

    private void agreement(Structure.Agreement agreement) throws IOException {
        references.to(version.isThree() ? "str:Dataflow" : "str:StructureUsage", agreement.dataflow());
        references.toItem("str:DataProvider", agreement.provider());
    }

    private void filing(Structure.Filing filing) throws IOException {
        references.to("str:Source", filing.source());
        references.toItem("str:Target", filing.category());
    }

    private void constraint(Structure.Constraint constraint) throws IOException {
        xml.open("str:ConstraintAttachment");
        references.to("str:" + constraint.attachedTo().type().element(version), constraint.attachedTo());
        xml.close();
        Region region = constraint.region();
        xml.open("str:CubeRegion").attribute("include", "true");
        String key = version.isThree() ? "str:" : "com:";
        for (Map.Entry<String, List<String>> dimension : region.codes().entrySet()) {
            if (!dimension.getValue().isEmpty()) {
                xml.open(key + "KeyValue").attribute("id", dimension.getKey());
                for (String code : dimension.getValue()) {
                    xml.element(key + "Value", code);
                }
                xml.close();
            }
        }
        if (region.first() != null && region.last() != null) {
            xml.open(key + "KeyValue")
                    .attribute("id", Component.TIME_PERIOD)
                    .open(key + "TimeRange")
                    .element(key + "StartPeriod", region.first().toString())
                    .element(key + "EndPeriod", region.last().toString())
                    .close()
                    .close();
        }
        xml.close();
    }

    private void components(DataStructure structure) throws IOException {
        xml.open("str:DataStructureComponents").open("str:DimensionList").attribute("id", "DimensionDescriptor");
        int position = 1;
        for (Component dimension : structure.dimensions()) {
            xml.open("str:Dimension")
                    .attribute("id", dimension.id())
                    .attribute("position", Integer.toString(position++));
            component(structure, dimension);
            xml.close();
        }
        xml.open("str:TimeDimension").attribute("id", Component.TIME_PERIOD);
        if (!version.isThree()) {
            xml.attribute("position", Integer.toString(position));
        }
        component(structure, structure.time());
        xml.close().close();
        if (!structure.attributes().isEmpty()) {
            xml.open("str:AttributeList").attribute("id", "AttributeDescriptor");
            for (Component attribute : structure.attributes()) {
                attribute(structure, attribute);
            }
            xml.close();
        }
        xml.open("str:MeasureList").attribute("id", "MeasureDescriptor");
        xml.open(version.isThree() ? "str:Measure" : "str:PrimaryMeasure").attribute("id", Component.OBS_VALUE);
        component(structure, structure.value());
        xml.close().close().close();
    }

    private void attribute(DataStructure structure, Component attribute) throws IOException {
        xml.open("str:Attribute").attribute("id", attribute.id());
        if (version.isThree()) {
            xml.attribute("usage", attribute.isMandatory() ? "mandatory" : "optional");
        } else {
            xml.attribute("assignmentStatus", attribute.isMandatory() ? "Mandatory" : "Conditional");
        }
        component(structure, attribute);
        xml.open("str:AttributeRelationship");
        if (attribute.isOfDataSet()) {
            xml.open(version.isThree() ? "str:Dataflow" : "str:None").close();
        } else if (!attribute.attachedTo().isEmpty()) {
            for (String dimension : attribute.attachedTo()) {
                references.local("str:Dimension", dimension);
            }
        } else if (version.isThree()) {
            xml.open("str:Observation").close();
        } else {
            references.local("str:PrimaryMeasure", Component.OBS_VALUE);
        }
        xml.close().close();
    }

    /** Concept and values: each component names its list itself, since clients do not follow concepts to it. */
    private void component(DataStructure structure, Component component) throws IOException {
        references.toItem("str:ConceptIdentity", catalogue.concept(structure, component));
        String dataType = component.dataType();
        if (component.codeList() != null) {
            xml.open("str:LocalRepresentation");
            references.to("str:Enumeration", catalogue.list(component.codeList()));
            xml.close();
        } else if (dataType != null) {
            xml.open("str:LocalRepresentation")
                    .open("str:TextFormat")
                    .attribute("textType", dataType)
                    .close()
                    .close();
        }
    }
}
