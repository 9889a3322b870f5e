package org.ckep.trade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small file in the layout of UN Comtrade v1, with its 47 columns in order; every figure in it is invented. */
public final class ComtradeFile {
    public static final List<String> COLUMNS = List.of(
            "typeCode",
            "freqCode",
            "refPeriodId",
            "refYear",
            "refMonth",
            "period",
            "reporterCode",
            "reporterISO",
            "reporterDesc",
            "flowCode",
            "flowDesc",
            "partnerCode",
            "partnerISO",
            "partnerDesc",
            "partner2Code",
            "partner2ISO",
            "partner2Desc",
            "classificationCode",
            "classificationSearchCode",
            "isOriginalClassification",
            "cmdCode",
            "cmdDesc",
            "aggrLevel",
            "isLeaf",
            "customsCode",
            "customsDesc",
            "mosCode",
            "motCode",
            "motDesc",
            "qtyUnitCode",
            "qtyUnitAbbr",
            "qty",
            "isQtyEstimated",
            "altQtyUnitCode",
            "altQtyUnitAbbr",
            "altQty",
            "isAltQtyEstimated",
            "netWgt",
            "isNetWgtEstimated",
            "grossWgt",
            "isGrossWgtEstimated",
            "cifvalue",
            "fobvalue",
            "primaryValue",
            "legacyEstimationFlag",
            "isReported",
            "isAggregate");

    private final List<Map<String, String>> rows = new ArrayList<>();
    private String header = String.join(",", COLUMNS);
    private String lineEnd = "\n";

    /** Adds a row of Korea's imports of lithium hydroxide from China in 2023 with the given cells changed. */
    public ComtradeFile row(String... columnsAndValues) {
        Map<String, String> row = usual();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            if (row.put(columnsAndValues[i], columnsAndValues[i + 1]) == null) {
                throw new IllegalArgumentException("no column " + columnsAndValues[i]);
            }
        }
        boolean yearGiven = List.of(columnsAndValues).contains("refYear");
        if (!yearGiven && row.get("period").matches("[0-9]{4}([0-9]{2})?")) {
            row.put("refYear", row.get("period").substring(0, 4));
        }
        rows.add(row);
        return this;
    }

    /** Replaces the header line. */
    public ComtradeFile header(String line) {
        header = line;
        return this;
    }

    public ComtradeFile lineEnd(String end) {
        lineEnd = end;
        return this;
    }

    public String text() {
        return header
                + lineEnd
                + rows.stream()
                        .map(row -> String.join(",", row.values()))
                        .collect(Collectors.joining(lineEnd, "", lineEnd));
    }

    private static Map<String, String> usual() {
        Map<String, String> row = new LinkedHashMap<>();
        COLUMNS.forEach(column -> row.put(column, ""));
        row.put("typeCode", "C");
        row.put("freqCode", "A");
        row.put("refPeriodId", "20230101");
        row.put("refYear", "2023");
        row.put("refMonth", "52");
        row.put("period", "2023");
        row.put("reporterCode", "410");
        row.put("reporterISO", "KOR");
        row.put("flowCode", "M");
        row.put("partnerCode", "156");
        row.put("partnerISO", "CHN");
        row.put("partner2Code", "0");
        row.put("partner2ISO", "W00");
        row.put("classificationCode", "H6");
        row.put("classificationSearchCode", "HS");
        row.put("isOriginalClassification", "True");
        row.put("cmdCode", "282520");
        row.put("aggrLevel", "6");
        row.put("isLeaf", "True");
        row.put("customsCode", "C00");
        row.put("mosCode", "0 ");
        row.put("motCode", "0");
        row.put("qtyUnitCode", "8");
        row.put("qty", "1200.5");
        row.put("isQtyEstimated", "False");
        row.put("altQtyUnitCode", "-1");
        row.put("netWgt", "1200.5");
        row.put("isNetWgtEstimated", "False");
        row.put("grossWgt", "0.0");
        row.put("isGrossWgtEstimated", "False");
        row.put("cifvalue", "1000.0");
        row.put("fobvalue", "0.0");
        row.put("primaryValue", "1000.0");
        row.put("legacyEstimationFlag", "0");
        row.put("isReported", "True");
        row.put("isAggregate", "False");
        return row;
    }
}
