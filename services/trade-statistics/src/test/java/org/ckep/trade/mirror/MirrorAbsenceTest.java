package org.ckep.trade.mirror;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;

/** Why a figure is not there: taken back, of a code that does not exist, not released yet, or not reported at all. */
@QuarkusTest
class MirrorAbsenceTest {
    private static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS,CONF_STATUS,TRADE_SYSTEM,VALUATION";

    @Test
    void whatWasTakenBackIsWithdrawn() {
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1953&source=NATIONAL&commodity=722410";
        assertThat(imports(get(asked), "missing")).isEqualTo("NOT_REPORTED");
        set("M", "5");
        String told = get(asked).getString("data[0].sides[0].imports.knownSince");
        set("D", "");
        assertThat(imports(get(asked), "missing")).isEqualTo("WITHDRAWN");
        assertThat(get(asked).getString("data[0].sides[1].exports.missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "&knownAt=" + told), "value")).isEqualTo("5");
        assertThat(imports(get(asked + "&knownAt=2001-01-01T00:00:00Z"), "missing"))
                .isEqualTo("NOT_REPORTED");
        set("M", "6");
        assertThat(imports(get(asked), "value")).isEqualTo("6");
    }

    /** Chapter 77 is reserved. Of six digits the shipped list does not know all, so nothing can be said of a code of them. */
    @Test
    void aCodeThatDoesNotExistIsNotInTheClassification() {
        Response loaded = TradeApi.upload(
                new ComtradeFile()
                        .row(
                                "period",
                                "1954",
                                "refPeriodId",
                                "19540101",
                                "cmdCode",
                                "72",
                                "aggrLevel",
                                "2",
                                "primaryValue",
                                "8")
                        .text(),
                "source=NATIONAL");
        assertThat(loaded.statusCode()).as(loaded.asString()).isEqualTo(201);
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1954&source=NATIONAL&commodity=";
        JsonPath reserved = get(asked + "77");
        assertThat(imports(reserved, "missing")).isEqualTo("NOT_IN_CLASSIFICATION");
        // Of an area that reports nothing in that period nobody knows the edition.
        assertThat(reserved.getString("data[0].sides[1].imports.missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "73"), "missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "770000"), "missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "TOTAL"), "missing")).isEqualTo("NOT_REPORTED");
    }

    /** What waits in a draft is told to its own side alone, and nobody else's answer differs by it. */
    @Test
    void onlyTheOwnSideLearnsThatAFigureIsNotReleased() {
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1955&source=NATIONAL&commodity=722420";
        String totals = "/trade/v1/bilateral-totals?period=1955&source=NATIONAL&commodity=722420";
        String before = given().get(asked).asString();
        String beforeOfOther = as(Tokens.user("cn-statistician")).get(asked).asString();
        JsonPath draft = as(Tokens.user("kr-statistician"))
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"title\": {\"en\": \"Waiting\"}, \"source\": \"NATIONAL\"}")
                .post("/trade/v1/releases")
                .jsonPath();
        Response into = TradeApi.upload(
                Tokens.user("kr-statistician"),
                new ComtradeFile()
                        .row("period", "1955", "refPeriodId", "19550101", "cmdCode", "722420", "primaryValue", "9")
                        .text(),
                "source=NATIONAL&release=" + draft.getString("urn"));
        assertThat(into.statusCode()).as(into.asString()).isEqualTo(201);

        JsonPath own = as(Tokens.user("kr-statistician")).get(asked).jsonPath();
        assertThat(imports(own, "missing")).isEqualTo("NOT_YET_RELEASED");
        assertThat(imports(own, "value")).isNull();
        assertThat(own.getString("data[0].sides[0].exports.missing")).isEqualTo("NOT_REPORTED");
        assertThat(as(Tokens.user("kr-statistician"))
                        .get(totals)
                        .jsonPath()
                        .getString("data[0].sides[1].imports.missing"))
                .isEqualTo("NOT_YET_RELEASED");
        assertThat(given().get(asked).asString()).isEqualTo(before);
        assertThat(as(Tokens.user("cn-statistician")).get(asked).asString()).isEqualTo(beforeOfOther);
        assertThat(before).isEqualTo(beforeOfOther).contains("NOT_REPORTED").doesNotContain("NOT_YET_RELEASED");
        // What was known at an instant is what everybody knew.
        assertThat(imports(
                        as(Tokens.user("kr-statistician"))
                                .get(asked + "&knownAt=2026-01-01T00:00:00Z")
                                .jsonPath(),
                        "missing"))
                .isEqualTo("NOT_REPORTED");
    }

    private static String imports(JsonPath mirror, String member) {
        return mirror.getString("data[0].sides[0].imports." + member);
    }

    private static void set(String action, String value) {
        String row = String.join(
                ",",
                "dataflow",
                "CKEP:DF_BTS_NATIONAL_A(1.0.0)",
                action,
                "A,KR,M,HS22_722410,CN,C00,TRADE_VALUE,1953",
                value,
                (action.equals("D") ? "" : "USD") + ",,,,,,");
        Response answer = as(Tokens.loader())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8")
                .body((HEADER + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=NATIONAL");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    private static JsonPath get(String address) {
        return given().get(address).jsonPath();
    }
}
