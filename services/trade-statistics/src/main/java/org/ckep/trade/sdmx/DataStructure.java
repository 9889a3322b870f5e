package org.ckep.trade.sdmx;

import static org.ckep.trade.sdmx.Component.AGENCY;
import static org.ckep.trade.sdmx.Component.SDMX;
import static org.ckep.trade.sdmx.Component.coded;
import static org.ckep.trade.sdmx.Component.constant;
import static org.ckep.trade.sdmx.Component.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.ckep.trade.sdmx.Component.Content;
import org.ckep.trade.sdmx.Component.Role;
import org.jspecify.annotations.Nullable;

/**
 * The components of a cube in their order.
 *
 * @param concepts id of the concept scheme of one of ours, which has the agency of the structure; null for a submitted
 *     one, whose components name their concepts themselves
 * @param dimensions those of a series, in the order of the key; time follows them
 */
public record DataStructure(
        String agency,
        String id,
        String version,
        @Nullable String concepts,
        List<Component> dimensions,
        Component time,
        Component value,
        List<Component> attributes) {

    /** Our own: a labelled subset of the United Nations' structure, in its order. */
    public static final DataStructure BTS = new DataStructure(
            AGENCY,
            "DSD_BTS",
            "1.0.0",
            "CS_BTS",
            List.of(
                    coded("FREQ", Role.DIMENSION, Content.FREQUENCY, SDMX, "CL_FREQ"),
                    coded("REF_AREA", Role.DIMENSION, Content.REPORTER, AGENCY, "CL_AREA"),
                    coded("TRADE_FLOW", Role.DIMENSION, Content.FLOW, AGENCY, "CL_TRADE_FLOW"),
                    coded("COMMODITY_1", Role.DIMENSION, Content.COMMODITY, AGENCY, "CL_COMMODITY"),
                    coded("COUNTERPART_AREA_1", Role.DIMENSION, Content.PARTNER, AGENCY, "CL_AREA"),
                    constant("CUSTOMS_PROC", Role.DIMENSION, "C00", ours("CL_CUSTOMS_PROC")),
                    coded("MEASURE", Role.DIMENSION, Content.MEASURE, AGENCY, "CL_MEASURE")),
            List.of(
                    coded("UNIT_MEASURE", Role.MANDATORY_ATTRIBUTE, Content.UNIT, AGENCY, "CL_UNIT_MEASURE"),
                    constant("UNIT_MULT", Role.MANDATORY_ATTRIBUTE, "0", sdmx("CL_UNIT_MULT")),
                    coded("DECIMALS", Role.CONDITIONAL_ATTRIBUTE, Content.DECIMALS, SDMX, "CL_DECIMALS"),
                    coded("OBS_STATUS", Role.MANDATORY_ATTRIBUTE, Content.STATUS, SDMX, "CL_OBS_STATUS"),
                    constant("CONF_STATUS", Role.CONDITIONAL_ATTRIBUTE, "F", sdmx("CL_CONF_STATUS")),
                    coded("TRADE_SYSTEM", Role.AREA_ATTRIBUTE, Content.TRADE_SYSTEM, AGENCY, "CL_TRADE_SYSTEM"),
                    coded("VALUATION", Role.CONDITIONAL_ATTRIBUTE, Content.VALUATION, AGENCY, "CL_VALUATION")));

    /** In the lists of ours: the source does not tell it. */
    private static final String NOT_TOLD = "_X";

    /**
     * The components of the United Nations' compact structure. Its own code lists are not published, so ours stand in
     * their place. Of what is mandatory there the figures do not tell in which role an area is the partner (as origin,
     * consignment or destination), which the kind of the area says nothing of, and not every source tells the trade system
     * of its reporters: what is untold is said to be not told.
     */
    static final DataStructure IMTS_COMPACT = new DataStructure(
            "UNSD",
            "IMTS_COMPACT",
            "1.2",
            "CS_IMTS",
            List.of(
                    coded("FREQ", Role.DIMENSION, Content.FREQUENCY, SDMX, "CL_FREQ"),
                    coded("REF_AREA", Role.DIMENSION, Content.REPORTER, AGENCY, "CL_AREA"),
                    coded("TRADE_FLOW", Role.DIMENSION, Content.FLOW, AGENCY, "CL_TRADE_FLOW"),
                    coded("COMMODITY_1", Role.DIMENSION, Content.COMMODITY, AGENCY, "CL_COMMODITY"),
                    new Component("COMMODITY_CUSTOM_BREAKDOWN", Role.DIMENSION, null, Content.CONSTANT, "0"),
                    coded("COUNTERPART_AREA_1", Role.DIMENSION, Content.PARTNER, AGENCY, "CL_AREA"),
                    constant("COUNTERPART_AREA_2", Role.DIMENSION, "W0", ours("CL_AREA")),
                    constant("TRANSPORT_MODE_BORDER", Role.DIMENSION, "0", ours("CL_TRANSPORT_MODE")),
                    constant("CUSTOMS_PROC", Role.DIMENSION, "C00", ours("CL_CUSTOMS_PROC")),
                    constant("ACTIVITY", Role.DIMENSION, "_Z", ours("CL_ACTIVITY")),
                    constant("TRANSFORMATION", Role.DIMENSION, "N", new CodeListRef("ESTAT", "CL_TRANSFORMATION")),
                    coded("MEASURE", Role.DIMENSION, Content.MEASURE, AGENCY, "CL_MEASURE")),
            List.of(
                    constant("UNIT_MULT", Role.MANDATORY_ATTRIBUTE, "0", sdmx("CL_UNIT_MULT")),
                    coded("UNIT_MEASURE", Role.MANDATORY_ATTRIBUTE, Content.UNIT, AGENCY, "CL_UNIT_MEASURE"),
                    coded("OBS_STATUS", Role.MANDATORY_ATTRIBUTE, Content.STATUS, SDMX, "CL_OBS_STATUS"),
                    text("COMMENT_OBS", Role.CONDITIONAL_ATTRIBUTE),
                    new Component(
                            "TRADE_SYSTEM",
                            Role.MANDATORY_AREA_ATTRIBUTE,
                            ours("CL_TRADE_SYSTEM"),
                            Content.TRADE_SYSTEM,
                            NOT_TOLD),
                    text("COMMODITY_CUSTOM_CODE", Role.BREAKDOWN_ATTRIBUTE),
                    text("COMMODITY_CUSTOM_DESC", Role.BREAKDOWN_ATTRIBUTE),
                    constant(
                            "COUNTERPART_AREA_1_TYPE",
                            Role.MANDATORY_PARTNER_ATTRIBUTE,
                            NOT_TOLD,
                            ours("CL_PARTNER_TYPE")),
                    text("COUNTERPART_AREA_1_ANNOTATION", Role.PARTNER_ATTRIBUTE),
                    constant(
                            "COUNTERPART_AREA_2_TYPE",
                            Role.MANDATORY_SECOND_PARTNER_ATTRIBUTE,
                            NOT_TOLD,
                            ours("CL_PARTNER_TYPE")),
                    text("COUNTERPART_AREA_2_ANNOTATION", Role.SECOND_PARTNER_ATTRIBUTE)));

    static final List<DataStructure> ALL = List.of(BTS, IMTS_COMPACT);

    public DataStructure {
        dimensions = List.copyOf(dimensions);
        attributes = List.copyOf(attributes);
    }

    private DataStructure(
            String agency,
            String id,
            String version,
            String concepts,
            List<Component> dimensions,
            List<Component> attributes) {
        this(agency, id, version, concepts, dimensions, Component.TIME, Component.VALUE, attributes);
    }

    static DataStructure of(String agency, String id) {
        return ALL.stream()
                .filter(structure -> structure.agency.equals(agency) && structure.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no structure " + agency + ":" + id));
    }

    private static CodeListRef ours(String id) {
        return new CodeListRef(AGENCY, id);
    }

    private static CodeListRef sdmx(String id) {
        return new CodeListRef(SDMX, id);
    }

    StructureRef ref() {
        return new StructureRef(StructureType.DATA_STRUCTURE, agency, id, version);
    }

    /** {@code CKEP:DSD_BTS(1.0.0)}. */
    String reference() {
        return ref().reference();
    }

    /** Whether a statistician submitted it. */
    boolean isSubmitted() {
        return concepts == null;
    }

    /** The id of the concept scheme, which one of ours has. */
    String conceptScheme() {
        if (concepts == null) {
            throw new IllegalStateException(reference() + " has concepts of several schemes");
        }
        return concepts;
    }

    /** All components: dimensions, time, measure, attributes. */
    List<Component> components() {
        List<Component> all = new ArrayList<>(dimensions);
        all.add(time);
        all.add(value);
        all.addAll(attributes);
        return all;
    }

    Optional<Component> component(String componentId) {
        return components().stream()
                .filter(component -> component.id().equals(componentId))
                .findFirst();
    }

    /** Position of a dimension in the key, -1 for what is none. */
    int position(String dimension) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).id().equals(dimension)) {
                return i;
            }
        }
        return -1;
    }
}
