package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.trade.sdmx.Component.Role;
import org.ckep.trade.sdmx.RawArtefact.Attachment;
import org.ckep.trade.sdmx.RawArtefact.RawComponent;
import org.ckep.trade.sdmx.RawArtefact.RawReference;
import org.ckep.trade.sdmx.XmlTree.Element;
import org.jspecify.annotations.Nullable;

/** Reads the components of a data structure from a message of SDMX-ML 2.1 or 3. */
final class XmlComponents {
    private static final Set<String> LISTS = Set.of("DimensionList", "AttributeList", "MeasureList");
    private static final Set<String> ATTRIBUTES = Set.of("id", "urn", "position", "type", "usage", "assignmentStatus");

    private final XmlSubmission message;
    private final RawArtefact raw;

    private XmlComponents(XmlSubmission message, RawArtefact raw) {
        this.message = message;
        this.raw = raw;
    }

    /** Puts the components into the data structure. */
    static void read(XmlSubmission message, RawArtefact raw, Element components) {
        XmlComponents reader = new XmlComponents(message, raw);
        for (Element list : components.children()) {
            if (LISTS.contains(list.name())) {
                reader.only(list, Set.of("id", "urn"));
                list.children().forEach(reader::component);
            } else {
                raw.notKept(list.place(), list.name());
            }
        }
    }

    private void only(Element element, Set<String> attributes) {
        element.attributes().keySet().stream()
                .filter(name -> !attributes.contains(name))
                .forEach(name -> raw.notKept(element.place(), name));
    }

    private void component(Element element) {
        Role role =
                switch (element.name()) {
                    case "Dimension" -> Role.DIMENSION;
                    case "TimeDimension" -> Role.TIME_DIMENSION;
                    case "PrimaryMeasure", "Measure" -> Role.MEASURE;
                    case "Attribute" -> Role.CONDITIONAL_ATTRIBUTE;
                    default -> null;
                };
        if (role == null) {
            raw.notKept(element.place(), element.name());
            return;
        }
        only(element, ATTRIBUTES);
        RawReference concept = null;
        RawReference codeList = null;
        String dataType = null;
        Attachment attachment = null;
        List<String> dimensions = new ArrayList<>();
        for (Element child : element.children()) {
            switch (child.name()) {
                case "ConceptIdentity" -> concept = message.reference(child, StructureType.CONCEPT_SCHEME);
                case "LocalRepresentation" -> {
                    codeList = codeList(child);
                    dataType = dataType(child);
                }
                case "AttributeRelationship" -> attachment = attachment(child, dimensions);
                default -> raw.notKept(child.place(), child.name());
            }
        }
        raw.components.add(new RawComponent(
                element.place(), role, element.attributes(), concept, codeList, dataType, attachment, dimensions));
    }

    private @Nullable RawReference codeList(Element representation) {
        only(representation, Set.of());
        for (Element child : representation.children()) {
            if (!child.name().equals("Enumeration") && !child.name().equals("TextFormat")) {
                raw.notKept(child.place(), child.name());
            }
        }
        Element enumeration = representation.child("Enumeration");
        return enumeration == null ? null : message.reference(enumeration, StructureType.CODE_LIST);
    }

    private @Nullable String dataType(Element representation) {
        Element format = representation.child("TextFormat");
        if (format == null) {
            return null;
        }
        only(format, Set.of("textType"));
        return format.attributes().get("textType");
    }

    private @Nullable Attachment attachment(Element relationship, List<String> dimensions) {
        Attachment attachment = null;
        for (Element child : relationship.children()) {
            switch (child.name()) {
                case "None", "Dataflow" -> attachment = Attachment.DATA_SET;
                case "PrimaryMeasure", "Observation" -> attachment = Attachment.OBSERVATION;
                case "Dimension" -> {
                    attachment = Attachment.DIMENSIONS;
                    only(child, Set.of());
                    Element reference = child.child("Ref");
                    dimensions.add(
                            reference == null
                                    ? child.text()
                                    : reference.attributes().getOrDefault("id", ""));
                }
                default -> raw.notKept(child.place(), child.name());
            }
        }
        return attachment;
    }
}
