package org.ckep.trade.sdmx;

import java.util.List;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.jspecify.annotations.Nullable;

/**
 * What a report about a dataflow tells.
 *
 * @param id also that of its concept
 * @param codeList the list of its values, null for a text
 * @param below what it is told by; where there is some, it is a heading and has no value itself
 */
record MetadataAttribute(String id, @Nullable CodeListRef codeList, List<MetadataAttribute> below) {
    /** The id of the scheme of their concepts. */
    static final String CONCEPTS = "CS_QUALITY";

    /**
     * What is told about the quality of a dataflow; ids and order as in the cross-domain concepts of SDMX, as far as they
     * matter to somebody who compares the figures of two economies.
     */
    static final List<MetadataAttribute> QUALITY = List.of(
            heading("SOURCES", text("SOURCE_TYPE"), text("COLL_METHOD")),
            heading(
                    "COVERAGE",
                    text("REF_AREA"),
                    text("COVERAGE_TIME"),
                    text("COVERAGE_SECTOR"),
                    text("CLASS_SYSTEM"),
                    coded("TRADE_SYSTEM", "CL_TRADE_SYSTEM"),
                    coded("VALUATION", "CL_VALUATION")),
            text("CONF_POLICY"),
            heading("DATA_REV", text("REV_POLICY"), text("REV_PRACTICE")),
            coded("FREQ_DISS", new CodeListRef(Component.SDMX, "CL_FREQ")),
            text("TIMELINESS"),
            text("COMPAR_GEO"),
            text("CONTACT"));

    MetadataAttribute {
        below = List.copyOf(below);
    }

    boolean isHeading() {
        return !below.isEmpty();
    }

    private static MetadataAttribute heading(String id, MetadataAttribute... below) {
        return new MetadataAttribute(id, null, List.of(below));
    }

    private static MetadataAttribute text(String id) {
        return new MetadataAttribute(id, null, List.of());
    }

    private static MetadataAttribute coded(String id, String codeList) {
        return coded(id, new CodeListRef(CodeLists.AGENCY, codeList));
    }

    private static MetadataAttribute coded(String id, CodeListRef codeList) {
        return new MetadataAttribute(id, codeList, List.of());
    }
}
