package org.ckep.trade.conversion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.conversion.Tables.address;
import static org.ckep.trade.conversion.Tables.figures;
import static org.ckep.trade.conversion.Tables.put;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures in older editions: exact where codes have one target, estimates that say so elsewhere, and nothing is lost. */
@QuarkusTest
class ConversionTest {
    /** Of 960120 the conversion table chooses one, 960130 is divided by weights, of 960140 nothing chooses. */
    @BeforeEach
    void importTables() {
        put(
                "HS22_HS17",
                "960110,960111",
                "960111,960111",
                "960120,960121",
                "960120,960122",
                "960130,960131",
                "960130,960132",
                "960140,960141",
                "960140,960142",
                "960150,960159");
        put("HS22_HS17_CONVERSION", "960120,960122", "960130,960131");
        put("HS22_HS17_WEIGHTS", "960130,960131,0.25", "960130,960132,0.75");
        put(
                "HS17_HS12",
                "960111,960112",
                "960121,960112",
                "960122,960112",
                "960131,960133",
                "960132,960134",
                "960132,960135",
                "960141,960112");
        put("HS17_HS12_CONVERSION", "960132,960135");
        put("HS17_HS12_WEIGHTS", "960132,960134,0.4", "960132,960135,0.6");
    }

    private static JsonPath read(String address) {
        Response answer = given().get(address);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static Map<String, Object> figure(JsonPath answer, String classification, String code) {
        return answer.getMap(
                "data.find { it.classification == '" + classification + "' && it.commodity == '" + code + "' }");
    }

    @Test
    void oneTargetIsExactAlsoWhereSeveralCodesShareIt() {
        figures(1971, List.of("H6,960110,100.25", "H6,960111,50"));
        JsonPath answer = read(address(1971) + "&classification=HS17");
        assertThat(answer.getList("data")).hasSize(1);
        Map<String, Object> figure = figure(answer, "HS17", "960111");
        assertThat(figure)
                .containsEntry("value", "150.25")
                .containsEntry("hsVintageReported", "HS22")
                .containsEntry("hsVintageShown", "HS17")
                .containsEntry("conversionMethod", "ONE_TO_ONE")
                .containsEntry("manyToManyShare", "0")
                .containsEntry("reportedCodes", 2)
                .containsEntry("valuation", "FOB")
                .containsEntry("sentBy", "OPERATOR")
                .containsEntry("period", "1971")
                .doesNotContainKey("notConverted");
        assertThat(answer.getList("tables.id"))
                .containsExactly("HS22_HS17", "HS22_HS17_CONVERSION", "HS22_HS17_WEIGHTS");
    }

    @Test
    void ofSeveralTargetsTheConversionTableChoosesAndTheShareTells() {
        figures(1972, List.of("H6,960110,100", "H6,960120,300"));
        JsonPath answer = read(address(1972));
        assertThat(answer.getString("classification")).isEqualTo("HS12");
        assertThat(answer.getList("data")).hasSize(1);
        assertThat(figure(answer, "HS12", "960112"))
                .containsEntry("value", "400")
                .containsEntry("conversionMethod", "CONVERSION_TABLE")
                .containsEntry("manyToManyShare", "0.75")
                .containsEntry("hsVintageShown", "HS12");
        assertThat(answer.getString("sums[0].manyToManyShare")).isEqualTo("0.75");
    }

    /** 0.25 and 0.75 at the first step, and 0.4 and 0.6 of the latter at the second. */
    @Test
    void weightsDivideBeforeTheConversionTableChoosesAndMultiplyOverSteps() {
        figures(1973, List.of("H6,960130,100.01"));
        JsonPath answer = read(address(1973));
        assertThat(answer.getList("data.commodity")).containsExactly("960133", "960134", "960135");
        assertThat(answer.getList("data.value")).containsExactly("25.0025", "30.003", "45.0045");
        assertThat(answer.getList("data.conversionMethod")).containsOnly("WEIGHTED");
        assertThat(answer.getList("data.manyToManyShare")).containsOnly("1");
        assertThat(answer.getMap("sums[0]"))
                .containsEntry("total", "100.01")
                .containsEntry("converted", "100.01")
                .containsEntry("notConverted", "0");
    }

    @Test
    void whatCannotBeConvertedIsNamedAndStaysAsItWasReported() {
        figures(
                1974,
                List.of(
                        "H6,960140,7",
                        "H6,960150,11",
                        "H6,960160,13",
                        "H6,960110,100",
                        "H4,960112,17",
                        "H3,960110,19",
                        "H5,960199,23"));
        JsonPath answer = read(address(1974));
        assertThat(figure(answer, "HS22", "960140"))
                .containsEntry("notConverted", "SEVERAL_TARGETS")
                .containsEntry("value", "7")
                .containsEntry("hsVintageShown", "HS22")
                .containsEntry("conversionMethod", "NONE");
        // Its first step leads somewhere, and its second nowhere.
        assertThat(figure(answer, "HS22", "960150")).containsEntry("notConverted", "NO_LINK");
        assertThat(figure(answer, "HS22", "960160")).containsEntry("notConverted", "NO_LINK");
        assertThat(figure(answer, "HS17", "960199")).containsEntry("notConverted", "NO_LINK");
        assertThat(figure(answer, "HS07", "960110"))
                .containsEntry("notConverted", "NEWER_EDITION")
                .containsEntry("hsVintageShown", "HS07");
        // The same code of two reported editions is not summed.
        assertThat(answer.getList("data.findAll { it.classification == 'HS12' }.value"))
                .containsExactly("17", "100");
        assertThat(answer.getList("data.findAll { it.classification == 'HS12' }.conversionMethod"))
                .containsExactly("NONE", "ONE_TO_ONE");
        assertThat(answer.getList("sums.hsVintageReported")).containsExactly("HS07", "HS12", "HS17", "HS22");
        assertThat(answer.getList("sums.total")).containsExactly("19", "17", "23", "131");
        assertThat(answer.getList("sums.converted")).containsExactly("0", "17", "0", "100");
        assertThat(answer.getList("sums.notConverted")).containsExactly("19", "0", "23", "31");
    }

    @Test
    void aCodeIsShownAsAWholeOrNotAtAll() {
        put("HS22_HS17_WEIGHTS", "960140,960141,0.5", "960140,960142,0.5", "960130,960131,1");
        figures(1975, List.of("H6,960140,8"));
        JsonPath answer = read(address(1975));
        assertThat(answer.getList("data")).hasSize(1);
        assertThat(figure(answer, "HS22", "960140"))
                .containsEntry("notConverted", "NO_LINK")
                .containsEntry("value", "8");
    }

    /** Links that are gone take the weights of their code out of use; a part of the value would be lost otherwise. */
    @Test
    void weightsOfLinksThatAreGoneAreNotUsed() {
        put("HS22_HS17", "960130,960131", "960130,960133");
        figures(1976, List.of("H6,960130,8"));
        JsonPath answer = read(address(1976) + "&classification=HS17");
        assertThat(answer.getList("data")).hasSize(1);
        assertThat(figure(answer, "HS17", "960131"))
                .containsEntry("value", "8")
                .containsEntry("conversionMethod", "CONVERSION_TABLE");
    }

    @Test
    void whatWasKnownIsConverted() {
        figures(1977, List.of("H6,960110,100"));
        String known = read(address(1977)).getString("data[0].knownSince");
        figures(1977, List.of("H6,960110,160"));
        assertThat(read(address(1977)).getList("data.value")).containsExactly("160");
        assertThat(read(address(1977) + "&knownAt=" + known).getList("data.value"))
                .containsExactly("100");
        assertThat(read(address(1977) + "&knownAt=2001-01-01T00:00:00Z").getList("data"))
                .isEmpty();
    }

    @Test
    void pagesAndOneCodeOfTheAnswer() {
        figures(1978, List.of("H6,960130,100", "H6,960110,7", "H6,960160,1"));
        String paged = address(1978).replace("limit=500", "limit=2");
        JsonPath first = read(paged);
        JsonPath second = read(paged + "&after=" + first.getString("next"));
        JsonPath third = read(paged + "&after=" + second.getString("next"));
        assertThat(first.getList("data.commodity")).containsExactly("960160", "960112");
        assertThat(second.getList("data.commodity")).containsExactly("960133", "960134");
        assertThat(third.getList("data.commodity")).containsExactly("960135");
        assertThat(third.getString("next")).isNull();
        assertThat(third.getString("sums[0].total")).isEqualTo("108");
        JsonPath one = read(address(1978) + "&commodity=960134");
        assertThat(one.getList("data.value")).containsExactly("30");
        assertThat(one.getString("sums[0].total")).isEqualTo("108");
    }

    @Test
    void theListIsAFileToo() {
        figures(1979, List.of("H6,960130,100", "H6,960160,1"));
        Response file = given().accept("text/csv").get(address(1979).replace("limit=500&", ""));
        assertThat(file.statusCode()).as(file.asString()).isEqualTo(200);
        assertThat(file.contentType()).startsWith("text/csv");
        List<String> lines = file.asString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst())
                .isEqualTo(ConversionExamples.CSV.lines().findFirst().orElseThrow());
        assertThat(lines.get(1))
                .startsWith(
                        "COMTRADE_V1,A,1979,AU,CN,X,HS22,HS22,HS22,960160,1,USD,NONE,0,1,NO_LINK,FOB,OPERATOR,false,");
        assertThat(lines.get(3))
                .startsWith(
                        "COMTRADE_V1,A,1979,AU,CN,X,HS22,HS12,HS12,960134,30,USD,WEIGHTED,1,1,,FOB,OPERATOR,false,");
    }

