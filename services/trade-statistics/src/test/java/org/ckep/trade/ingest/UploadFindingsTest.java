package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar about files as a whole. Each test uses commodities, and where files are counted periods, of its own. */
@QuarkusTest
class UploadFindingsTest {
    private static final String COMTRADE = "source=COMTRADE_V1";
    private static final String WORLD = "0";
    private static final String CHINA = "156";
    private static final String AMERICA = "842";
    private static final String EUROPEAN_UNION = "97";

    @Inject
    DataSource dataSource;

    /** Half a dollar in each value is rounding; one partner beside the World is an extract; groups hold members once more. */
    @Test
    void partnersThatDoNotAddUpToTheWorldAreTold() {
        Sent sent = send(new ComtradeFile()
                .row(cells("930110", WORLD, "2001", "1000"))
                .row(cells("930110", CHINA, "2001", "400"))
                .row(cells("930110", AMERICA, "2001", "500"))
                .row(cells("930120", WORLD, "2001", "1000"))
                .row(cells("930120", CHINA, "2001", "600.5"))
                .row(cells("930120", AMERICA, "2001", "401"))
                .row(cells("930120", EUROPEAN_UNION, "2001", "300"))
                .row(cells("930190", WORLD, "2001", "100"))
                .row(cells("930190", CHINA, "2001", "60"))
                .row(cells("930200", WORLD, "2001", "100"))
                .row(cells("930200", CHINA, "2001", "130")));
        assertThat(sent.counts()).containsEntry("PARTNERS_NOT_WORLD", 2);
        List<Map<String, Object>> findings = sent.of("PARTNERS_NOT_WORLD");
        assertThat(findings).hasSize(2);
        assertThat(findings.getFirst())
                .containsEntry("frequency", "A")
                .containsEntry("period", "2001")
                .containsEntry("reporter", "KR")
                .containsEntry("flow", "M")
                .containsEntry("edition", "HS22")
                .containsEntry("commodity", "930110")
                .doesNotContainKey("partner")
                .containsEntry(
                        "text",
                        Map.of(
                                "en", "The partners add up to 900 USD, and the World is 1000 USD (ratio 0.9).",
                                "zh-Hans", "各伙伴合计 900 美元，而“世界”为 1000 美元（比率 0.9）。",
                                "ko", "상대국의 합은 900달러이고 ‘세계’는 1000달러입니다(비율 0.9)."));
        assertThat(amounts(findings.getFirst())).containsExactly("900", "1000", "0.9");
        assertThat(amounts(findings.get(1))).containsExactly("130", "100", "1.3");
        assertThat(given().get("/trade/v1/series?commodity=930110").jsonPath().getList("data"))
                .hasSize(3);
    }

    @Test
    void codesThatDoNotAddUpToTheirHeadingOrToTheTotalAreTold() {
        Sent sent = send(new ComtradeFile()
                .row(cells("9303", CHINA, "2002", "1000"))
                .row(cells("930310", CHINA, "2002", "400"))
                .row(cells("930320", CHINA, "2002", "500"))
                .row(cells("9304", CHINA, "2002", "20"))
                .row(cells("930400", CHINA, "2002", "20"))
                .row(cells("TOTAL", CHINA, "2002", "1840")));
        assertThat(sent.counts())
                .containsEntry("SUBHEADINGS_NOT_HEADING", 1)
                .containsEntry("SUBHEADINGS_NOT_TOTAL", 1)
                .doesNotContainKey("PARTNERS_NOT_WORLD");
        Map<String, Object> heading = sent.of("SUBHEADINGS_NOT_HEADING").getFirst();
        assertThat(heading).containsEntry("commodity", "9303").containsEntry("partner", "CN");
        assertThat(amounts(heading)).containsExactly("900", "1000", "0.9");
        Map<String, Object> total = sent.of("SUBHEADINGS_NOT_TOTAL").getFirst();
        assertThat(total).containsEntry("commodity", "TOTAL");
        assertThat(amounts(total)).containsExactly("920", "1840", "0.5");
    }

