package org.ckep.trade.lists;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.lists.Lists.links;
import static org.ckep.trade.lists.Lists.taken;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.PublicEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goods by end use: the correspondences are imported, and integrated circuits are no consumption goods. */
@QuarkusTest
class EndUseTest {
    /** Invented excerpts in the layout of the official tables. */
    @BeforeEach
    void importCorrespondences() {
        taken(links("HS12_BEC4", "source,target\n854231,42\n940111,41\n940112,61\n940113,41\n010121,41\n"));
        taken(links("HS17_HS12", "source,target\n940110,940111\n940110,940113\n940120,940111\n940120,940112\n"));
        taken(links("HS22_HS17", "source,target\n940210,940110\n"));
        String split = "source,target\n010121,41\n940110,41\n940110,61\n940120,41\n940120,61\n940130,22\n940130,61\n"
                + "940130,51\n940130,21\n940140,22\n940140,61\n940140,51\n";
        taken(links("HS17_BEC4", split + circuits()));
        taken(links("HS22_BEC4", split + "940210,41\n940210,61\n852411,42\n852411,61\n" + circuits()));
    }

    /** As the official tables link them: with eight categories. */
    private static String circuits() {
        StringBuilder links = new StringBuilder();
        for (String code : List.of("854231", "854232", "854233", "854239")) {
            for (String category : List.of("21", "22", "41", "42", "61", "62", "63", "7")) {
                links.append(code).append(',').append(category).append('\n');
            }
        }
        return links.toString();
    }

    private static JsonPath use(String edition, String commodity) {
        return given().get("/trade/v1/end-uses?edition=" + edition + "&commodity=" + commodity)
                .jsonPath();
    }

    @ParameterizedTest
    @CsvSource({
        // One category.
        "HS17, 010121, SINGLE, 41, CAPITAL",
        // Its two ancestors agree.
        "HS17, 940110, ANCESTOR_2012, 41, CAPITAL",
        // By way of HS 2017.
        "HS22, 940210, ANCESTOR_2012, 41, CAPITAL",
        // The same code of HS 2012, where no table says otherwise.
        "HS17, 854231, ANCESTOR_2012, 42, INTERMEDIATE",
        "HS22, 852411, OVERRIDE, 42, INTERMEDIATE"
    })
    void theFirstRuleThatAnswersCounts(
            String edition, String commodity, String method, String category, String endUse) {
        JsonPath use = use(edition, commodity);
        assertThat(use.getList("data.commodity")).containsExactly(edition + "_" + commodity);
        assertThat(use.getString("data[0].method")).isEqualTo(method);
        assertThat(use.getBoolean("data[0].estimated")).isFalse();
        assertThat(use.getList("data[0].categories.code")).containsExactly(category);
        assertThat(use.getString("data[0].categories[0].share")).isEqualTo("1");
        assertThat(use.getList("data[0].endUses.code")).containsExactly(endUse);
    }

    @Test
    void whatIsLeftIsSplitAndMarkedAsAnEstimate() {
        JsonPath ancestorsDiffer = use("HS17", "940120");
        assertThat(ancestorsDiffer.getString("data[0].method")).isEqualTo("EQUAL_SPLIT");
        assertThat(ancestorsDiffer.getList("data[0].categories.share", String.class))
                .containsExactly("0.5", "0.5");

        JsonPath split = use("HS17", "940130");
        assertThat(split.getBoolean("data[0].estimated")).isTrue();
        assertThat(split.getList("data[0].categories.code")).containsExactly("21", "22", "51", "61");
        assertThat(split.getString("data[0].endUses.find { it.code == 'INTERMEDIATE' }.share"))
                .isEqualTo("0.5");
        assertThat(split.getString("data[0].endUses.find { it.code == 'CONSUMPTION' }.share"))
                .isEqualTo("0.25");
        assertThat(split.getString("data[0].endUses.find { it.code == 'MIXED' }.share"))
                .isEqualTo("0.25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS12", "HS17", "HS22"})
    void integratedCircuitsAreIntermediateGoodsInEveryEdition(String edition) {
        JsonPath uses =
                given().get("/trade/v1/end-uses?limit=500&edition=" + edition).jsonPath();
        List<String> circuits =
                uses.getList("data.findAll { it.commodity.startsWith('" + edition + "_8542') }.commodity");
        assertThat(circuits).contains(edition + "_854231", edition + "_854232", edition + "_854290");
        assertThat(uses.getList(
                        "data.findAll { it.commodity.startsWith('" + edition + "_8542') }.endUses.code.flatten()",
                        String.class))
                .hasSameSizeAs(circuits)
                .containsOnly("INTERMEDIATE");
    }

