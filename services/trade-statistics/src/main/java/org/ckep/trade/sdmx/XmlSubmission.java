package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.sdmx.RawArtefact.RawCodes;
import org.ckep.trade.sdmx.RawArtefact.RawItem;
import org.ckep.trade.sdmx.RawArtefact.RawReference;
import org.ckep.trade.sdmx.RawArtefact.RawText;
import org.ckep.trade.sdmx.RawArtefact.Reference;
import org.ckep.trade.sdmx.XmlTree.Element;
import org.jspecify.annotations.Nullable;

/** Reads a structure message of SDMX-ML 2.1 or 3. */
final class XmlSubmission {
    /** What an artefact says of itself in attributes; its URN follows from it. */
    private static final Set<String> ATTRIBUTES =
            Set.of("id", "agencyID", "version", "urn", "isFinal", "isExternalReference", "isPartial", "type", "role");

    private final MlVersion version;
    private final Collection<Structure.StructureMap> maps;

    private XmlSubmission(MlVersion version, Collection<Structure.StructureMap> maps) {
        this.version = version;
        this.maps = maps;
    }

    /**
     * The artefacts of a message in its order.
     *
     * @param declared the version that the caller named, null where he named none
     * @param maps of our data structures, whose annotations in copies of them say nothing
     * @throws SdmxException where it is no structure message, or holds what cannot be submitted
     */
    static List<RawArtefact> read(
            byte[] message, @Nullable MlVersion declared, Collection<Structure.StructureMap> maps) {
        Element root = XmlTree.read(message);
        MlVersion version = Arrays.stream(MlVersion.values())
                .filter(candidate -> candidate.message().equals(root.namespace()))
                .findFirst()
                .orElseThrow(() -> SdmxException.syntax("The message is no message of SDMX-ML 2.1, 3.0 or 3.1: its root"
                        + " is '" + SdmxException.shorten(root.name()) + "' of the namespace '"
                        + SdmxException.shorten(root.namespace()) + "'."));
        if (declared != null && declared != version) {
            throw SdmxException.syntax(
                    "The message is of " + version + ", and its Content-Type says " + declared + ".");
        }
        Element structures = root.name().equals("Structure") ? root.child("Structures") : null;
        if (structures == null) {
            throw SdmxException.syntax("The message is no structure message: it has no Structure/Structures.");
        }
        XmlSubmission reader = new XmlSubmission(version, maps);
        List<RawArtefact> artefacts = new ArrayList<>();
        for (Element group : structures.children()) {
            for (Element artefact : group.children()) {
                artefacts.add(reader.artefact(artefact));
            }
        }
        return artefacts;
    }

    private RawArtefact artefact(Element element) {
        StructureType type = StructureType.ofElement(element.name())
                .filter(StructureType::isSubmitted)
                .orElseThrow(() -> SdmxException.notImplemented("'" + SdmxException.shorten(element.name())
                        + "' cannot be submitted: " + element.place() + "."));
        RawArtefact raw = new RawArtefact(type, element.place());
        element.attributes().forEach((name, value) -> {
            raw.attributes.put(name, value);
            if (!ATTRIBUTES.contains(name)) {
                raw.notKept(element.place(), name);
            }
        });
        for (Element child : element.children()) {
            if (!isText(child, raw.names, raw.descriptions) && !isPart(raw, child) && !isOurs(raw, child)) {
                raw.notKept(child.place(), child.name());
            }
        }
        return raw;
    }

    /** Whether it is the annotation, unchanged, by which version 2.1 names the map of a structure of ours: a copy has none. */
    private boolean isOurs(RawArtefact raw, Element child) {
        if (raw.type != StructureType.DATA_STRUCTURE
                || !child.name().equals("Annotations")
                || child.children().size() != 1) {
            return false;
        }
        Element annotation = child.children().getFirst();
        Map<String, String> parts = new HashMap<>();
        for (Element part : annotation.children()) {
            boolean english = part.attributes().isEmpty() || part.attributes().equals(Map.of("lang", "en"));
            if (!english || parts.put(part.name(), part.text()) != null) {
                return false;
            }
        }
        return annotation.name().equals("Annotation")
                && annotation.attributes().equals(Map.of("id", Structure.StructureMap.ANNOTATION))
                && maps.stream()
                        .map(Structure.StructureMap::annotation)
                        .anyMatch(ours -> parts.equals(Map.of(
                                "AnnotationTitle", ours.title(),
                                "AnnotationType", Structure.StructureMap.ANNOTATION_TYPE,
                                "AnnotationURL", ours.address(),
                                "AnnotationText", ours.text())));
    }

    /** Takes a name or a description. */
    private static boolean isText(Element child, List<RawText> names, List<RawText> descriptions) {
        List<RawText> texts =
                switch (child.name()) {
                    case "Name" -> names;
                    case "Description" -> descriptions;
                    default -> null;
                };
        if (texts == null) {
            return false;
        }
        texts.add(new RawText(child.place(), child.attributes().getOrDefault("lang", "en"), child.text()));
        return true;
    }

