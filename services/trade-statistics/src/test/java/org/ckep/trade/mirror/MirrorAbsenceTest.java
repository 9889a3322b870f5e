package org.ckep.trade.mirror;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.ckep.trade.release.Releases;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
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
        set("M", "722410", "1953", "5");
        String told = get(asked).getString("data[0].sides[0].imports.knownSince");
        set("D", "722410", "1953", "");
        assertThat(imports(get(asked), "missing")).isEqualTo("WITHDRAWN");
        assertThat(get(asked).getString("data[0].sides[1].exports.missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "&knownAt=" + told), "value")).isEqualTo("5");
        assertThat(imports(get(asked + "&knownAt=2001-01-01T00:00:00Z"), "missing"))
                .isEqualTo("NOT_REPORTED");
        set("M", "722410", "1953", "6");
        assertThat(imports(get(asked), "value")).isEqualTo("6");
    }

    /** Chapter 77 is reserved. Of six digits the shipped list does not know all, so nothing can be said of a code of them. */
    @Test
    void aCodeThatDoesNotExistIsNotInTheClassification() {
        load("period", "1954", "refPeriodId", "19540101", "cmdCode", "72", "aggrLevel", "2", "primaryValue", "8");
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1954&source=NATIONAL&commodity=";
        JsonPath reserved = get(asked + "77");
        assertThat(imports(reserved, "missing")).isEqualTo("NOT_IN_CLASSIFICATION");
        // Of an area that reports nothing in that period nobody knows the edition.
        assertThat(reserved.getString("data[0].sides[1].imports.missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "73"), "missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "770000"), "missing")).isEqualTo("NOT_REPORTED");
        assertThat(imports(get(asked + "TOTAL"), "missing")).isEqualTo("NOT_REPORTED");
        // A past answer does not depend on a list that an import may change.
        String known = imports(get(asked + "72"), "knownSince");
        assertThat(imports(get(asked + "72&knownAt=" + known), "value")).isEqualTo("8");
        assertThat(imports(get(asked + "77&knownAt=" + known), "missing")).isEqualTo("NOT_REPORTED");
    }

    /** A list of headings as long as that of HS 2017 stands there while this runs; nines need not be in it. */
    @Test
    void whatIsNotSpecifiedByKindIsNeverOutsideOfTheClassification() throws SQLException {
        load("period", "1950", "refPeriodId", "19500101", "classificationCode", "H5", "cmdCode", "7224");
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1950&source=NATIONAL&commodity=";
        try {
            asOwner("insert into item (agency, scheme, code, kind, position, names) "
                    + "select 'CKEP', 'CL_COMMODITY', 'HS17_N' || lpad(to_hex(n), 3, '0'), 'HEADING', 0, "
                    + "trade_names('x', 'x', 'x') from generate_series(1, 1222) as n");
            assertThat(imports(get(asked + "7701"), "missing")).isEqualTo("NOT_IN_CLASSIFICATION");
            assertThat(imports(get(asked + "9999"), "missing")).isEqualTo("NOT_REPORTED");
        } finally {
            asOwner("delete from item where starts_with(code, 'HS17_N')");
            asOwner("delete from item_version where starts_with(code, 'HS17_N')");
        }
    }

    /** Until an embargo ends nobody else's answer differs by it; afterwards everybody's tells the value, or that it is gone. */
    @Test
    void anEmbargoIsToldToTheOwnSideUntilItsFiguresAreThere() {
        List<String> asked = List.of(
                "/trade/v1/mirror?a=KR&b=CN&period=1949&source=NATIONAL&commodity=722430",
                "/trade/v1/bilateral-totals?period=1949&source=NATIONAL&commodity=722430");
        List<String> before = others(asked);
        JsonPath release = Releases.draft();
        Response into = Releases.into(release, row("1949", "722430", "9"));
        assertThat(into.statusCode()).as(into.asString()).isEqualTo(201);
        Response waiting = Releases.step(release, Releases.embargo(Instant.now().plus(9, ChronoUnit.DAYS)));
        assertThat(waiting.jsonPath().getString("state")).isEqualTo("EMBARGOED");

        String mirror = asked.get(0);
        assertThat(imports(own(mirror), "missing")).isEqualTo("NOT_YET_RELEASED");
        assertThat(own(asked.get(1)).getString("data[0].sides[1].imports.missing"))
                .isEqualTo("NOT_YET_RELEASED");
        assertThat(others(asked)).isEqualTo(before).allMatch(answer -> !answer.contains("NOT_YET_RELEASED"));

        assertThat(Releases.step(release, Releases.PUBLISH).statusCode()).isEqualTo(200);
        for (JsonPath answer : List.of(own(mirror), get(mirror), JsonPath.from(other(mirror)))) {
            assertThat(imports(answer, "value")).isEqualTo("9");
            assertThat(imports(answer, "missing")).isNull();
        }
        assertThat(Releases.step(release, Releases.WITHDRAW).statusCode()).isEqualTo(200);
        for (JsonPath answer : List.of(own(mirror), get(mirror), JsonPath.from(other(mirror)))) {
            assertThat(imports(answer, "value")).isNull();
            assertThat(imports(answer, "missing")).isEqualTo("WITHDRAWN");
        }
    }

    /** Where two reasons hold, what waits counts before what was told once, and that before what the list says. */
    @Test
    void ofTwoReasonsOneIsTold() {
        load("period", "1948", "refPeriodId", "19480101", "cmdCode", "72", "aggrLevel", "2");
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1948&source=NATIONAL&commodity=77";
        assertThat(imports(get(asked), "missing")).isEqualTo("NOT_IN_CLASSIFICATION");

        set("M", "77", "1948", "5");
        assertThat(imports(get(asked), "value")).isEqualTo("5");
        set("D", "77", "1948", "");
        assertThat(imports(get(asked), "missing")).isEqualTo("WITHDRAWN");

        Response into = Releases.into(Releases.draft(), row("1948", "77", "6"));
        assertThat(into.statusCode()).as(into.asString()).isEqualTo(201);
        assertThat(imports(own(asked), "missing")).isEqualTo("NOT_YET_RELEASED");
        assertThat(imports(get(asked), "missing")).isEqualTo("WITHDRAWN");
        assertThat(imports(JsonPath.from(other(asked)), "missing")).isEqualTo("WITHDRAWN");
    }

    /** What waits in a draft is told to its own side alone, and nobody else's answer differs by it. */
    @Test
    void onlyTheOwnSideLearnsThatAFigureIsNotReleased() {
        String asked = "/trade/v1/mirror?a=KR&b=CN&period=1955&source=NATIONAL&commodity=722420";
        String totals = "/trade/v1/bilateral-totals?period=1955&source=NATIONAL&commodity=722420";
        String before = given().get(asked).asString();
        String beforeOfOther = as(Tokens.user("cn-statistician")).get(asked).asString();
        Response into = Releases.into(Releases.draft(), row("1955", "722420", "9"));
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

    private static void load(String... columnsAndValues) {
        Response loaded =
                TradeApi.upload(new ComtradeFile().row(columnsAndValues).text(), "source=NATIONAL");
        assertThat(loaded.statusCode()).as(loaded.asString()).isEqualTo(201);
    }

    private static String row(String year, String commodity, String value) {
        return new ComtradeFile()
                .row("period", year, "refPeriodId", year + "0101", "cmdCode", commodity, "primaryValue", value)
                .text();
    }

    private static JsonPath own(String address) {
        return as(Releases.maker()).get(address).jsonPath();
    }

    private static String other(String address) {
        return as(Tokens.user("cn-statistician")).get(address).asString();
    }

    /** What anybody and the other side read. */
    private static List<String> others(List<String> addresses) {
        return addresses.stream()
                .flatMap(address -> Stream.of(given().get(address).asString(), other(address)))
                .toList();
    }

    /** Takes away what the service may only add. */
    private static void asOwner(String sql) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.flyway.jdbc-url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void set(String action, String commodity, String year, String value) {
        String row = String.join(
                ",",
                "dataflow",
                "CKEP:DF_BTS_NATIONAL_A(1.0.0)",
                action,
                "A,KR,M,HS22_" + commodity + ",CN,C00,TRADE_VALUE," + year,
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
