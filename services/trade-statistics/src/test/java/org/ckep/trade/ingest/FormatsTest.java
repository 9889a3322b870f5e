package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts other than UN Comtrade v1; each file is written by hand. */
@QuarkusTest
class FormatsTest {
    private static final String LEGACY_35 =
            "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
                    + "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,"
                    + "Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,"
                    + "Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),"
                    + "Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n";
    private static final String LEGACY_22 =
            "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
                    + "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,"
                    + "Qty,Netweight (kg),Trade Value (US$),Flag\n";

    @Test
    void aLegacyFileOf35ColumnsIsRead() {
        String file = LEGACY_35
                + "H4,2016,2016,2016,6,1,1,Import,410,\"Korea, Rep.\",KOR,156,China,CHN,,,,,,,,440710,Wood,8,Kg,5.5,,,,5.5,,"
                + "100,100,,0\n"
                + "H4,2016,2016,2016,6,1,4,Re-Import,410,\"Korea, Rep.\",KOR,0,World,WLD,,,,,,,,440710,Wood,1,No Quantity,,,,,,,"
                + "7,,,0\n"
                + "H4,2016,2016,2016,6,1,1,Import,410,\"Korea, Rep.\",KOR,156,China,CHN,842,USA,USA,,,,,440710,Wood,8,Kg,1,,,,1,,"
                + "3,,,0\n";
        JsonPath report = upload(file, "source=COMTRADE_LEGACY").jsonPath();
        assertThat(report.getString("format")).isEqualTo("COMTRADE_LEGACY");
        assertThat(report.getString("charset")).isEqualTo("UTF-8");
        assertThat(report.getInt("totals.inserted")).isEqualTo(2);
        assertThat(report.getInt("outOfScope.SECOND_PARTNER")).isEqualTo(1);
        assertThat(report.getList("unknownColumns")).isEmpty();
        JsonPath series = get("source=COMTRADE_LEGACY&commodity=440710&flow=M");
        assertThat(series.getString("data[0].partner.code")).isEqualTo("CN");
        assertThat(series.getString("data[0].valuation")).isEqualTo("CIF");
        assertThat(series.getString("data[0].observations[0].netWeight")).isEqualTo("5.5");
        assertThat(get("source=COMTRADE_LEGACY&commodity=440710&flow=RM").getString("data[0].partner.code"))
                .isEqualTo("W0");
    }

    @ParameterizedTest
    @CsvSource({"true, 440721", "false, 440722"})
    void aLegacyFileOf22Or21ColumnsIsRead(boolean withFlag, String commodity) {
        String row = "H4,2015,201503,March 2015,6,1,2,Export,410,\"Korea, Rep.\",KOR,156,China,CHN," + commodity
                + ",Wood,8,Kg,12,12,345.5";
        String file = withFlag ? LEGACY_22 + row + ",0\n" : LEGACY_22.replace(",Flag", "") + row + "\n";
        JsonPath report = upload(file, "source=COMTRADE_LEGACY").jsonPath();
        assertThat(report.getString("format")).isEqualTo("COMTRADE_LEGACY");
        assertThat(report.getInt("totals.inserted")).isEqualTo(1);
        JsonPath series = get("source=COMTRADE_LEGACY&commodity=" + commodity);
        assertThat(series.getString("data[0].frequency")).isEqualTo("M");
        assertThat(series.getString("data[0].observations[0].period")).isEqualTo("2015-03");
        assertThat(series.getString("data[0].observations[0].value")).isEqualTo("345.5");
    }

