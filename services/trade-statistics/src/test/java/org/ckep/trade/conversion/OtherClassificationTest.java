package org.ckep.trade.conversion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.conversion.Tables.address;
import static org.ckep.trade.conversion.Tables.figures;
import static org.ckep.trade.conversion.Tables.put;
import static org.ckep.trade.conversion.Tables.take;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures in classifications other than the Harmonized System; every table is invented. */
@QuarkusTest
class OtherClassificationTest {
    private static JsonPath read(int year, String parameters) {
        Response answer = given().get(address(year) + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    /** Where the classification goes into more detail than the source, the conversion table chooses the group. */
    @Test
    void figuresAreShownInSitcByTheTableOfTheirEdition() {
        put("HS22_SITC4", "960110,89911", "960120,59811", "960120,59812", "960130,89911", "960130,0015");
        put("HS22_SITC4_CONVERSION", "960120,598");
        put("HS22_SITC4_WEIGHTS", "960130,89911,0.125", "960130,0015,0.875");
        put("HS17_SITC4", "960110,89913");
        figures(1981, List.of("H6,960110,100", "H6,960120,50", "H6,960130,8", "H5,960110,9", "H4,960110,3"));
        JsonPath answer = read(1981, "&classification=SITC4");
        assertThat(answer.getList("data.classification")).containsExactly("HS12", "SITC4", "SITC4", "SITC4", "SITC4");
        assertThat(answer.getList("data.commodity")).containsExactly("960110", "89913", "0015", "598", "89911");
        assertThat(answer.getList("data.value")).containsExactly("3", "9", "7", "50", "101");
        assertThat(answer.getList("data.conversionMethod"))
                .containsExactly("NONE", "ONE_TO_ONE", "WEIGHTED", "CONVERSION_TABLE", "WEIGHTED");
        assertThat(answer.getString("data[0].notConverted")).isEqualTo("NO_TABLE");
        assertThat(answer.getString("data[1].hsVintageReported")).isEqualTo("HS17");
        assertThat(answer.getMap("data[1]")).doesNotContainKey("hsVintageShown");
        assertThat(answer.getList("sums.total")).containsExactly("3", "9", "158");
        assertThat(answer.getList("sums.converted")).containsExactly("0", "9", "158");
    }

    @Test
    void industriesAreReachedOverAChainWhichIsMarked() {
        put("HS22_HS17", "960110,960110", "960120,960120", "960130,960130", "960140,960140");
        put("HS17_HS12", "960110,960110", "960120,960120", "960130,960130", "960140,960140");
        put("HS12_HS07", "960110,960110", "960120,960120", "960130,960130", "960140,960140");
        put("HS07_ISIC3", "960110,2411", "960120,2412", "960130,2413", "960140,2414");
        // Of revision 3 to 3.1 the exceptions are listed; 2411 and 2413 keep their codes.
        put("ISIC3_ISIC31", "2412,2499", "2414,2498");
        put("ISIC31_ISIC4", "2411,2011", "2411,2012", "2499,2012", "2414,2019");
        put("ISIC31_ISIC4_WEIGHTS", "2411,2011,0.5", "2411,2012,0.5");
        figures(1982, List.of("H6,960110,100", "H6,960120,20", "H6,960130,7", "H6,960140,5", "H2,960110,1"));
        JsonPath answer = read(1982, "&classification=ISIC4");
        assertThat(answer.getList("data.commodity")).containsExactly("960110", "960130", "960140", "2011", "2012");
        assertThat(answer.getList("data.value")).containsExactly("1", "7", "5", "50", "70");
        assertThat(answer.getList("data.conversionMethod"))
                .containsExactly("NONE", "NONE", "NONE", "CHAINED", "CHAINED");
        assertThat(answer.getList("data.findAll { it.notConverted != null }.notConverted"))
                .containsExactly("NO_TABLE", "NO_LINK", "NO_LINK");
        assertThat(answer.getMap("sums[1]"))
                .containsEntry("total", "132")
                .containsEntry("converted", "120")
                .containsEntry("notConverted", "12");
    }

    @ParameterizedTest
    @CsvSource({
        "classification=SITC4&edition=HS12, No table leads from HS12 to SITC4",
        "classification=ISIC4&edition=HS02, No table leads from HS02 to ISIC4"
    })
    void anEditionThatNoTableLeadsFromIsRefused(String parameters, String reason) {
        Response answer = given().get(address(1982) + "&" + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo("edition");
        assertThat(answer.jsonPath().getString("detail")).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "HS22_SITC4, 960110;89, unknown-code, /2/target",
        "HS22_SITC4, 960110;899.1, unknown-code, /2/target",
        "HS07_ISIC3, 960110;241, zeros-lost, /2/target",
        "ISIC31_ISIC4, 2411;20110, zeros-lost, /2/target",
        "ISIC31_ISIC4, D24;2011, unknown-code, /2/source"
    })
    void codesOfAnotherFormAreRefused(String table, String rows, String code, String pointer) {
        Response answer = take(table, Tables.file(table, List.of(rows.replace(';', ','))));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS22_SITC4", "HS07_ISIC3", "ISIC3_ISIC31"})
    void onlyStatisticiansOfASideImportTheirTables(String table) {
        String file = Tables.file(table, List.of(table.startsWith("ISIC") ? "2411,2411" : "960110,8991"));
        for (String caller : List.of("kr-maker", "cn-checker", "secretariat")) {
            assertThat(take(Tokens.user(caller), table, file).statusCode())
                    .as(caller)
                    .isEqualTo(403);
        }
        assertThat(take(Tokens.loader(), table, file).statusCode()).isEqualTo(403);
        assertThat(take(Tokens.expired(), table, file).statusCode()).isEqualTo(401);
    }
}
