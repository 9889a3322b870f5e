package org.ckep.trade.sdmx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dimension, attribute or measure of our data structure.
 *
 * @param id also the id of its concept
 * @param codeList the list of its values, null for a text or number
 */
public record Component(String id, Role role, @Nullable CodeListRef codeList) {
    /** What a component does. */
    public enum Role {
        DIMENSION,
        TIME_DIMENSION,
        MEASURE,
        MANDATORY_ATTRIBUTE,
        CONDITIONAL_ATTRIBUTE,
        /** An attribute of the reporting area, not of the single observation. */
        AREA_ATTRIBUTE
    }

    /** Names a code list. */
    public record CodeListRef(String agency, String id) {}

    static final String AGENCY = "CKEP";
    static final String STRUCTURE_ID = "DSD_BTS";
    static final String CONCEPTS_ID = "CS_BTS";
    public static final String TIME_PERIOD = "TIME_PERIOD";
    public static final String OBS_VALUE = "OBS_VALUE";

    /** The dimensions of a series, in the order of the key. */
    public static final List<Component> DIMENSIONS = List.of(
            coded("FREQ", Role.DIMENSION, "SDMX", "CL_FREQ"),
            coded("REF_AREA", Role.DIMENSION, AGENCY, "CL_AREA"),
            coded("TRADE_FLOW", Role.DIMENSION, AGENCY, "CL_TRADE_FLOW"),
            coded("COMMODITY_1", Role.DIMENSION, AGENCY, "CL_COMMODITY"),
            coded("COUNTERPART_AREA_1", Role.DIMENSION, AGENCY, "CL_AREA"),
            coded("CUSTOMS_PROC", Role.DIMENSION, AGENCY, "CL_CUSTOMS_PROC"),
            coded("MEASURE", Role.DIMENSION, AGENCY, "CL_MEASURE"));

    static final Component TIME = new Component(TIME_PERIOD, Role.TIME_DIMENSION, null);
    static final Component VALUE = new Component(OBS_VALUE, Role.MEASURE, null);

    /** The attributes in the order of the structure. */
    public static final List<Component> ATTRIBUTES = List.of(
            coded("UNIT_MEASURE", Role.MANDATORY_ATTRIBUTE, AGENCY, "CL_UNIT_MEASURE"),
            coded("UNIT_MULT", Role.MANDATORY_ATTRIBUTE, "SDMX", "CL_UNIT_MULT"),
            coded("DECIMALS", Role.CONDITIONAL_ATTRIBUTE, "SDMX", "CL_DECIMALS"),
            coded("OBS_STATUS", Role.MANDATORY_ATTRIBUTE, "SDMX", "CL_OBS_STATUS"),
            coded("CONF_STATUS", Role.CONDITIONAL_ATTRIBUTE, "SDMX", "CL_CONF_STATUS"),
            coded("TRADE_SYSTEM", Role.AREA_ATTRIBUTE, AGENCY, "CL_TRADE_SYSTEM"),
            coded("VALUATION", Role.CONDITIONAL_ATTRIBUTE, AGENCY, "CL_VALUATION"));

    private static Component coded(String id, Role role, String agency, String codeList) {
        return new Component(id, role, new CodeListRef(agency, codeList));
    }
}
