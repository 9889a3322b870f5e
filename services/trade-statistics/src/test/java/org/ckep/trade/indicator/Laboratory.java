package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;

/**
 * A world of three economies and three products, small enough to compute by hand: years, edition and source of its own,
 * so that no other test's figures mix in.
 */
final class Laboratory {
    static final String QUERY = "source=COMTRADE_LEGACY&period=1961";

    static final String[] FIGURES = {
        // year reporter flow partner commodity value net weight in kg, - where it is not told
        "1961 410 X 0 840110 60 6",
        "1961 410 X 0 840120 30 3",
        "1961 410 X 0 850110 10 -",
        "1961 410 X 0 999999 5 -",
        "1961 410 X 0 TOTAL 105 -",
        "1961 410 M 0 840110 20 2.5",
        "1961 410 M 0 840120 40 4",
        "1961 410 M 0 850110 40 4",
        "1961 410 M 0 TOTAL 100 -",
        "1961 156 X 0 840110 20 -",
        "1961 156 X 0 840120 50 -",
        "1961 156 X 0 850110 130 -",
        "1961 156 X 0 TOTAL 200 -",
        "1961 156 M 0 840110 50 -",
        "1961 156 M 0 840120 30 -",
        "1961 156 M 0 850110 20 -",
        "1961 156 M 0 TOTAL 100 -",
        "1961 842 X 0 840110 20 -",
        "1961 842 X 0 840120 20 -",
        "1961 842 X 0 850110 60 -",
        "1961 842 X 0 TOTAL 100 -",
        "1961 842 M 0 840110 30 -",
        "1961 842 M 0 840120 30 -",
        "1961 842 M 0 850110 40 -",
        "1961 842 M 0 TOTAL 100 -",
        "1961 410 X 156 840110 30 -",
        "1961 410 X 156 840120 10 -",
        "1961 410 X 156 TOTAL 40 -",
        "1961 156 M 410 840110 36 -",
        "1961 156 M 410 840120 10 -",
        "1961 156 M 410 TOTAL 50 -",
        "1961 156 X 410 TOTAL 60 -",
        "1961 842 X 156 840110 10 -",
        "1961 842 X 156 TOTAL 30 -",
        "1961 410 M 156 840110 15 -",
        "1961 410 M 156 840120 10 -",
        "1961 410 M 156 850110 30 -",
        "1961 410 M 156 TOTAL 55 -",
        "1961 410 M 842 840110 5 -",
        "1961 410 M 842 840120 20 -",
        "1961 410 M 842 850110 10 -",
        "1961 410 M 842 TOTAL 35 -",
        // Re-imports, and an area that nobody specified.
        "1961 410 M 410 840120 4 -",
        "1961 410 M 410 TOTAL 4 -",
        "1961 410 M 899 840120 6 -",
        "1961 410 M 899 TOTAL 6 -",
        "1961 410 X 156 84 40 -",
        "1961 410 X 842 84 50 -",
        "1961 410 X 842 85 10 -",
        "1961 156 X 410 84 30 -",
        "1961 156 X 842 84 40 -",
        "1961 156 X 842 85 130 -",
        "1961 842 X 156 84 40 -",
        "1961 842 X 156 85 60 -",
        "1960 410 X 0 840110 40 5",
        "1960 410 X 0 840120 20 4",
        "1960 410 X 0 TOTAL 60 -",
        "1960 410 M 0 840110 10 2",
        "1960 410 M 0 840120 30 3",
        "1960 410 M 0 TOTAL 40 -",
        "1960 156 X 0 840110 10 -",
        "1960 156 X 0 840120 40 -",
        "1960 156 X 0 850110 50 -",
        "1960 156 X 0 TOTAL 100 -",
        "1960 842 X 0 840110 10 -",
        "1960 842 X 0 840120 20 -",
        "1960 842 X 0 850110 20 -",
        "1960 842 X 0 TOTAL 50 -",
        "1960 410 X 156 84 10 -",
        "1960 410 X 842 84 50 -",
        "1960 156 X 410 84 20 -",
        "1960 156 X 842 84 30 -",
        "1960 156 X 842 85 50 -",
        "1960 842 X 156 84 30 -",
        "1960 842 X 156 85 20 -",
        // A year of dependency: Korea exports other goods, China tells nothing of its exports of the edition.
        "1959 410 X 0 840110 40 -",
        "1959 410 X 0 850120 0 -",
        "1959 410 X 0 TOTAL 40 -",
        "1959 842 X 0 840110 10 -",
        "1959 410 M 0 840110 30 -",
        "1959 410 M 842 840110 30 -",
        "1959 410 M 0 850110 50 -",
        "1959 410 M 842 850110 40 -",
        "1959 410 M 156 850110 10 -",
        "1959 410 M 0 850120 5 -",
        "1959 410 M 842 850120 5 -",
        "1959 156 M 0 850110 20 -",
        "1959 156 M 842 850110 20 -",
        // A year of imports alone.
        "1958 410 M 0 840110 30 3",
        "1958 410 M 0 840120 10 1",
        "1958 410 M 0 TOTAL 40 -"
    };

    /** Totals of no edition, of the United States, who report products in it, and of Japan, who does not. */
    private static final String[] TOTALS = {"1959 842 X 0 TOTAL 100 -", "1959 392 X 0 TOTAL 1000 -"};

    private Laboratory() {}

    /** Loading twice changes nothing, so every test may do it. */
    static void load() {
        ComtradeFile file = new ComtradeFile();
        for (String figure : FIGURES) {
            add(file, "H1", figure.split(" ", -1));
        }
        for (String total : TOTALS) {
            add(file, "HS", total.split(" ", -1));
        }
        upload(file, "COMTRADE_LEGACY");
    }

    /** Adds a figure: year, reporter, flow, partner, commodity, value, net weight. */
    static void add(ComtradeFile file, String edition, String... figure) {
        boolean exports = figure[2].equals("X");
        String weight = figure[6].equals("-") ? "" : figure[6];
        file.row(
                "period",
                figure[0],
                "refPeriodId",
                figure[0] + "0101",
                "reporterCode",
                figure[1],
                "flowCode",
                figure[2],
                "partnerCode",
                figure[3],
                "classificationCode",
                edition,
                "cmdCode",
                figure[4],
                "aggrLevel",
                figure[4].equals("TOTAL") ? "0" : Integer.toString(figure[4].length()),
                "primaryValue",
                figure[5],
                "fobvalue",
                exports ? figure[5] : "",
                "cifvalue",
                exports ? "" : figure[5],
                "netWgt",
                weight,
                "qty",
                "");
    }

    static void upload(ComtradeFile file, String source) {
        Response answer = TradeApi.upload(file.text(), "source=" + source);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("totals.rejected")).isZero();
    }
}
