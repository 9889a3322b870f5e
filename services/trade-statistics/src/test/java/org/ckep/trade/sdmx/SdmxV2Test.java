package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.trade.ComtradeFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second root; each test reads what it has uploaded itself in this run. */
@QuarkusTest
class SdmxV2Test {
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";
    private static final String JSON = "application/vnd.sdmx.data+json;version=2.1.0";

    private String commodity = "";

    /** Imports of Korea from China 2020–2022 (10, 20, 30 USD) and from the United States 2022 (5 USD, estimated weight). */
    @BeforeEach
    void uploadAProductOfThisTest() {
        commodity = FreshProduct.code();
        ComtradeFile file = new ComtradeFile();
        for (int year = 2020; year < 2023; year++) {
            String value = (year - 2019) * 10 + ".0";
            file.row("cmdCode", commodity, "period", Integer.toString(year), "primaryValue", value, "cifvalue", value);
        }
        file.row(
                "cmdCode",
                commodity,
                "period",
                "2022",
                "partnerCode",
                "842",
                "isNetWgtEstimated",
                "True",
                "primaryValue",
                "5",
                "cifvalue",
                "0");
        assertThat(upload(file.text(), "source=COMTRADE_V1").statusCode()).isEqualTo(201);
    }

    /** Rows as partner, measure and period, which is what the queries below change. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A.KR.M.%1$s.CN.C00.TRADE_VALUE||CN TRADE_VALUE 2020;CN TRADE_VALUE 2021;CN TRADE_VALUE 2022",
                "A.KR.M.%1$s.US||US NET_WEIGHT 2022;US QTY 2022;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|c[TIME_PERIOD]=ge:2021+le:2022-06|CN TRADE_VALUE 2021",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|c[TIME_PERIOD]=2022|CN TRADE_VALUE 2022;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|c[TIME_PERIOD]=lt:2021,gt:2021+lt:2023"
                        + "|CN TRADE_VALUE 2020;CN TRADE_VALUE 2022;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|c[OBS_VALUE]=gt:5+lt:30|CN TRADE_VALUE 2020;CN TRADE_VALUE 2021",
                "A.KR.M.%1$s|c[OBS_STATUS]=E|US NET_WEIGHT 2022",
                "A.KR.M.%1$s|c[VALUATION]=UNKNOWN|US TRADE_VALUE 2022",
                "A.KR.M.%1$s.US|c[VALUATION]=ne:UNKNOWN|US NET_WEIGHT 2022;US QTY 2022",
                "A.KR.M.%1$s.US|c[VALUATION]=nc:UNK|US NET_WEIGHT 2022;US QTY 2022",
                "A.*.*.%1$s.US.C00.TRADE_VALUE||US TRADE_VALUE 2022",
                "A.KR.M.%1$s|c[COUNTERPART_AREA_1]=ne:CN&c[MEASURE]=sw:TRADE,co:WEI"
                        + "|US NET_WEIGHT 2022;US TRADE_VALUE 2022",
                "A.KR.M|c[COMMODITY_1]=ew:%1$s&c[MEASURE]=TRADE_VALUE&lastNObservations=1"
                        + "|CN TRADE_VALUE 2022;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.CN.C00.TRADE_VALUE|firstNObservations=1&lastNObservations=1"
                        + "|CN TRADE_VALUE 2020;CN TRADE_VALUE 2022",
                "A.KR.M.%1$s.CN.C00.TRADE_VALUE|c[OBS_VALUE]=lt:30&lastNObservations=1|CN TRADE_VALUE 2021",
                "A.KR.M.%1$s.CN.C00.TRADE_VALUE,A.KR.M.%1$s.US.C00.QTY|lastNObservations=1"
                        + "|CN TRADE_VALUE 2022;US QTY 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|offset=1&limit=2|CN TRADE_VALUE 2021;CN TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|attributes=none&measures=none|CN TRADE_VALUE -;US TRADE_VALUE -",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|c[TIME_PERIOD]=ge:2020-S2&reportingYearStartDay=--07-01"
                        + "|CN TRADE_VALUE 2021;CN TRADE_VALUE 2022;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|sort=series_key+TIME_PERIOD:desc"
                        + "|CN TRADE_VALUE 2022;CN TRADE_VALUE 2021;CN TRADE_VALUE 2020;US TRADE_VALUE 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|sort=TIME_PERIOD:desc+COUNTERPART_AREA_1:desc"
                        + "|US TRADE_VALUE 2022;CN TRADE_VALUE 2022;CN TRADE_VALUE 2021;CN TRADE_VALUE 2020",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|sort=OBS_VALUE:desc&limit=2|CN TRADE_VALUE 2022;CN TRADE_VALUE 2021",
                "A.KR.M.%1$s.US|sort=OBS_STATUS:desc+MEASURE:desc|US NET_WEIGHT 2022;US TRADE_VALUE 2022;US QTY 2022",
                "A.KR.M.%1$s.*.*.TRADE_VALUE|sort=*:desc&lastNObservations=1|US TRADE_VALUE 2022;CN TRADE_VALUE 2022"
            })
    void keysAndFiltersSelectRows(String key, String parameters, String rows) {
        Response answer = data(
                key.formatted("HS22_" + commodity), parameters == null ? null : parameters.formatted(commodity), CSV);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(Arrays.stream(answer.asString().split("\r\n"))
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .map(cells -> cells[7] + " " + cells[9] + " " + (cells[10].isEmpty() ? "-" : cells[10]))
                        .collect(Collectors.joining(";")))
                .isEqualTo(rows);
    }

    /** A message of series holds what comes series by series alone. */
    @Test
    void anOrderThatTearsSeriesApartNeedsAMessageWithoutThem() {
        String key = "A.KR.M.HS22_" + commodity + ".*.*.TRADE_VALUE";
        Response torn = data(key, "sort=TIME_PERIOD", JSON);
        assertThat(torn.statusCode()).isEqualTo(422);
        assertThat(torn.asString()).contains("tears series apart");
        JsonPath flat = data(key, "sort=TIME_PERIOD:desc+COUNTERPART_AREA_1&dimensionAtObservation=AllDimensions", JSON)
                .jsonPath();
        assertThat(flat.getMap("data.dataSets[0].observations")).hasSize(4);
        String whole =
                data(key, "sort=COUNTERPART_AREA_1:desc+TIME_PERIOD:desc", JSON).asString();
        assertThat(whole).containsSubsequence("\"0:0:0:0:1:0:0\"", "\"0:0:0:0:0:0:0\"");
    }

