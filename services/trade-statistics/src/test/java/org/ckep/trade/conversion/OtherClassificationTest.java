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
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.sdmx.NationalRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures in classifications other than the Harmonized System; every table is invented. */
@QuarkusTest
class OtherClassificationTest {
    @Inject
    DataSource dataSource;

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

    /** As it is before anything was imported, whatever other tests have imported. */
    @Test
    void withoutATableNothingIsChosenFromItAndFiguresSayThatItIsMissing() throws SQLException {
        put("HS17_SITC4", "960110,89911");
        figures(1984, List.of("H5,960110,9"));
        int revision = stand("HS17_SITC4", 0);
        try {
            JsonPath answer = read(1984, "&classification=SITC4");
            assertThat(answer.getList("data.notConverted")).containsExactly("NO_TABLE");
            assertThat(answer.getList("data.value")).containsExactly("9");
            assertThat(answer.getList("data.hsVintageShown")).containsExactly("HS17");
            assertThat(answer.getInt("tables.find { it.id == 'HS17_SITC4' }.revision"))
                    .isZero();
            for (String table : List.of("HS17_SITC4_CONVERSION", "HS17_SITC4_WEIGHTS")) {
                String link = "960110,89911" + (table.endsWith("WEIGHTS") ? ",1" : "");
                Response refused = take(table, Tables.file(table, List.of(link)));
                assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
                assertThat(refused.jsonPath().getString("errors[0].code")).isEqualTo("table-missing");
                assertThat(refused.jsonPath().getString("detail")).contains("HS17_SITC4");
            }
        } finally {
            stand("HS17_SITC4", revision);
        }
        assertThat(read(1984, "&classification=SITC4").getList("data.commodity"))
                .containsExactly("89911");
    }

    /** Takes the links of a correspondence away (0), or puts them back; the revision at which it stood. */
    private int stand(String correspondence, int revision) throws SQLException {
        String where = " correspondence = '" + correspondence + "' and until ";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int before;
            try (ResultSet row =
                    statement.executeQuery("select revision from correspondence where id = '" + correspondence + "'")) {
                row.next();
                before = row.getInt(1);
            }
            statement.executeUpdate(
                    "update correspondence set revision = " + revision + " where id = '" + correspondence + "'");
            statement.executeUpdate("update correspondence_link set until = "
                    + (revision == 0 ? "1000000 where" + where + "is null" : "null where" + where + "= 1000000"));
            connection.commit();
            return before;
        }
    }

    @Test
    void aSuppressedValueIsNamed() {
        String product = NationalRows.product();
        NationalRows.upload(List.of(NationalRows.value("M", product, "CN", "1985", "", "Q")));
        JsonPath answer = given().get("/trade/v1/converted-figures?source=NATIONAL&reporter=KR&partner=CN&flow=M"
                        + "&classification=HS22&startPeriod=1985&endPeriod=1985&commodity="
                        + product.substring("HS22_".length()))
                .jsonPath();
        assertThat(answer.getMap("data[0]"))
                .containsEntry("notConverted", "NO_VALUE")
                .containsEntry("hsVintageShown", "HS22")
                .doesNotContainKeys("value", "manyToManyShare");
    }

    /** A code of a longer beginning is taken out of the item of a shorter one, so that no code counts twice. */
    @Test
    void itemsOfMtiSubtractLongerBeginningsFromShorterOnes() {
        put("HS_MTI", "96,7000", "9601,7100", "960110,7110", "960120,NONE", "9602,7000");
        List<String> figures =
                List.of("H6,960110,100", "H6,960120,50", "H6,960130,25", "H6,960210,12", "H6,960310,6", "H6,950110,3");
        figures(1983, figures);
        JsonPath answer = read(1983, "&classification=MTI");
        assertThat(answer.getList("data.commodity")).containsExactly("950110", "960120", "7000", "7100", "7110");
        assertThat(answer.getList("data.value")).containsExactly("3", "50", "18", "25", "100");
        assertThat(answer.getList("data.notConverted")).containsExactly("NO_LINK", "NO_LINK", null, null, null);
        assertThat(answer.getList("data.conversionMethod"))
                .containsExactly("NONE", "NONE", "ONE_TO_ONE", "ONE_TO_ONE", "ONE_TO_ONE");
        assertThat(answer.getList("data.reportedCodes")).containsExactly(1, 1, 2, 1, 1);
        assertThat(answer.getMap("sums[0]"))
                .containsEntry("total", "196")
                .containsEntry("converted", "143")
                .containsEntry("notConverted", "53");
        assertThat(answer.getMap("tables[0]")).containsEntry("id", "HS_MTI");

        // The same beginning in two items would count its codes twice.
        Response twice = take("HS_MTI", "source,target\n9601,7100\n9601,7200\n");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.jsonPath().getString("errors[0].code")).isEqualTo("two-targets");
        assertThat(read(1983, "&classification=MTI&commodity=7100").getList("data.value"))
                .containsExactly("25");
    }

    @Test
    void correspondencesAndTheirLinksAreFilesThatImportsTake() {
        put("HS_MTI", "96,7000", "9601,7100");
        Response links = given().accept("text/csv").get("/trade/v1/correspondences/HS_MTI/links");
        assertThat(links.contentType()).startsWith("text/csv");
        assertThat(links.asString().lines()).containsExactly("source,target", "96,7000", "9601,7100");
        assertThat(take("HS_MTI", links.asString()).statusCode()).isEqualTo(200);

        put("HS22_SITC4", "960130,89911", "960130,0015");
        put("HS22_SITC4_WEIGHTS", "960130,89911,0.125", "960130,0015,0.875");
        Response weights = given().accept("text/csv").get("/trade/v1/correspondences/HS22_SITC4_WEIGHTS/links");
        assertThat(weights.asString().lines())
                .containsExactly("source,target,weight", "960130,0015,0.875", "960130,89911,0.125");
        assertThat(given().accept("text/csv")
                        .get("/trade/v1/correspondences/NOTHING/links")
                        .statusCode())
                .isEqualTo(404);

        Response all = given().accept("text/csv").get("/trade/v1/correspondences");
        assertThat(all.asString().lines().filter(line -> line.startsWith("HS_MTI,")))
                .singleElement()
                .asString()
                .startsWith("HS_MTI,From the beginning of HS codes to items of MTI,")
                .contains(",HS,MTI,true,false,,");
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
        "ISIC31_ISIC4, D24;2011, unknown-code, /2/source",
        "HS_MTI, 847;8131, zeros-lost, /2/source",
        "HS_MTI, 8471;8131A, unknown-code, /2/target"
    })
    void codesOfAnotherFormAreRefused(String table, String rows, String code, String pointer) {
        Response answer = take(table, Tables.file(table, List.of(rows.replace(';', ','))));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS22_SITC4", "HS07_ISIC3", "ISIC3_ISIC31", "HS_MTI"})
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
