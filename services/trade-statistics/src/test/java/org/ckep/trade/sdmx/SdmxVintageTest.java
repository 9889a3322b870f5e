package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.NationalRows.deletion;
import static org.ckep.trade.sdmx.NationalRows.upload;
import static org.ckep.trade.sdmx.NationalRows.value;
import static org.ckep.trade.sdmx.NationalRows.weight;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One product in three states: 2020 to 2022 with values and 2020 with a weight; then 2020 revised and 2021 deleted; then
 * 2021 back as it was, 2022 deleted, and the weight of 2020 too.
 */
@QuarkusTest
class SdmxVintageTest {
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
    private static final String JSON = "application/vnd.sdmx.data+json;version=2.1.0";

    /** The last attributes of a data set's element. */
    private static final Pattern DATA_SET =
            Pattern.compile("<mes:DataSet [^>]* ss:dataScope=\"DataStructure\"([^>]*)>");

    private String product = "";
    private Instant first = Instant.EPOCH;
    private Instant second = Instant.EPOCH;
    private Instant third = Instant.EPOCH;

    @BeforeEach
    void uploadAProductOfThisTest() {
        product = NationalRows.product();
        first = upload(List.of(
                value("R", product, "CN", "2020", "10", ""),
                weight("R", product, "CN", "2020", "5", ""),
                value("R", product, "CN", "2021", "11", ""),
                value("R", product, "CN", "2022", "12", "P")));
        second = upload(
                List.of(value("R", product, "CN", "2020", "20", ""), deletion(product, "CN", "TRADE_VALUE", "2021")));
        third = upload(List.of(
                value("R", product, "CN", "2021", "11", ""),
                deletion(product, "CN", "", "2022"),
                deletion(product, "CN", "NET_WEIGHT", "2020")));
    }

    @Test
    void anEarlierStateIsToldAsItWasServed() {
        assertThat(rows("asOf=" + first)).containsExactly("R W 2020 5", "R V 2020 10", "R V 2021 11", "R V 2022 12");
        assertThat(rows("asOf=" + second)).containsExactly("R W 2020 5", "R V 2020 20", "R V 2022 12");
        assertThat(rows("asOf=" + third)).containsExactly("R V 2020 20", "R V 2021 11");
        assertThat(v2("asOf=" + first.minusNanos(1_000), CSV).statusCode()).isEqualTo(204);
        assertThat(v1("asOf=" + first.minusNanos(1_000), GENERIC).statusCode()).isEqualTo(404);
    }

    /** What is gone stands first, without anything that it told; a value that came back as it was has changed nevertheless. */
    @Test
    void changesAreADeletionAndAReplacement() {
        assertThat(rows("updatedAfter=" + first)).containsExactly("D W 2020", "D V 2022", "R V 2020 20", "R V 2021 11");
        assertThat(rows("updatedAfter=" + first + "&asOf=" + second)).containsExactly("D V 2021", "R V 2020 20");
        assertThat(rows("updatedAfter=" + second)).containsExactly("D W 2020", "D V 2022", "R V 2021 11");
        assertThat(v2("updatedAfter=" + third, CSV).statusCode()).isEqualTo(204);
        assertThat(v1("updatedAfter=" + third, GENERIC).statusCode()).isEqualTo(404);

        XmlPath xml = v1("updatedAfter=" + first, GENERIC).xmlPath();
        assertThat(xml.getList("GenericData.DataSet.@action")).containsExactly("Delete", "Replace");
        assertThat(xml.getList("GenericData.DataSet[0].Series.Obs.ObsDimension.@value"))
                .containsExactly("2020", "2022");
        assertThat(xml.getList("GenericData.DataSet[0].Series.Obs.ObsValue.@value"))
                .isEmpty();
        assertThat(xml.getList("GenericData.DataSet[0].Series.Obs.Attributes.Value.@id"))
                .isEmpty();
        assertThat(xml.getList("GenericData.DataSet[1].Series.Obs.ObsValue.@value"))
                .containsExactly("20", "11");
    }

    @Test
    void jsonListsTheCodesOfAllDataSetsOfTheChanges() {
        JsonPath json = v2("updatedAfter=" + first, JSON).jsonPath();
        assertThat(json.getList("data.dataSets.action")).containsExactly("Delete", "Replace");
        assertThat(json.getList("data.dataSets.structure")).containsExactly(0, 0);
        assertThat(json.getString("data.structures[0].dataSets")).isNull();
        assertThat(json.getList("data.structures[0].dimensions.series[6].values.id"))
                .containsExactly("NET_WEIGHT", "TRADE_VALUE");
        assertThat(json.getList("data.structures[0].dimensions.observation[0].values.id"))
                .containsExactly("2020", "2021", "2022");
        assertThat(json.getList("data.dataSets[0].series['0:0:0:0:0:0:1'].observations['2']"))
                .isNotEmpty()
                .containsOnlyNulls();
        assertThat(json.getInt("data.dataSets[1].series['0:0:0:0:0:0:1'].observations['0'][0]"))
                .isEqualTo(20);
    }