    @Test
    void aBulkFileIsReadWithTabsAndCompressed() throws IOException {
        String header =
                "datasetCode typeCode freqCode refPeriodId refYear refMonth period reporterCode flowCode partnerCode"
                        + " partner2Code classificationSearchCode classificationCode isOriginalClassification cmdCode customsCode"
                        + " mosCode motCode qtyUnitCode qty isQtyEstimated altQtyUnitCode altQty isAltQtyEstimated netWgt"
                        + " isnetWgtEstimated grossWgt isgrossWgtEstimated cifValue fobValue primaryValue legacyEstimationFlag"
                        + " isReported isAggregate";
        String row =
                "10156202301 C M 20230101 2023 1 202301 156 X 410 0 HS H6 True 850760 C00 0 0 8 10.5 False -1 0 False"
                        + " 10.5 True 0 False 0 99.25 99.25 0 True False";
        String file = header.replace(' ', '\t') + "\n" + row.replace(' ', '\t') + "\n";
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(file.getBytes(StandardCharsets.UTF_8));
        }
        JsonPath report = as(Tokens.loader())
                .contentType("text/tab-separated-values")
                .body(gzip.toByteArray())
                .post("/trade/v1/uploads?source=COMTRADE_BULK")
                .jsonPath();
        assertThat(report.getString("format")).isEqualTo("COMTRADE_BULK");
        assertThat(report.getInt("totals.inserted")).isEqualTo(1);
        assertThat(report.getList("unknownColumns")).isEmpty();
        JsonPath series = get("source=COMTRADE_BULK&commodity=850760");
        assertThat(series.getString("data[0].valuation")).isEqualTo("FOB");
        assertThat(series.getBoolean("data[0].observations[0].netWeightEstimated"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GBK, 锂的氧化物及氢氧化物；韩国自中国进口, 282521, GB18030, ''",
        "x-windows-949, 산화리튬과 수산화리튬 중국으로부터의 수입 통계, 282522, EUC-KR, ''",
        "x-windows-949, 한국, 282523, EUC-KR, ;charset=euc-kr",
        "GBK, 韩国, 282524, GB18030, ;charset=gb2312"
    })
    void namesInTheEncodingsOfTheTwoOfficesAreRead(
            String charset, String name, String commodity, String found, String declared) {
        String file =
                "period,reporterCode,reporterDesc,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n2022,410,"
                        + name + ",M,156,H6," + commodity + ",5\n";
        Response answer = as(Tokens.loader())
                .header("Content-Type", "text/csv" + declared)
                .body(file.getBytes(Charset.forName(charset)))
                .post("/trade/v1/uploads?source=NATIONAL");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("charset")).isEqualTo(found);
        assertThat(get("source=NATIONAL&commodity=" + commodity).getList("data"))
                .hasSize(1);
    }

    @Test
    void anEncodingThatIsNotReadIsRefused() {
        Response answer = as(Tokens.loader())
                .header("Content-Type", "text/csv;charset=utf-16")
                .body("a,b".getBytes(StandardCharsets.UTF_16))
                .post("/trade/v1/uploads?source=NATIONAL");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.jsonPath().getString("detail")).contains("GBK", "EUC-KR");
    }

    @Test
    void figuresMayBeProvisionalUntilTheFinalOnesCome() {
        String file = "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n"
                + "202401,410,X,156,H6,854231,77\n";
        assertThat(upload(file, "source=NATIONAL&status=provisional").jsonPath().getInt("totals.inserted"))
                .isEqualTo(1);
        assertThat(get("source=NATIONAL&commodity=854231").getBoolean("data[0].observations[0].provisional"))
                .isTrue();
        String address = "/trade/sdmx/v1/data/DF_BTS_NATIONAL_M/M.KR.X.HS22_854231.CN.C00.TRADE_VALUE";
        assertThat(given().accept("application/vnd.sdmx.data+csv").get(address).asString())
                .contains("2024-01,77,USD,0,2,P,");
        assertThat(upload(file, "source=NATIONAL").jsonPath().getInt("totals.revised"))
                .isEqualTo(1);
        assertThat(get("source=NATIONAL&commodity=854231").getBoolean("data[0].observations[0].provisional"))
                .isFalse();
        assertThat(given().accept("application/vnd.sdmx.data+csv").get(address).asString())
                .contains("2024-01,77,USD,0,2,A,");
    }

    private static JsonPath get(String query) {
        return given().get("/trade/v1/series?" + query).jsonPath();
    }
}
