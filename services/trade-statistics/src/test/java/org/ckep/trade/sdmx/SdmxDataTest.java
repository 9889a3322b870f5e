package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.sdmx.UploadedProduct.address;
import static org.ckep.trade.sdmx.UploadedProduct.data;
import static org.ckep.trade.sdmx.UploadedProduct.xml;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test reads codes and values that it has uploaded itself in this run. */
@QuarkusTest
class SdmxDataTest {
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";

    private String commodity = "";
    private int value;

    @BeforeEach
    void uploadAProductOfThisTest() {
        UploadedProduct product = UploadedProduct.uploaded();
        commodity = product.code();
        value = product.value();
    }

    @Test
    void csvHoldsTheFiguresThatWereUploaded() {
        Response answer = data("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE", CSV);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(CSV);
        String end = ",USD,0,2,A,F,,CIF";
        String start = "CKEP:DF_BTS_COMTRADE_A(1.0.0),A,KR,M,HS22_" + commodity + ",CN,C00,TRADE_VALUE,";
        assertThat(answer.body().asString().split("\r\n"))
                .containsExactly(
                        "DATAFLOW,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                                + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS,CONF_STATUS,"
                                + "TRADE_SYSTEM,VALUATION",
                        start + "2020," + (value + 2020) + ".5" + end,
                        start + "2021," + (value + 2021) + ".5" + end,
                        start + "2022," + (value + 2022) + ".5" + end);
    }

    @Test
    void csvWithLabelsNamesEveryCode() {
        Response answer = given().queryParam("format", "csvfilewithlabels")
                .queryParam("lastNObservations", 1)
                .header("Accept-Language", "ko")
                .get(address("A.KR.M.HS22_" + commodity + ".CN.C00.QTY"));
        assertThat(answer.header("Content-Type")).isEqualTo(CSV + ";labels=both");
        assertThat(answer.header("Content-Language")).isEqualTo("ko");
        assertThat(answer.body().asString())
                .contains("REF_AREA: 보고국")
                .contains("KR: 대한민국")
                .contains("ITEM: 개");
    }

    @Test
    void genericDataHoldTheSeriesInTheOrderOfTheirKey() {
        Response answer = data("..M.HS22_" + commodity + "...", GENERIC);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(GENERIC);
        XmlPath xml = xml(answer);
        assertThat(xml.getString("GenericData.Header.Structure.StructureUsage.Ref.@id"))
                .isEqualTo("DF_BTS_COMTRADE_A");
        assertThat(xml.getString("GenericData.DataSet.@action")).isEqualTo("Replace");
        assertThat(
                        xml.getList(
                                "GenericData.DataSet.Series.collect { it.SeriesKey.Value.find { it.@id == 'MEASURE' }.@value }"))
                .containsExactly("NET_WEIGHT", "QTY", "TRADE_VALUE", "NET_WEIGHT", "QTY", "TRADE_VALUE");
        assertThat(xml.getList("GenericData.DataSet.Series.collect { it.SeriesKey.Value.find"
                        + " { it.@id == 'COUNTERPART_AREA_1' }.@value }"))
                .containsExactly("CN", "CN", "CN", "US", "US", "US");
        assertThat(xml.getList("GenericData.DataSet.Series[2].Obs.ObsValue.@value"))
                .containsExactly((value + 2020) + ".5", (value + 2021) + ".5", (value + 2022) + ".5");
        assertThat(xml.getString(
                        "GenericData.DataSet.Series[3].Obs.Attributes.Value.find { it.@id == 'OBS_STATUS' }.@value"))
                .isEqualTo("E");
        assertThat(xml.getString(
                        "GenericData.DataSet.Series[5].Obs.Attributes.Value.find { it.@id == 'VALUATION' }.@value"))
                .isEqualTo("UNKNOWN");
    }

