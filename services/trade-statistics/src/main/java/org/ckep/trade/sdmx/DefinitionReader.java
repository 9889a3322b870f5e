package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.trade.sdmx.Component.Described;
import org.ckep.trade.sdmx.Component.Role;
import org.ckep.trade.sdmx.RawArtefact.Attachment;
import org.ckep.trade.sdmx.RawArtefact.RawComponent;
import org.jspecify.annotations.Nullable;

/** Makes a data structure of the components that a message names, and notes what is wrong with them. */
final class DefinitionReader {
    private static final int MAX_COMPONENTS = 300;
    private static final String TIME_TYPE = "ObservationalTimePeriod";

    private static final Set<String> TIME_TYPES = Set.of(
            TIME_TYPE,
            "StandardTimePeriod",
            "BasicTimePeriod",
            "GregorianTimePeriod",
            "GregorianYear",
            "GregorianYearMonth",
            "GregorianDay",
            "ReportingTimePeriod",
            "ReportingYear",
            "ReportingSemester",
            "ReportingTrimester",
            "ReportingQuarter",
            "ReportingMonth",
            "ReportingWeek",
            "ReportingDay",
            "DateTime",
            "TimeRange");

    private static final Set<String> OTHER_TYPES = Set.of(
            "String",
            "Alpha",
            "AlphaNumeric",
            "Numeric",
            "BigInteger",
            "Integer",
            "Long",
            "Short",
            "Decimal",
            "Float",
            "Double",
            "Boolean",
            "URI",
            "Count",
            "InclusiveValueRange",
            "ExclusiveValueRange",
            "Incremental",
            "Month",
            "MonthDay",
            "Day",
            "Time",
            "Duration");

    private final RawArtefact raw;
    private final List<SubmissionFault> faults;
    private final Set<String> ids = new HashSet<>();

    private DefinitionReader(RawArtefact raw, List<SubmissionFault> faults) {
        this.raw = raw;
        this.faults = faults;
    }

    /**
     * The data structure.
     *
     * @param faults where to note what is wrong; of a structure with faults no more than its name is to be used
     */
    static DataStructure read(RawArtefact raw, StructureRef ref, List<SubmissionFault> faults) {
        return new DefinitionReader(raw, faults).read(ref);
    }

    private DataStructure read(StructureRef ref) {
        if (raw.components.size() > MAX_COMPONENTS) {
            fault(raw.place, "A data structure has at most " + MAX_COMPONENTS + " components.");
            return structure(ref, List.of(), Component.TIME, Component.VALUE, List.of());
        }
        List<Component> dimensions = all(Role.DIMENSION);
        if (dimensions.isEmpty()) {
            fault(raw.place, "A data structure has at least one dimension beside time.");
        }
        positions();
        Component time = one(Role.TIME_DIMENSION, Component.TIME, "time dimension");
        Component value = one(Role.MEASURE, Component.VALUE, "measure");
        List<Component> attributes = all(Role.CONDITIONAL_ATTRIBUTE);
        Set<String> known = new HashSet<>();
        dimensions.forEach(dimension -> known.add(dimension.id()));
        known.add(time.id());
        for (RawComponent component : raw.components) {
            component.dimensions().stream()
                    .filter(dimension -> !known.contains(dimension))
                    .forEach(dimension -> fault(
                            component.place(), "There is no dimension '" + SdmxException.shorten(dimension) + "'."));
        }
        return structure(ref, dimensions, time, value, attributes);
    }

    private static DataStructure structure(
            StructureRef ref, List<Component> dimensions, Component time, Component value, List<Component> attributes) {
        return new DataStructure(ref.agency(), ref.id(), ref.version(), null, dimensions, time, value, attributes);
    }

    private List<Component> all(Role role) {
        List<Component> all = new ArrayList<>();
        for (RawComponent component : raw.components) {
            if (component.role() == role) {
                component(component).ifPresent(all::add);
            }
        }
        return all;
    }

