package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue, the inputs for download, and what is refused. */
@QuarkusTest
class IndicatorResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Formulas that once yielded a value where one of their flows or periods is not held. */
    private static final Set<String> THIRD_VERSION = Set.of(
            "grubel-lloyd-aggregate",
            "grubel-lloyd-adjusted",
            "iit-ghm",
            "iit-ff",
            "lafay",
            "growth-contribution",
            "cms");

    private static final String RCA = "/trade/v1/indicators/rca/values?" + Laboratory.QUERY + "&reporter=KR";

    @BeforeEach
    void load() {
        Laboratory.load();
    }

    @Test
    void theCatalogueExplainsEveryFormulaInThreeLanguages() throws IOException {
        JsonNode entries =
                JSON.readTree(given().get("/trade/v1/indicators").asString()).path("data");
        assertThat(entries).hasSize(33);
        for (JsonNode entry : entries) {
            String id = entry.path("id").asText();
            for (String language : List.of("en", "zh-Hans", "ko")) {
                for (String member : List.of("names", "meaning", "limits")) {
                    assertThat(entry.path(member).path(language).path("text").asText())
                            .as("%s of %s in %s", member, id, language)
                            .isNotBlank();
                }
                entry.path("inputs").forEach(input -> assertThat(
                                input.path("names").path(language).path("text").asText())
                        .as("%s of %s in %s", input.path("id"), id, language)
                        .isNotBlank());
                entry.path("variants").forEach(variant -> assertThat(variant.path("names")
                                .path(language)
                                .path("text")
                                .asText())
                        .as("%s of %s in %s", variant.path("id"), id, language)
                        .isNotBlank());
            }
            assertThat(entry.path("inputs")).as(id).isNotEmpty();
            assertThat(entry.path("expression").asText()).as(id).isNotBlank();
            assertThat(entry.path("range").asText()).as(id).isNotBlank();
            assertThat(entry.path("source").asText()).as(id).isNotBlank();
            assertThat(entry.path("version").asText()).as(id).isEqualTo(THIRD_VERSION.contains(id) ? "3" : "2");
            boolean severalVariants = entry.path("needs").toString().contains("\"variant\"");
            assertThat(entry.path("variants").isEmpty()).as(id).isNotEqualTo(severalVariants);
        }
        JsonPath one = given().get("/trade/v1/indicators/rca").jsonPath();
        assertThat(one.getList("grades.id", String.class)).containsExactly("A", "B", "C", "D");
        assertThat(one.getMap("grades[1]"))
                .containsEntry("atLeast", "1.25")
                .containsEntry("atMost", "2.5")
                .doesNotContainKeys("above", "below");
        assertThat(one.getString("grades[0].above")).isEqualTo("2.5");
        assertThat(one.getString("grades[3].below")).isEqualTo("0.8");
        for (String language : List.of("en", "'zh-Hans'", "ko")) {
            assertThat(one.getList("grades.names." + language + ".text", String.class))
                    .as(language)
                    .hasSize(4)
                    .doesNotContainNull();
        }
        assertThat(one.getString("gradesSource")).contains("KITA K-stat", "ITC Trade Map");
        JsonPath specialisation = given().get("/trade/v1/indicators/tsi").jsonPath();
        assertThat(specialisation.getList("grades.id", String.class))
                .containsExactly("EXPORT_SPECIALISED", "IMPORT_SPECIALISED");
        assertThat(specialisation.getString("grades[1].below")).isEqualTo("-0.5");
        assertThat(specialisation.getString("gradesSource")).isEqualTo(one.getString("gradesSource"));
        JsonPath without = given().get("/trade/v1/indicators/rsca").jsonPath();
        assertThat(without.getList("grades")).isEmpty();
        assertThat(without.getString("gradesSource")).isNull();
        assertThat(one.getString("names.zh-Hans.text")).isEqualTo("显示性比较优势");
        assertThat(one.getList("needs", String.class)).containsExactly("source", "reporter", "period");
    }

    /** The published classes are told with the value, and none where there is no value. */
    @Test
    void valuesOfAdvantageAndSpecialisationAreGraded() {
        JsonPath advantages = given().get(RCA).jsonPath();
        assertThat(advantages.getString("data.find { it.commodity == '840110' }.grade"))
                .isEqualTo("B");
        JsonPath balances = given().get(RCA.replace("/rca/", "/tsi/")).jsonPath();
        assertThat(balances.getString("data.find { it.commodity == '850110' }.grade"))
                .isEqualTo("IMPORT_SPECIALISED");
        assertThat(balances.getMap("data.find { it.commodity == '840120' }")).doesNotContainKey("grade");
        assertThat(given().get(RCA.replace("/rca/", "/rsca/")).jsonPath().getMap("data[0]"))
                .doesNotContainKey("grade");
    }

    /** Whoever fetches the file and hashes it gets the hash of the answer. */
    @Test
    void theInputsAreThoseThatWereHashed() throws NoSuchAlgorithmException {
        JsonPath answer = given().get(RCA + "&commodity=840110").jsonPath();
        Response csv = given().get(answer.getString("inputs.csv"));
        assertThat(csv.statusCode()).as(csv.asString()).isEqualTo(200);
        assertThat(csv.contentType()).startsWith("text/csv");
        byte[] bytes = csv.asByteArray();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(answer.getString("inputs.sha256"));
        List<String> lines = csv.asString().lines().toList();
        assertThat(lines)
                .containsExactly(
                        "source,frequency,reporter,flow,classification,commodity,partner,period,value,netWeight,valuation",
                        "COMTRADE_LEGACY,A,CN,X,HS96,840110,W0,1961,20,,FOB",
                        "COMTRADE_LEGACY,A,CN,X,HS96,TOTAL,W0,1961,200,,FOB",
                        "COMTRADE_LEGACY,A,KR,X,HS96,840110,W0,1961,60,6,FOB",
                        "COMTRADE_LEGACY,A,KR,X,HS96,999999,W0,1961,5,,FOB",
                        "COMTRADE_LEGACY,A,KR,X,HS96,TOTAL,W0,1961,105,,FOB",
                        "COMTRADE_LEGACY,A,US,X,HS96,840110,W0,1961,20,,FOB",
                        "COMTRADE_LEGACY,A,US,X,HS96,TOTAL,W0,1961,100,,FOB");
        assertThat(answer.getLong("inputs.figures")).isEqualTo(lines.size() - 1);
    }

    @Test
    void theInputsComeAsJsonToo() {
        JsonPath answer = given().get(RCA + "&commodity=840110").jsonPath();
        Response inputs = given().accept("application/json").get(answer.getString("inputs.csv"));
        assertThat(inputs.statusCode()).isEqualTo(200);
        JsonPath figures = inputs.jsonPath();
        assertThat(figures.getList("$")).hasSize(7);
        assertThat(figures.getMap("[2]"))
                .containsEntry("reporter", "KR")
                .containsEntry("commodity", "840110")
                .containsEntry("partner", "W0")
                .containsEntry("period", "1961")
                .containsEntry("value", "60")
                .containsEntry("netWeight", "6")
                .containsEntry("valuation", "FOB");
    }

    /** An answer can be computed again after its figures were revised. */
    @Test
    void whatWasKnownStaysComputable() {
        ComtradeFile first = new ComtradeFile();
        Laboratory.add(first, "H1", "1963", "410", "X", "0", "840110", "10", "-");
        Laboratory.add(first, "H1", "1963", "410", "M", "0", "840110", "30", "-");
        Laboratory.upload(first, "COMTRADE_LEGACY");
        String address = "/trade/v1/indicators/tsi/values?source=COMTRADE_LEGACY&period=1963&reporter=KR";
        JsonPath before = given().get(address).jsonPath();
        assertThat(before.getString("data[0].value")).isEqualTo("-0.5");

        ComtradeFile second = new ComtradeFile();
        Laboratory.add(second, "H1", "1963", "410", "X", "0", "840110", "30", "-");
        Laboratory.upload(second, "COMTRADE_LEGACY");

        JsonPath after = given().get(address).jsonPath();
        assertThat(after.getString("data[0].value")).isEqualTo("0");
        assertThat(after.getString("inputs.sha256")).isNotEqualTo(before.getString("inputs.sha256"));
        JsonPath again = given().get(address + "&knownAt=" + before.getString("inputs.knownAt"))
                .jsonPath();
        assertThat(again.getString("data[0].value")).isEqualTo("-0.5");
        assertThat(again.getString("inputs.sha256")).isEqualTo(before.getString("inputs.sha256"));
    }

    /** What is reported about the partner counts as well as what is reported about the world. */
    @Test
    void theNewestEditionIsThatOfTheFiguresAskedFor() {
        ComtradeFile file = new ComtradeFile();
        Laboratory.add(file, "H1", "1982", "410", "X", "0", "840110", "10", "-");
        Laboratory.add(file, "H1", "1981", "410", "X", "0", "840110", "10", "-");
        Laboratory.add(file, "H2", "1982", "410", "X", "156", "840110", "10", "-");
        Laboratory.upload(file, "COMTRADE_LEGACY");
        String address = "/trade/v1/indicators/%s/values?source=COMTRADE_LEGACY&period=1982&reporter=KR";
        assertThat(edition(address.formatted("tsi"))).isEqualTo("HS96");
        assertThat(edition(address.formatted("tsi") + "&partner=CN")).isEqualTo("HS02");
        assertThat(edition(address.formatted("tsi") + "&partner=US")).isEqualTo("HS96");
        assertThat(edition(address.formatted("marginal-iit") + "&partner=CN&basePeriod=1981"))
                .isEqualTo("HS96");
        assertThat(edition(address.formatted("marginal-iit") + "&basePeriod=1980"))
                .isEqualTo("HS");
        assertThat(edition(address.formatted("tsi") + "&knownAt=2001-01-01T00:00:00Z"))
                .isEqualTo("HS");
    }

    private static String edition(String address) {
        return given().get(address).jsonPath().getString("basis.classification");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rca             | reporter=KR&period=2020                                         | source
            rca             | source=COMTRADE_V1&reporter=KR                                  | period
            rca             | source=COMTRADE_V1&period=2020                                  | reporter
            rca             | source=NOWHERE&period=2020&reporter=KR                          | source
            rca             | source=COMTRADE_V1&period=soon&reporter=KR                      | period
            rca             | source=COMTRADE_V1&period=2020&reporter=Q1                      | reporter
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&classification=HS21  | classification
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&level=3              | level
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&level=4&commodity=854232 | level
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&commodity=chips      | commodity
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&world=all            | world
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&totals=some          | totals
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&absent=no            | absent
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&flow=X               | flow
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&variant=plain        | variant
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&colour=red           | colour
            rca             | source=COMTRADE_V1&period=2020&reporter=KR&knownAt=-999999999-01-01T00:00:00Z | knownAt
            rca-dynamic     | source=COMTRADE_V1&period=2020&reporter=KR                      | basePeriod
            rca-dynamic     | source=COMTRADE_V1&period=2020&reporter=KR&basePeriod=2021      | basePeriod
            rca-dynamic     | source=COMTRADE_V1&period=2020&reporter=KR&basePeriod=2019-01   | basePeriod
            trade-intensity | source=COMTRADE_V1&period=2020&reporter=KR&partner=CN           | variant
            trade-intensity | source=COMTRADE_V1&period=2020&reporter=KR&partner=CN&variant=x | variant
            trade-intensity | source=COMTRADE_V1&period=2020&reporter=KR&variant=plain        | partner
            trade-intensity | source=COMTRADE_V1&period=2020&reporter=KR&partner=410&variant=plain | partner
            mirror-asymmetry | source=COMTRADE_V1&period=2020&reporter=KR&partner=0            | partner
            strategic-dependency | source=COMTRADE_V1&period=2020&reporter=KR&variant=counterpart | partner
            unit-value      | source=COMTRADE_V1&period=2020&reporter=KR                      | flow
            unit-value      | source=COMTRADE_V1&period=2020&reporter=KR&flow=RX              | flow
            unit-value-index | source=COMTRADE_V1&period=2020&basePeriod=2019&reporter=KR&flow=X&variant=fisher&trim=1 | trim
            import-dependency | source=COMTRADE_V1&period=2020&reporter=KR&top=21             | top
            import-dependency | source=COMTRADE_V1&period=2020&reporter=KR&suppliers=some     | suppliers
            eci             | source=COMTRADE_V1&period=2020                                  | classification
            eci             | source=COMTRADE_V1&period=2020&classification=HS12&minTrade=-1  | minTrade
            eci             | source=COMTRADE_V1&period=2020&classification=HS12&reporter=KR  | reporter
            pci             | source=COMTRADE_V1&period=2020&classification=HS12&pciNorm=x    | pciNorm
            grubel-lloyd-aggregate | source=COMTRADE_V1&period=2020&reporter=KR&level=2       | level
            """)
    void whatIsWrongIsNamed(String id, String query, String parameter) {
        for (String part : List.of("values", "inputs")) {
            Response answer = given().get("/trade/v1/indicators/" + id + "/" + part + "?" + query);
            if (part.equals("inputs") && id.equals("strategic-dependency")) {
                continue;
            }
            assertThat(answer.statusCode()).as(part + ": " + answer.asString()).isEqualTo(400);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
        }
    }

    @Test
    void anUnknownFormulaIsNotThere() {
        for (String path : List.of("", "/values?period=2020", "/inputs?period=2020")) {
            assertThat(given().get("/trade/v1/indicators/wealth" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void theExamplesOfTheDescriptionLookLikeRealAnswers() throws IOException {
        JsonNode paths = JSON.readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString())
                .path("paths");
        looksLike(
                example(paths, "/trade/v1/indicators/{id}/values", "application/json", "rca"),
                JSON.readTree(given().get(RCA + "&commodity=840110").asString()));
        looksLike(
                example(paths, "/trade/v1/indicators/{id}", "application/json", "entry"),
                JSON.readTree(given().get("/trade/v1/indicators/rca").asString()));
        looksLike(
                example(paths, "/trade/v1/indicators", "application/json", "catalogue"),
                JSON.readTree(given().get("/trade/v1/indicators").asString()));
        assertThat(example(paths, "/trade/v1/indicators/{id}/inputs", "text/csv", "csv")
                        .asText())
                .startsWith(SliceSql.HEADER);
        assertThat(example(paths, "/trade/v1/indicators/{id}/inputs", "application/json", "json"))
                .isNotEmpty();
        looksLike(
                example(paths, "/trade/v1/mirror", "application/json", "mirror"),
                JSON.readTree(given().get("/trade/v1/mirror?a=KR&b=CN&period=1961&source=COMTRADE_LEGACY")
                        .asString()));
    }

    private static JsonNode example(JsonNode paths, String path, String mediaType, String name) {
        return paths.path(path)
                .path("get")
                .path("responses")
                .path("200")
                .path("content")
                .path(mediaType)
                .path("examples")
                .path(name)
                .path("value");
    }

    /** Every member that an example shows stands in the answer, with the same kind of value or none. */
    private static void looksLike(JsonNode example, JsonNode answer) {
        assertThat(example.isContainerNode()).isTrue();
        if (example.isArray()) {
            example.forEach(element -> looksLike(element, answer.get(0)));
            return;
        }
        example.fields().forEachRemaining(member -> {
            JsonNode real = answer.path(member.getKey());
            boolean open = real.isNull()
                    || member.getValue().isNull()
                    || member.getKey().equals("missing");
            if (!open) {
                assertThat(real.getNodeType())
                        .as(member.getKey())
                        .isEqualTo(member.getValue().getNodeType());
            }
            if (member.getValue().isContainerNode()
                    && !real.isEmpty()
                    && !member.getValue().isEmpty()
                    && !member.getValue().path(0).isTextual()) {
                looksLike(member.getValue(), real);
            }
        });
    }
}
