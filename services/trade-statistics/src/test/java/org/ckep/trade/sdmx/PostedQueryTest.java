package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query for data or availability may be posted as a form; it is the query that it would be by GET. */
@QuarkusTest
class PostedQueryTest {
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";
    private static final String V1 = "v1/data/DF_BTS_COMTRADE_A";
    private static final String V2 = "v2/data/dataflow/CKEP/DF_BTS_COMTRADE_A";

    private String commodity = "";

    @BeforeEach
    void uploadAProductOfThisTest() {
        commodity = FreshProduct.code();
        ComtradeFile file = new ComtradeFile();
        for (int year = 2020; year < 2023; year++) {
            file.row("cmdCode", commodity, "period", Integer.toString(year));
        }
        assertThat(upload(file.text(), "source=COMTRADE_V1").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                V1 + "|A.KR.M.HS22_%s.CN+US..TRADE_VALUE|startPeriod=2021",
                V1 + "|A.KR.M.HS22_%s.CN%%2BUS..TRADE_VALUE|lastNObservations=1&detail=dataonly",
                V1 + "|.KR..HS22_%s...|",
                V2 + "/*|A.KR.M.HS22_%1$s.CN,A.KR.X.HS22_%1$s|c[TIME_PERIOD]=ge:2021+le:2022",
                V2 + "/1.0.0|A.KR.M.HS22_%s|c%%5BMEASURE%%5D=TRADE_VALUE&sort=series_key+TIME_PERIOD:desc",
                "v2/data/datastructure/CKEP/DSD_BTS/+|A.KR.M.HS22_%s|limit=2"
            })
    void theAnswerIsThatOfTheSameQueryByGet(String address, String key, @Nullable String parameters) {
        String asked = key.formatted(commodity);
        String further = parameters == null ? "" : parameters.formatted();
        Response got = given().urlEncodingEnabled(false)
                .accept(CSV)
                .get("/trade/sdmx/" + address + "/" + asked + "?lang=en&" + further);
        assertThat(got.statusCode()).as(got.asString()).isEqualTo(200);
        for (Response posted : new Response[] {
            post(address, "lang=en&key=" + asked + "&" + further), post(address + "?lang=en&" + further, "key=" + asked)
        }) {
            assertThat(posted.statusCode()).as(posted.asString()).isEqualTo(200);
            assertThat(posted.asString()).isEqualTo(got.asString());
            assertThat(posted.header("Content-Type")).isEqualTo(CSV);
            assertThat(posted.header("ETag")).isEqualTo(got.header("ETag"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1/availableconstraint/DF_BTS_COMTRADE_A|A.KR.M.HS22_%s.CN+US..|startPeriod=2021|/A.KR.M.HS22_%s.CN+US..",
                "v1/availableconstraint/DF_BTS_COMTRADE_A|...HS22_%s...|componentId=COUNTERPART_AREA_1+TIME_PERIOD|/...HS22_%s.../all/COUNTERPART_AREA_1+TIME_PERIOD",
                "v1/availableconstraint/DF_BTS_COMTRADE_A|...HS22_%s...|provider=UNSD&componentId=REF_AREA|/...HS22_%s.../UNSD/REF_AREA",
                "v1/data/DF_BTS_COMTRADE_A|...HS22_%s...|provider=CKEP,UNSD|/...HS22_%s.../CKEP,UNSD",
                "v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A/*|A.KR.M.HS22_%1$s,A.KR.X.HS22_%1$s|c[TIME_PERIOD]=ge:2021|/A.KR.M.HS22_%1$s,A.KR.X.HS22_%1$s",
                "v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A|A.KR.M.HS22_%s|componentId=MEASURE&mode=available|/*/A.KR.M.HS22_%s/MEASURE"
            })
    void whatFollowsTheKeyIsPostedToo(String address, String key, String fields, String path) {
        String type = address.contains("/data/") ? CSV : "application/vnd.sdmx.structure+json;version=1.0.0";
        Response got = given().urlEncodingEnabled(false)
                .accept(type)
                .get("/trade/sdmx/" + address + path.formatted(commodity) + "?" + fields);
        assertThat(got.statusCode()).as(got.asString()).isEqualTo(200);
        Response posted = given().urlEncodingEnabled(false)
                .accept(type)
                .contentType("application/x-www-form-urlencoded")
                .body("key=" + key.formatted(commodity) + "&" + fields)
                .post("/trade/sdmx/" + address);
        assertThat(posted.statusCode()).as(posted.asString()).isEqualTo(200);
        assertThat(posted.header("ETag")).isEqualTo(got.header("ETag"));
        assertThat(posted.asString().replaceAll("\"(id|prepared)\":\"[^\"]*\"", ""))
                .isEqualTo(got.asString().replaceAll("\"(id|prepared)\":\"[^\"]*\"", ""));
    }

    /** A dimension alone is asked for with every key. */
    @Test
    void theKeyMayBeLeftOutBeforeADimension() {
        Response answer = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.structure+json;version=1.0.0")
                .contentType("application/x-www-form-urlencoded")
                .body("componentId=REF_AREA&lastNObservations=")
                .post("/trade/sdmx/v1/availableconstraint/DF_BTS_COMTRADE_A");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("data.contentConstraints[0].cubeRegions[0].keyValues.id"))
                .isEqualTo(List.of("REF_AREA"));
    }

    /** Parts of an address of REST 2 that may be left out may be left out here too, and so may the key. */
    @Test
    void whatMayBeLeftOutMayBeLeftOut() {
        Response short2 = post(V2, "key=A.KR.M.HS22_" + commodity + "&c[MEASURE]=TRADE_VALUE");
        assertThat(short2.asString().lines()).hasSize(4);
        assertThat(post(V2, "c[COMMODITY_1]=HS22_" + commodity + "&c[MEASURE]=TRADE_VALUE")
                        .asString())
                .isEqualTo(short2.asString());
    }

    @Test
    void aKeyMayBeLongerThanAnAddress() {
        String codes = IntStream.range(0, 3_000)
                .mapToObj(i -> "HS22_%06d".formatted(i))
                .collect(Collectors.joining("+"));
        String key = "A.KR.M.HS22_" + commodity + "+" + codes + ".CN.C00.TRADE_VALUE";
        assertThat(key.length()).isGreaterThan(16_384);
        Response answer = post(V1, "key=" + key);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString().lines().filter(line -> line.contains("HS22_" + commodity)))
                .hasSize(3);
        String keys = IntStream.range(0, 1_900)
                .mapToObj(i -> "A.KR.M.HS22_%06d".formatted(i))
                .collect(Collectors.joining(","));
        Response second = post(V2, "key=A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE," + keys);
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        assertThat(second.asString().lines().filter(line -> line.contains("HS22_" + commodity)))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                V1 + "/all|key=A......|400|ends before the key",
                V2 + "/*/A|key=A|400|ends before the key",
                V1 + "|key=A......&key=M......|400|more than once",
                V1 + "|key=A......&provider=UNSD&provider=KCS|400|more than once",
                "v1/availableconstraint/DF_BTS_COMTRADE_A/all|key=A......|400|ends before the key",
                "v1/availableconstraint/DF_BTS_COMTRADE_A|key=A......&componentId=COLOUR|400|COLOUR",
                "v1/availableconstraint/DF_BTS_COMTRADE_A|key=A......&componentId=FREQ&componentId=MEASURE|400|more than once",
                "v2/availability/dataflow/CKEP/DF_NONE|key=A|404|There is no dataflow",
                V1 + "|key=A.K'R.M....|400|is no code",
                V1 + "|key=A|400|has 1 parts",
                V1 + "|key=A......&startPeriod=soon|400|startPeriod",
                V1 + "|key=A......&detail=%zz|400|broken percent escape",
                "v1/data/DF_NONE|key=A|404|There is no dataflow",
                V1 + "|key=A.XX.....|404|match the query"
            })
    void whatIsRefusedByGetIsRefusedHere(String address, String form, int status, String text) {
        Response answer = post(address, form);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.asString()).contains(text);
    }

    @Test
    void formsAreBounded() {
        Response many = post(V2, "key=" + "A,".repeat(2_000) + "A");
        assertThat(many.statusCode()).isEqualTo(413);
        assertThat(many.asString()).contains("at most 2000 keys");
        Response large = post(V1, "key=" + "A".repeat(300_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.asString()).contains("at most 262144 bytes");
        Response other = given().accept(CSV)
                .contentType("application/json")
                .body("{\"key\": \"A\"}")
                .post("/trade/sdmx/" + V1);
        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(other.asString()).contains("application/x-www-form-urlencoded");
    }

    /** As with GET a token is not needed, and one that does not hold is refused. */
    @Test
    void whoAsksIsWhoItWouldBeByGet() {
        String form = "key=A.KR.M.HS22_" + commodity + "...";
        assertThat(form(form)
                        .auth()
                        .oauth2(Tokens.expired())
                        .post("/trade/sdmx/" + V1)
                        .statusCode())
                .isEqualTo(401);
        assertThat(form(form)
                        .auth()
                        .oauth2(Tokens.user("cn-maker"))
                        .post("/trade/sdmx/" + V1)
                        .statusCode())
                .isEqualTo(200);
    }

    private static Response post(String address, String form) {
        return form(form).post("/trade/sdmx/" + address);
    }

    private static RequestSpecification form(String form) {
        return given().urlEncodingEnabled(false)
                .accept(CSV + ",application/xml;q=0.1")
                .contentType("application/x-www-form-urlencoded")
                .body(form);
    }
}