    /** Takes what belongs to the type of the artefact. */
    private boolean isPart(RawArtefact raw, Element child) {
        if (raw.type.hasItems()) {
            if (child.name().equals(raw.type.itemElement())) {
                raw.items.add(item(raw, child));
                return true;
            }
            return false;
        }
        return switch (raw.type) {
            case DATA_STRUCTURE -> {
                boolean components = child.name().equals("DataStructureComponents");
                if (components) {
                    XmlComponents.read(this, raw, child);
                }
                yield components;
            }
            case DATAFLOW ->
                child.name().equals("Structure")
                        && refer(raw, Reference.STRUCTURE, child, StructureType.DATA_STRUCTURE);
            case PROVISION_AGREEMENT ->
                switch (child.name()) {
                    case "StructureUsage", "Dataflow" -> refer(raw, Reference.DATAFLOW, child, StructureType.DATAFLOW);
                    case "DataProvider" -> refer(raw, Reference.PROVIDER, child, StructureType.DATA_PROVIDER_SCHEME);
                    default -> false;
                };
            case CATEGORISATION ->
                switch (child.name()) {
                    case "Source" -> refer(raw, Reference.SOURCE, child, null);
                    case "Target" -> refer(raw, Reference.TARGET, child, StructureType.CATEGORY_SCHEME);
                    default -> false;
                };
            default ->
                switch (child.name()) {
                    case "ConstraintAttachment" -> attachments(raw, child);
                    case "CubeRegion" -> region(raw, child);
                    default -> false;
                };
        };
    }

    private RawItem item(RawArtefact raw, Element element) {
        List<RawText> names = new ArrayList<>();
        List<RawText> descriptions = new ArrayList<>();
        List<RawItem> below = new ArrayList<>();
        String parent = null;
        element.attributes().keySet().stream()
                .filter(name -> !name.equals("id") && !name.equals("urn"))
                .forEach(name -> raw.notKept(element.place(), name));
        for (Element child : element.children()) {
            if (child.name().equals("Parent") && raw.type != StructureType.CATEGORY_SCHEME) {
                Element reference = child.child("Ref");
                parent = reference == null
                        ? child.text()
                        : reference.attributes().getOrDefault("id", "");
            } else if (annotatedParent(raw, child) != null) {
                parent = annotatedParent(raw, child);
            } else if (child.name().equals("Category") && raw.type == StructureType.CATEGORY_SCHEME) {
                below.add(item(raw, child));
            } else if (!isText(child, names, descriptions)) {
                raw.notKept(child.place(), child.name());
            }
        }
        return new RawItem(
                element.place(), element.attributes().getOrDefault("id", ""), parent, names, descriptions, below);
    }

    /** The parent as our messages of version 3 tell one that does not begin with a letter; null for any other element. */
    private static @Nullable String annotatedParent(RawArtefact raw, Element element) {
        boolean ours = raw.type == StructureType.CODE_LIST
                && element.name().equals("Annotations")
                && element.children().size() == 1
                && XmlStructureWriter.PARENT.equals(
                        element.children().getFirst().attributes().get("id"));
        Element title = ours ? element.children().getFirst().child("AnnotationTitle") : null;
        return title == null || element.children().getFirst().children().size() > 1 ? null : title.text();
    }

    private boolean attachments(RawArtefact raw, Element attachment) {
        for (Element target : attachment.children()) {
            switch (target.name()) {
                case "DataStructure", "Dataflow", "ProvisionAgreement" ->
                    refer(
                            raw,
                            Reference.ATTACHMENT,
                            target,
                            StructureType.ofElement(target.name()).orElseThrow());
                default -> raw.notKept(target.place(), target.name());
            }
        }
        return true;
    }

    private static boolean region(RawArtefact raw, Element region) {
        if ("false".equals(region.attributes().get("include"))) {
            raw.notKept(region.place(), "include=false");
        }
        for (Element key : region.children()) {
            Element range = key.child("TimeRange");
            if (!key.name().equals("KeyValue")
                    || "false".equals(key.attributes().get("include"))) {
                raw.notKept(key.place(), key.name());
            } else if (range != null) {
                Element start = range.child("StartPeriod");
                Element end = range.child("EndPeriod");
                raw.first = start == null ? "" : start.text();
                raw.last = end == null ? "" : end.text();
                range.children().stream()
                        .filter(child -> child != start && child != end
                                || "false".equals(child.attributes().get("isInclusive")))
                        .forEach(child -> raw.notKept(child.place(), child.name()));
            } else {
                raw.codes.add(new RawCodes(key.place(), key.attributes().getOrDefault("id", ""), codes(raw, key)));
            }
        }
        return true;
    }

    private static List<String> codes(RawArtefact raw, Element key) {
        List<String> codes = new ArrayList<>();
        for (Element value : key.children()) {
            if (!value.name().equals("Value") || !value.attributes().isEmpty()) {
                raw.notKept(value.place(), value.name());
            }
            codes.add(value.text());
        }
        return codes;
    }

    private boolean refer(RawArtefact raw, Reference reference, Element element, @Nullable StructureType type) {
        raw.refer(reference, reference(element, type));
        return true;
    }

    /**
     * A reference: a URN, or in version 2.1 its parts.
     *
     * @param type of what is referred to or of its scheme, null where the reference itself says it
     */
    RawReference reference(Element element, @Nullable StructureType type) {
        Element parts = element.child("Ref");
        Element urn = element.child("URN");
        String text = urn != null ? urn.text() : element.text();
        if (parts != null) {
            text = urn(parts.attributes(), type);
        }
        return new RawReference(element.place(), text);
    }

    private String urn(Map<String, String> parts, @Nullable StructureType type) {
        StructureType referred = type != null
                ? type
                : StructureType.ofElement(parts.getOrDefault("class", "")).orElse(null);
        if (referred == null) {
            return "";
        }
        String scheme = parts.get("maintainableParentID");
        StructureRef ref = new StructureRef(
                referred,
                parts.getOrDefault("agencyID", ""),
                scheme != null ? scheme : parts.getOrDefault("id", ""),
                parts.getOrDefault(scheme != null ? "maintainableParentVersion" : "version", "1.0"));
        return scheme != null ? ref.itemUrn(parts.getOrDefault("id", "")) : ref.urn(version);
    }
}
