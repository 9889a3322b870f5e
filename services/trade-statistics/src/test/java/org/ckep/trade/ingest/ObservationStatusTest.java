package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.ingest.SdmxCsvFile.HEADER;
import static org.ckep.trade.ingest.SdmxCsvFile.post;
import static org.ckep.trade.ingest.SdmxCsvFile.postText;
import static org.ckep.trade.ingest.SdmxCsvFile.row;
import static org.ckep.trade.ingest.SdmxCsvFile.send;
import static org.ckep.trade.ingest.SdmxCsvFile.value;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each measure of a figure has a status of its own, and one whose value is missing is an observation all the same. */
@QuarkusTest
class ObservationStatusTest {
    private static final String CSV_1 = "application/vnd.sdmx.data+csv;version=1.0.0";
    private static final String CSV_2 = "application/vnd.sdmx.data+csv;version=2.0.0";

    @Inject
    DataSource dataSource;

    private static String weight(String action, String commodity, String amount, String status) {
        return row(action, commodity, "NET_WEIGHT", "2021", amount, "KG", "", status, "");
    }

    private static String quantity(String commodity, String amount, String status) {
        return row("M", commodity, "QTY", "2021", amount, "ITEM", "", status, "");
    }

    @Test
    void theStatusOfAMeasureIsNotThatOfTheOthers() {
        send(
                value("M", "722110", "2021", "5", "A", "CIF"),
                weight("M", "722110", "7", "P"),
                quantity("722110", "9", "E"));
        assertThat(statuses("722110")).containsExactly("NET_WEIGHT 7 P", "QTY 9 E", "TRADE_VALUE 5 A");
        JsonPath figure = figure("722110");
        assertThat(figure.getBoolean("provisional")).isFalse();
        assertThat(figure.getString("status")).isEqualTo("A");
        assertThat(figure.getString("netWeightStatus")).isEqualTo("P");
        assertThat(figure.getString("quantityStatus")).isEqualTo("E");

        send(value("M", "722110", "2021", "", "P", ""));
        assertThat(statuses("722110")).containsExactly("NET_WEIGHT 7 P", "QTY 9 E", "TRADE_VALUE 5 P");
        send(row("D", "722110", "TRADE_VALUE", "2021", "", "", "", "", ""));
        assertThat(statuses("722110")).containsExactly("NET_WEIGHT 7 P", "QTY 9 E");
    }

