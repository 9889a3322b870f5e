package org.ckep.trade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped data load through the public API and answer the questions that they are meant for. */
@QuarkusTest
class SeedTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("ckep.project.dir"), "deploy", "local", "src", "main", "resources");
    private static final String RELATION = "urn:ckep:relation:c0a1b2c3-0000-4000-8000-000000000001";

    private final Map<String, String> urns = new LinkedHashMap<>();

    /** Loading twice changes nothing, so every test may do it. */
    @BeforeEach
    void load() throws IOException {
        for (JsonNode entry : new ObjectMapper().readTree(Files.readString(RESOURCES.resolve("seed/50-trade.json")))) {
            String key = entry.path("key").asText();
            Response answer = entry.has("upload") ? upload(key, entry) : post(key, entry);
            assertThat(answer.statusCode())
                    .as(key + ": " + answer.body().asString())
                    .isEqualTo(201);
            urns.put(key, answer.jsonPath().getString("urn"));
        }
    }

    private Response post(String key, JsonNode entry) {
        String body = entry.path("body").toString();
        for (Map.Entry<String, String> known : urns.entrySet()) {
            body = body.replace("${" + known.getKey() + "}", known.getValue());
        }
        return as(Tokens.loader())
                .header("Idempotency-Key", "seed:" + key)
                .contentType("application/json")
                .body(body)
                .post(entry.path("post").asText());
    }

    private static Response upload(String key, JsonNode entry) throws IOException {
        return as(Tokens.loader())
                .header("Idempotency-Key", "seed:" + key)
                .contentType("text/csv")
                .body(Files.readAllBytes(RESOURCES.resolve(entry.path("file").asText())))
                .post(entry.path("upload").asText());
    }

    /** Question 1: how large was bilateral trade in 2024, and who says so? */
    @Test
    void q1_tradeOf2024AndWhoSaysSo() {
        JsonPath claims = claims("attribute=bilateral-goods-trade");
        assertThat(claims.getList("data")).hasSize(1);
        assertThat(claims.getString("data[0].value.money.amount")).isEqualTo("328080000000.00");
        assertThat(claims.getString("data[0].value.money.currency")).isEqualTo("USD");
        assertThat(claims.getString("data[0].modality")).isEqualTo("MEASURED");
        assertThat(claims.getString("data[0].basis")).isEqualTo("COMMENTARY");
        assertThat(claims.getList("data[0].sources.urn", String.class)).containsExactly(urns.get("SRC-0001"));
        String source = urns.get("SRC-0001");
        assertThat(given().get("/trade/v1/sources/" + source).jsonPath().getString("author"))
                .isEqualTo("Liu Chunsheng");
    }

    /** Question 2: for how many years has China been the first partner? */
    @Test
    void q2_yearsAsFirstPartner() {
        JsonPath claims = claims("attribute=china-rank-one-among-partners-consecutive-years");
        assertThat(claims.getString("data[0].value.quantity.value")).isEqualTo("21");
        assertThat(claims.getString("data[0].value.quantity.countingUnit")).isEqualTo("YEAR");
        assertThat(claims.getString("data[0].modality")).isEqualTo("ASSERTED");
    }

    /** Question 17: only measured facts; only opinions. */
    @Test
    void q17_measuredFactsAndOpinionsApart() {
        assertThat(claims("modality=MEASURED").getList("data.attribute", String.class))
                .containsExactly("bilateral-goods-trade");
        assertThat(claims("modality=OPINION").getList("data.attribute", String.class))
                .containsExactlyInAnyOrder(
                        "closeness", "long-term-prospects", "regional-stability", "irreplaceability");
        assertThat(claims("limit=50").getList("data.modality", String.class))
                .hasSize(7)
                .doesNotContain("OPINION", "EXPECTATION");
    }

    @Test
    void bothSidesTotalsOf2020StandBesideEachOther() {
        JsonPath totals = given().get("/trade/v1/bilateral-totals?period=2020&source=DOTS")
                .jsonPath();
        assertThat(totals.getList("data")).hasSize(1);
        assertThat(totals.getString("data[0].sides.find { it.side == 'CN' }.total"))
                .isEqualTo("286530500000");
        assertThat(totals.getString("data[0].sides.find { it.side == 'KR' }.total"))
                .isEqualTo("241434900000");
        assertThat(totals.getString("data[0].flows.find { it.from == 'KR' }.discrepancy.ratio"))
                .isEqualTo("1.308659");
        assertThat(totals.getString("data[0].flows.find { it.from == 'KR' }.importer.valuation"))
                .isEqualTo("CIF");
        assertThat(totals.getString("data[0].balance.absolute")).isEqualTo("-36748200000");
        assertThat(totals.getList("possibleCauses.code", String.class)).contains("TRANSIT", "VALUATION");
    }

    /** The sources differ even for one reporter, and are never mixed. */
    @Test
    void sourcesStayApart() {
        JsonPath totals = given().get("/trade/v1/bilateral-totals?period=2018").jsonPath();
        assertThat(totals.getString("data.find { it.source == 'DOTS' }.flows[0].exporter.value"))
                .isEqualTo("109524300000");
        assertThat(totals.getString("data.find { it.source == 'COMTRADE_V1' }.flows[0].exporter.value"))
                .isEqualTo("108756000000");
        assertThat(totals.getString("data.find { it.source == 'COMTRADE_V1' }.flows[0].importer.missing"))
                .isEqualTo("NOT_REPORTED");
        assertThat(totals.getString("data.find { it.source == 'COMTRADE_V1' }.total.missing"))
                .isEqualTo("INPUT_MISSING");
    }

    @Test
    void nothingHeldIsNullWithItsReason() {
        JsonPath totals = given().get("/trade/v1/bilateral-totals?period=1970&source=DOTS")
                .jsonPath();
        assertThat(totals.getList("data.flows.flatten().exporter.missing", String.class))
                .containsExactly("NOT_REPORTED", "NOT_REPORTED");
        assertThat((Object) totals.get("data[0].total.absolute")).isNull();
        assertThat(given().get("/trade/v1/bilateral-totals?period=soon").statusCode())
                .isEqualTo(400);
        assertThat(given().get("/trade/v1/bilateral-totals?commodity=chips")
                        .jsonPath()
                        .getString("errors[0].parameter"))
                .isEqualTo("commodity");
        assertThat(given().get("/trade/v1/bilateral-totals?source=X").jsonPath().getString("errors[0].parameter"))
                .isEqualTo("source");
    }

    @Test
    void koreasImportsOfLithiumHydroxideAreThoseOfTheSample() {
        JsonPath series = given().get("/trade/v1/series?reporter=410&partner=156&flow=M&commodity=HS22_282520&freq=A"
                        + "&startPeriod=2022&endPeriod=2023&source=COMTRADE_V1")
                .jsonPath();
        assertThat(series.getList("data")).hasSize(1);
        assertThat(series.getList("data[0].observations.value", String.class))
                .containsExactly("3231728600", "4930207588");
        assertThat(series.getString("data[0].commodity.names.zh-Hans.text")).isEqualTo("锂的氧化物及氢氧化物");
    }

    private static JsonPath claims(String query) {
        return given().get("/trade/v1/claims?subject=" + RELATION + "&" + query).jsonPath();
    }
}
