package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;

/** Messages about Korea's yearly imports of one product, by Korea's customs. */
public final class NationalRows {
    private static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS,CONF_STATUS,TRADE_SYSTEM,VALUATION";

    private NationalRows() {}

    /** A product of one test alone, begun in this run. */
    public static String product() {
        return "HS22_" + FreshProduct.code();
    }

    public static String value(
            String action, String product, String partner, String year, String amount, String status) {
        return row(action, product, partner, "TRADE_VALUE", year, amount, "USD", status, "");
    }

    static String weight(String action, String product, String partner, String year, String amount, String status) {
        return row(action, product, partner, "NET_WEIGHT", year, amount, "KG", status, "");
    }

    /** A deletion; what is left empty stands for everything. */
    static String deletion(String product, String partner, String measure, String year) {
        return row("D", product, partner, measure, year, "", "", "", "");
    }

    static String row(
            String action,
            String product,
            String partner,
            String measure,
            String year,
            String amount,
            String unit,
            String status,
            String valuation) {
        return String.join(
                ",",
                "dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0)",
                action,
                "A,KR,M",
                product,
                partner,
                "C00",
                measure,
                year,
                amount,
                unit,
                "",
                "",
                status,
                "",
                "",
                valuation);
    }

    /** Uploads the rows; the instant since which they are visible. */
    public static Instant upload(List<String> rows) {
        return upload(HEADER + "\n" + String.join("\n", rows) + "\n", "NATIONAL");
    }

    /** Uploads a message of SDMX-CSV 2. */
    static Instant upload(String message, String source) {
        Response answer = TradeApi.as(Tokens.loader())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8")
                .body(message.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?onConflict=last&onError=reject&source=" + source);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Instant.parse(answer.jsonPath().getString("finishedAt"));
    }
}
