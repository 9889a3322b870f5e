package org.ckep.trade.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.warning.WarningResourceTest.EPISODES;
import static org.ckep.trade.warning.WarningResourceTest.alertsOnce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;

/** What each metric reads from uploaded figures, all invented, of commodities that no other test uses. */
@QuarkusTest
class WarningMetricsTest {
    private static final String WORLD = "0";
    private static final String CHINA = "156";
    private static final String JAPAN = "392";
    private static final String ITSELF = "410";
    private static final String OTHER_ASIA = "490";

    /** The reporter itself and unspecified areas supply, and are no suppliers that one could depend on. */
    @Test
    void concentrationCountsEconomiesAlone() throws IOException {
        String commodity = "910211";
        ComtradeFile file = new ComtradeFile();
        yearly(file, commodity, "2015", WORLD, "11000", "100");
        yearly(file, commodity, "2015", CHINA, "5000", "50");
        yearly(file, commodity, "2015", JAPAN, "5000", "50");
        yearly(file, commodity, "2015", ITSELF, "1000", "1");
        yearly(file, commodity, "2016", WORLD, "16000", "100");
        yearly(file, commodity, "2016", CHINA, "8000", "50");
        yearly(file, commodity, "2016", JAPAN, "2000", "50");
        yearly(file, commodity, "2016", OTHER_ASIA, "6000", "1");
        upload(file);

        JsonPath alerts = alertsOnce(set(rule(commodity, "SUPPLIER_HHI", "0.5", "0.45")), "RAISED");
        assertThat(alerts.getList(EPISODES + ".firstPeriod", String.class)).containsExactly("2016");
        assertThat(alerts.getList(EPISODES + ".raisedValue", String.class)).containsExactly("0.68");
        // Of 16,000 the two suppliers listed supply 10,000.
        assertThat(alerts.getList(EPISODES + ".raisedCoverage", String.class)).containsExactly("0.625");
        assertThat(alerts.getList(EPISODES + ".latestCoverage", String.class)).containsExactly("0.625");

        // Without a partner the share is that of the largest supplier, in all imports.
        alerts = alertsOnce(set(rule(commodity, "SUPPLIER_SHARE", "0.49", "0.45")), "RAISED");
        assertThat(alerts.getList(EPISODES + ".firstPeriod", String.class)).containsExactly("2016");
        assertThat(alerts.getList(EPISODES + ".raisedValue", String.class)).containsExactly("0.5");
    }

    @Test
    void aJumpOfTheUnitValueIsRaisedAndItsStandstillClears() throws IOException {
        String commodity = "910212";
        ComtradeFile file = new ComtradeFile();
        yearly(file, commodity, "2015", WORLD, "10000", "1000");
        yearly(file, commodity, "2016", WORLD, "10000", "400");
        yearly(file, commodity, "2017", WORLD, "5000", "200");
        upload(file);

        JsonPath alerts = alertsOnce(set(rule(commodity, "UNIT_VALUE_JUMP", "1", "0.2")), "CLEARED");
        assertThat(alerts.getList(EPISODES + ".firstPeriod", String.class)).containsExactly("2016");
        assertThat(alerts.getList(EPISODES + ".lastPeriod", String.class)).containsExactly("2017");
        assertThat(alerts.getList(EPISODES + ".raisedValue", String.class)).containsExactly("1.5");
        assertThat(alerts.getList(EPISODES + ".latestCoverage", String.class)).containsOnlyNulls();
        assertThat(alerts.getList(EPISODES + ".latestValue", String.class)).containsExactly("0");
    }

    /** The floor is reached by 1,000 USD of all imports; a late figure shows that trade never stopped for so long. */
    @Test
    void monthsWithoutTradeAreCountedAndTakenBack() throws IOException {
        String commodity = "910219";
        ComtradeFile file = new ComtradeFile();
        monthly(file, commodity, "202001", CHINA, "300");
        for (String month : new String[] {"202001", "202002", "202003", "202004"}) {
            monthly(file, commodity, month, WORLD, "1000");
        }
        upload(file);
        ObjectNode body = rule(commodity, "ZERO_TRADE_MONTHS", "2", "1").put("frequency", "M");
        String rule = set(body.put("partner", "CN"));

        JsonPath alerts = alertsOnce(rule, "RAISED");
        assertThat(alerts.getList(EPISODES + ".firstPeriod", String.class)).containsExactly("2020-04");
        assertThat(alerts.getList(EPISODES + ".raisedValue", String.class)).containsExactly("3");

        String above = set(body.put("floor", "1000.01"));
        ComtradeFile late = new ComtradeFile();
        monthly(late, commodity, "202003", CHINA, "5");
        upload(late);
        alertsOnce(rule, "RETRACTED");
        assertThat(WarningResourceTest.alerts(above).getList("data")).isEmpty();
    }

    static ObjectNode rule(String commodity, String metric, String raiseAt, String clearAt) throws IOException {
        ObjectNode body = WarningResourceTest.body(commodity)
                .put("metric", metric)
                .put("raiseAt", raiseAt)
                .put("clearAt", clearAt);
        body.remove("partner");
        return body;
    }

    static String set(ObjectNode body) {
        Response answer = as(Tokens.user("kr-statistician"))
                .contentType("application/json")
                .body(body.toString())
                .post(WarningResourceTest.RULES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath().getString("urn");
    }

    private static void yearly(
            ComtradeFile file, String commodity, String year, String partner, String value, String weight) {
        file.row(
                "period",
                year,
                "refPeriodId",
                year + "0101",
                "cmdCode",
                commodity,
                "partnerCode",
                partner,
                "partnerISO",
                "",
                "primaryValue",
                value,
                "cifvalue",
                value,
                "netWgt",
                weight);
    }

    private static void monthly(ComtradeFile file, String commodity, String month, String partner, String value) {
        file.row(
                "freqCode",
                "M",
                "period",
                month,
                "refMonth",
                month.substring(4),
                "refPeriodId",
                month + "01",
                "cmdCode",
                commodity,
                "partnerCode",
                partner,
                "partnerISO",
                "",
                "primaryValue",
                value,
                "cifvalue",
                value);
    }

    private static void upload(ComtradeFile file) {
        Response answer = TradeApi.upload(file.text(), "source=COMTRADE_V1");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }
}
