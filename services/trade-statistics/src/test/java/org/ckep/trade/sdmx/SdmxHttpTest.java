package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.sdmx.UploadedProduct.address;
import static org.ckep.trade.sdmx.UploadedProduct.data;
import static org.ckep.trade.sdmx.UploadedProduct.xml;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every answer with data: validators, compression, media types, errors. */
@QuarkusTest
class SdmxHttpTest {
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";

    private String commodity = "";
    private int value;

    @BeforeEach
    void uploadAProductOfThisTest() {
        UploadedProduct product = UploadedProduct.uploaded();
        commodity = product.code();
        value = product.value();
    }

    /** One that fits the server's buffer is not sent in chunks, each of which would be handed from thread to thread. */
    @ParameterizedTest
    @CsvSource({CSV, GENERIC, "application/vnd.sdmx.data+xml;version=3.0.0"})
    void aShortAnswerIsSentAsOnePiece(String type) {
        Response answer = given().config(RestAssured.config()
                        .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", "identity")
                .accept(type)
                .get(address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Transfer-Encoding")).isNull();
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.asByteArray().length));
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() {
        String address = address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE");
        Response first = given().accept(CSV).get(address);
        assertThat(first.header("Last-Modified")).matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
        assertThat(first.header("ETag")).startsWith("W/\"");
        assertThat(first.headers().getValues("Vary")).contains("Accept, Accept-Encoding, Accept-Language");

        Response unchanged = given().accept(CSV)
                .header("If-None-Match", first.header("ETag"))
                .get(address);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.header("Transfer-Encoding")).isNull();
        assertThat(given().accept(GENERIC)
                        .header("If-None-Match", first.header("ETag"))
                        .get(address)
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().accept(CSV)
                        .header("If-Modified-Since", first.header("Last-Modified"))
                        .get(address)
                        .statusCode())
                .isEqualTo(304);

        upload(
                new ComtradeFile()
                        .row("cmdCode", commodity, "primaryValue", "1", "cifvalue", "1")
                        .text(),
                "source=COMTRADE_V1");
        assertThat(given().accept(CSV)
                        .header("If-None-Match", first.header("ETag"))
                        .get(address)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersAreCompressedAndHeadHasNoBody() {
        String address = address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE");
        Response compressed =
                given().accept(GENERIC).header("Accept-Encoding", "gzip").get(address);
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Content-Type")).isEqualTo(GENERIC);
        Response head = given().accept(GENERIC).head(address);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("ETag")).isNotNull();
        assertThat(head.body().asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DF_BTS_COMTRADE_A/A.KR.M.HS22_%s.JP.C00.TRADE_VALUE|404|100",
                "DF_BTS_COMTRADE_A/A.KR.M.HS22_%s.CN.C99.TRADE_VALUE|404|100",
                "DF_BTS_COMTRADE_A/M.KR.M.HS22_%s.CN.C00.TRADE_VALUE|404|100",
                "DF_NONE/all|404|100",
                "DF_BTS_COMTRADE_A/all/PROVIDER|404|100",
                "ECB,DF_BTS_COMTRADE_A/all|404|100",
                "DF_BTS_COMTRADE_A/A.KR.M|400|140",
                "DF_BTS_COMTRADE_A/A.K'R.M.X.CN.C00.TRADE_VALUE|400|140",
                "DF_BTS_COMTRADE_A/all?startPeriod=soon|400|140",
                "DF_BTS_COMTRADE_A/all?startPeriod=2022&endPeriod=2021|400|140",
                "DF_BTS_COMTRADE_A/all?lastNObservations=0|400|140",
                "DF_BTS_COMTRADE_A/all?lastNObservations=-1|400|140",
                "DF_BTS_COMTRADE_A/all?lastNObservations=99999999999|400|140",
                "DF_BTS_COMTRADE_A/all?detail=little|400|140",
                "DF_BTS_COMTRADE_A/all?dimensionAtObservation=COLOUR|400|140",
                "DF_BTS_COMTRADE_A/all?lastNObservations=2147483648|400|140",
                "DF_BTS_COMTRADE_A/all?dimensionAtObservation=MEASURE&format=generictimeseriesdata|400|140",
                "DF_BTS_COMTRADE_A/all?compression=zip|406|406",
                "DF_BTS_COMTRADE_A/all?lang=fr|406|406",
                "DF_BTS_COMTRADE_A/all?updatedAfter=yesterday|400|140",
                "DF_BTS_COMTRADE_A/all?updatedAfter=2999-01-01|404|100",
                "DF_BTS_COMTRADE_A/all?updatedAfter=2020-01-02&asOf=2020-01-01|403|150",
                "DF_BTS_COMTRADE_A/all?asOf=1970-01-01|404|100",
                "DF_BTS_COMTRADE_A/all?includeHistory=true&format=csvdata|406|406",
                "DF_BTS_COMTRADE_A/all?format=excel|406|406",
                "|400|140"
            })
    void errorsHaveBodiesOfTheStandard(String path, int status, int code) {
        Response answer = given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v1/data/" + (path == null ? "" : path.formatted(commodity)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/xml");
        XmlPath xml = xml(answer);
        assertThat(xml.getInt("Error.ErrorMessage.@code")).isEqualTo(code);
        assertThat(xml.getString("Error.ErrorMessage.Text")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data+json;version=1.0.0|\"structure\":{",
                "data+json;version=2.0.0|\"structures\":[",
                "data+json;version=2.1.0|\"structures\":[",
                "data+csv;version=2.0.0;labels=name;keys=both|STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,OBS_KEY",
                "data+csv;version=2.1.0|STRUCTURE,STRUCTURE_ID,ACTION,FREQ",
                "data+xml;version=3.0.0|schemas/v3_0/message",
                "data+xml;version=3.1.0|schemas/v3_1/message",
                "generictimeseriesdata+xml;version=2.1|<mes:GenericTimeSeriesData",
                "structurespecifictimeseriesdata+xml;version=2.1|<mes:StructureSpecificTimeSeriesData"
            })
    void everyFormatIsAnsweredByItsExactType(String type, String part) {
        String accept = "application/vnd.sdmx." + type;
        Response answer = data("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE", accept);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(accept);
        assertThat(answer.asString()).contains(part).contains((value + 2022) + ".5");
    }

