package org.ckep.trade.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A column of UN Comtrade that is read, with every spelling under which files carry it. Spellings are compared without
 * case, blanks and punctuation, so {@code netWgt}, {@code net_wgt} and {@code Net Wgt} are one.
 */
enum Column {
    TYPE_CODE("typeCode"),
    FREQ_CODE("freqCode"),
    REF_YEAR("refYear", "Year"),
    PERIOD("period"),
    REPORTER_CODE("reporterCode"),
    FLOW_CODE("flowCode", "Trade Flow Code"),
    PARTNER_CODE("partnerCode"),
    PARTNER2_CODE("partner2Code", "2nd Partner Code"),
    CLASSIFICATION_CODE("classificationCode", "Classification"),
    IS_ORIGINAL_CLASSIFICATION("isOriginalClassification"),
    CMD_CODE("cmdCode", "Commodity Code"),
    AGGR_LEVEL("aggrLevel", "Aggregate Level"),
    CUSTOMS_CODE("customsCode", "Customs Proc. Code"),
    MOS_CODE("mosCode"),
    MOT_CODE("motCode", "Mode of Transport Code"),
    QTY_UNIT_CODE("qtyUnitCode"),
    QTY("qty"),
    IS_QTY_ESTIMATED("isQtyEstimated"),
    ALT_QTY_UNIT_CODE("altQtyUnitCode"),
    ALT_QTY("altQty"),
    IS_ALT_QTY_ESTIMATED("isAltQtyEstimated"),
    NET_WGT("netWgt", "netWeight", "Netweight (kg)"),
    IS_NET_WGT_ESTIMATED("isNetWgtEstimated"),
    GROSS_WGT("grossWgt", "Gross weight (kg)"),
    IS_GROSS_WGT_ESTIMATED("isGrossWgtEstimated"),
    CIF_VALUE("cifvalue", "CIF Trade Value (US$)"),
    FOB_VALUE("fobvalue", "FOB Trade Value (US$)"),
    PRIMARY_VALUE("primaryValue", "Trade Value (US$)"),
    LEGACY_ESTIMATION_FLAG("legacyEstimationFlag", "Flag"),
    IS_REPORTED("isReported"),
    IS_AGGREGATE("isAggregate");

    /** Columns of the format that carry nothing which another column does not, by their spelling in UN Comtrade v1. */
    private static final List<String> READ_OVER = List.of(
            "datasetCode",
            "refPeriodId",
            "refMonth",
            "Period Desc.",
            "reporterISO",
            "reporterDesc",
            "Reporter",
            "flowDesc",
            "Trade Flow",
            "partnerISO",
            "partnerDesc",
            "Partner",
            "partner2ISO",
            "partner2Desc",
            "2nd Partner",
            "2nd Partner ISO",
            "classificationSearchCode",
            "cmdDesc",
            "Commodity",
            "isLeaf",
            "Is Leaf Code",
            "customsDesc",
            "Customs",
            "motDesc",
            "Mode of Transport",
            "qtyUnitAbbr",
            "Qty Unit",
            "altQtyUnitAbbr",
            "Alt Qty Unit");

    private static final Map<String, Column> BY_SPELLING = bySpelling();
    private static final List<String> READ_OVER_NORMALISED =
            READ_OVER.stream().map(Column::normalise).toList();

    private final List<String> spellings;

    Column(String... spellings) {
        this.spellings = List.of(spellings);
    }

    /** The column's name in UN Comtrade v1, under which errors are reported. */
    String title() {
        return spellings.getFirst();
    }

    /** All spellings, the first of which is the title. */
    List<String> spellings() {
        return spellings;
    }

    /** The column that a header cell names, or empty for one that is not read. */
    static Optional<Column> ofHeader(String cell) {
        return Optional.ofNullable(BY_SPELLING.get(normalise(cell)));
    }

    /** True for a column that belongs to the format although nothing is read from it. */
    static boolean isKnownButUnused(String cell) {
        return READ_OVER_NORMALISED.contains(normalise(cell));
    }

    /** Only the letters and digits of a header cell, in lower case; this also drops a byte order mark. */
    static String normalise(String cell) {
        StringBuilder kept = new StringBuilder(cell.length());
        cell.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static Map<String, Column> bySpelling() {
        Map<String, Column> columns = new HashMap<>();
        for (Column column : values()) {
            for (String spelling : column.spellings) {
                Column other = columns.put(normalise(spelling), column);
                if (other != null && other != column) {
                    throw new IllegalStateException(spelling + " names two columns");
                }
            }
        }
        return Map.copyOf(columns);
    }
}