    @Test
    void historyIsToldByInstantWithTheDeletionsOfEach() {
        String specific = v1("includeHistory=true", SPECIFIC).asString();
        assertThat(DATA_SET.matcher(specific).results().map(set -> set.group(1)).toList())
                .containsExactly(
                        " ss:validFromDate=\"" + first + "\" ss:action=\"Replace\"",
                        " ss:validToDate=\"" + second + "\" ss:action=\"Delete\"",
                        " ss:validFromDate=\"" + second + "\" ss:action=\"Replace\"",
                        " ss:validToDate=\"" + third + "\" ss:action=\"Delete\"",
                        " ss:validFromDate=\"" + third + "\" ss:action=\"Replace\"");
        XmlPath generic = v1("includeHistory=true", GENERIC).xmlPath();
        assertThat(generic.getList("GenericData.DataSet.@action"))
                .containsExactly("Replace", "Delete", "Replace", "Delete", "Replace");
        assertThat(generic.getString("GenericData.DataSet[1].@validToDate")).isEqualTo(second.toString());
        assertThat(generic.getString("GenericData.DataSet[2].@validFromDate")).isEqualTo(second.toString());
        JsonPath json = v2("includeHistory=true&updatedAfter=" + first, JSON).jsonPath();
        assertThat(json.getList("data.dataSets.action")).containsExactly("Delete", "Replace", "Delete", "Replace");
        assertThat(json.getList("data.dataSets.validFrom"))
                .containsExactly(null, second.toString(), null, third.toString());
        assertThat(json.getList("data.dataSets.validTo"))
                .containsExactly(second.toString(), null, third.toString(), null);
        Response csv = v2("includeHistory=true&c[MEASURE]=TRADE_VALUE&limit=4", CSV);
        assertThat(csv.asString().lines().findFirst().orElseThrow()).endsWith(",VALUATION,UPDATED");
        assertThat(csv.asString().lines().skip(4).toList())
                .containsExactly("dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0),D,A,KR,M," + product
                        + ",CN,C00,TRADE_VALUE,2021,,,,,,,,," + second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Of both kinds of changes those inside the range, and of each the number asked for.
                "c[TIME_PERIOD]=ge:2021|D V 2022;R V 2021 11",
                "lastNObservations=1|D W 2020;D V 2022;R V 2021 11",
                // A reduced answer deletes nothing that it leaves out, and tells what is deleted.
                "attributes=none|D W 2020;D V 2022;M V 2020 20;M V 2021 11",
                // What no longer passes a filter on values is not deleted.
                "c[OBS_VALUE]=lt:15|D W 2020;D V 2022;R V 2021 11",
                "attributes=none&measures=none|M V",
                "offset=1&limit=2|D V 2022;R V 2020 20"
            })
    void changesAreThoseOfTheSelection(String parameters, String rows) {
        assertThat(rows("updatedAfter=" + first + "&" + parameters)).containsExactly(rows.split(";"));
    }

    @Test
    void availabilityIsThatOfTheVintage() {
        JsonPath now = availability("lang=en");
        assertThat(now.getInt("data.availabilityConstraints[0].obsCount")).isEqualTo(2);
        JsonPath then = availability("asOf=" + first);
        assertThat(then.getInt("data.availabilityConstraints[0].obsCount")).isEqualTo(4);
        assertThat(then.getInt("data.availabilityConstraints[0].seriesCount")).isEqualTo(2);
        assertThat(availability("updatedAfter=" + second).getInt("data.availabilityConstraints[0].obsCount"))
                .isEqualTo(3);
    }

    @Test
    void theValidatorOfAVintageIsItsOwn() {
        assertThat(v2("asOf=" + first, CSV).header("ETag"))
                .isNotEqualTo(v2("asOf=" + second, CSV).header("ETag"));
        String tag = v2("updatedAfter=" + first, CSV).header("ETag");
        Response again = given().urlEncodingEnabled(false)
                .accept(CSV)
                .header("If-None-Match", tag)
                .get(addressV2("updatedAfter=" + first));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    private JsonPath availability(String parameters) {
        return given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M." + product + "?"
                        + parameters)
                .jsonPath();
    }

    /** Action, first letter of the measure (of the value V, of the weight W), period and value of every row. */
    private List<String> rows(String parameters) {
        Response answer = v2(parameters, CSV);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> String.join(
                                " ", cells[2], cells[9].equals("TRADE_VALUE") ? "V" : "W", cells[10], cells[11])
                        .strip())
                .toList();
    }

    private Response v2(String parameters, String accept) {
        return given().urlEncodingEnabled(false).accept(accept).get(addressV2(parameters));
    }

    private String addressV2(String parameters) {
        return "/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M." + product + "?" + parameters;
    }

    private Response v1(String parameters, String accept) {
        return given().urlEncodingEnabled(false)
                .accept(accept)
                .get("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M." + product + "...?" + parameters);
    }
}