    /** The component that there is exactly one of, under an id that is always the same. */
    private Component one(Role role, Component standard, String what) {
        List<RawComponent> given = raw.components.stream()
                .filter(component -> component.role() == role)
                .toList();
        if (given.size() != 1) {
            faults.add(new SubmissionFault(
                    given.size() < 2 ? raw.place : given.get(1).place(),
                    SubmissionFault.NOT_KEPT,
                    "This service keeps data structures with exactly one " + what + "."));
            return standard;
        }
        RawComponent only = given.getFirst();
        if ("mandatory".equals(only.attributes().get("usage"))) {
            faults.add(new SubmissionFault(
                    only.place(), SubmissionFault.NOT_KEPT, "That the " + what + " is mandatory is not kept."));
        }
        return component(only)
                .filter(component -> {
                    boolean named = component.id().equals(standard.id());
                    if (!named) {
                        faults.add(new SubmissionFault(
                                only.place(),
                                SubmissionFault.NOT_KEPT,
                                "This service keeps data structures whose " + what + " is called " + standard.id()
                                        + "."));
                    }
                    return named;
                })
                .orElse(standard);
    }

    /** Positions say nothing that the order does not say. */
    private void positions() {
        int last = -1;
        for (RawComponent component : raw.components) {
            String position = component.attributes().get("position");
            if (component.role() == Role.DIMENSION && position != null) {
                int given = position.matches("[0-9]{1,4}") ? Integer.parseInt(position) : -1;
                if (given <= last) {
                    fault(component.place(), "Dimensions stand in the order of their positions.");
                }
                last = given;
            }
        }
    }

    private Optional<Component> component(RawComponent given) {
        ItemRef concept = concept(given);
        String id = given.attributes().getOrDefault("id", concept == null ? "" : concept.item());
        if (!SubmissionReader.NAME.matcher(id).matches()) {
            fault(given.place(), "'" + SdmxException.shorten(id) + "' cannot be the id of a component.");
        } else if (!ids.add(id)) {
            fault(given.place(), "The component '" + id + "' stands there twice.");
        }
        StructureRef list = codeList(given);
        String type = type(given);
        boolean attribute = given.role() == Role.CONDITIONAL_ATTRIBUTE;
        if (attribute && given.attachment() == null) {
            fault(given.place(), "It is not said to what the attribute '" + SdmxException.shorten(id) + "' belongs.");
        }
        if (concept == null) {
            return Optional.empty();
        }
        return Optional.of(Component.submitted(
                id,
                attribute && isMandatory(given) ? Role.MANDATORY_ATTRIBUTE : given.role(),
                list,
                new Described(concept, type, given.dimensions(), given.attachment() == Attachment.DATA_SET)));
    }

    private static boolean isMandatory(RawComponent given) {
        // The one word is that of version 3, the other that of version 2.1.
        return Stream.of("usage", "assignmentStatus")
                .map(name -> given.attributes().getOrDefault(name, ""))
                .anyMatch(usage -> usage.toLowerCase(Locale.ROOT).equals("mandatory"));
    }

    private @Nullable ItemRef concept(RawComponent given) {
        if (given.concept() == null) {
            fault(given.place(), "The component has no concept.");
            return null;
        }
        ItemRef concept = StructureRef.itemOfUrn(given.concept().urn())
                .filter(item -> item.scheme().type() == StructureType.CONCEPT_SCHEME)
                .orElse(null);
        if (concept == null) {
            fault(given.concept().place(), "The concept is no reference to a concept.");
        }
        return concept;
    }

    private @Nullable StructureRef codeList(RawComponent given) {
        if (given.codeList() == null) {
            return null;
        }
        if (given.role() == Role.TIME_DIMENSION) {
            fault(given.codeList().place(), "Time has no code list.");
        }
        StructureRef list = StructureRef.ofUrn(given.codeList().urn())
                .filter(ref -> ref.type() == StructureType.CODE_LIST)
                .orElse(null);
        if (list == null) {
            fault(given.codeList().place(), "The enumeration is no reference to a code list.");
        }
        return list;
    }

    private @Nullable String type(RawComponent given) {
        boolean time = given.role() == Role.TIME_DIMENSION;
        String type = given.dataType();
        if (type == null) {
            return time ? TIME_TYPE : null;
        }
        if (given.codeList() != null) {
            fault(given.place(), "A component has either a code list or a type of text.");
        } else if (!TIME_TYPES.contains(type) && (time || !OTHER_TYPES.contains(type))) {
            faults.add(new SubmissionFault(
                    given.place(),
                    SubmissionFault.NOT_KEPT,
                    "The type '" + SdmxException.shorten(type)
                            + "' is not kept by this service for such a component."));
        }
        return type;
    }

    private void fault(String place, String text) {
        faults.add(new SubmissionFault(place, SubmissionFault.MEANINGLESS, text));
    }
}
