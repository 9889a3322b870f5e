package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.PublicEvents;
import org.ckep.trade.figures.DatasetRevised;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/** The trade system of a reporter, of whom each test has its own: it belongs to all of his figures of a dataflow. */
@QuarkusTest
class TradeSystemTest {
    private static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,TRADE_SYSTEM\n";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
    private static final String XML_3 = "application/vnd.sdmx.data+xml;version=3.0.0";
    private static final String JSON_1 = "application/vnd.sdmx.data+json;version=1.0.0";
    private static final String JSON_2 = "application/vnd.sdmx.data+json;version=2.1.0";

    private static String row(
            String action, String reporter, String product, String year, String value, String system) {
        return row("COMTRADE", action, reporter, product, year, value, system);
    }

    private static String row(
            String flow, String action, String reporter, String product, String year, String value, String system) {
        return String.join(
                        ",",
                        "dataflow,CKEP:DF_BTS_" + flow + "_A(1.0.0)",
                        action,
                        "A",
                        reporter,
                        "M",
                        product,
                        "CN,C00,TRADE_VALUE",
                        year,
                        value,
                        "USD",
                        system)
                + "\n";
    }

    private static Response send(String options, String... rows) {
        return as(Tokens.loader())
                .header("Content-Type", CSV + ";charset=utf-8")
                .body((HEADER + String.join("", rows)).getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=COMTRADE_V1" + options);
    }

    private static Instant upload(String... rows) {
        Response answer = send("&onError=reject", rows);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Instant.parse(answer.jsonPath().getString("finishedAt"));
    }

    private static Response get(String address, String type) {
        Response answer = given().urlEncodingEnabled(false).accept(type).get("/trade/sdmx/" + address);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    /** Action, product's last digit, year, value and system of each row. */
    private static List<String> rows(String reporter, String parameters) {
        return answered(reporter + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private static List<String> answered(String address) {
        Response answer = given().urlEncodingEnabled(false)
                .accept(CSV)
                .get("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0/A." + address);
        if (answer.statusCode() == 204) {
            return List.of();
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString()
                .lines()
                .skip(1)
                .map(line -> cells(line.split(",", -1)))
                .toList();
    }

    private static String cells(String[] cells) {
        String product = cells[6].substring(cells[6].length() - 1);
        return String.join(" ", cells[2], product, cells[10], cells[11], cells[17])
                .strip();
    }

    @Test
    void itStandsInEveryFormatWhereTheStructureHasIt() throws SAXException {
        String product = NationalRows.product();
        upload(row("M", "FR", product, "2020", "10", "G"), row("M", "FR", product, "2021", "11", ""));
        String v1 = "v1/data/DF_BTS_COMTRADE_A/A.FR.M." + product + "...";
        assertThat(get(v1, "application/vnd.sdmx.data+csv;version=1.0.0").asString())
                .contains(",2020,10,USD,0,2,A,F,G,", ",2021,11,USD,0,2,A,F,G,");

        XmlPath generic = get(v1, GENERIC).xmlPath();
        assertThat(generic.getString("GenericData.DataSet.Series.Attributes.Value.@id"))
                .isEqualTo("TRADE_SYSTEM");
        assertThat(generic.getString("GenericData.DataSet.Series.Attributes.Value.@value"))
                .isEqualTo("G");
        assertThat(generic.getList("GenericData.DataSet.Series.Obs[0].Attributes.Value.@id", String.class))
                .doesNotContain("TRADE_SYSTEM")
                .contains("OBS_STATUS");
        for (String type : List.of(SPECIFIC, XML_3)) {
            String message = get(v1, type).asString();
            XmlPath specific = new XmlPath(message);
            assertThat(specific.getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                    .isEqualTo("G");
            assertThat(message.split("TRADE_SYSTEM=\"G\"", -1)).as("once").hasSize(2);
            String schema = get(
                            "v1/schema/dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0",
                            "application/vnd.sdmx.schema+xml;" + type.substring(type.indexOf("version=")))
                    .asString();
            assertThat(ServedSchema.of(type.equals(SPECIFIC) ? MlVersion.ML_2_1 : MlVersion.ML_3_0, List.of(schema))
                            .violations(message))
                    .isEmpty();
            assertThat(new XmlPath(get(v1 + "?dimensionAtObservation=AllDimensions", type)
                                    .asString())
                            .getList("StructureSpecificData.DataSet.Obs.@TRADE_SYSTEM", String.class))
                    .as("with each observation where these stand alone")
                    .containsExactly("G", "G");
        }
        JsonPath one = get(v1, JSON_1).jsonPath();
        assertThat(one.getList("data.structure.attributes.series.relationship.dimensions.flatten()", String.class))
                .containsExactly("REF_AREA");
        assertThat(one.getList("data.structure.attributes.series[0].values.id", String.class))
                .containsExactly("G", "S", "_X");
        assertThat(one.getList("data.dataSets[0].series['0:0:0:0:0:0:0'].attributes", Integer.class))
                .containsExactly(0);
        JsonPath two = get(v1, JSON_2).jsonPath();
        assertThat(two.getList("data.structures[0].attributes.series.id", String.class))
                .containsExactly("TRADE_SYSTEM");
        assertThat(two.getList("data.dataSets[0].series['0:0:0:0:0:0:0'].attributes", Integer.class))
                .containsExactly(0);
        assertThat(two.getInt("data.dataSets[0].series.size()")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/data/DF_BTS_COMTRADE_A/A.FR.M.%s...?detail=nodata,true",
        "v1/data/DF_BTS_COMTRADE_A/A.FR.M.%s...?detail=serieskeysonly,false",
        "v1/data/DF_BTS_COMTRADE_A/A.FR.M.%s...?detail=dataonly,false",
    })
    void itIsLeftOutWithTheAttributesOfSeries(String address, boolean told) {
        String product = NationalRows.product();
        upload(row("M", "FR", product, "2020", "10", "G"));
        assertThat(get(String.format(address, product), SPECIFIC).asString().contains("TRADE_SYSTEM=\"G\""))
                .isEqualTo(told);
    }

    /** The United Nations demand it, so that what no source tells is said to be not told. */
    @Test
    void theStructureOfTheUnitedNationsTellsItToo() throws SAXException {
        String product = NationalRows.product();
        String address = "v1/data/DF_IMTS_COMPACT_A/A.IT.M." + product + "........";
        upload(row("M", "IT", product, "2020", "10", ""));
        assertThat(get(address, SPECIFIC).xmlPath().getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("_X");
        assertThat(get("v1/data/DF_BTS_COMTRADE_A/A.IT.M." + product + "...", SPECIFIC)
                        .asString())
                .doesNotContain("TRADE_SYSTEM");
        upload(row("M", "IT", product, "2020", "10", "S"));
        String message = get(address, XML_3).asString();
        assertThat(new XmlPath(message).getString("StructureSpecificData.DataSet.Series.@TRADE_SYSTEM"))
                .isEqualTo("S");
        String schema = get(
                        "v1/schema/dataflow/CKEP/DF_IMTS_COMPACT_A/1.0.0",
                        "application/vnd.sdmx.schema+xml;version=3.0.0")
                .asString();
        assertThat(ServedSchema.of(MlVersion.ML_3_0, List.of(schema)).violations(message))
                .isEmpty();
    }

    /** A copy has it with each figure, so that a change of it changes all of them; what is told again changes nothing. */
    @Test
    void statesAndChangesTellItAsItWasKnown() throws IOException {
        Instant first =
                upload(row("M", "BR", "HS22_900110", "2020", "10", ""), row("M", "BR", "HS22_900112", "2021", "5", ""));
        String tag = get("v1/data/DF_BTS_COMTRADE_A/A.BR.....", CSV).header("ETag");
        Response alone = send("", row("M", "BR", "HS22_900110", "2020", "10", "S"));
        assertThat(alone.jsonPath().getInt("totals.unchanged")).isEqualTo(1);
        Instant second = Instant.parse(alone.jsonPath().getString("finishedAt"));
        assertThat(get("v1/data/DF_BTS_COMTRADE_A/A.BR.....", CSV).header("ETag"))
                .isNotEqualTo(tag);
        Instant third =
                upload(row("M", "BR", "HS22_900110", "2020", "11", "G"), row("D", "BR", "HS22_900112", "2021", "", ""));

        assertThat(rows("BR", "asOf=" + first)).containsExactly("R 0 2020 10", "R 2 2021 5");
        assertThat(rows("BR", "asOf=" + second)).containsExactly("R 0 2020 10 S", "R 2 2021 5 S");
        assertThat(rows("BR", "")).containsExactly("R 0 2020 11 G");
        assertThat(rows("BR", "updatedAfter=" + first + "&asOf=" + second))
                .containsExactly("R 0 2020 10 S", "R 2 2021 5 S");
        assertThat(rows("BR", "updatedAfter=" + second)).containsExactly("D 2 2021", "R 0 2020 11 G");
        assertThat(rows("BR", "updatedAfter=" + third)).isEmpty();
        assertThat(rows("BR", "includeHistory=true"))
                .containsExactly(
                        "R 0 2020 10", "R 2 2021 5", "R 0 2020 10 S", "R 2 2021 5 S", "D 2 2021", "R 0 2020 11 G");
        assertThat(rows("BR", "includeHistory=true&updatedAfter=" + first + "&asOf=" + second))
                .containsExactly("R 0 2020 10 S", "R 2 2021 5 S");
        assertThat(get(
                                "v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0/A.BR?updatedAfter=" + first
                                        + "&asOf=" + second,
                                "application/vnd.sdmx.structure+json;version=2.1.0")
                        .jsonPath()
                        .getInt("data.availabilityConstraints[0].obsCount"))
                .isEqualTo(2);

        String told = alone.jsonPath().getString("urn");
        JsonNode event = PublicEvents.first(
                DatasetRevised.TYPE, data -> data.path("upload").asText().equals(told));
        assertThat(event.path("inserted").asText()
                        + event.path("revised").asText()
                        + event.path("deleted").asText())
                .isEqualTo("000");
        assertThat(event.path("reporters")).hasSize(1);
        assertThat(event.path("reporters").path(0).asText()).isEqualTo("BR");
        assertThat(event.path("firstPeriod").asText()).isEqualTo("2020");
        assertThat(event.path("lastPeriod").asText()).isEqualTo("2021");

        Instant fourth = upload(row("M", "BR", "HS22_900110", "2020", "11", "G"));
        assertThat(rows("BR", "updatedAfter=" + third + "&asOf=" + fourth)).isEmpty();
    }

    @Test
    void filtersAndOrdersLookAtIt() {
        upload(
                row("M", "ES", "HS22_900210", "2020", "10", "G"),
                row("M", "PT", "HS22_900212", "2020", "11", "S"),
                row("M", "GR", "HS22_900214", "2020", "12", ""));
        String three = "*?c[REF_AREA]=ES,PT,GR&c[COMMODITY_1]=sw:HS22_9002&";
        assertThat(answered(three + "c[TRADE_SYSTEM]=S")).containsExactly("R 2 2020 11 S");
        assertThat(answered(three + "c[TRADE_SYSTEM]=ne:S")).containsExactly("R 0 2020 10 G", "R 4 2020 12");
        assertThat(answered(three + "sort=TRADE_SYSTEM:desc"))
                .containsExactly("R 2 2020 11 S", "R 0 2020 10 G", "R 4 2020 12");
        assertThat(answered(three + "sort=TRADE_SYSTEM&includeHistory=true"))
                .containsExactly("R 0 2020 10 G", "R 2 2020 11 S", "R 4 2020 12");
    }

    /** Each row that says another is told; the first one of the file counts. */
    @Test
    void aFileThatSaysTwoOfOneReporterIsToldRowByRow() {
        String[] rows = {
            row("M", "PL", "HS22_900310", "2020", "10", "G"),
            row("M", "PL", "HS22_900310", "2021", "11", "S"),
            row("M", "PL", "HS22_900310", "2022", "12", ""),
            row("M", "CZ", "HS22_900310", "2021", "13", "S"),
            row("M", "PL", "HS22_900310", "2023", "14", "_X")
        };
        Response refused = send("&onError=reject", rows);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(rows("PL", "")).isEmpty();
        JsonPath report = send("&onError=accept", rows).jsonPath();
        assertThat(report.getInt("totals.rejected")).isEqualTo(2);
        JsonPath errors = as(Tokens.loader()).get(report.getString("errors")).jsonPath();
        assertThat(errors.getList("data.code", String.class))
                .containsExactly("OTHER_TRADE_SYSTEM", "OTHER_TRADE_SYSTEM");
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3, 6);
        assertThat(errors.getList("data.column", String.class)).containsExactly("TRADE_SYSTEM", "TRADE_SYSTEM");
        assertThat(rows("PL", "")).containsExactly("R 0 2020 10 G", "R 0 2022 12 G");
        assertThat(rows("CZ", "")).containsExactly("R 0 2021 13 S");
    }

    @Test
    void itIsTakenBackByTheWordForItAndNotByADeletion() {
        upload(row("M", "HU", "HS22_900410", "2020", "10", "G"));
        Response deleted = send("&onError=reject", row("D", "HU", "HS22_900410", "2020", "", "-"));
        assertThat(deleted.statusCode()).isEqualTo(422);
        assertThat(rows("HU", "")).containsExactly("R 0 2020 10 G");
        Instant before = upload(row("R", "HU", "HS22_900410", "2020", "10", ""));
        assertThat(rows("HU", "")).as("an empty cell says nothing").containsExactly("R 0 2020 10 G");
        upload(row("M", "HU", "HS22_900410", "2020", "10", "_X"));
        assertThat(rows("HU", "updatedAfter=" + before)).containsExactly("R 0 2020 10 _X");
    }

    /** Of another frequency or source nothing is said. */
    @Test
    void itIsToldOfOneSourceAndFrequency() {
        String product = NationalRows.product();
        NationalRows.upload(HEADER + row("NATIONAL", "M", "SK", product, "2020", "10", ""), "NATIONAL");
        upload(row("M", "SK", product, "2020", "10", "G"));
        assertThat(get("v1/data/DF_BTS_NATIONAL_A/A.SK.M." + product + "...", SPECIFIC)
                        .asString())
                .doesNotContain("TRADE_SYSTEM");
        assertThat(get("v1/data/DF_BTS_COMTRADE_A/A.SK.M." + product + "...", SPECIFIC)
                        .asString())
                .contains("TRADE_SYSTEM=\"G\"");
    }

    @Test
    void whatThisServiceExtractsChangesNothingWhenItComesBack() {
        Instant before = upload(row("M", "RO", "HS22_900510", "2020", "10", "S"));
        String extracted = get("v1/data/DF_BTS_COMTRADE_A/A.RO.....", CSV).asString();
        Response again = as(Tokens.loader())
                .header("Content-Type", CSV)
                .body(extracted.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=COMTRADE_V1&onError=reject");
        assertThat(again.jsonPath().getInt("totals.unchanged")).isEqualTo(1);
        assertThat(again.jsonPath().getMap("notes")).isEmpty();
        assertThat(rows("RO", "updatedAfter=" + before)).isEmpty();
    }
}
