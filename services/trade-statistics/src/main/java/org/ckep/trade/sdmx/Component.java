package org.ckep.trade.sdmx;

import org.jspecify.annotations.Nullable;

/**
 * A dimension, attribute or measure of a data structure, with what our figures put into it.
 *
 * @param id also the id of its concept
 * @param codeList the list of its values, null for a text or number
 * @param content where its values come from
 * @param constant the value of {@link Content#CONSTANT}
 */
public record Component(
        String id,
        Role role,
        @Nullable CodeListRef codeList,
        Content content,
        @Nullable String constant) {
    /** What a component does. */
    public enum Role {
        DIMENSION,
        TIME_DIMENSION,
        MEASURE,
        MANDATORY_ATTRIBUTE,
        CONDITIONAL_ATTRIBUTE,
        /** An attribute of the reporting area, not of the single observation. */
        AREA_ATTRIBUTE,
        /** An attribute of the breakdown of the commodity. */
        BREAKDOWN_ATTRIBUTE,
        PARTNER_ATTRIBUTE,
        SECOND_PARTNER_ATTRIBUTE
    }

    /** What of a figure stands in a component. */
    public enum Content {
        CONSTANT,
        FREQUENCY,
        REPORTER,
        FLOW,
        COMMODITY,
        PARTNER,
        MEASURE,
        PERIOD,
        AMOUNT,
        UNIT,
        DECIMALS,
        STATUS,
        VALUATION,
        /** The figures do not tell it. */
        UNKNOWN;

        /** True for what the index of series is made of, in whose order answers come. */
        boolean ordersSeries() {
            return this == REPORTER || this == FLOW || this == COMMODITY || this == PARTNER;
        }
    }

    /** Names a code list. */
    public record CodeListRef(String agency, String id) {}

    static final String AGENCY = "CKEP";
    static final String SDMX = "SDMX";
    public static final String TIME_PERIOD = "TIME_PERIOD";
    public static final String OBS_VALUE = "OBS_VALUE";

    static final Component TIME = new Component(TIME_PERIOD, Role.TIME_DIMENSION, null, Content.PERIOD, null);
    static final Component VALUE = new Component(OBS_VALUE, Role.MEASURE, null, Content.AMOUNT, null);

    static Component coded(String id, Role role, Content content, String agency, String codeList) {
        return new Component(id, role, new CodeListRef(agency, codeList), content, null);
    }

    static Component constant(String id, Role role, String value, @Nullable CodeListRef codeList) {
        return new Component(id, role, codeList, Content.CONSTANT, value);
    }

    static Component text(String id, Role role) {
        return new Component(id, role, null, Content.UNKNOWN, null);
    }

    /** The constant, which there must be. */
    String value() {
        if (constant == null) {
            throw new IllegalStateException(id + " is no constant");
        }
        return constant;
    }

    boolean isMandatory() {
        return role == Role.MANDATORY_ATTRIBUTE;
    }

    /** The dimension that an attribute belongs to, or null for one of the observation. */
    @Nullable
    String attachedTo() {
        return switch (role) {
            case AREA_ATTRIBUTE -> "REF_AREA";
            case BREAKDOWN_ATTRIBUTE -> "COMMODITY_CUSTOM_BREAKDOWN";
            case PARTNER_ATTRIBUTE -> "COUNTERPART_AREA_1";
            case SECOND_PARTNER_ATTRIBUTE -> "COUNTERPART_AREA_2";
            case DIMENSION, TIME_DIMENSION, MEASURE, MANDATORY_ATTRIBUTE, CONDITIONAL_ATTRIBUTE -> null;
        };
    }
}
