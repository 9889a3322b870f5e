package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An artefact as a message says it, the same for every format, before anything of it is checked. */
final class RawArtefact {
    /** What an artefact refers to. */
    enum Reference {
        DATAFLOW,
        PROVIDER,
        SOURCE,
        TARGET,
        ATTACHMENT,
        STRUCTURE
    }

    /** A reference: a URN, put together where the message gives its parts. */
    record RawReference(String place, String urn) {}

    /** A text in one language. */
    record RawText(String place, String language, String text) {}

    /** An item with those below it. */
    record RawItem(
            String place,
            String id,
            @Nullable String parent,
            List<RawText> names,
            List<RawText> descriptions,
            List<RawItem> below) {}

    /** The codes of a dimension. */
    record RawCodes(String place, String dimension, List<String> codes) {}

    /**
     * A component of a data structure.
     *
     * @param attributes id, position, and whether an attribute is mandatory
     * @param concept null where none is named
     * @param codeList null where none is named
     * @param attachment to what an attribute belongs; null where nothing is said
     * @param dimensions those that it belongs to
     */
    record RawComponent(
            String place,
            Component.Role role,
            Map<String, String> attributes,
            @Nullable RawReference concept,
            @Nullable RawReference codeList,
            @Nullable String dataType,
            @Nullable Attachment attachment,
            List<String> dimensions) {}

    /** To what an attribute belongs. */
    enum Attachment {
        DATA_SET,
        DIMENSIONS,
        OBSERVATION
    }

    final StructureType type;
    final String place;
    final Map<String, String> attributes = new HashMap<>();
    final List<RawText> names = new ArrayList<>();
    final List<RawText> descriptions = new ArrayList<>();
    final List<RawItem> items = new ArrayList<>();
    final Map<Reference, List<RawReference>> references = new LinkedHashMap<>();
    final List<RawCodes> codes = new ArrayList<>();
    final List<RawComponent> components = new ArrayList<>();
    final List<SubmissionFault> faults = new ArrayList<>();

    @Nullable
    String first;

    @Nullable
    String last;

    RawArtefact(StructureType type, String place) {
        this.type = type;
        this.place = place;
    }

    void refer(Reference reference, RawReference target) {
        references.computeIfAbsent(reference, none -> new ArrayList<>()).add(target);
    }

    /** Notes what stands in the message and would not be served again, so that nothing is lost unnoticed. */
    void notKept(String at, String what) {
        faults.add(new SubmissionFault(
                at, SubmissionFault.NOT_KEPT, "'" + SdmxException.shorten(what) + "' is not kept by this service."));
    }

    boolean is(String attribute) {
        return "true".equals(attributes.get(attribute)) || "1".equals(attributes.get(attribute));
    }
}