    @Test
    void compressionCanBeAskedForByParameter() throws IOException {
        String address = address("A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE");
        Response zipped = given().config(RestAssured.config()
                        .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .accept(CSV)
                .get(address + "?compression=gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        byte[] content = new GZIPInputStream(new ByteArrayInputStream(zipped.asByteArray())).readAllBytes();
        assertThat(new String(content, StandardCharsets.UTF_8)).startsWith("DATAFLOW,FREQ");
        assertThat(given().accept(CSV)
                        .header("Accept-Encoding", "gzip")
                        .get(address + "?compression=none")
                        .asString())
                .startsWith("DATAFLOW,FREQ");
    }

    @Test
    void errorsAreJsonForWhoAcceptsNothingElse() {
        Response answer = given().accept("application/json").get(address("A.KR"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.jsonPath().getInt("errors[0].code")).isEqualTo(140);
    }

    /** The whole body: its namespaces are those of the version that was asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 | */*                                                  | v2_1 | 100",
                "v1 | application/vnd.sdmx.structure+xml;version=3.0.0     | v3_0 | 100",
                "v2 | application/vnd.sdmx.structure+xml;version=3.0.0     | v3_0 | 404",
                "v2 | application/vnd.sdmx.structure+xml;version=3.1.0     | v3_1 | 404",
                "v2 | application/vnd.sdmx.structure+xml;version=2.1       | v2_1 | 404",
                "v2 | application/xml                                      | v3_0 | 404"
            })
    void errorsInXmlAreInTheVersionAskedFor(String root, String accept, String schemas, int code) {
        String path = "/trade/sdmx/" + root + (root.equals("v2") ? "/structure" : "") + "/codelist/CKEP/CL_NONE";
        Response answer = given().accept(accept).get(path);
        String namespaces = "http://www.sdmx.org/resources/sdmxml/schemas/" + schemas;
        assertThat(answer.asString())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><mes:Error xmlns:mes=\"" + namespaces
                        + "/message\" xmlns:com=\"" + namespaces + "/common\"><mes:ErrorMessage code=\"" + code
                        + "\"><com:Text xml:lang=\"en\">There is no codelist 'CKEP:CL_NONE' in the version '"
                        + (root.equals("v1") ? "latest" : "~")
                        + "'.</com:Text></mes:ErrorMessage></mes:Error>");
        Response expired =
                given().auth().oauth2("no.valid.token").accept(accept).get(path);
        assertThat(expired.asString()).contains(namespaces + "/message");
    }

    @Test
    void thePlatformsOwnRefusalsHaveBodiesOfTheStandardToo() {
        Response expired = given().auth().oauth2("no.valid.token").get(address("all"));
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(xml(expired).getInt("Error.ErrorMessage.@code")).isEqualTo(110);
        Response put = given().auth()
                .oauth2(Tokens.loader())
                .body("x")
                .contentType("text/plain")
                .put(address("all"));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(xml(put).getInt("Error.ErrorMessage.@code")).isEqualTo(405);
    }
}
