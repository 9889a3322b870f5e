package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.Item;

/** Structure messages of SDMX-ML 2.1. The caller gives the artefacts type by type, in the order of the standard. */
final class StructureWriter {
    private static final String MODEL = "urn:sdmx:org.sdmx.infomodel.";

    private final Xml xml;
    private final Map<String, String> versions;

    /**
     * Writes to a stream.
     *
     * @param versions versions of code lists and schemes by {@code agency:id}, for references to them
     */
    StructureWriter(OutputStream out, Map<String, String> versions) throws IOException {
        this.xml = new Xml(out);
        this.versions = versions;
    }

    void begin(Instant prepared) throws IOException {
        xml.root("mes:Structure")
                .namespace("mes", Xml.MESSAGE)
                .namespace("str", Xml.STRUCTURE)
                .namespace("com", Xml.COMMON)
                .open("mes:Header")
                .element("mes:ID", "CKEP" + prepared.toEpochMilli())
                .element("mes:Test", "false")
                .element(
                        "mes:Prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                .empty("mes:Sender")
                .attribute("id", Dataflow.AGENCY)
                .close()
                .open("mes:Structures");
    }

    void end() throws IOException {
        xml.close().close().end();
    }

    void openGroup(String name) throws IOException {
        xml.open("str:" + name);
    }

    void closeGroup() throws IOException {
        xml.close();
    }

    void dataflow(Dataflow flow, boolean stub) throws IOException {
        maintainable("Dataflow", "datastructure.Dataflow", Dataflow.AGENCY, flow.id(), Dataflow.VERSION, stub);
        xml.attribute("isFinal", "true");
        names(flow.names());
        if (!stub) {
            xml.open("str:Structure");
            ref(Component.AGENCY, Component.STRUCTURE_ID, "datastructure", "DataStructure");
            xml.close();
        }
        xml.close();
    }

    /** A list or scheme with some or all of its items. */
    void scheme(Artefact scheme, List<Item> items, Set<String> wanted, boolean stub) throws IOException {
        switch (scheme.kind()) {
            case CODE_LIST -> scheme(scheme, items, wanted, stub, "Codelist", "Code", "codelist");
            case CONCEPT_SCHEME -> scheme(scheme, items, wanted, stub, "ConceptScheme", "Concept", "conceptscheme");
            case AGENCY_SCHEME -> scheme(scheme, items, wanted, stub, "AgencyScheme", "Agency", "base");
            case DATA_STRUCTURE -> throw new IllegalArgumentException(scheme.id() + " has no items");
        }
    }

    private void scheme(
            Artefact scheme,
            List<Item> items,
            Set<String> wanted,
            boolean stub,
            String element,
            String itemElement,
            String packageName)
            throws IOException {
        maintainable(element, packageName + "." + element, scheme.agency(), scheme.id(), scheme.version(), stub);
        if (scheme.partial() || !wanted.isEmpty()) {
            xml.attribute("isPartial", "true");
        }
        names(scheme.names());
        if (!stub) {
            for (Item item : items) {
                if (wanted.isEmpty() || wanted.contains(item.code())) {
                    item(scheme, item, wanted, itemElement, packageName);
                }
            }
        }
        xml.close();
    }

    private void item(Artefact scheme, Item item, Set<String> wanted, String element, String packageName)
            throws IOException {
        xml.open("str:" + element)
                .attribute("id", item.code())
                .attribute(
                        "urn",
                        MODEL + packageName + "." + element + "=" + scheme.agency() + ":" + scheme.id() + "("
                                + scheme.version() + ")." + item.code());
        names(item.names());
        if (item.parent() != null && (wanted.isEmpty() || wanted.contains(item.parent()))) {
            xml.open("str:Parent").empty("Ref").attribute("id", item.parent()).close();
        }
        xml.close();
    }

    void dataStructure(Artefact structure, boolean stub) throws IOException {
        maintainable(
                "DataStructure",
                "datastructure.DataStructure",
                structure.agency(),
                structure.id(),
                structure.version(),
                stub);
        xml.attribute("isFinal", "true");
        names(structure.names());
        if (!stub) {
            xml.open("str:DataStructureComponents");
            xml.open("str:DimensionList").attribute("id", "DimensionDescriptor");
            int position = 1;
            for (Component dimension : Component.DIMENSIONS) {
                openComponent("Dimension", dimension).attribute("position", Integer.toString(position++));
                closeComponent(dimension);
            }
            openComponent("TimeDimension", Component.TIME).attribute("position", Integer.toString(position));
            closeComponent(Component.TIME);
            xml.close();
            xml.open("str:AttributeList").attribute("id", "AttributeDescriptor");
            for (Component attribute : Component.ATTRIBUTES) {
                attribute(attribute);
            }
            xml.close();
            xml.open("str:MeasureList").attribute("id", "MeasureDescriptor");
            openComponent("PrimaryMeasure", Component.VALUE);
            closeComponent(Component.VALUE);
            xml.close().close();
        }
        xml.close();
    }

    private void attribute(Component attribute) throws IOException {
        boolean mandatory = attribute.role() == Component.Role.MANDATORY_ATTRIBUTE;
        openComponent("Attribute", attribute).attribute("assignmentStatus", mandatory ? "Mandatory" : "Conditional");
        representation(attribute);
        xml.open("str:AttributeRelationship");
        if (attribute.role() == Component.Role.AREA_ATTRIBUTE) {
            xml.open("str:Dimension").empty("Ref").attribute("id", "REF_AREA");
        } else {
            xml.open("str:PrimaryMeasure").empty("Ref").attribute("id", Component.OBS_VALUE);
        }
        xml.close().close().close();
    }

    private Xml openComponent(String element, Component component) throws IOException {
        return xml.open("str:" + element).attribute("id", component.id());
    }

    private void closeComponent(Component component) throws IOException {
        representation(component);
        xml.close();
    }

    /** Concept and values: each component names its list itself, since clients do not follow concepts to it. */
    private void representation(Component component) throws IOException {
        xml.open("str:ConceptIdentity")
                .empty("Ref")
                .attribute("id", component.id())
                .attribute("maintainableParentID", Component.CONCEPTS_ID)
                .attribute("maintainableParentVersion", version(Component.AGENCY, Component.CONCEPTS_ID))
                .attribute("agencyID", Component.AGENCY)
                .attribute("package", "conceptscheme")
                .attribute("class", "Concept")
                .close()
                .open("str:LocalRepresentation");
        if (component.codeList() != null) {
            xml.open("str:Enumeration");
            ref(component.codeList().agency(), component.codeList().id(), "codelist", "Codelist");
            xml.close();
        } else {
            xml.empty("str:TextFormat")
                    .attribute(
                            "textType",
                            component.role() == Component.Role.TIME_DIMENSION ? "ObservationalTimePeriod" : "Decimal");
        }
        xml.close();
    }

    private void ref(String agency, String id, String packageName, String className) throws IOException {
        xml.empty("Ref")
                .attribute("id", id)
                .attribute("version", version(agency, id))
                .attribute("agencyID", agency)
                .attribute("package", packageName)
                .attribute("class", className);
    }

    private String version(String agency, String id) {
        String version = versions.get(agency + ":" + id);
        if (version == null) {
            throw new IllegalStateException("no artefact " + agency + ":" + id);
        }
        return version;
    }

    private void maintainable(String element, String modelClass, String agency, String id, String version, boolean stub)
            throws IOException {
        xml.open("str:" + element)
                .attribute("id", id)
                .attribute("urn", MODEL + modelClass + "=" + agency + ":" + id + "(" + version + ")")
                .attribute("agencyID", agency)
                .attribute("version", version);
        if (stub) {
            xml.attribute("isExternalReference", "true");
        }
    }

    private void names(LocalizedText names) throws IOException {
        for (Map.Entry<org.ckep.kernel.value.Language, LocalizedText.Text> name :
                names.texts().entrySet()) {
            xml.open("com:Name")
                    .attribute("xml:lang", name.getKey().tag())
                    .text(name.getValue().text())
                    .close();
        }
    }
}