    @Test
    void tradeIsSummedByEndUseAndNoValueIsLost() {
        ComtradeFile file = new ComtradeFile();
        for (String[] figure : new String[][] {
            {"854232", "1000"}, {"010121", "200"}, {"940130", "400"}, {"999999", "30"}, {"970121", "7"}
        }) {
            file.row(
                    "cmdCode",
                    figure[0],
                    "primaryValue",
                    figure[1],
                    "flowCode",
                    "X",
                    "partnerCode",
                    "156",
                    "reporterCode",
                    "36",
                    "classificationCode",
                    "H6",
                    "period",
                    "2019");
        }
        assertThat(upload(file.text(), "source=COMTRADE_V1").statusCode()).isEqualTo(201);

        JsonPath totals = given().get("/trade/v1/end-use-totals?edition=HS22&source=COMTRADE_V1&period=2019"
                        + "&reporter=AU&partner=156&flow=X")
                .jsonPath();
        assertThat(totals.getString("reporter")).isEqualTo("AU");
        assertThat(totals.getString("partner")).isEqualTo("CN");
        assertThat(totals.getList("totals.endUse"))
                .containsExactly("CAPITAL", "INTERMEDIATE", "CONSUMPTION", "MIXED", "NOT_SPECIFIED", "UNCLASSIFIED");
        assertThat(totals.getList("totals.value", String.class))
                .containsExactly("200", "1200", "100", "100", "30", "7");
        assertThat(totals.getList("totals.estimated", String.class))
                .containsExactly("0", "200", "100", "100", "0", "0");
        assertThat(totals.getString("totals[1].names.ko.text")).isEqualTo("중간재");
        assertThat(new BigDecimal(totals.getString("total"))).isEqualByComparingTo("1637");
    }

    /** Of three uses each has a third, which no decimal number is. */
    @Test
    void theTotalIsThatOfTheFiguresAndLinesAreRounded() {
        String file = new ComtradeFile()
                .row(
                        "cmdCode",
                        "940140",
                        "primaryValue",
                        "100",
                        "flowCode",
                        "X",
                        "partnerCode",
                        "156",
                        "reporterCode",
                        "36",
                        "classificationCode",
                        "H6",
                        "period",
                        "2018")
                .text();
        assertThat(upload(file, "source=COMTRADE_V1").statusCode()).isEqualTo(201);
        JsonPath totals = given().get("/trade/v1/end-use-totals?edition=HS22&source=COMTRADE_V1&period=2018"
                        + "&reporter=AU&partner=CN&flow=X")
                .jsonPath();
        assertThat(totals.getString("total")).isEqualTo("100");
        assertThat(totals.getList("totals.endUse")).containsExactly("INTERMEDIATE", "CONSUMPTION", "MIXED");
        assertThat(totals.getList("totals.value", String.class)).containsExactly("33.33", "33.33", "33.33");
        assertThat(totals.getList("totals.estimated", String.class)).containsExactly("33.33", "33.33", "33.33");
    }

    @Test
    void anImportTakesThePlaceOfWhatHeldAndLeavesItReadable() throws IOException {
        JsonPath first = links("HS12_BEC4", "source,target\n854231,42\n940111,41\n940112,61\n940113,41\n010121,112\n")
                .jsonPath();
        assertThat(first.getInt("added")).isEqualTo(1);
        assertThat(first.getInt("removed")).isEqualTo(1);
        assertThat(use("HS12", "010121").getList("data[0].endUses.code")).containsExactly("CONSUMPTION");

        int revision = first.getInt("revision");
        String address = "/trade/v1/correspondences/HS12_BEC4/links?source=010121";
        assertThat(given().get(address).jsonPath().getList("data.target")).containsExactly("112");
        assertThat(given().get(address + "&revision=" + (revision - 1))
                        .jsonPath()
                        .getList("data.target"))
                .containsExactly("41");
        assertThat(given().get(address + "&revision=" + (revision + 1)).statusCode())
                .isEqualTo(400);
        assertThat(given().get("/trade/v1/correspondences")
                        .jsonPath()
                        .getInt("data.find { it.id == 'HS12_BEC4' }.revision"))
                .isEqualTo(revision);
        Response same = links("HS12_BEC4", "source,target\n010121,112\n854231,42\n940111,41\n940112,61\n940113,41\n");
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(PublicEvents.first(
                                "org.ckep.trade.correspondence.revised.v1",
                                data -> data.path("revision")
                                                .path("list")
                                                .asText()
                                                .equals("HS12_BEC4")
                                        && data.path("revision")
                                                        .path("revision")
                                                        .asInt()
                                                == revision)
                        .at("/revision/side")
                        .asText())
                .isEqualTo("KR");
    }

