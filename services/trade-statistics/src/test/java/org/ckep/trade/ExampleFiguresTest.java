package org.ckep.trade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.testing.ExampleTradeFiles;
import org.ckep.trade.release.Releases;
import org.junit.jupiter.api.Test;

/**
 * The invented figures of a first start, as they lie in the repository. Here they are loaded for years of which no other
 * test knows anything.
 */
@QuarkusTest
class ExampleFiguresTest {
    private static final String FIRST_YEAR = "1922";
    private static final String LAST_YEAR = "1923";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES =
            Path.of(System.getProperty("ckep.project.dir"), "deploy/local/src/main/resources/sample");

    @Test
    void theFilesAreWhatTheGeneratorWrites() throws IOException {
        assertThat(sample(ExampleTradeFiles.WORLD_NAME)).isEqualTo(ExampleTradeFiles.world());
        assertThat(sample(ExampleTradeFiles.NATIONAL_NAME)).isEqualTo(ExampleTradeFiles.national());
    }

    /** Pages of sectors show all sources but the invented world, and invented national figures do not belong there. */
    @Test
    void noSectorOfTheFirstDataHasInventedFigures() throws IOException {
        String files = ExampleTradeFiles.world() + ExampleTradeFiles.national();
        List<String> codes = new ArrayList<>();
        for (JsonNode entry :
                JSON.readTree(Files.readString(SAMPLES.resolveSibling("seed").resolve("10-organisations.json")))) {
            entry.path("body").path("hs").forEach(code -> codes.add(code.asText()));
        }
        assertThat(codes).isNotEmpty();
        for (String code : codes) {
            assertThat(files).doesNotContainPattern("[,_]" + code + "[0-9]*,(invented|CN|KR)");
        }
    }

    /** Each formula in each of its variants, with no more than it needs. */
    @Test
    void everyIndicatorOfTheCatalogueHasAValue() throws IOException {
        loadWorld();
        List<String> without = new ArrayList<>();
        JsonNode catalogue =
                JSON.readTree(given().get("/trade/v1/indicators").asString()).path("data");
        assertThat(catalogue).hasSizeGreaterThanOrEqualTo(33);
        for (JsonNode formula : catalogue) {
            List<String> variants = new ArrayList<>();
            formula.path("variants")
                    .forEach(variant -> variants.add(variant.path("id").asText()));
            for (String variant : variants.isEmpty() ? List.of("") : variants) {
                String address = address(formula, variant);
                Response answer = given().get(address);
                assertThat(answer.statusCode()).as(address + answer.asString()).isEqualTo(200);
                if (answer.jsonPath().getList("data.value").stream().allMatch(value -> value == null)) {
                    without.add(address + " " + answer.jsonPath().getList("data.reason"));
                }
            }
        }
        assertThat(without).isEmpty();
    }