    @Test
    void structureSpecificDataHoldTheSameFigures() {
        Response answer = data("A.KR.M.HS22_" + commodity + ".CN+US.C00.NET_WEIGHT+TRADE_VALUE", SPECIFIC);

        assertThat(answer.header("Content-Type")).isEqualTo(SPECIFIC);
        XmlPath xml = xml(answer);
        assertThat(xml.getString("StructureSpecificData.Header.Structure.StructureUsage.Ref.@agencyID"))
                .isEqualTo("CKEP");
        assertThat(xml.getList("StructureSpecificData.DataSet.Series.@MEASURE"))
                .containsExactly("NET_WEIGHT", "TRADE_VALUE", "NET_WEIGHT", "TRADE_VALUE");
        assertThat(xml.getList("StructureSpecificData.DataSet.Series[0].Obs.@OBS_VALUE"))
                .containsExactly("77.12", "77.121", "77.122");
    }

    @Test
    void observationsStandAloneWhereAllDimensionsAreAskedFor() {
        XmlPath xml = xml(given().accept(SPECIFIC)
                .queryParam("dimensionAtObservation", "AllDimensions")
                .get(address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE")));
        assertThat(xml.getString("StructureSpecificData.Header.Structure.@dimensionAtObservation"))
                .isEqualTo("AllDimensions");
        assertThat(xml.getList("StructureSpecificData.DataSet.Obs.@TIME_PERIOD"))
                .containsExactly("2020", "2021", "2022");
        assertThat(xml.getString("StructureSpecificData.DataSet.Obs[0].@COUNTERPART_AREA_1"))
                .isEqualTo("CN");
    }

    @ParameterizedTest
    @CsvSource({
        "startPeriod=2021,2021 2022",
        "endPeriod=2021,2020 2021",
        "startPeriod=2021-01&endPeriod=2021-12,2021",
        "startPeriod=2020-06,2021 2022",
        "endPeriod=2021-Q3,2020",
        "firstNObservations=1,2020",
        "lastNObservations=2,2021 2022",
        "firstNObservations=1&lastNObservations=1,2020 2022",
        "lastNObservations=1&endPeriod=2021,2021",
        "unknownParameter=x&startPeriod=,2020 2021 2022"
    })
    void periodsAndCountsLimitTheObservations(String query, String periods) {
        Response answer =
                given().accept(SPECIFIC).get(address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE") + "?" + query);
        assertThat(String.join(
                        " ",
                        xml(answer).getList("StructureSpecificData.DataSet.Series.Obs.@TIME_PERIOD", String.class)))
                .isEqualTo(periods);
    }

    @ParameterizedTest
    @CsvSource({
        "full,3,true,Replace",
        "dataonly,3,false,Append",
        "serieskeysonly,0,false,Append",
        "nodata,0,false,Append"
    })
    void detailReducesTheAnswer(String detail, int observations, boolean attributes, String action) {
        String body = given().accept(GENERIC)
                .queryParam("detail", detail)
                .get(address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE"))
                .body()
                .asString();
        assertThat(body.split("<gen:Obs>", -1)).hasSize(observations + 1);
        assertThat(body.contains("<gen:Attributes>")).isEqualTo(attributes);
        assertThat(body).contains("<gen:Series>").contains("action=\"" + action + "\"");
    }

    @Test
    void formsOfTheAddressThatExistingClientsUseAreUnderstood() {
        String key = "A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE";
        for (String form : new String[] {
            "DF_BTS_COMTRADE_A/" + key,
            "CKEP,DF_BTS_COMTRADE_A/" + key,
            "CKEP%2CDF_BTS_COMTRADE_A%2C1.0.0/" + key,
            "CKEP,DF_BTS_COMTRADE_A,latest/" + key + "/",
            "DF_BTS_COMTRADE_A/" + key + "/all/",
            "DF_BTS_COMTRADE_A/.KR.M.HS22_" + commodity + ".CN..TRADE_VALUE/all/?startPeriod=2020&endPeriod=2022",
            "DF_BTS_COMTRADE_A/A.KR%2BCN.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE"
        }) {
            Response answer = given().urlEncodingEnabled(false)
                    .accept("application/xml")
                    .contentType("application/xml")
                    .get("/trade/sdmx/v1/data/" + form);
            assertThat(answer.statusCode()).as(form).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(form).isEqualTo(GENERIC);
            assertThat(answer.body().asString()).as(form).contains("value=\"" + (value + 2022) + ".5\"");
        }
    }

    /** A series then goes along the measures of one period. */
    @Test
    void anyDimensionCanVaryWithinASeries() {
        XmlPath xml = xml(given().accept(GENERIC)
                .queryParam("dimensionAtObservation", "MEASURE")
                .get(address("A.KR.M.HS22_" + commodity + ".CN.C00.")));
        assertThat(xml.getList("GenericData.DataSet.Series.collect { it.SeriesKey.Value.find"
                        + " { it.@id == 'TIME_PERIOD' }.@value }"))
                .containsExactly("2020", "2021", "2022");
        assertThat(xml.getList("GenericData.DataSet.Series[1].Obs.ObsDimension.@value"))
                .containsExactly("NET_WEIGHT", "QTY", "TRADE_VALUE");
        assertThat(xml.getString("GenericData.DataSet.Series[1].Obs[2].ObsValue.@value"))
                .isEqualTo((value + 2021) + ".5");
    }

    /** The fifth dataflow gives the same figures in the structure of the United Nations. */
    @Test
    void theSameFiguresComeInTheStructureOfTheUnitedNations() {
        Response answer = given().urlEncodingEnabled(false)
                .accept(CSV)
                .get("/trade/sdmx/v1/data/DF_IMTS_COMPACT_A/A.KR.M.HS22_" + commodity
                        + ".0.CN.W0.0.C00._Z.N.TRADE_VALUE?lastNObservations=1");
        assertThat(answer.body().asString().split("\r\n"))
                .containsExactly(
                        "DATAFLOW,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COMMODITY_CUSTOM_BREAKDOWN,COUNTERPART_AREA_1,"
                                + "COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,ACTIVITY,TRANSFORMATION,MEASURE,"
                                + "TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS,COMMENT_OBS,TRADE_SYSTEM,"
                                + "COMMODITY_CUSTOM_CODE,COMMODITY_CUSTOM_DESC,COUNTERPART_AREA_1_TYPE,"
                                + "COUNTERPART_AREA_1_ANNOTATION,COUNTERPART_AREA_2_TYPE,COUNTERPART_AREA_2_ANNOTATION",
                        "CKEP:DF_IMTS_COMPACT_A(1.0.0),A,KR,M,HS22_" + commodity
                                + ",0,CN,W0,0,C00,_Z,N,TRADE_VALUE,2022," + (value + 2022)
                                + ".5,0,USD,A,,_X,,,_X,,_X,");
    }

    /** Each data provider is a provision agreement of its own; the header names what was asked for. */
    @Test
    void providersHaveDataSetsOfTheirOwn() {
        String product = FreshProduct.code();
        ComtradeFile file = new ComtradeFile();
        file.row("cmdCode", product, "primaryValue", "11", "cifvalue", "0");
        file.row(
                "cmdCode",
                product,
                "primaryValue",
                "12",
                "cifvalue",
                "0",
                "reporterCode",
                "156",
                "reporterISO",
                "CHN",
                "partnerCode",
                "410");
        assertThat(upload(file.text(), "source=NATIONAL").statusCode()).isEqualTo(201);
        String flow = "/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A...HS22_" + product + "...TRADE_VALUE/";

        XmlPath both = xml(given().urlEncodingEnabled(false).accept(SPECIFIC).get(flow + "GACC+KCS"));
        assertThat(both.getList("StructureSpecificData.Header.Structure.ProvisionAgrement.Ref.@id"))
                .containsExactly("PA_NATIONAL_A_GACC", "PA_NATIONAL_A_KCS");
        assertThat(both.getList("StructureSpecificData.DataSet.Series.@REF_AREA"))
                .containsExactly("CN", "KR");
        XmlPath one = xml(given().urlEncodingEnabled(false).accept(SPECIFIC).get(flow + "CKEP,KCS"));
        assertThat(one.getString("StructureSpecificData.DataSet.Series.Obs.@OBS_VALUE"))
                .isEqualTo("11");
        assertThat(xml(given().urlEncodingEnabled(false).accept(SPECIFIC).get(flow + "all"))
                        .getString("StructureSpecificData.Header.Structure.StructureUsage.Ref.@id"))
                .isEqualTo("DF_BTS_NATIONAL_A");
    }
}