    @Test
    void linksArePaged() {
        String address = "/trade/v1/correspondences/HS17_BEC4/links?source=854231&limit=5";
        JsonPath first = given().get(address).jsonPath();
        assertThat(first.getList("data.target")).containsExactly("21", "22", "41", "42", "61");
        JsonPath second =
                given().get(address + "&after=" + first.getString("next")).jsonPath();
        assertThat(second.getList("data.target")).containsExactly("62", "63", "7");
        assertThat(second.getString("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "HS17_BEC4, 85423;42, zeros-lost, /2/source",
        "HS17_BEC4, 8542;42, unknown-code, /2/source",
        "HS17_BEC4, 854231;99, unknown-code, /2/target",
        "HS17_HS12, 854231;42, unknown-code, /2/target",
        "HS17_BEC4, 854231;, missing-value, /2/target",
        "HS17_BEC4, 854231;42 854231;42, link-twice, /3/source",
        "BEC4_OVERRIDE, 8542;42 8542;41, two-targets, /3/source",
        "BEC4_END_USE, 42;TOYS, unknown-code, /2/target"
    })
    void aWrongLinkIsNamedAndNothingIsTaken(String correspondence, String rows, String code, String pointer) {
        int before = revision(correspondence);
        Response answer =
                links(correspondence, "source,target\n" + rows.replace(';', ',').replace(' ', '\n') + "\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(revision(correspondence)).isEqualTo(before);
    }

    private static int revision(String correspondence) {
        return given().get("/trade/v1/correspondences")
                .jsonPath()
                .getInt("data.find { it.id == '" + correspondence + "' }.revision");
    }

    @ParameterizedTest
    @CsvSource({
        "edition=, edition",
        "edition=HS02, edition",
        "edition=HS17&commodity=8542, commodity",
    })
    void wrongQuestionsForUsesAreRefused(String query, String parameter) {
        refused(given().get("/trade/v1/end-uses?" + query), parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "source=, source",
        "source=NOWHERE, source",
        "period=2019-Q1, period",
        "reporter=ZZ, reporter",
        "partner=ZZ, partner",
        "flow=RX, flow",
        "edition=HS, edition"
    })
    void wrongQuestionsForSumsAreRefused(String replaced, String parameter) {
        StringBuilder query = new StringBuilder(replaced);
        for (String right :
                List.of("edition=HS22", "source=DOTS", "period=2019", "reporter=KR", "partner=CN", "flow=X")) {
            if (!right.startsWith(replaced.substring(0, replaced.indexOf('=')))) {
                query.append('&').append(right);
            }
        }
        refused(given().get("/trade/v1/end-use-totals?" + query), parameter);
    }

    private static void refused(Response answer, String parameter) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
    }

    @Test
    void onlyStatisticiansOfASideImportCorrespondences() {
        String file = "source,target\n854231,61\n";
        for (String caller : List.of("kr-maker", "cn-checker", "secretariat")) {
            assertThat(links(Tokens.user(caller), "BEC4_OVERRIDE", file).statusCode())
                    .as(caller)
                    .isEqualTo(403);
        }
        assertThat(links(Tokens.loader(), "BEC4_OVERRIDE", file).statusCode()).isEqualTo(403);
        assertThat(as(Tokens.user("kr-statistician"))
                        .contentType("text/csv")
                        .body(file)
                        .post("/trade/v1/correspondences/HS17_CPC/imports")
                        .statusCode())
                .isEqualTo(404);
        assertThat(use("HS22", "852411").getList("data[0].endUses.code")).containsExactly("INTERMEDIATE");
    }
}