    /** Parameters as a newcomer would fill them in. */
    private static String address(JsonNode formula, String variant) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "source", ExampleTradeFiles.WORLD_SOURCE,
                "reporter", "KR",
                "partner", "JP",
                "period", LAST_YEAR,
                "basePeriod", FIRST_YEAR,
                "classification", "HS22",
                "commodity", "850760",
                "flow", "M"));
        List<String> parameters = new ArrayList<>();
        List<String> needed = new ArrayList<>(List.of("source", "period"));
        formula.path("needs").forEach(need -> needed.add(need.asText()));
        if (variant.equals("counterpart")) {
            needed.add("partner");
        }
        needed.stream()
                .distinct()
                .filter(values::containsKey)
                .forEach(name -> parameters.add(name + "=" + values.get(name)));
        if (!variant.isEmpty()) {
            parameters.add("variant=" + variant);
        }
        return "/trade/v1/indicators/" + formula.path("id").asText() + "/values?" + String.join("&", parameters);
    }

    @Test
    void theNationalFlowHasFiguresOfBothProviders() throws IOException {
        load(sample(ExampleTradeFiles.NATIONAL_NAME), "NATIONAL");
        for (String provider : List.of("GACC", "KCS", "GACC+KCS")) {
            List<String> rows = given().urlEncodingEnabled(false)
                    .accept("application/vnd.sdmx.data+csv;version=1.0.0")
                    .get("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/all/" + provider + "?startPeriod=1901&endPeriod=1904")
                    .asString()
                    .lines()
                    .skip(1)
                    .toList();
            assertThat(rows).as(provider).hasSize(provider.contains("+") ? 64 : 32);
            assertThat(rows).allSatisfy(row -> assertThat(row).contains(",G,"));
            assertThat(rows.stream().map(row -> row.split(",", -1)[2]).distinct())
                    .containsExactlyElementsOf(
                            provider.contains("+")
                                    ? List.of("CN", "KR")
                                    : List.of(provider.equals("KCS") ? "KR" : "CN"));
        }
    }

    @Test
    void noTotalBetweenTheTwoSidesIsInvented() throws IOException {
        loadWorld();
        JsonPath totals = given().get(
                        "/trade/v1/bilateral-totals?source=" + ExampleTradeFiles.WORLD_SOURCE + "&period=" + LAST_YEAR)
                .jsonPath();
        assertThat(totals.<Object>getList("data.flows.flatten().exporter.value"))
                .allMatch(value -> value == null);
        assertThat(totals.<Object>getList("data.flows.flatten().importer.value"))
                .allMatch(value -> value == null);
    }

    /** Into a draft, where nobody else sees it. */
    @Test
    void theFaultyFileShowsItsFaults() throws IOException {
        String draft = Releases.draft().getString("urn");
        Response answer =
                upload(Releases.maker(), sample("trade-faults.csv"), "source=NATIONAL&onError=accept&release=" + draft);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        JsonPath report = answer.jsonPath();
        assertThat(report.getMap("totals"))
                .containsEntry("read", 28)
                .containsEntry("rejected", 9)
                .containsEntry("outOfScope", 5)
                .containsEntry("duplicates", 1);
        assertThat(report.<String, Integer>getMap("outOfScope"))
                .containsOnlyKeys(
                        "ZERO_WITH_ITSELF", "TOTALS_ROW", "MODE_OF_TRANSPORT", "SECOND_PARTNER", "CUSTOMS_PROCEDURE");
        assertThat(report.<String, Integer>getMap("notes")).containsKeys("REPORTER_IS_PARTNER", "COMMODITY_PADDED");
        assertThat(report.<String, Integer>getMap("findings")).containsKeys("TOTALS_ROW_NOT_SUM", "UNKNOWN_CODES");
        assertThat(TradeApi.as(Releases.maker())
                        .get(report.getString("errors"))
                        .jsonPath()
                        .getList("data.code", String.class))
                .containsExactly(
                        "COMMODITY_PADDED",
                        "AMBIGUOUS_COMMODITY",
                        "UNKNOWN_AREA",
                        "INVALID_NUMBER",
                        "NUMBER_TOO_LARGE",
                        "FUTURE_PERIOD",
                        "NEGATIVE_NUMBER",
                        "REQUEST_CODE",
                        "UNKNOWN_FLOW",
                        "UNKNOWN_CLASSIFICATION");
        assertRefused("trade-faults-damaged.csv", "damaged-text");
        assertRefused("trade-faults-cut-off.csv", "cut-off");
    }

    private static void assertRefused(String name, String code) throws IOException {
        Response refused = upload(sample(name), "source=GENERATED");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("upload.refusal.code")).isEqualTo(code);
    }

    private static void loadWorld() throws IOException {
        load(
                sample(ExampleTradeFiles.WORLD_NAME)
                        .replace("," + ExampleTradeFiles.FIRST_YEAR + ",", "," + FIRST_YEAR + ",")
                        .replace("," + ExampleTradeFiles.LAST_YEAR + ",", "," + LAST_YEAR + ","),
                ExampleTradeFiles.WORLD_SOURCE);
    }

    private static void load(String file, String source) {
        Response answer = upload(file, "onError=reject&source=" + source);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("totals.rejected")).isZero();
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name));
    }
}
