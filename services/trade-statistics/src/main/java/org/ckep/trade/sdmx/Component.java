package org.ckep.trade.sdmx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dimension, attribute or measure of a data structure, with what our figures put into it.
 *
 * @param id of ours also the id of its concept
 * @param codeList the list of its values, null for a text or number
 * @param content where its values come from
 * @param constant the value of {@link Content#CONSTANT}, and what stands for an untold {@link Content#TRADE_SYSTEM}
 * @param described what a submitted structure says of it, null for one of ours
 */
public record Component(
        String id,
        Role role,
        @Nullable CodeListRef codeList,
        Content content,
        @Nullable String constant,
        @Nullable Described described) {
    /** What a component does. */
    public enum Role {
        DIMENSION,
        TIME_DIMENSION,
        MEASURE,
        MANDATORY_ATTRIBUTE,
        CONDITIONAL_ATTRIBUTE,
        /** An attribute of the reporting area, not of the single observation. */
        AREA_ATTRIBUTE,
        MANDATORY_AREA_ATTRIBUTE,
        /** An attribute of the breakdown of the commodity. */
        BREAKDOWN_ATTRIBUTE,
        PARTNER_ATTRIBUTE,
        MANDATORY_PARTNER_ATTRIBUTE,
        SECOND_PARTNER_ATTRIBUTE,
        MANDATORY_SECOND_PARTNER_ATTRIBUTE
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
        /** What the source tells of its reporter; the constant stands where it has told nothing. */
        TRADE_SYSTEM,
        /** The figures do not tell it. */
        UNKNOWN;

        /** True for what the index of series is made of, in whose order answers come. */
        boolean ordersSeries() {
            return this == REPORTER || this == FLOW || this == COMMODITY || this == PARTNER;
        }
    }

    /**
     * Names a code list.
     *
     * @param version null for one of ours, of which there is one version
     */
    public record CodeListRef(
            String agency, String id, @Nullable String version) {
        /** Names one of ours. */
        CodeListRef(String agency, String id) {
            this(agency, id, null);
        }

        /** The list in its version; null for one of ours, whose version the catalogue knows. */
        @Nullable
        StructureRef ref() {
            return version == null ? null : new StructureRef(StructureType.CODE_LIST, agency, id, version);
        }
    }

    /**
     * What a statistician says of a component.
     *
     * @param dataType type of an uncoded value, null where nobody says
     * @param attachedTo the dimensions that an attribute belongs to, empty for one of the observation
     * @param ofDataSet true for an attribute of the whole data set
     */
    record Described(ItemRef concept, @Nullable String dataType, List<String> attachedTo, boolean ofDataSet) {
        Described {
            attachedTo = List.copyOf(attachedTo);
        }
    }

    static final String AGENCY = "CKEP";
    static final String SDMX = "SDMX";
    public static final String TIME_PERIOD = "TIME_PERIOD";
    public static final String OBS_VALUE = "OBS_VALUE";

    static final Component TIME = new Component(TIME_PERIOD, Role.TIME_DIMENSION, null, Content.PERIOD, null);
    static final Component VALUE = new Component(OBS_VALUE, Role.MEASURE, null, Content.AMOUNT, null);

    /** One of ours. */
    Component(String id, Role role, @Nullable CodeListRef codeList, Content content, @Nullable String constant) {
        this(id, role, codeList, content, constant, null);
    }

    /** One of a submitted structure, into which nobody puts figures. */
    static Component submitted(String id, Role role, @Nullable StructureRef codeList, Described described) {
        Content content =
                switch (role) {
                    case TIME_DIMENSION -> Content.PERIOD;
                    case MEASURE -> Content.AMOUNT;
                    default -> Content.UNKNOWN;
                };
        return new Component(
                id,
                role,
                codeList == null ? null : new CodeListRef(codeList.agency(), codeList.id(), codeList.version()),
                content,
                null,
                described);
    }

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
        return switch (role) {
            case MANDATORY_ATTRIBUTE,
                    MANDATORY_AREA_ATTRIBUTE,
                    MANDATORY_PARTNER_ATTRIBUTE,
                    MANDATORY_SECOND_PARTNER_ATTRIBUTE -> true;
            default -> false;
        };
    }

    /** The dimensions that an attribute belongs to; none for one of the observation or of the data set. */
    List<String> attachedTo() {
        if (described != null) {
            return described.attachedTo();
        }
        return switch (role) {
            case AREA_ATTRIBUTE, MANDATORY_AREA_ATTRIBUTE -> List.of("REF_AREA");
            case BREAKDOWN_ATTRIBUTE -> List.of("COMMODITY_CUSTOM_BREAKDOWN");
            case PARTNER_ATTRIBUTE, MANDATORY_PARTNER_ATTRIBUTE -> List.of("COUNTERPART_AREA_1");
            case SECOND_PARTNER_ATTRIBUTE, MANDATORY_SECOND_PARTNER_ATTRIBUTE -> List.of("COUNTERPART_AREA_2");
            case DIMENSION, TIME_DIMENSION, MEASURE, MANDATORY_ATTRIBUTE, CONDITIONAL_ATTRIBUTE -> List.of();
        };
    }

    /**
     * Whether an attribute stands with the series of a message instead of with its observations: where it belongs to
     * dimensions that do not vary within a series.
     */
    boolean standsWithSeries(String dimensionAtObservation) {
        List<String> attached = attachedTo();
        return !attached.isEmpty()
                && !attached.contains(dimensionAtObservation)
                && !dimensionAtObservation.equals(DataQuery.ALL_DIMENSIONS);
    }

    /** Whether it is an attribute of the whole data set. */
    boolean isOfDataSet() {
        return described != null && described.ofDataSet();
    }

    /** The type of its values where they are no codes, as SDMX calls it; null where nobody says. */
    @Nullable
    String dataType() {
        if (described != null) {
            return described.dataType();
        }
        return switch (role) {
            case TIME_DIMENSION -> "ObservationalTimePeriod";
            case MEASURE -> "Decimal";
            default -> role == Role.DIMENSION ? "BigInteger" : "String";
        };
    }
}