    /** The other measures of the same figure have not changed, so no answer of changes tells them. */
    @Test
    void aStatusAloneIsARevisionOfItsMeasure() {
        send(value("M", "722120", "2021", "5", "P", ""), weight("M", "722120", "7", "P"));
        String before = send(quantity("722120", "9", "")).getString("finishedAt");
        JsonPath report = send(weight("M", "722120", "7", "B"));
        assertThat(report.getInt("totals.revised")).isEqualTo(1);
        assertThat(send(weight("M", "722120", "7", "B")).getInt("totals.unchanged"))
                .isEqualTo(1);
        assertThat(rows("722120", "?updatedAfter=" + before)).containsExactly("NET_WEIGHT 7 B");
        assertThat(rows("722120", "?asOf=" + before)).containsExactly("NET_WEIGHT 7 P", "QTY 9 A", "TRADE_VALUE 5 P");
        assertThat(rows("722120", "?includeHistory=true"))
                .containsExactly("NET_WEIGHT 7 P", "TRADE_VALUE 5 P", "QTY 9 A", "NET_WEIGHT 7 B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "D", "E", "F", "G", "I", "J", "N", "P", "S", "U", "V"})
    void aValueHasEveryStatusThatAllowsOne(String status) {
        send(value("R", "722130", "2021", "5", status, ""));
        assertThat(statuses("722130")).containsExactly("TRADE_VALUE 5 " + status);
        assertThat(figure("722130").getString("status")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "H", "J", "L", "M", "O", "Q", "S"})
    void anObservationWithoutAValueSaysWhy(String status) {
        send(value("R", "722140", "2021", "5", "", ""), weight("R", "722140", "7", ""));
        assertThat(send(value("R", "722140", "2021", "NaN", status, "")).getInt("totals.revised"))
                .isEqualTo(1);
        assertThat(statuses("722140")).containsExactly("NET_WEIGHT 7 A", "TRADE_VALUE  " + status);
        // It is no figure of the plain answers.
        assertThat(given().get("/trade/v1/series?source=NATIONAL&commodity=722140")
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
        assertThat(send(value("M", "722140", "2021", "6", "", "")).getInt("totals.revised"))
                .isEqualTo(1);
        // A derogation, a break or an event may have a value, so a row that brings one without a status leaves it.
        String kept = List.of("B", "J", "S").contains(status) ? status : "A";
        assertThat(statuses("722140")).containsExactly("NET_WEIGHT 7 A", "TRADE_VALUE 6 " + kept);
    }

    @Test
    void aStatusWithoutAValueTakesTheValueBackAndANormalOneBringsNone() {
        send(value("M", "722150", "2021", "5", "", ""));
        send(value("M", "722150", "2021", "", "Q", ""));
        assertThat(statuses("722150")).containsExactly("TRADE_VALUE  Q");
        assertThat(send(value("M", "722150", "2021", "", "A", "")).getInt("totals.unchanged"))
                .isEqualTo(1);
        assertThat(statuses("722150")).containsExactly("TRADE_VALUE  Q");
        assertThat(send(value("M", "722151", "2021", "", "A", "")).getInt("totals.unchanged"))
                .isEqualTo(1);
        assertThat(statuses("722151")).isEmpty();
        assertThat(send(row("D", "722150", "TRADE_VALUE", "2021", "", "", "", "", ""))
                        .getInt("totals.deleted"))
                .isEqualTo(1);
        assertThat(statuses("722150")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "E", "I", "J", "S"})
    void aStatusBesideAnEmptyCellOfAMergeMakesNoObservationAndChangesNoneThatLacksItsValue(String status) {
        send(row("D", "722152", "", "", "", "", "", "", ""), row("D", "722153", "", "", "", "", "", "", ""));
        send(value("R", "722153", "2021", "", "Q", ""), weight("R", "722153", "", "Q"));
        JsonPath report = send(
                value("M", "722152", "2021", "", status, ""),
                value("M", "722153", "2021", "", status, ""),
                weight("M", "722153", "", status));
        boolean estimate = List.of("E", "I").contains(status);
        assertThat(report.getInt("totals.inserted")).isZero();
        assertThat(report.getInt("totals.revised")).isEqualTo(estimate ? 0 : 2);
        assertThat(report.getInt("totals.unchanged")).isEqualTo(estimate ? 3 : 1);
        assertThat(statuses("722152")).isEmpty();
        String told = estimate ? "Q" : status;
        assertThat(statuses("722153")).containsExactly("NET_WEIGHT  " + told, "TRADE_VALUE  " + told);
    }

    /** There is room for one code: one that says nothing of estimates says nothing of an amount that has not changed. */
    @Test
    void anotherAmountIsEstimatedOnlyWhereItsRowSaysSo() {
        send(value("R", "722154", "2021", "5", "", ""), weight("R", "722154", "7", "E"));
        send(weight("R", "722154", "7", "P"));
        assertThat(figure("722154").getBoolean("netWeightEstimated")).isTrue();
        send(weight("M", "722154", "8", "P"));
        assertThat(figure("722154").getBoolean("netWeightEstimated")).isTrue();
        send(weight("R", "722154", "9", "P"));
        assertThat(figure("722154").getBoolean("netWeightEstimated")).isFalse();
    }

    @Test
    void aMissingValueIsToldInEveryFormatWithItsStatus() {
        send(
                value("M", "722160", "2020", "5", "", ""),
                value("M", "722160", "2021", "", "Q", "CIF"),
                quantity("722160", "", "L"));
        assertThat(data("722160", CSV_1).asString()).contains(",TRADE_VALUE,2021,,USD,0,2,Q,F,,CIF");
        assertThat(data("722160", CSV_2).asString()).contains(",QTY,2021,,ITEM,0,3,L,F,,");
        XmlPath generic = data("722160", "application/vnd.sdmx.genericdata+xml;version=2.1")
                .xmlPath();
        String observation = "GenericData.DataSet.Series[1].Obs[1].";
        assertThat(generic.getString(observation + "ObsDimension.@value")).isEqualTo("2021");
        assertThat(generic.getList(observation + "ObsValue.@value")).isEmpty();
        assertThat(generic.getString(observation + "Attributes.Value.find { it.@id == 'OBS_STATUS' }.@value"))
                .isEqualTo("Q");
        for (String format : List.of(
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
                "application/vnd.sdmx.data+xml;version=3.0.0")) {
            assertThat(data("722160", format).asString())
                    .contains("<Obs TIME_PERIOD=\"2021\" UNIT_MEASURE=\"USD\" UNIT_MULT=\"0\" DECIMALS=\"2\""
                            + " OBS_STATUS=\"Q\" CONF_STATUS=\"F\" VALUATION=\"CIF\"/>");
        }
        JsonPath first =
                data("722160", "application/vnd.sdmx.data+json;version=1.0.0").jsonPath();
        assertJson(first, "data.structure.attributes.observation");
        JsonPath second =
                data("722160", "application/vnd.sdmx.data+json;version=2.0.0").jsonPath();
        assertJson(second, "data.structures[0].attributes.observation");
        JsonPath available = given().get(
                        "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_722160")
                .jsonPath();
        assertThat(available.getInt("data.availabilityConstraints[0].obsCount")).isEqualTo(3);
    }

    /** A merge leaves what the receiver knows where a cell is empty, which it may be because nobody asked for it. */
    @Test
    void aReducedAnswerSaysThatAValueIsMissing() {
        send(value("R", "722161", "2020", "5", "", ""), value("R", "722161", "2021", "", "Q", ""));
        assertThat(rows("722161", "?attributes=none")).containsExactly("TRADE_VALUE 5 ", "TRADE_VALUE #N/A ");
        assertThat(rows("722161", "?measures=none&attributes=OBS_STATUS"))
                .containsExactly("TRADE_VALUE  A", "TRADE_VALUE  Q");
        assertThat(rows("722161", "")).containsExactly("TRADE_VALUE 5 A", "TRADE_VALUE  Q");
        JsonPath errors = as(Tokens.loader())
                .get(post("", value("M", "722161", "2020", "#N/A", "", ""))
                        .jsonPath()
                        .getString("upload.errors"))
                .jsonPath();
        assertThat(errors.getString("data[0].code")).isEqualTo("MISSING_VALUE");
    }

    private static void assertJson(JsonPath message, String attributes) {
        List<Object> observation = message.getList("data.dataSets[0].series['0:0:0:0:0:0:1'].observations['1']");
        assertThat(observation.getFirst()).isNull();
        int place = message.getList(attributes + ".id").indexOf("OBS_STATUS");
        assertThat(message.getString(attributes + "[" + place + "].values[" + observation.get(1 + place) + "].id"))
                .isEqualTo("Q");
    }

    @ParameterizedTest
    @ValueSource(strings = {CSV_1, CSV_2})
    void whatIsExtractedChangesNothingWhenItComesBack(String format) {
        send(
                value("R", "722170", "2020", "5", "B", "CIF"),
                value("R", "722170", "2021", "", "M", "FOB"),
                weight("R", "722170", "", "O"),
                row("R", "722170", "QTY", "2021", "", "ITEM", "", "B", ""));
        JsonPath report = as(Tokens.loader())
                .header("Content-Type", format)
                .body(data("722170", format).asByteArray())
                .post("/trade/v1/uploads?source=NATIONAL&onError=reject")
                .jsonPath();
        assertThat(report.getInt("totals.read")).as(report.prettify()).isEqualTo(4);
        assertThat(report.getInt("totals.unchanged")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "M, 5, Q, VALUE_OF_MISSING",
        "R, 0, M, VALUE_OF_MISSING",
        "M, NaN, A, MISSING_VALUE",
        "M, NaN, '', MISSING_VALUE",
        "M, NaN, N, MISSING_VALUE",
        "R, '', P, MISSING_VALUE",
        "R, 5, Z, UNKNOWN_STATUS",
        "R, 5, AB, UNKNOWN_STATUS"
    })
    void aValueThatContradictsItsStatusIsRefused(String action, String amount, String status, String code) {
        JsonPath report =
                post("", value(action, "722180", "2021", amount, status, "")).jsonPath();
        assertThat(report.getInt("upload.totals.rejected")).isEqualTo(1);
        JsonPath errors =
                as(Tokens.loader()).get(report.getString("upload.errors")).jsonPath();
        assertThat(errors.getString("data[0].code")).isEqualTo(code);
        assertThat(errors.getInt("data[0].row")).isEqualTo(2);
        assertThat(errors.getString("data[0].column"))
                .isEqualTo(code.equals("UNKNOWN_STATUS") ? "OBS_STATUS" : "OBS_VALUE");
        for (String language : List.of("en", "zh-Hans", "ko")) {
            assertThat(errors.getString("data[0].text.'" + language + "'")).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({"value, N", "value, P", "net_weight, N", "quantity, E"})
    void noFigureIsKeptWhoseStatusNeedsAValueThatThereIsNot(String measure, String status) throws SQLException {
        send(value("R", "722182", "2021", "5", "", ""));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into trade_observation (series_id, period, valid_from,"
                            + " upload_id, valuation, provisional, quantity_unit, " + measure
                            + "_status) select series_id,"
                            + " '1960-01-01', now(), upload_id, 'UNKNOWN', false, "
                            + (measure.equals("quantity") ? "'ITEM'" : "null") + ", '" + status
                            + "' from trade_observation limit 1"))
                    .hasMessageContaining("trade_observation_" + measure + "_status");
        }
    }

    /** The former format sets whole observations, so that an empty cell leaves nothing as it was. */
    @Test
    void theFormerFormatHasNoEmptyCellBesideANormalStatus() {
        String file = HEADER.replace("STRUCTURE,STRUCTURE_ID,ACTION", "DATAFLOW") + "\n"
                + value("", "722181", "2021", "", "A", "")
                        .replace("dataflow,", "")
                        .replace("(1.0.0),,", "(1.0.0),")
                + "\n";
        JsonPath report = postText("source=NATIONAL", file).jsonPath();
        assertThat(report.getString("upload.format")).isEqualTo("SDMX_CSV_1");
        assertThat(report.getInt("upload.totals.rejected")).isEqualTo(1);
    }

    /** What one side keeps back is no zero, and is told apart from what was never reported. */
    @Test
    void mirrorsAndIndicatorsTakeAMissingValueForNone() {
        send(
                value("R", "722190", "2021", "", "Q", ""),
                value("R", "722190", "2021", "12", "", "").replace(",KR,M,HS22_722190,CN,", ",CN,X,HS22_722190,KR,"),
                value("R", "722190", "2021", "", "M", "").replace(",KR,M,HS22_722190,CN,", ",CN,M,HS22_722190,KR,"));
        JsonPath mirror = given().get("/trade/v1/mirror?a=CN&b=KR&source=NATIONAL&period=2021&commodity=722190")
                .jsonPath();
        assertThat(mirror.getList("data")).hasSize(1);
        assertThat(mirror.getString("data[0].flows[0].exporter.value")).isEqualTo("12");
        assertThat(mirror.getMap("data[0].flows[0].importer"))
                .containsEntry("value", null)
                .containsEntry("missing", "SUPPRESSED")
                .doesNotContainKeys("valuation", "classification", "provisional", "knownSince");
        assertThat(mirror.getString("data[0].flows[0].discrepancy.missing")).isEqualTo("INPUT_MISSING");
        assertThat(mirror.getString("data[0].flows[1].importer.missing")).isEqualTo("CANNOT_EXIST");
        assertThat(mirror.getString("data[0].flows[1].exporter.missing")).isEqualTo("NOT_REPORTED");

        JsonPath asymmetry = given().get("/trade/v1/indicators/mirror-asymmetry/values?source=NATIONAL&reporter=CN"
                        + "&partner=KR&period=2021&classification=HS22&commodity=722190")
                .jsonPath();
        assertThat((Object) asymmetry.get("data[0].value")).isNull();
        assertThat(asymmetry.getString("data[0].missing")).isEqualTo("SUPPRESSED");
    }

    private static JsonPath figure(String commodity) {
        JsonPath answer = given().get("/trade/v1/series?source=NATIONAL&commodity=" + commodity)
                .jsonPath();
        answer.setRootPath("data[0].observations[0]");
        return answer;
    }

    private static Response data(String commodity, String format) {
        return given().accept(format)
                .get("/trade/sdmx/"
                        + (format.contains("version=2.1")
                                        || format.equals(CSV_1)
                                        || format.endsWith("json;version=1.0.0")
                                ? "v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_" + commodity + "..."
                                : "v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_" + commodity));
    }

    /** Measure, value and status of what is known of a commodity. */
    private static List<String> statuses(String commodity) {
        return rows(commodity, "");
    }

    private static List<String> rows(String commodity, String query) {
        Response answer = given().urlEncodingEnabled(false)
                .accept(CSV_2)
                .get("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_" + commodity + query);
        return answer.statusCode() == 204 || answer.statusCode() == 404
                ? List.of()
                : answer.asString()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .map(cells -> cells[9] + " " + cells[11] + " " + cells[15])
                        .toList();
    }
}