    /** What is kept back is no zero: a sum without it says something only where it is above the whole. */
    @ParameterizedTest
    @CsvSource({"90, false", "110, true"})
    void aSumThatLacksAMissingValueIsToldWhereItIsAboveTheWhole(String known, boolean told) {
        JsonPath report = SdmxCsvFile.send(
                SdmxCsvFile.value("R", "930811", "2017", known, "", ""),
                SdmxCsvFile.value("R", "930811", "2017", "5", "", "").replace(",CN,", ",US,"),
                SdmxCsvFile.value("R", "930811", "2017", "", "Q", "").replace(",CN,", ",JP,"),
                SdmxCsvFile.value("R", "930811", "2017", "100", "", "").replace(",CN,", ",W0,"),
                SdmxCsvFile.value("R", "9309", "2017", "100", "", ""),
                SdmxCsvFile.value("R", "930910", "2017", known, "", ""),
                SdmxCsvFile.value("R", "930920", "2017", "", "Q", ""),
                SdmxCsvFile.value("R", "TOTAL", "2017", told ? "201" : "301", "", ""));
        assertThat(report.getInt("totals.rejected")).isZero();
        Map<String, Integer> counts = report.getMap("findings");
        if (told) {
            assertThat(counts)
                    .containsEntry("PARTNERS_NOT_WORLD", 1)
                    .containsEntry("SUBHEADINGS_NOT_HEADING", 1)
                    .containsEntry("SUBHEADINGS_NOT_TOTAL", 1);
        } else {
            assertThat(counts)
                    .doesNotContainKeys("PARTNERS_NOT_WORLD", "SUBHEADINGS_NOT_HEADING", "SUBHEADINGS_NOT_TOTAL");
        }
    }

    /** The files of others are not known of, and so not compared with. */
    @Test
    void aChapterWithFewerFiguresThanInTheLastFileIsTold() {
        ComtradeFile three = new ComtradeFile()
                .row(cells("930510", CHINA, "1994", "1"))
                .row(cells("930520", CHINA, "1994", "2"))
                .row(cells("930591", CHINA, "1994", "3"));
        assertThat(send(three).counts()).doesNotContainKey("FEWER_FIGURES");
        assertThat(send(three).counts()).doesNotContainKey("FEWER_FIGURES");
        ComtradeFile one = new ComtradeFile().row(cells("930510", CHINA, "1994", "1"));
        assertThat(upload(Tokens.user("kr-statistician"), one.text(), COMTRADE)
                        .jsonPath()
                        .getMap("findings"))
                .doesNotContainKey("FEWER_FIGURES");
        Sent fewer = send(one);
        assertThat(fewer.counts()).containsEntry("FEWER_FIGURES", 1);
        Map<String, Object> finding = fewer.of("FEWER_FIGURES").getFirst();
        assertThat(finding)
                .containsEntry("commodity", "93")
                .containsEntry("period", "1994")
                .doesNotContainKey("partner");
        assertThat(amounts(finding)).containsExactly("1", "3", "0.3333");
        assertThat(send(one).counts()).doesNotContainKey("FEWER_FIGURES");
    }

    /** Fault 14: a slip of the decimal point. The known values count, and zeros do not. */
    @ParameterizedTest
    @CsvSource({"930610, 800, 8", "930621, 12.5, 0.125", "930629, 799.99, ", "930630, 12.51, ", "930690, 0, "})
    void f14_aValueFarFromTheMedianOfItsSeriesIsTold(String commodity, String value, String ratio) {
        send(new ComtradeFile()
                .row(cells(commodity, CHINA, "2003", "100"))
                .row(cells(commodity, CHINA, "2004", "100")));
        Sent sent = send(new ComtradeFile().row(cells(commodity, CHINA, "2005", value)));
        if (ratio == null) {
            assertThat(sent.counts()).doesNotContainKey("FAR_FROM_MEDIAN");
        } else {
            Map<String, Object> finding = sent.of("FAR_FROM_MEDIAN").getFirst();
            assertThat(finding).containsEntry("period", "2005").containsEntry("partner", "CN");
            assertThat(amounts(finding)).containsExactly(value, "100", ratio);
        }
    }

