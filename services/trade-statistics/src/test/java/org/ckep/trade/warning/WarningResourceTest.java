package org.ckep.trade.warning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and alerts through the API, over invented figures of commodities that no other test uses. */
@QuarkusTest
class WarningResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String RULES = "/trade/v1/warning-rules";
    static final String ALERTS = "/trade/v1/alerts";
    static final String EPISODES = "data.sort { it.firstPeriod }";

    /** Raised, cleared, reopened by late figures, and a second alert taken back: each told to the own side alone. */
    @Test
    void alertsFollowTheFiguresAlsoWhereTheyComeLate() throws IOException {
        String commodity = "910111";
        upload(commodity, "2015 3000", "2016 6000", "2017 4700", "2018 4400", "2019 4600", "2020 8000");
        String rule = set("kr-statistician", commodity).jsonPath().getString("urn");

        JsonPath alerts = alertsOnce(rule, "CLEARED,RAISED");
        assertThat(alerts.getList(EPISODES + ".firstPeriod", String.class)).containsExactly("2016", "2020");
        assertThat(alerts.getList(EPISODES + ".lastPeriod", String.class)).containsExactly("2018", "2020");
        assertThat(alerts.getList(EPISODES + ".raisedValue", String.class)).containsExactly("0.6", "0.8");
        assertThat(alerts.getList(EPISODES + ".latestValue", String.class)).containsExactly("0.44", "0.8");
        assertThat(alerts.getList(EPISODES + ".grade", String.class)).containsExactly("A", "A");
        assertThat(alerts.getList(EPISODES + ".ownerSide", String.class)).containsExactly("KR", "KR");
        String first = alerts.getString(EPISODES + "[0].urn");
        String second = alerts.getString(EPISODES + "[1].urn");

        Response acknowledged = acknowledge("kr-statistician", second);
        assertThat(acknowledged.statusCode()).as(acknowledged.asString()).isEqualTo(200);
        assertThat(acknowledged.jsonPath().getString("state")).isEqualTo("ACKNOWLEDGED");

        upload(commodity, "2018 4800");
        alerts = alertsOnce(rule, "RAISED,RETRACTED");
        assertThat(alerts.getList(EPISODES + ".lastPeriod", String.class)).containsExactly("2020", "2020");

        upload(commodity, "2021 1000");
        alerts = alertsOnce(rule, "CLEARED,RETRACTED");
        assertThat(alerts.getString(EPISODES + "[0].lastPeriod")).isEqualTo("2021");
        assertThat(alerts.getString(EPISODES + "[0].latestValue")).isEqualTo("0.1");

        assertThat(told(first, 3)).containsExactly("alert.cleared", "alert.raised", "alert.cleared");
        assertThat(told(second, 3)).containsExactly("alert.raised", "alert.acknowledged", "alert.retracted");
        assertThat(PublishedEvent.about(second, 3).stream().map(PublishedEvent::audience))
                .containsOnly("side-kr");
    }

    @Test
    void aRuleAndItsAlertsAreForTheirSide() throws IOException {
        String commodity = "910119";
        upload(commodity, "2016 6000");
        Response set = set("kr-statistician", commodity);
        String rule = set.jsonPath().getString("urn");
        assertThat(set.header("Location")).endsWith(RULES + "/" + uuid(rule));
        assertThat(set.jsonPath().getString("ownerSide")).isEqualTo("KR");
        assertThat(set.jsonPath().getString("classification")).isEqualTo("SIDE");
        String alert = alertsOnce(rule, "RAISED").getString("data[0].urn");

        for (String path : List.of(RULES + "/" + uuid(rule), ALERTS + "/" + uuid(alert))) {
            assertThat(given().get(path).statusCode()).isEqualTo(404);
            assertThat(as(Tokens.user("cn-statistician")).get(path).statusCode())
                    .isEqualTo(404);
            assertThat(as(Tokens.user("secretariat")).get(path).statusCode()).isEqualTo(404);
            assertThat(as(Tokens.user("kr-maker")).get(path).statusCode()).isEqualTo(200);
            assertThat(as(Tokens.expired()).get(path).statusCode()).isEqualTo(401);
            String step = path.startsWith(RULES) ? "RETIRED" : "ACKNOWLEDGED";
            assertThat(step(given(), path, step, "\"x\"").statusCode()).isEqualTo(401);
            assertThat(step(as(Tokens.user("kr-maker")), path, step, "\"x\"").statusCode())
                    .isEqualTo(403);
            assertThat(step(as(Tokens.user("cn-statistician")), path, step, "\"x\"")
                            .statusCode())
                    .isEqualTo(404);
            RequestSpecification own = as(Tokens.user("kr-statistician"));
            assertThat(own.contentType("application/json")
                            .body("{\"to\":\"" + step + "\"}")
                            .post(path + "/transitions")
                            .statusCode())
                    .isEqualTo(428);
            assertThat(step(as(Tokens.user("kr-statistician")), path, step, "\"x\"")
                            .statusCode())
                    .isEqualTo(412);
            Response wrong = step(as(Tokens.user("kr-statistician")), path, "CLEARED", "\"x\"");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.jsonPath().getString("errors[0].pointer")).isEqualTo("/to");
        }
        assertThat(given().get(RULES + "?commodity=" + commodity).jsonPath().getList("data"))
                .isEmpty();
        assertThat(as(Tokens.user("cn-statistician"))
                        .get(ALERTS + "?rule=" + rule)
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws IOException {
        String commodity = "910121";
        upload(commodity, "2016 6000");
        String rule = set("kr-statistician", commodity).jsonPath().getString("urn");
        String alert = alertsOnce(rule, "RAISED").getString("data[0].urn");
        assertThat(acknowledge("kr-statistician", alert).statusCode()).isEqualTo(200);
        Response again = acknowledge("kr-statistician", alert);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:state-forbids");

        String path = RULES + "/" + uuid(rule);
        Response retired = step(as(Tokens.user("kr-statistician")), path, "RETIRED", tag("kr-statistician", path));
        assertThat(retired.statusCode()).as(retired.asString()).isEqualTo(200);
        assertThat(retired.jsonPath().getBoolean("retired")).isTrue();
        assertThat(step(as(Tokens.user("kr-statistician")), path, "RETIRED", tag("kr-statistician", path))
                        .statusCode())
                .isEqualTo(409);
        assertThat(told(rule, 2)).containsExactly("warning_rule.set", "warning_rule.retired");

        // A retired rule looks no more: another one that does shows that the figures were looked at.
        upload(commodity, "2017 100");
        String other = set("kr-statistician", commodity).jsonPath().getString("urn");
        alertsOnce(other, "CLEARED");
        assertThat(alerts(rule).getList("data.state", String.class)).containsExactly("ACKNOWLEDGED");
    }

    @Test
    void aRuleForBothSidesIsSeenByBoth() throws IOException {
        ObjectNode body = body("910129");
        body.putObject("classification").put("level", "BILATERAL");
        String rule = as(Tokens.user("cn-statistician"))
                .contentType("application/json")
                .body(body.toString())
                .post(RULES)
                .jsonPath()
                .getString("urn");
        for (String reader : List.of("kr-maker", "cn-maker", "secretariat")) {
            assertThat(as(Tokens.user(reader)).get(RULES + "/" + uuid(rule)).statusCode())
                    .as(reader)
                    .isEqualTo(200);
        }
        assertThat(given().get(RULES + "/" + uuid(rule)).statusCode()).isEqualTo(404);
        String path = RULES + "/" + uuid(rule);
        Response foreign = step(as(Tokens.user("kr-statistician")), path, "RETIRED", tag("kr-statistician", path));
        assertThat(foreign.statusCode()).as(foreign.asString()).isEqualTo(403);
    }

    @Test
    void areasAreGivenByCodeOrNumber() throws IOException {
        Response answer = as(Tokens.user("kr-statistician"))
                .contentType("application/json")
                .body(body("910192").put("reporter", "410").put("partner", "cn").toString())
                .post(RULES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("reporter")).isEqualTo("KR");
        assertThat(answer.jsonPath().getString("partner")).isEqualTo("CN");
    }

    @Test
    void onlyAStatisticianOfASideSetsRulesAndOncePerKey() throws IOException {
        String body = body("910191").toString();
        assertThat(given().contentType("application/json")
                        .body(body)
                        .post(RULES)
                        .statusCode())
                .isEqualTo(401);
        for (String user : List.of("kr-maker", "cn-checker", "secretariat")) {
            assertThat(as(Tokens.user(user))
                            .contentType("application/json")
                            .body(body)
                            .post(RULES)
                            .statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        String key = UUID.randomUUID().toString();
        Response first = as(Tokens.user("kr-statistician"))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(RULES);
        Response second = as(Tokens.user("kr-statistician"))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(RULES);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.jsonPath().getString("urn"))
                .isEqualTo(first.jsonPath().getString("urn"));
    }

    @ParameterizedTest
    @CsvSource({
        "clearAt, 0.6, /clearAt",
        "raiseAt, 1.5, /raiseAt",
        "raiseAt, -1, /raiseAt",
        "clearAt, 0.12345, /clearAt",
        "clearAt, 0, /clearAt",
        "floor, -1, /floor",
        "metric, PRICE, /metric",
        "metric, SUPPLIER_HHI, /partner",
        "metric, ZERO_TRADE_MONTHS, /frequency",
        "source, NOWHERE, /source",
        "reporter, Q1, /reporter",
        "reporter, W0, /reporter",
        "partner, Q1, /partner",
        "partner, 410, /partner",
        "partner, 0, /partner",
        "edition, HS21, /edition",
        "commodity, chips, /commodity",
        "grade, E, /grade",
        "colour, red, /colour"
    })
    void whatIsWrongIsNamed(String member, String value, String pointer) throws IOException {
        Response answer = as(Tokens.user("kr-statistician"))
                .contentType("application/json")
                .body(body("910199").put(member, value).toString())
                .post(RULES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
    }

    static ObjectNode body(String commodity) throws IOException {
        return ((ObjectNode) JSON.readTree(WarningExamples.NEW_RULE))
                .put("commodity", commodity)
                .put("source", "COMTRADE_V1")
                .put("floor", "1000");
    }

    private static Response set(String user, String commodity) throws IOException {
        Response answer = as(Tokens.user(user))
                .contentType("application/json")
                .body(body(commodity).toString())
                .post(RULES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer;
    }

    /** Korea's imports from China in each year, of 10,000 from the world. */
    private static void upload(String commodity, String... years) {
        ComtradeFile file = new ComtradeFile();
        for (String year : years) {
            String[] parts = year.split(" ", -1);
            for (String partner : List.of("156", "0")) {
                String value = partner.equals("0") ? "10000" : parts[1];
                file.row(
                        "period",
                        parts[0],
                        "refPeriodId",
                        parts[0] + "0101",
                        "cmdCode",
                        commodity,
                        "partnerCode",
                        partner,
                        "partnerISO",
                        partner.equals("0") ? "W00" : "CHN",
                        "primaryValue",
                        value,
                        "cifvalue",
                        value);
            }
        }
        Response answer = TradeApi.upload(file.text(), "source=COMTRADE_V1");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    static JsonPath alerts(String rule) {
        return as(Tokens.user("kr-statistician")).get(ALERTS + "?rule=" + rule).jsonPath();
    }

    /** The alerts of a rule as soon as their states are these. */
    static JsonPath alertsOnce(String rule, String states) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> alerts(rule), found -> String.join(",", found.getList(EPISODES + ".state", String.class))
                        .equals(states));
    }

    private static Response acknowledge(String user, String alert) {
        String path = ALERTS + "/" + uuid(alert);
        return step(as(Tokens.user(user)), path, "ACKNOWLEDGED", tag(user, path));
    }

    private static String tag(String user, String path) {
        return as(Tokens.user(user)).get(path).header("ETag");
    }

    private static Response step(RequestSpecification request, String path, String to, String tag) {
        return request.header("If-Match", tag)
                .contentType("application/json")
                .body("{\"to\":\"" + to + "\"}")
                .post(path + "/transitions");
    }

    private static List<String> told(String urn, int events) {
        return PublishedEvent.about(urn, events).stream()
                .map(event -> event.type().replace("org.ckep.trade.", "").replace(".v1", ""))
                .toList();
    }

    private static String uuid(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
