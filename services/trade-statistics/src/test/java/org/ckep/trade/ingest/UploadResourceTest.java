package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test uses commodities of its own, so that the tests need no order and no cleaning. */
@QuarkusTest
class UploadResourceTest {
    private static final String COMTRADE = "source=COMTRADE_V1";

    @Inject
    MeterRegistry registry;

    @Test
    void figuresAreInsertedOnceAndTheirSourceTold() {
        String file = new ComtradeFile()
                .row("cmdCode", "010121", "primaryValue", "500.5", "cifvalue", "500.5")
                .row("cmdCode", "010121", "partnerCode", "842", "partnerISO", "USA")
                .text();

        Response first = upload(file, COMTRADE);

        assertThat(first.statusCode()).isEqualTo(201);
        JsonPath report = first.jsonPath();
        assertThat(report.getString("state")).isEqualTo("COMPLETED");
        assertThat(report.getString("source")).isEqualTo("COMTRADE_V1");
        assertThat(report.getString("urn")).startsWith("urn:ckep:upload:");
        assertThat(report.getString("displayId")).startsWith("CK-UPL-");
        assertTotals(report, 2, 2, 0, 0, 0, 0, 0);
        String id = report.getString("urn").substring("urn:ckep:upload:".length());
        assertThat(first.header("Location")).isEqualTo("/trade/v1/uploads/" + id);
        assertThat(report.getString("sha256")).hasSize(64);

        JsonPath series = get("reporter=KR&partner=CN&commodity=010121");
        assertThat(series.getList("data")).hasSize(1);
        assertThat(series.getString("data[0].reporter.code")).isEqualTo("KR");
        assertThat(series.getString("data[0].reporter.names.ko.text")).isEqualTo("대한민국");
        assertThat(series.getString("data[0].partner.code")).isEqualTo("CN");
        assertThat(series.getString("data[0].flow.names.en.text")).isEqualTo("Imports");
        assertThat(series.getString("data[0].commodity.classification")).isEqualTo("HS22");
        assertThat(series.getString("data[0].commodity.names.en.text")).isEqualTo("010121 (Live animals)");
        assertThat(series.getString("data[0].source")).isEqualTo("COMTRADE_V1");
        assertThat(series.getString("data[0].valuation")).isEqualTo("CIF");
        assertThat(series.getString("data[0].unit")).isEqualTo("USD");
        assertThat(series.getString("data[0].observations[0].period")).isEqualTo("2023");
        assertThat(series.getString("data[0].observations[0].value")).isEqualTo("500.5");
        assertThat(series.getString("data[0].observations[0].netWeight")).isEqualTo("1200.5");

        assertTotals(upload(file, COMTRADE).jsonPath(), 2, 0, 0, 2, 0, 0, 0);
    }