    @ParameterizedTest
    @CsvSource({
        "classification=HS22&edition=HS17, classification, lead to older editions alone",
        "classification=HS12&edition=HS07, classification, lead to older editions alone",
        "classification=HS02, classification, must be one of",
        "classification=BEC4, classification, must be one of",
        "edition=HS, edition, an edition of the Harmonized System",
        "edition=H6, edition, an edition of the Harmonized System",
        "commodity=HS12_854231, commodity, digits",
        "freq=Q, freq, A or M",
        "startPeriod=tomorrow, startPeriod, a year",
        "startPeriod=2020&endPeriod=2019, endPeriod, before",
        "source=, source, missing",
        "source=NOWHERE, source, must be one of",
        "reporter=, reporter, missing",
        "reporter=ZZ, reporter, no area",
        "partner=ZZ, partner, no area",
        "flow=, flow, missing",
        "flow=Z, flow, must be one of",
        "knownAt=-999999999-01-01T00:00:00Z, knownAt, an instant",
        "after=bm90aGluZw, after, cursor"
    })
    void wrongQuestionsAreRefused(String replaced, String parameter, String reason) {
        StringBuilder query = new StringBuilder(replaced);
        for (String right : List.of("source=DOTS", "reporter=KR", "flow=X")) {
            String name = right.substring(0, right.indexOf('=') + 1);
            if (Arrays.stream(replaced.split("&")).noneMatch(given -> given.startsWith(name))) {
                query.append('&').append(right);
            }
        }
        Response answer = given().get("/trade/v1/converted-figures?" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
        assertThat(answer.asString()).contains(reason);
    }
}