    /** Partners stand beside the World and products beside their chapter: each is summed once. */
    @Test
    void f13_rowsOfTotalsAreDroppedAndHeldAgainstTheirSum() {
        ComtradeFile figures = new ComtradeFile()
                .row(cells("930410", CHINA, "1998", "100"))
                .row(cells("930410", AMERICA, "1998", "20.4"))
                .row(cells("930420", CHINA, "1998", "7"))
                .row(cells("9304", CHINA, "1998", "107"))
                .row(cells("930410", WORLD, "1998", "120.4"))
                .row(cells("930410", CHINA, "1999", "1000"));
        Sent right = send(figures.row("cmdCode", "총계", "partnerCode", "-", "period", "1998", "primaryValue", "127")
                .row("cmdCode", "총계", "partnerCode", CHINA, "period", "1998", "primaryValue", "107")
                .row("cmdCode", "930410", "partnerCode", "총계", "period", "총계", "primaryValue", "1120")
                .row("cmdCode", "930420", "partnerCode", "총계", "period", "1998", "primaryValue", "7"));
        assertThat(right.counts()).doesNotContainKey("TOTALS_ROW_NOT_SUM");

        Response answer = upload(
                new ComtradeFile()
                        .row(cells("930410", CHINA, "1998", "100"))
                        .row("cmdCode", "총계", "partnerCode", CHINA, "period", "1998", "primaryValue", "200")
                        .row("cmdCode", "총계", "flowCode", "X", "partnerCode", "-", "period", "1998")
                        .text(),
                COMTRADE);
        JsonPath report = answer.jsonPath();
        assertThat(report.getInt("totals.unchanged")).isEqualTo(1);
        assertThat(report.getInt("totals.outOfScope")).isEqualTo(2);
        assertThat(report.getInt("outOfScope.TOTALS_ROW")).isEqualTo(2);
        Sent wrong = new Sent(report.getMap("findings"), report.getString("findingList"));
        assertThat(wrong.counts()).containsEntry("TOTALS_ROW_NOT_SUM", 2);
        List<Map<String, Object>> findings = wrong.of("TOTALS_ROW_NOT_SUM");
        assertThat(findings.getFirst()).containsEntry("flow", "X").doesNotContainKey("partner");
        assertThat(amounts(findings.getFirst())).containsExactly("0", "1000", "0");
        assertThat(findings.getLast())
                .containsEntry("reporter", "KR")
                .containsEntry("flow", "M")
                .containsEntry("period", "1998")
                .containsEntry("partner", "CN");
        assertThat(amounts(findings.getLast())).containsExactly("100", "200", "0.5");
        assertThat(given().get("/trade/v1/series?commodity=TOTAL&startPeriod=1998&endPeriod=1998&flow=X&reporter=KR")
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
    }

    /** Of each chapter the finest level counts, whatever level other chapters have. */
    @Test
    void rowsOfTotalsTakeEachChapterAtItsFinestLevel() {
        Sent mixed = send(new ComtradeFile()
                .row(cells("TOTAL", CHINA, "1990", "160"))
                .row(cells("91", CHINA, "1990", "50"))
                .row(cells("92", CHINA, "1990", "110"))
                .row(cells("9201", CHINA, "1990", "110"))
                .row(cells("920110", CHINA, "1990", "60"))
                .row(cells("920120", CHINA, "1990", "50"))
                .row(cells("TOTAL", AMERICA, "1990", "40"))
                .row("cmdCode", "총계", "partnerCode", CHINA, "period", "1990", "primaryValue", "160")
                .row("cmdCode", "총계", "partnerCode", CHINA, "period", "1990", "primaryValue", "170")
                .row("cmdCode", "총계", "partnerCode", "-", "period", "1990", "primaryValue", "200"));
        assertThat(mixed.counts()).containsEntry("TOTALS_ROW_NOT_SUM", 1);
        assertThat(amounts(mixed.of("TOTALS_ROW_NOT_SUM").getFirst())).startsWith("160", "170");
    }

    /** All are kept until the file was read, so there may not be any number of them. */
    @Test
    void moreThanAThousandRowsOfTotalsAreRefused() {
        ComtradeFile file = new ComtradeFile();
        for (int i = 0; i <= 1_000; i++) {
            file.row("cmdCode", "총계", "period", "1997");
        }
        assertThat(upload(file.text(), COMTRADE).jsonPath().getString("upload.refusal.code"))
                .isEqualTo("too-many-totals-rows");
    }

    @Test
    void codesThatNoListNamesAreCounted() {
        Sent sent = send(new ComtradeFile()
                .row(cells("282520", CHINA, "2006", "1"))
                .row(cells("930700", CHINA, "2006", "1"))
                .row(cells("282520", "99999", "2006", "1"))
                .row(cells("282520", AMERICA, "2006", "x")));
        assertThat(sent.counts()).containsEntry("UNNAMED_COMMODITIES", 1).containsEntry("UNKNOWN_CODES", 1);
        Map<String, Object> unnamed = sent.of("UNNAMED_COMMODITIES").getFirst();
        assertThat(unnamed).containsEntry("edition", "HS22").doesNotContainKey("commodity");
        assertThat(amounts(unnamed)).containsExactly("1", "2", "0.5");
        assertThat(amounts(sent.of("UNKNOWN_CODES").getFirst())).containsExactly("1", "4", "0.25");
    }

    /** Five of a rule in tests. */
    @Test
    void allAreCountedTheLargestListedAndReadPageByPageOrAsAFile() {
        ComtradeFile file = new ComtradeFile();
        for (int year = 2007; year < 2014; year++) {
            file.row(cells("710812", WORLD, Integer.toString(year), "1000"));
            file.row(cells("710812", CHINA, Integer.toString(year), Integer.toString(year - 1000)));
        }
        Sent sent = send(file);
        assertThat(sent.counts()).containsEntry("PARTNERS_NOT_WORLD", 7);
        assertThat(sent.of("PARTNERS_NOT_WORLD").stream().map(finding -> finding.get("period")))
                .containsExactly("2013", "2012", "2011", "2010", "2009");

        JsonPath page = as(Tokens.loader()).get(sent.list() + "?limit=2").jsonPath();
        assertThat(page.getList("data")).hasSize(2);
        JsonPath next = as(Tokens.loader())
                .get(sent.list() + "?limit=2&after=" + page.getString("next"))
                .jsonPath();
        assertThat(next.getString("data[0].period")).isEqualTo("2011");

        Response csv = as(Tokens.loader()).accept("text/csv").get(sent.list());
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).startsWith("attachment; filename=\"findings-");
        assertThat(csv.asString().lines())
                .contains(
                        "rule,frequency,period,reporter,flow,edition,commodity,partner,figure,comparedWith,ratio,text_en,"
                                + "text_zh-Hans,text_ko")
                .anyMatch(line -> line.startsWith(
                        "PARTNERS_NOT_WORLD,A,2013,KR,M,HS22,710812,,1013,1000,1.013,\"The partners add"));
    }