    @Test
    void theStandardFormatIsJson() {
        Response answer = data("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE", null, "*/*");
        assertThat(answer.header("Content-Type")).isEqualTo(JSON);
        JsonPath json = answer.jsonPath();
        assertThat(json.getString("data.structures[0].links[0].urn")).endsWith("=CKEP:DF_BTS_COMTRADE_A(1.0.0)");
        assertThat(json.getString("data.structures[0].dimensions.series[4].values[0].names.ko"))
                .isEqualTo("중국");
        assertThat(json.getList("data.structures[0].dimensions.observation[0].values.id"))
                .containsExactly("2020", "2021", "2022");
        assertThat(json.getInt("data.dataSets[0].series['0:0:0:0:0:0:0'].observations['2'][0]"))
                .isEqualTo(30);
        assertThat(json.getString("data.dataSets[0].action")).isEqualTo("Replace");
    }

    /** The layout of version 2.0 that a parser in browsers expects, who appends exactly these parameters. */
    @Test
    void flatJsonHasEveryDimensionAtTheObservation() {
        JsonPath json = data("A.KR.M.HS22_" + commodity, "dimensionAtObservation=AllDimensions&format=jsondata", "*/*")
                .jsonPath();
        assertThat(json.getList("data.structures[0].dimensions.observation.id"))
                .hasSize(8)
                .endsWith("TIME_PERIOD");
        assertThat(json.getList("data.structures[0].dimensions.observation.keyPosition"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(json.getMap("data.dataSets[0].observations")).hasSize(12);
        assertThat(json.getString("meta.schema")).contains("2.0.0");
    }

    @Test
    void everyContextHasADataSetOfItsOwn() {
        String key = "A.KR.M.HS22_" + commodity + "/?c[MEASURE]=TRADE_VALUE&c[COUNTERPART_AREA_1]=US";
        JsonPath all = get("data/*/CKEP/*/+/" + key, "*/*").jsonPath();
        assertThat(all.getList("data.structures.links.flatten().findAll { it.rel == 'dataflow' }.urn", String.class))
                .anyMatch(urn -> urn.contains("DF_BTS_COMTRADE_A"))
                .anyMatch(urn -> urn.contains("DF_IMTS_COMPACT_A"));
        assertThat(all.getList("data.dataSets")).hasSize(2);
        Response csv = get("data/provisionagreement/CKEP/PA_COMTRADE_A_UNSD/*/" + key, CSV);
        assertThat(csv.asString().split("\r\n")[1])
                .startsWith("dataprovision,CKEP:PA_COMTRADE_A_UNSD(1.0.0),R,A,KR,M,HS22_" + commodity + ",US,");
        assertThat(get("data/datastructure/CKEP/DSD_BTS/1.0.0/" + key, CSV).asString())
                .contains("datastructure,CKEP:DSD_BTS(1.0.0),R,A,KR,M");
        assertThat(get("data/*/CKEP/*/*/" + key, "application/vnd.sdmx.data+json;version=1.0.0")
                        .statusCode())
                .isEqualTo(422);
    }

    /** Where a window may leave nothing of a data set no structure says which one is its own; the data sets do. */
    @ParameterizedTest
    @CsvSource({"'',0;1", "&offset=1,1", "&limit=1,0", "&offset=1&limit=7,1"})
    void noStructureNamesADataSetThatAWindowLeavesOut(String window, String structures) {
        String key = "A.KR.M.HS22_" + commodity + "/?c[MEASURE]=TRADE_VALUE&c[COUNTERPART_AREA_1]=US";
        JsonPath json = get("data/*/CKEP/*/+/" + key + window, JSON).jsonPath();
        assertThat(json.getList("data.structures")).hasSize(2);
        assertThat(json.<Object>getList("data.structures.dataSets"))
                .isEqualTo(
                        window.isEmpty()
                                ? List.of(List.of(0), List.of(1))
                                : Arrays.asList((Object) null, (Object) null));
        assertThat(json.getList("data.dataSets.structure", Integer.class).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(";")))
                .isEqualTo(structures);
    }

    /** What is well formed and matches nothing has no body; what does not exist is not found. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR.M.NOTHING|204",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR?c[TIME_PERIOD]=lt:1800|204",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR?c[TIME_PERIOD=2020|400",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR?limit=0|204",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR?offset=9000000000|204",
                "data/dataflow/CKEP/DF_NONE|404",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A?c[COLOUR]=A|400",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A?asOf=2020-01-01T00:00:00Z|204",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A?updatedAfter=2020-01-02&asOf=2020-01-01|422",
                "availability/dataflow/CKEP/DF_BTS_COMTRADE_A?updatedAfter=2999-01-01|204",
                "structure/dataflow/CKEP/DF_BTS_COMTRADE_A?asOf=2020-13-01|400",
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A?format=excel|406",
                "availability/dataflow/CKEP/*/*/*.*.*.NOTHING|204",
                "availability/dataflow/CKEP/*/*/*/COLOUR|400",
                "availability/dataflow/CKEP/DF_NONE,DF_NOTHING|404",
                "availability/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR.M.NOTHING|204",
                "structure/dataflow/CKEP/DF_NONE|404",
                "structure/codelist/SDMX/CL_FREQ/+|404",
                "structure/dataflow/CKEP/DF_BTS_COMTRADE_A/1.+|400",
                "structure/process|501",
                "metadata|501",
                "nonsense|400"
            })
    void errorsAreThoseOfTheStandard(String address, int status) {
        Response answer = get(address, "*/*");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 204) {
            assertThat(answer.asString()).isEmpty();
        } else {
            assertThat(answer.jsonPath().getInt("errors[0].code")).isEqualTo(status);
            assertThat(answer.jsonPath().getString("errors[0].title")).isNotBlank();
            XmlPath xml = get(address, "application/vnd.sdmx.data+xml;version=9, application/xml;q=0.1")
                    .xmlPath();
            assertThat(xml.getString("Error.ErrorMessage.Text")).isNotBlank();
            assertThat(xml.getInt("Error.ErrorMessage.@code")).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "structure/dataflow/*/*/+,DF_BTS_COMTRADE_A",
        "structure/dataflow/CKEP,DF_BTS_NATIONAL_A",
        "structure/datastructure/CKEP/DSD_BTS/~?references=descendants,CL_COMMODITY",
        "structure/codelist/SDMX/CL_FREQ/2.0/A,isPartial",
        "structure/dataconstraint/CKEP/CR_DSD_BTS,cubeRegions",
        "structure/provisionagreement/CKEP/PA_NATIONAL_A_KCS/1.0+.0?references=ancestors,CR_PA_NATIONAL_A_KCS"
    })
    void structuresAreServed(String address, String part) {
        Response answer = get(address, "*/*");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx.structure+json;version=2.1.0");
        assertThat(answer.asString()).contains(part);
    }

    @Test
    void theSchemaOfVersionThreeIsServed() {
        Response schema =
                get("schema/dataflow/CKEP/DF_BTS_COMTRADE_A", "application/vnd.sdmx.schema+xml;version=3.0.0");
        assertThat(schema.header("Content-Type")).isEqualTo("application/vnd.sdmx.schema+xml;version=3.0.0");
        assertThat(schema.xmlPath().getString("schema.@targetNamespace"))
                .endsWith("Dataflow=CKEP:DF_BTS_COMTRADE_A(1.0.0):ObsLevelDim:TIME_PERIOD");
    }

    /** The message that a client reads fulfils the schema that it reads. */
    @ParameterizedTest
    @CsvSource({
        "*/*,2.1.0,dataflow/CKEP/DF_BTS_COMTRADE_A",
        "application/vnd.sdmx.schema+json;version=2.0.0,2.0.0,dataflow/CKEP/DF_BTS_COMTRADE_A",
        "application/vnd.sdmx.schema+json;version=2.1.0,2.1.0,datastructure/CKEP/DSD_BTS",
        "application/json,2.1.0,dataflow/CKEP/DF_IMTS_COMPACT_A"
    })
    void theSchemaIsServedAsJson(String accept, String version, String context) throws IOException {
        Response schema = get("schema/" + context, accept);
        assertThat(schema.header("Content-Type")).isEqualTo("application/vnd.sdmx.schema+json;version=" + version);
        ObjectMapper json = new ObjectMapper();
        JsonNode read = json.readTree(schema.asString());
        Response message = get(
                "data/" + context + "/*/A.KR?c[TIME_PERIOD]=2020&limit=50",
                "application/vnd.sdmx.data+json;version=" + version);
        assertThat(message.statusCode()).isEqualTo(200);
        assertThat(JsonSchemas.violations(read, json.readTree(message.asString())))
                .isEmpty();
        assertThat(given().accept("application/vnd.sdmx.schema+json;version=" + version)
                        .get("/trade/sdmx/v1/schema/" + context)
                        .asString())
                .isEqualTo(schema.asString());
        assertThat(read.at("/$defs/FREQ/properties/values/items/properties/id/enum"))
                .isNotEmpty();
    }

    /** As an older client asks, which says "all" for what REST 2 writes as an asterisk. */
    @Test
    void allIsUnderstoodToo() {
        Response answer = get("structure/dataflow/all/all/+?format=sdmx-2.1", "*/*");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx.structure+xml;version=2.1");
        assertThat(answer.xmlPath().getList("Structure.Structures.Dataflows.Dataflow.@id", String.class))
                .contains("DF_BTS_COMTRADE_A", "DF_IMTS_COMPACT_A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "structure/codelist/CKEP/CL_NONE/1.0.0|There is no codelist 'CKEP:CL_NONE' in the version '1.0.0'.",
                "structure/dataflow/ECB,BIS/*/+|There is no dataflow 'BIS,ECB:*' in the version '+'.",
                "structure/codelist/SDMX/CL_FREQ/~/NONE|There is no item 'NONE' in SDMX:CL_FREQ(2.0)."
            })
    void whatIsNotFoundIsNamed(String address, String text) {
        Response answer = get(address, "*/*");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("errors[0].title")).isEqualTo(text);
    }

    /** The latest figure of each series, told by partner. */
    @Test
    void countsGoWithAnyDimensionAtTheObservation() {
        Response answer = data(
                "A.KR.M.HS22_" + commodity + ".*.*.TRADE_VALUE",
                "dimensionAtObservation=COUNTERPART_AREA_1&firstNObservations=1",
                CSV);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .map(cells -> cells[7] + " " + cells[10]))
                .containsExactly("CN 2020", "US 2022");
    }

    private static Response data(String key, @Nullable String parameters, String accept) {
        return get(
                "data/dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0/" + key + (parameters == null ? "" : "?" + parameters),
                accept);
    }

    private static Response get(String address, String accept) {
        return given().urlEncodingEnabled(false).accept(accept).get("/trade/sdmx/v2/" + address);
    }
}
