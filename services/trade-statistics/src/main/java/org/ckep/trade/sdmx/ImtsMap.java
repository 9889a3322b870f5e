package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.sdmx.Structure.ComponentMap;
import org.ckep.trade.sdmx.Structure.FixedValue;
import org.ckep.trade.sdmx.Structure.ValueMapping;

/**
 * How a key of our structure is written in UNSD:IMTS(1.2). That structure and its lists of areas and commodities are the
 * United Nations' and not served here; their lists of measures, flows and procedures are in no open file, so those values go
 * unchanged.
 */
final class ImtsMap {
    static final StructureRef IMTS = new StructureRef(StructureType.DATA_STRUCTURE, "UNSD", "IMTS", "1.2");

    /** The id of the map of areas. */
    static final String AREAS = "RM_AREA_IMTS";

    /** The id of the map of commodities. */
    static final String COMMODITIES = "RM_COMMODITY_IMTS";

    /** What a group in a pattern stands for in the value that it becomes. */
    private static final String SAME = "\\1";

    /** Economies have the code of ISO 3166 in both lists; numbers of areas that are none have no counterpart. */
    private static final ValueMapping AREA = new ValueMapping("([A-Z]{2}|W0)", SAME);

    /** Both lists begin with the edition; where a source does not tell it, there is no counterpart. */
    private static final ValueMapping COMMODITY = new ValueMapping("(HS(?:92|96|02|07|12|17|22)_[0-9A-Z]+)", SAME);

    /**
     * What our figures are not broken down by: its total where the United Nations have one, otherwise that it does not apply
     * (none of our figures stands for a concealed one, and none is of a second commodity). The lists of means of transport
     * and of types of partners are in no open file either: that {@code 0} is all means of transport there, as in our lists and
     * in UN Comtrade, and that {@code _X} is an unspecified type of partner, is our assumption.
     */
    private static final List<FixedValue> FIXED = List.of(
            new FixedValue("COMMODITY_1_CONF", "_Z"),
            new FixedValue("COMMODITY_2", "_Z"),
            new FixedValue("COMMODITY_2_CONF", "_Z"),
            new FixedValue("COMMODITY_CUSTOM_BREAKDOWN", "0"),
            new FixedValue("COUNTERPART_AREA_1_CONF", "_Z"),
            new FixedValue("COUNTERPART_AREA_2", "W0"),
            new FixedValue("COUNTERPART_AREA_2_CONF", "_Z"),
            new FixedValue("TRANSPORT_MODE_BORDER", "0"),
            new FixedValue("TRANSPORT_MODE_BORDER_CONF", "_Z"),
            new FixedValue("ACTIVITY", "_Z"),
            new FixedValue("TRANSFORMATION", "N"),
            new FixedValue("COUNTERPART_AREA_1_TYPE", "_X"),
            new FixedValue("COUNTERPART_AREA_2_TYPE", "_X"));

    private ImtsMap() {}

    /**
     * The map of our structure.
     *
     * @param areas the map of areas
     * @param commodities that of commodities
     */
    static Structure.StructureMap of(
            StructureRef ref, Artefact artefact, StructureRef areas, StructureRef commodities) {
        List<ComponentMap> components = new ArrayList<>();
        components.add(new ComponentMap("FREQ", null));
        components.add(new ComponentMap("REF_AREA", areas));
        components.add(new ComponentMap("TRADE_FLOW", null));
        components.add(new ComponentMap("COMMODITY_1", commodities));
        components.add(new ComponentMap("COUNTERPART_AREA_1", areas));
        for (String same : List.of(
                "CUSTOMS_PROC",
                "MEASURE",
                Component.TIME_PERIOD,
                Component.OBS_VALUE,
                "UNIT_MEASURE",
                "UNIT_MULT",
                "OBS_STATUS",
                "TRADE_SYSTEM")) {
            components.add(new ComponentMap(same, null));
        }
        return new Structure.StructureMap(
                ref, artefact.names(), artefact.changedAt(), DataStructure.BTS.ref(), IMTS, components, FIXED);
    }

    /** The map of a list of ours to that of the United Nations with the same id. */
    static Structure.RepresentationMap of(StructureRef ref, Artefact artefact, StructureRef list) {
        return new Structure.RepresentationMap(
                ref,
                artefact.names(),
                artefact.changedAt(),
                list,
                new StructureRef(StructureType.CODE_LIST, IMTS.agency(), list.id(), "1.0"),
                List.of(ref.id().equals(AREAS) ? AREA : COMMODITY));
    }
}