    @Test
    void anotherValueIsARevisionAndTheEarlierOneStaysReadable() {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "010129", "primaryValue", "100", "cifvalue", "100")
                        .text(),
                COMTRADE);
        JsonPath before = get("reporter=KR&commodity=010129");
        Instant between = Instant.parse(before.getString("data[0].observations[0].knownSince"));

        Response second = upload(
                new ComtradeFile()
                        .row("cmdCode", "010129", "primaryValue", "130", "cifvalue", "130")
                        .text(),
                COMTRADE);

        assertTotals(second.jsonPath(), 1, 0, 1, 0, 0, 0, 0);
        assertThat(get("reporter=KR&commodity=010129").getString("data[0].observations[0].value"))
                .isEqualTo("130");
        assertThat(get("reporter=KR&commodity=010129&knownAt=" + between).getString("data[0].observations[0].value"))
                .isEqualTo("100");
        assertThat(get("reporter=KR&commodity=010129&knownAt=" + between.minusMillis(1))
                        .getList("data"))
                .isEmpty();
    }

    @Test
    void brokenRowsAreLeftOutAndListedWhereTheCallerAccepts() {
        String file = new ComtradeFile()
                .row("cmdCode", "010130")
                .row("cmdCode", "010130", "partnerCode", "842", "primaryValue", "=cmd")
                .row("cmdCode", "010130", "partnerCode", "99999", "flowCode", "Q")
                .text();

        Response answer = upload(file, COMTRADE + "&onError=accept");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertTotals(answer.jsonPath(), 3, 1, 0, 0, 2, 0, 0);
        String errors = answer.jsonPath().getString("errors");
        JsonPath list = as(Tokens.loader()).get(errors).jsonPath();
        assertThat(list.getList("data.row", Integer.class)).containsExactly(3, 4, 4);
        assertThat(list.getList("data.column", String.class))
                .containsExactly("primaryValue", "partnerCode", "flowCode");
        assertThat(list.getList("data.code", String.class))
                .containsExactly("INVALID_NUMBER", "UNKNOWN_AREA", "UNKNOWN_FLOW");

        JsonPath page = as(Tokens.loader()).get(errors + "?limit=2").jsonPath();
        assertThat(page.getList("data")).hasSize(2);
        JsonPath rest = as(Tokens.loader())
                .get(errors + "?limit=2&after=" + page.getString("next"))
                .jsonPath();
        assertThat(rest.getList("data.code", String.class)).containsExactly("UNKNOWN_FLOW");

        Response csv = as(Tokens.loader()).accept("text/csv").get(errors);
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).startsWith("attachment; filename=\"errors-");
        assertThat(csv.body().asString().split("\r\n"))
                .containsExactly(
                        "row,column,code,text_en,text_zh-Hans,text_ko,value",
                        "3,primaryValue,INVALID_NUMBER,\"'=cmd' is no number that may stand here: digits, at most one"
                                + " decimal point, no thousands separators.\",“=cmd”不是此处可用的数字：只能有数字和至多一个小数点，"
                                + "不能有千位分隔符。,‘=cmd’은(는) 여기에 쓸 수 있는 수가 아닙니다. 숫자와 소수점 하나만 쓰고 천 단위 구분 기호는"
                                + " 쓰지 않습니다.,'=cmd",
                        "4,partnerCode,UNKNOWN_AREA,'99999' is no area of the list CL_AREA.,“99999”不是代码表 CL_AREA"
                                + " 中的地区。,‘99999’은(는) CL_AREA 목록의 지역이 아닙니다.,99999",
                        "4,flowCode,UNKNOWN_FLOW,'Q' is no code of the list CL_TRADE_FLOW.,“Q”不是代码表 CL_TRADE_FLOW"
                                + " 中的代码。,‘Q’은(는) CL_TRADE_FLOW 목록의 코드가 아닙니다.,Q");
    }

    @Test
    void oneBrokenRowRefusesTheFileWhereTheCallerWantsAllOrNothing() {
        String file = new ComtradeFile()
                .row("cmdCode", "010190")
                .row("cmdCode", "010190", "primaryValue", "x")
                .text();

        Response answer = upload(file, COMTRADE + "&onError=reject");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        JsonPath problem = answer.jsonPath();
        assertThat(problem.getString("type")).isEqualTo("urn:ckep:problem:upload-refused");
        assertThat(problem.getString("detail")).isEqualTo("1 of 2 rows are broken.");
        assertThat(problem.getString("errors[0].code")).isEqualTo("broken-rows");
        assertThat(problem.getString("upload.state")).isEqualTo("REFUSED");
        assertThat(problem.getString("upload.refusal.code")).isEqualTo("broken-rows");
        assertThat(as(Tokens.loader())
                        .get(problem.getString("upload.errors"))
                        .jsonPath()
                        .getList("data.row", Integer.class))
                .containsExactly(3);
        assertThat(get("commodity=010190").getList("data")).isEmpty();
    }

    @Test
    void twoRowsWithOneKeyRefuseTheFileAndAreListed() {
        String file = new ComtradeFile()
                .row("cmdCode", "010210", "primaryValue", "1", "cifvalue", "1")
                .row("cmdCode", "010210", "partnerCode", "842")
                .row("cmdCode", "010210", "primaryValue", "2", "cifvalue", "2")
                .text();

        Response answer = upload(file, COMTRADE);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("upload.refusal.code")).isEqualTo("duplicate-keys");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(3);
        assertThat(answer.jsonPath().getInt("upload.totals.rejected")).isEqualTo(2);
        JsonPath errors = as(Tokens.loader())
                .get(answer.jsonPath().getString("upload.errors"))
                .jsonPath();
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(2, 4);
        assertThat(errors.getList("data.text.en", String.class))
                .containsExactly("Line 4 has the same key and another value.", "An earlier line has the same key.");
        assertThat(get("commodity=010210").getList("data")).isEmpty();

        Response last = upload(file, COMTRADE + "&onConflict=last");
        assertTotals(last.jsonPath(), 3, 2, 0, 0, 0, 0, 1);
        assertThat(get("commodity=010210&partner=CN").getString("data[0].observations[0].value"))
                .isEqualTo("2");
        JsonPath replaced =
                as(Tokens.loader()).get(last.jsonPath().getString("errors")).jsonPath();
        assertThat(replaced.getList("data.code", String.class)).containsExactly("REPLACED_IN_FILE");
        assertThat(replaced.getList("data.row", Integer.class)).containsExactly(2);
    }

    @Test
    void rowsWithoutAPlaceAreCountedByReason() {
        String file = new ComtradeFile()
                .row("cmdCode", "010221")
                .row("cmdCode", "010221", "motCode", "1000")
                .row("cmdCode", "010221", "motCode", "2100")
                .row("cmdCode", "010221", "partner2Code", "842")
                .row("cmdCode", "010221", "customsCode", "C01")
                .text();

        JsonPath report = upload(file, COMTRADE).jsonPath();

        assertTotals(report, 5, 1, 0, 0, 0, 4, 0);
        assertThat(report.getMap("outOfScope", String.class, Integer.class))
                .containsOnly(
                        java.util.Map.entry("MODE_OF_TRANSPORT", 2),
                        java.util.Map.entry("SECOND_PARTNER", 1),
                        java.util.Map.entry("CUSTOMS_PROCEDURE", 1));
    }

    @Test
    void aliasesByteOrderMarkCarriageReturnsAndGzipAreRead() throws IOException {
        String header = "\uFEFF"
                + new ComtradeFile()
                        .text()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .replace("netWgt", "Netweight (kg)")
                        .replace("primaryValue", "PRIMARY_VALUE")
                        .replace("isNetWgtEstimated", "isnetWgtEstimated")
                        .replace("cmdCode", "Commodity Code")
                        .replace("motDesc", "our remark");
        String file = new ComtradeFile()
                .header(header)
                .lineEnd("\r\n")
                .row("cmdCode", "010229")
                .text();

        Response plain = upload(file, COMTRADE);
        assertTotals(plain.jsonPath(), 1, 1, 0, 0, 0, 0, 0);
        assertThat(plain.jsonPath().getList("unknownColumns", String.class)).containsExactly("our remark");

        byte[] compressed = gzip(file);
        Response byMagic =
                as(Tokens.loader()).contentType("text/csv").body(compressed).post("/trade/v1/uploads?" + COMTRADE);
        assertTotals(byMagic.jsonPath(), 1, 0, 0, 1, 0, 0, 0);
        Response declared = as(Tokens.loader())
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(compressed)
                .post("/trade/v1/uploads?" + COMTRADE);
        assertTotals(declared.jsonPath(), 1, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() {
        assertRefused(upload("reporterCode,flowCode\n410,M\n", COMTRADE), "column-missing");
        assertRefused(upload(new ComtradeFile().text(), COMTRADE), "empty");
        assertRefused(
                as(Tokens.loader())
                        .contentType("text/csv")
                        .header("Content-Encoding", "gzip")
                        .body("a,b\n")
                        .post("/trade/v1/uploads?" + COMTRADE),
                "not-gzip");
        assertRefused(
                as(Tokens.loader())
                        .contentType("text/csv")
                        .body(new byte[] {'a', ',', (byte) 0xff, '\n'})
                        .post("/trade/v1/uploads?" + COMTRADE),
                "unknown-charset");
    }

    @Test
    void aRowThatIsTakenAfterARepairIsListed() {
        Response answer = upload(
                new ComtradeFile().row("cmdCode", "30199", "aggrLevel", "6").text(), COMTRADE);
        assertTotals(answer.jsonPath(), 1, 1, 0, 0, 0, 0, 0);
        JsonPath errors =
                as(Tokens.loader()).get(answer.jsonPath().getString("errors")).jsonPath();
        assertThat(errors.getList("data.code", String.class)).containsExactly("COMMODITY_PADDED");
        assertThat(errors.getInt("data[0].row")).isEqualTo(2);
        assertThat(errors.getString("data[0].value")).isEqualTo("30199");
        assertThat(get("commodity=030199").getList("data")).hasSize(1);
    }

    @Test
    void moreBrokenRowsThanTheLimitRefuseTheFile() {
        ComtradeFile file = new ComtradeFile();
        for (int i = 0; i < 1002; i++) {
            file.row("primaryValue", "x");
        }
        Response answer = upload(file.text(), COMTRADE);
        assertRefused(answer, "too-many-errors");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(1001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source=",
                "source=COMTRADE",
                "source=COMTRADE_V1&onError=maybe",
                "source=COMTRADE_V1&onConflict=x"
            })
    void aParameterThatIsNotUnderstoodIsNamed(String query) {
        Response answer = upload(new ComtradeFile().row().text(), query);
        assertThat(answer.statusCode()).isEqualTo(400);
        String[] parameters = query.split("[&=]");
        String wrong = query.endsWith("=") ? "source" : parameters[parameters.length - 2];
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(wrong);
    }

    @Test
    void unknownParametersAndMediaTypesAreRefused() {
        Response unknown = upload(new ComtradeFile().row().text(), COMTRADE + "&dryRun=true");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("errors[0].parameter")).isEqualTo("dryRun");
        Response json =
                as(Tokens.loader()).contentType("application/json").body("{}").post("/trade/v1/uploads?" + COMTRADE);
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(json.contentType()).isEqualTo("application/problem+json");
        Response brotli = as(Tokens.loader())
                .contentType("text/csv")
                .header("Content-Encoding", "br")
                .body("x")
                .post("/trade/v1/uploads?" + COMTRADE);
        assertThat(brotli.statusCode()).isEqualTo(415);
    }

    @Test
    void repeatingARequestWithItsKeyGivesTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        String file = new ComtradeFile().row("cmdCode", "010310").text();

        Response first = withKey(key, file);
        Response again = withKey(key, file);
        Response other =
                withKey(key, new ComtradeFile().row("cmdCode", "010391").text());

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:idempotency-conflict");
    }

    @Test
    void uploadsAndTheirRowsAreCounted() {
        double before =
                registry.counter("trade.upload.rows", "outcome", "inserted").count();
        double uploads = registry.counter("trade.uploads", "state", "completed").count();
        upload(
                new ComtradeFile()
                        .row("cmdCode", "010420")
                        .row("cmdCode", "010511")
                        .text(),
                COMTRADE);
        assertThat(registry.counter("trade.upload.rows", "outcome", "inserted").count())
                .isEqualTo(before + 2);
        assertThat(registry.counter("trade.uploads", "state", "completed").count())
                .isEqualTo(uploads + 1);
    }

    private static Response withKey(String key, String file) {
        return as(Tokens.loader())
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(file)
                .post("/trade/v1/uploads?" + COMTRADE);
    }

    private static void assertRefused(Response answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("upload.state")).isEqualTo("REFUSED");
    }

    private static void assertTotals(
            JsonPath report,
            int read,
            int inserted,
            int revised,
            int unchanged,
            int rejected,
            int outside,
            int replaced) {
        assertThat(report.getMap("totals", String.class, Integer.class))
                .isEqualTo(java.util.Map.of(
                        "read", read,
                        "inserted", inserted,
                        "revised", revised,
                        "unchanged", unchanged,
                        "rejected", rejected,
                        "outOfScope", outside,
                        "replaced", replaced,
                        "deleted", 0));
    }

    private static JsonPath get(String query) {
        return given().get("/trade/v1/series?" + query).jsonPath();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
