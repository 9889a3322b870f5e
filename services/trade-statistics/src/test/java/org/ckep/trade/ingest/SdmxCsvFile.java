package org.ckep.trade.ingest;

import static org.ckep.trade.TradeApi.as;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.ckep.testing.Tokens;

/** Rows of SDMX-CSV, each one measure of Korea's annual imports from China, and their upload. */
final class SdmxCsvFile {
    static final String FLOW = "CKEP:DF_BTS_NATIONAL_A(1.0.0)";
    static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS,CONF_STATUS,TRADE_SYSTEM,VALUATION";

    private SdmxCsvFile() {}

    static String value(
            String action, String commodity, String period, String amount, String status, String valuation) {
        return row(action, commodity, "TRADE_VALUE", period, amount, "USD", "", status, valuation);
    }

    static String weight(String action, String commodity, String period, String amount, String multiplier) {
        return row(action, commodity, "NET_WEIGHT", period, amount, "KG", multiplier, "P", "");
    }

    static String quantity(String action, String commodity, String period, String amount, String unit) {
        return row(action, commodity, "QTY", period, amount, unit, "", "", "");
    }

    static String row(
            String action,
            String commodity,
            String measure,
            String period,
            String amount,
            String unit,
            String multiplier,
            String status,
            String valuation) {
        return String.join(
                ",",
                "dataflow",
                FLOW,
                action,
                "A",
                "KR",
                "M",
                "HS22_" + commodity,
                "CN",
                "C00",
                measure,
                period,
                amount,
                unit,
                multiplier,
                "",
                status,
                "",
                "",
                valuation);
    }

    /** The report of an upload of rows of the flow. */
    static JsonPath send(String... rows) {
        return post("", rows).jsonPath();
    }

    static Response post(String options, String... rows) {
        return postText("source=NATIONAL" + options, HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    static Response postText(String query, String file) {
        return as(Tokens.loader())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?" + query);
    }
}
