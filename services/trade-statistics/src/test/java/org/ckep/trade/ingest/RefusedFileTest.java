package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.ingest.Reports.assertRefused;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refuses a file as a whole, however its sender wants broken rows to be taken. */
@QuarkusTest
class RefusedFileTest {
    private static final String COMTRADE = "source=COMTRADE_V1";

    /** Fault 14: of a file that has lost characters nobody knows what else it has lost. */
    @ParameterizedTest
    @CsvSource({"partnerDesc, ?? of Korea", "cmdDesc, cut\uFFFDoff", "cmdDesc, cut\u0000off"})
    void f14_destroyedTextRefusesTheFile(String column, String text) {
        String file = new ComtradeFile()
                .row("cmdCode", "040811")
                .row("cmdCode", "040811", "partnerCode", "842", column, text)
                .row("cmdCode", "040811", "partnerCode", "392")
                .text();

        Response answer = as(Tokens.loader())
                .contentType("text/csv")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?" + COMTRADE);

        assertRefused(answer, "damaged-text");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Characters were lost before the file came here: line 3, column '" + column + "'.");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(2);
        assertThat(answer.jsonPath().getInt("upload.totals.rejected")).isEqualTo(1);
        JsonPath errors = errors(answer);
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3);
        assertThat(errors.getList("data.column", String.class)).containsExactly(column);
        assertThat(errors.getList("data.code", String.class)).containsExactly("DAMAGED_TEXT");
        assertThat(errors.getString("data[0].value")).isEqualTo(text.replace('\u0000', '\uFFFD'));
        assertThat(series("040811")).isEmpty();
    }

    @Test
    void aFileOfWhichNoRowCanBeTakenIsNotTakenForLoaded() {
        String file = new ComtradeFile()
                .row("cmdCode", "040812", "primaryValue", "x")
                .row("cmdCode", "040812", "motCode", "2100")
                .row("cmdCode", "040812", "flowCode", "Q")
                .text();
        Response answer = upload(file, COMTRADE);
        assertRefused(answer, "no-row-taken");
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("None of the 3 rows can be taken: 2 are broken.");
        assertThat(answer.jsonPath().getInt("upload.totals.rejected")).isEqualTo(2);
        assertThat(errors(answer).getList("data.code", String.class)).containsExactly("INVALID_NUMBER", "UNKNOWN_FLOW");

        String outside =
                new ComtradeFile().row("cmdCode", "040812", "motCode", "2100").text();
        assertThat(upload(outside, COMTRADE).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "cell-too-long, 20000, 1, 'Cell 7 of line 3 has more than 16384 characters.', 16384",
        "row-too-long, 11000, 6, Line 3 has more than 65536 characters in its cells., 65536",
        "too-many-cells, 1, 180, Line 3 has more than 200 cells., 200"
    })
    void aRowThatIsLargerThanAnyIsToldByItsLineAndItsLimit(
            String code, int size, int cells, String detail, String limit) {
        String good = new ComtradeFile().row("cmdCode", "040813").text();
        String row = good.lines().skip(1).findFirst().orElseThrow();
        String large = row.replace(",410,", "," + ("x".repeat(size) + ",").repeat(cells) + "410,");

        Response answer = upload(good + large + "\n" + row + "\n", COMTRADE);

        assertRefused(answer, code);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
        assertThat(answer.jsonPath().getString("upload.refusal.code")).isEqualTo(code);
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(2);
        JsonPath errors = errors(answer);
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3);
        assertThat(errors.getString("data[0].code"))
                .isEqualTo(code.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
        for (String language : List.of("en", "zh-Hans", "ko")) {
            assertThat(errors.getString("data[0].text.'" + language + "'")).contains(limit);
        }
        assertThat(series("040813")).isEmpty();
    }

    /** The header is line 1 and commodities stand in cell 21. */
    @ParameterizedTest
    @CsvSource({"cmdCode, 21", "reporterISO, 8"})
    void aQuoteThatIsNeverClosedIsToldWithItsRowAndColumn(String column, int cell) {
        String file = new ComtradeFile()
                .row("cmdCode", "040816")
                .row("cmdCode", "040816", "partnerCode", "842", column, "\"opened")
                .row("cmdCode", "040816", "partnerCode", "392")
                .text();

        Response answer = upload(file, COMTRADE);

        assertRefused(answer, "quote-not-closed");
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("A quote is opened in line 3 and never closed.");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(2);
        assertThat(answer.jsonPath().getInt("upload.totals.rejected")).isEqualTo(1);
        JsonPath errors = errors(answer);
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3);
        assertThat(errors.getList("data.column", String.class)).containsExactly(column);
        assertThat(errors.getList("data.code", String.class)).containsExactly("QUOTE_NOT_CLOSED");
        assertThat(errors.getMap("data[0].text", String.class, String.class))
                .isEqualTo(Map.of(
                        "en", "A quote is opened in line 3, cell " + cell + ", and never closed.",
                        "zh-Hans", "第 3 行第 " + cell + " 个单元格的引号打开后没有闭合。",
                        "ko", "3행 " + cell + "번째 셀에서 연 따옴표가 닫히지 않았습니다."));
        assertThat(series("040816")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, The compressed file expands further than figures do",
        "zh-Hans, 压缩文件展开后的大小超出贸易数据的正常范围",
        "ko, 압축 파일이 무역 통계로 보기 어려울 만큼 크게 늘어납니다"
    })
    void aSmallFileThatExpandsFurtherThanFiguresDoIsRefusedBeforeItIsRead(String language, String title)
            throws IOException {
        String file = new ComtradeFile().row("cmdCode", "040814").text();
        String row = file.lines().skip(1).findFirst().orElseThrow() + "\n";
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(file.getBytes(StandardCharsets.UTF_8));
            gzip.write(row.repeat(40_000).getBytes(StandardCharsets.UTF_8));
        }
        Response answer = as(Tokens.loader())
                .contentType("text/csv")
                .header("Accept-Language", language)
                .header("Content-Encoding", "gzip")
                .body(bomb.toByteArray())
                .post("/trade/v1/uploads?" + COMTRADE);
        assertRefused(answer, "implausible-expansion");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:implausible-expansion");
        assertThat(answer.jsonPath().getString("title")).isEqualTo(title);
        assertThat(answer.jsonPath().getString("upload.refusal.code")).isEqualTo("implausible-expansion");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isLessThan(20_000);
        assertThat(series("040814")).isEmpty();
    }

    /** Every broken row says what is wrong with it, and in which column. */
    @ParameterizedTest
    @CsvSource({
        "classificationCode, '', MISSING_VALUE, A value is missing in column classificationCode.",
        "primaryValue, 12345678901234567890123, NUMBER_TOO_LARGE, The number must be below 1000000000000000000.",
        "netWgt, 12345678901234567890123, NUMBER_TOO_LARGE, The number must be below 1000000000000000000000.",
        "primaryValue, 123456789012345678901, NUMBER_TOO_LARGE, The number must be below 1000000000000000000."
    })
    void whatIsWrongWithARowIsToldWithItsColumn(String column, String value, String code, String text) {
        String file = new ComtradeFile()
                .row("cmdCode", "040815")
                .row("cmdCode", "040815", "partnerCode", "842", column, value)
                .text();
        Response answer = upload(file, COMTRADE);
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonPath errors =
                as(Tokens.loader()).get(answer.jsonPath().getString("errors")).jsonPath();
        assertThat(errors.getString("data[0].column")).isEqualTo(column);
        assertThat(errors.getString("data[0].code")).isEqualTo(code);
        assertThat(errors.getString("data[0].text.en")).isEqualTo(text);
        assertThat(as(Tokens.loader())
                        .accept("text/csv")
                        .get(answer.jsonPath().getString("errors"))
                        .asString())
                .contains(text);
    }

    private static JsonPath errors(Response refused) {
        return as(Tokens.loader())
                .get(refused.jsonPath().getString("upload.errors"))
                .jsonPath();
    }

    private static List<Object> series(String commodity) {
        return given().get("/trade/v1/series?commodity=" + commodity).jsonPath().getList("data");
    }
}