    /** Nothing of a draft is visible, and what is found in it is its side's. */
    @Test
    void draftsAreLookedAtAndFindingsAreForWhoMayKnowOfTheUpload() throws SQLException {
        String statistician = Tokens.user("kr-statistician");
        String release = as(statistician)
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"title\": {\"en\": \"Findings\"}, \"source\": \"NATIONAL\"}")
                .post("/trade/v1/releases")
                .jsonPath()
                .getString("urn");
        String file = new ComtradeFile()
                .row(cells("711810", WORLD, "2014", "100"))
                .row(cells("711810", CHINA, "2014", "130"))
                .row(cells("711890", CHINA, "2014", "5"))
                .row(cells("711890", CHINA, "2015", "5"))
                .row(cells("711890", CHINA, "2016", "50"))
                .text();
        Response answer = upload(statistician, file, "source=NATIONAL&release=" + release);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().<String, Integer>getMap("findings"))
                .containsEntry("PARTNERS_NOT_WORLD", 1)
                .containsEntry("FAR_FROM_MEDIAN", 1);
        String list = answer.jsonPath().getString("findingList");
        assertThat(as(statistician).get(list).jsonPath().getList("data.rule", String.class))
                .contains("PARTNERS_NOT_WORLD", "FAR_FROM_MEDIAN");
        assertThat(as(Tokens.user("cn-statistician")).get(list).statusCode()).isEqualTo(404);
        assertThat(as(Tokens.user("cn-statistician"))
                        .accept("text/csv")
                        .get(list)
                        .statusCode())
                .isEqualTo(404);
        assertThat(given().get(list).statusCode()).isEqualTo(401);
        for (String table : List.of("upload_finding", "upload_slice")) {
            assertThat(count(table, "")).as(table).isZero();
            assertThat(count(table, "CN")).as(table).isZero();
            assertThat(count(table, "KR")).as(table).isPositive();
        }
        assertThat(given().get("/trade/v1/series?commodity=711890").jsonPath().getList("data"))
                .isEmpty();
    }

    private long count(String table, String side) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.side', '" + side + "', true)");
            try (ResultSet row = statement.executeQuery("select count(*) from " + table + " t join upload u on u.id ="
                    + " t.upload_id where u.side = 'KR'")) {
                row.next();
                return row.getLong(1);
            } finally {
                connection.rollback();
            }
        }
    }

    private record Sent(Map<String, Integer> counts, String list) {
        List<Map<String, Object>> of(String rule) {
            List<Map<String, Object>> findings =
                    as(Tokens.loader()).get(list + "?limit=100").jsonPath().getList("data");
            return findings.stream()
                    .filter(finding -> finding.get("rule").equals(rule))
                    .toList();
        }
    }

    private static Sent send(ComtradeFile file) {
        Response answer = upload(file.text(), COMTRADE);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return new Sent(answer.jsonPath().getMap("findings"), answer.jsonPath().getString("findingList"));
    }

    /** However JSON numbers are read. */
    private static List<String> amounts(Map<String, Object> finding) {
        return List.of("figure", "comparedWith", "ratio").stream()
                .map(name -> new BigDecimal(String.valueOf(finding.get(name)))
                        .stripTrailingZeros()
                        .toPlainString())
                .toList();
    }

    private static String[] cells(String commodity, String partner, String year, String value) {
        return new String[] {
            "cmdCode",
            commodity,
            "aggrLevel",
            commodity.equals("TOTAL") ? "0" : Integer.toString(commodity.length()),
            "partnerCode",
            partner,
            "period",
            year,
            "refPeriodId",
            year + "0101",
            "primaryValue",
            value,
            "cifvalue",
            value
        };
    }
}
