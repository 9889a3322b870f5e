package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.ingest.Reports.assertRefused;
import static org.ckep.trade.ingest.Reports.assertTotals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** What becomes of rows that are broken, doubled or without a place. Each test uses commodities of its own. */
@QuarkusTest
class RejectedRowsTest {
    private static final String COMTRADE = "source=COMTRADE_V1";

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

    /** One value that differs is enough for a conflict, also where it is not the traded value. */
    @Test
    void aRowThatStandsTwiceIsCountedAndNothingElse() {
        String file = new ComtradeFile()
                .row("cmdCode", "010294")
                .row("cmdCode", "010294", "partnerCode", "842")
                .row("cmdCode", "010294")
                .row("cmdCode", "010294")
                .text();
        assertTotals(upload(file, COMTRADE).jsonPath(), 4, 2, 0, 0, 0, 0, 0, 2);
        assertTotals(upload(file, COMTRADE).jsonPath(), 4, 0, 0, 2, 0, 0, 0, 2);
        assertThat(get("commodity=010294").getList("data")).hasSize(2);

        Response differing = upload(
                new ComtradeFile()
                        .row("cmdCode", "010294")
                        .row("cmdCode", "010294", "netWgt", "1")
                        .row("cmdCode", "010294")
                        .text(),
                COMTRADE);
        assertRefused(differing, "duplicate-keys");
        JsonPath errors = as(Tokens.loader())
                .get(differing.jsonPath().getString("upload.errors"))
                .jsonPath();
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3, 4);
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

    private static JsonPath get(String query) {
        return given().get("/trade/v1/series?" + query).jsonPath();
    }
}
