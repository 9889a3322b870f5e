package org.ckep.trade.mirror;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Japan and the United States in a year of their own, so that no other test's figures mix in; all figures invented. */
@QuarkusTest
class MirrorResourceTest {
    private static final String PAIR = "/trade/v1/mirror?a=JP&b=842&source=COMTRADE_V1&period=1951";

    /** Loading twice changes nothing, so every test may do it. */
    @BeforeEach
    void load() {
        Response answer = TradeApi.upload(
                new ComtradeFile()
                        .row(row("392", "842", "X", "H1", "400110", "100", "FOB"))
                        .row(row("842", "392", "M", "H1", "400110", "120", "CIF"))
                        .row(row("392", "842", "M", "H1", "400110", "40", "CIF"))
                        .row(row("842", "392", "X", "H1", "400110", "40", "FOB"))
                        .row(row("842", "392", "X", "H2", "400122", "7", "FOB"))
                        .row(row("392", "842", "M", "H1", "400122", "9", "CIF"))
                        .row(row("392", "842", "M", "H1", "4001", "49", "CIF"))
                        .row(row("392", "842", "X", "H1", "4002", "60", "FOB"))
                        .row(row("392", "842", "X", "H2", "4002", "61", "FOB"))
                        .row(row("842", "392", "M", "H1", "4002", "66", "CIF"))
                        .row(row("842", "392", "X", "H1", "4002", "20", "FOB"))
                        .row(row("842", "392", "X", "H2", "4002", "21", "FOB"))
                        .row(row("392", "842", "M", "H1", "4002", "22", "CIF"))
                        .row(row("392", "842", "M", "H2", "4002", "23", "CIF"))
                        .text(),
                "source=COMTRADE_V1");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    @Test
    void theFourAnswersStandBesideEachOtherWithReporterValuationAndSource() {
        JsonPath mirror = get(PAIR + "&commodity=400110");

        assertThat(mirror.getList("data")).hasSize(1);
        assertThat(mirror.getList("data[0].flows.from", String.class)).containsExactly("JP", "US");
        assertThat(mirror.getList("data[0].flows.exporter.value", String.class)).containsExactly("100", "40");
        assertThat(mirror.getList("data[0].flows.importer.value", String.class)).containsExactly("120", "40");
        assertThat(mirror.getMap("data[0].flows[0].importer"))
                .containsEntry("reporter", "US")
                .containsEntry("partner", "JP")
                .containsEntry("flow", "M")
                .containsEntry("source", "COMTRADE_V1")
                .containsEntry("valuation", "CIF")
                .containsEntry("classification", "HS96")
                .containsEntry("provisional", false)
                .containsKey("knownSince");
        assertThat(mirror.getMap("data[0].flows[0].discrepancy"))
                .containsEntry("absolute", "20")
                .containsEntry("ratio", "1.2")
                .containsEntry("percent", "18.1818");
        assertThat(mirror.getString("data[0].flows[1].discrepancy.percent")).isEqualTo("0");
        assertThat(mirror.getList("possibleCauses.code", String.class)).contains("TRANSIT", "VALUATION");
    }

    /** Without a factor nothing is converted; with one it is named beside the discrepancy of the figures as reported. */
    @Test
    void aFactorBetweenCifAndFobIsAppliedOnRequestAlone() {
        JsonPath plain = get(PAIR + "&commodity=400110");
        assertThat(plain.getMap("data[0].flows[0]")).doesNotContainKey("atFob");
        JsonPath mirror = get(PAIR + "&commodity=400110&cifFobFactor=1.20");
        assertThat(mirror.getMap("data[0].flows[0].discrepancy"))
                .isEqualTo(plain.getMap("data[0].flows[0].discrepancy"));
        assertThat(mirror.getString("data[0].flows[0].importer.value")).isEqualTo("120");
        assertThat(mirror.getString("data[0].flows[0].atFob.cifFobFactor")).isEqualTo("1.2");
        assertThat(mirror.getString("data[0].flows[0].atFob.importer")).isEqualTo("100");
        assertThat(mirror.getString("data[0].flows[0].atFob.discrepancy.percent"))
                .isEqualTo("0");
        assertThat(mirror.getString("data[0].flows[1].atFob.importer")).isEqualTo("33.33");
        assertThat(mirror.getMap("data[0].total")).isEqualTo(plain.getMap("data[0].total"));
        JsonPath totals = get("/trade/v1/bilateral-totals?period=1951&source=COMTRADE_V1&cifFobFactor=1.06");
        assertThat(totals.getList("data[0].flows.atFob.missing", String.class))
                .containsExactly("INPUT_MISSING", "INPUT_MISSING");
    }

    @Test
    void allCommoditiesOfALevelComeInPages() {
        JsonPath first = get(PAIR + "&level=6&limit=1");
        assertThat(first.getList("data.commodity", String.class)).containsExactly("400110");
        JsonPath second = get(PAIR + "&level=6&limit=1&after=" + first.getString("next"));
        assertThat(second.getList("data.commodity", String.class)).containsExactly("400122");
        assertThat(second.getString("next")).isNull();
        assertThat(get(PAIR + "&level=4").getList("data.commodity", String.class))
                .containsExactly("4001", "4002");
    }

    @Test
    void editionsThatDifferAreShownAndNotCompared() {
        JsonPath mirror = get(PAIR + "&commodity=400122");
        assertThat(mirror.getString("data[0].flows[1].exporter.classification")).isEqualTo("HS02");
        assertThat(mirror.getString("data[0].flows[1].importer.classification")).isEqualTo("HS96");
        assertThat(mirror.getString("data[0].flows[1].discrepancy.missing")).isEqualTo("CLASSIFICATIONS_DIFFER");
        assertThat(mirror.getString("data[0].flows[0].exporter.missing")).isEqualTo("NOT_REPORTED");
        assertThat((Object) mirror.get("data[0].flows[0].discrepancy.absolute")).isNull();
    }

    /** Both sides' newest editions differ in one direction; the older one that both report serves for all four. */
    @Test
    void ofSeveralEditionsTheOneCountsThatBothSidesReport() {
        JsonPath mirror = get(PAIR + "&commodity=4002");
        assertThat(mirror.getList("data[0].flows.exporter.classification", String.class))
                .containsExactly("HS96", "HS96");
        assertThat(mirror.getList("data[0].flows.importer.classification", String.class))
                .containsExactly("HS96", "HS96");
        assertThat(mirror.getList("data[0].flows.discrepancy.absolute", String.class))
                .containsExactly("6", "2");
        assertThat(mirror.getString("data[0].total.absolute")).isEqualTo("-4");
    }

    @Test
    void whatWasNotKnownYetIsMissing() {
        JsonPath before = get(PAIR + "&commodity=400110&knownAt=2001-01-01T00:00:00Z");
        assertThat(before.getList("data[0].flows.exporter.missing", String.class))
                .containsExactly("NOT_REPORTED", "NOT_REPORTED");
        assertThat(before.getString("data[0].total.missing")).isEqualTo("INPUT_MISSING");
    }

    /** The first data of a start hold a world that nobody reported; beside figures of reporters it would look like one. */
    @Test
    void inventedFiguresAreAnsweredWhereTheyAreNamedAlone() {
        Response sent = TradeApi.upload(
                new ComtradeFile()
                        .row(row("392", "842", "X", "H1", "400110", "3", "FOB"))
                        .row(row("156", "410", "X", "H1", "TOTAL", "5", "FOB"))
                        .text(),
                "source=GENERATED");
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(201);
        for (String path : new String[] {
            "/trade/v1/mirror?a=JP&b=842&period=1951&commodity=400110",
            "/trade/v1/bilateral-totals?period=1951",
            "/trade/v1/series?reporter=JP&startPeriod=1951&endPeriod=1951",
            "/trade/v1/series?reporter=CN&startPeriod=1951&endPeriod=1951"
        }) {
            assertThat(get(path).getList("data.source", String.class)).as(path).doesNotContain("GENERATED");
            assertThat(get(path + "&source=GENERATED").getList("data.source", String.class))
                    .as(path)
                    .containsOnly("GENERATED");
        }
        assertThat(get("/trade/v1/mirror?a=JP&b=842&period=1951&commodity=400110")
                        .getList("data.source", String.class))
                .containsExactly("COMTRADE_V1");
        assertThat(get("/trade/v1/bilateral-totals?period=1951&source=GENERATED")
                        .getString("data[0].flows[0].exporter.value"))
                .isEqualTo("5");
    }

    @Test
    void withoutAreasTheTwoSidesAreMeant() {
        JsonPath mirror = get("/trade/v1/mirror?period=1951&source=COMTRADE_V1");
        assertThat(mirror.getList("data[0].sides.side", String.class)).containsExactly("CN", "KR");
        assertThat(get("/trade/v1/bilateral-totals?period=1951&source=COMTRADE_V1")
                        .getList("data.period", String.class))
                .containsExactly("1951");
    }

    @ParameterizedTest
    @CsvSource({
        "a=Q1, a",
        "b=99999, b",
        "a=KR&b=410, b",
        "period=soon, period",
        "source=X, source",
        "commodity=chips, commodity",
        "level=3, level",
        "level=6&commodity=400110, level",
        "knownAt=-999999999-01-01T00:00:00Z, knownAt",
        "cifFobFactor=0.94, cifFobFactor",
        "cifFobFactor=2.1, cifFobFactor",
        "cifFobFactor=1.0000001, cifFobFactor",
        "cifFobFactor=1e0, cifFobFactor",
        "after=abc, after",
        "limit=0, limit",
        "partner=CN, partner"
    })
    void whatIsNotUnderstoodIsNamed(String query, String parameter) {
        Response answer = given().get("/trade/v1/mirror?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
    }

    private static JsonPath get(String path) {
        return given().get(path).jsonPath();
    }

    private static String[] row(
            String reporter,
            String partner,
            String flow,
            String edition,
            String commodity,
            String value,
            String valuation) {
        boolean cif = valuation.equals("CIF");
        return new String[] {
            "period",
            "1951",
            "refPeriodId",
            "19510101",
            "reporterCode",
            reporter,
            "partnerCode",
            partner,
            "flowCode",
            flow,
            "classificationCode",
            edition,
            "cmdCode",
            commodity,
            "aggrLevel",
            Integer.toString(commodity.length()),
            "primaryValue",
            value,
            "cifvalue",
            cif ? value : "",
            "fobvalue",
            cif ? "" : value
        };
    }
}
