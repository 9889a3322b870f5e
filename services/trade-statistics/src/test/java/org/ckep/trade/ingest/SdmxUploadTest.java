package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.ingest.SdmxCsvFile.FLOW;
import static org.ckep.trade.ingest.SdmxCsvFile.HEADER;
import static org.ckep.trade.ingest.SdmxCsvFile.post;
import static org.ckep.trade.ingest.SdmxCsvFile.postText;
import static org.ckep.trade.ingest.SdmxCsvFile.quantity;
import static org.ckep.trade.ingest.SdmxCsvFile.row;
import static org.ckep.trade.ingest.SdmxCsvFile.send;
import static org.ckep.trade.ingest.SdmxCsvFile.value;
import static org.ckep.trade.ingest.SdmxCsvFile.weight;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads of SDMX-CSV, in which each row sets, replaces or deletes one measure. */
@QuarkusTest
class SdmxUploadTest {
    @Test
    void measuresAreSetEachOnItsOwn() {
        JsonPath report = send(
                value("M", "720110", "2021", "100.25", "P", "FOB"),
                weight("M", "720110", "2021", "3", "3"),
                quantity("M", "720110", "2021", "7", "ITEM"));
        assertThat(report.getString("format")).isEqualTo("SDMX_CSV_2");
        assertTotals(report, 3, 3, 0, 0, 0);
        JsonPath figure = figure("720110");
        assertThat(figure.getString("data[0].observations[0].value")).isEqualTo("100.25");
        assertThat(figure.getString("data[0].observations[0].netWeight")).isEqualTo("3000");
        assertThat(figure.getString("data[0].observations[0].quantity")).isEqualTo("7");
        assertThat(figure.getString("data[0].observations[0].quantityUnit")).isEqualTo("ITEM");
        assertThat(figure.getBoolean("data[0].observations[0].provisional")).isTrue();
        assertThat(figure.getString("data[0].valuation")).isEqualTo("FOB");

        assertTotals(
                send(value("M", "720110", "2021", "100.25", "P", "FOB"), weight("M", "720110", "2021", "3000", "0")),
                2,
                0,
                0,
                2,
                0);
    }

    @Test
    void aMergeLeavesAloneWhatItDoesNotGiveAndAReplacementRemovesIt() {
        send(value("M", "720120", "2021", "50", "E", "CIF"));
        assertTotals(send(value("M", "720120", "2021", "60", "", "")), 1, 0, 1, 0, 0);
        assertThat(csv("720120")).containsExactly("2021,60,USD,0,2,E,F,,CIF");
        assertTotals(send(value("M", "720120", "2021", "", "", "FOB")), 1, 0, 1, 0, 0);
        assertThat(csv("720120")).containsExactly("2021,60,USD,0,2,E,F,,FOB");
        assertTotals(send(value("R", "720120", "2021", "60", "", "")), 1, 0, 1, 0, 0);
        assertThat(csv("720120")).containsExactly("2021,60,USD,0,2,A,F,,UNKNOWN");
    }

    /** Of a measure of which a replacement gives nothing, nothing is left; other measures are other observations. */
    @Test
    void aReplacementThatGivesNothingRemovesItsMeasure() {
        send(
                value("M", "720125", "2020", "50", "E", "CIF"),
                value("M", "720125", "2021", "50", "E", "CIF"),
                weight("M", "720125", "2021", "9", "0"),
                quantity("M", "720125", "2021", "7", "ITEM"));
        assertTotals(
                send(
                        value("R", "720125", "2021", "", "", "FOB"),
                        row("R", "720125", "QTY", "2021", "", "", "", "", "")),
                2,
                0,
                0,
                0,
                2);
        assertThat(csv("720125")).containsExactly("2020,50,USD,0,2,E,F,,CIF");
        String key = "/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_720125.CN..";
        assertThat(given().get(key + "NET_WEIGHT").statusCode()).isEqualTo(200);
        assertThat(given().get(key + "QTY").statusCode()).isEqualTo(404);
        // Rows apply in their order, and what is removed twice is gone once.
        assertTotals(
                send(
                        value("R", "720125", "2020", "", "", ""),
                        value("R", "720125", "2020", "60", "", ""),
                        value("R", "720125", "2021", "", "", "")),
                3,
                0,
                1,
                0,
                2);
        assertThat(csv("720125")).containsExactly("2020,60,USD,0,2,A,F,,UNKNOWN");
    }

    @Test
    void rowsNameTheirStructureOrTheAgreementToProvideThem() {
        String figures = value("M", "720126", "2021", "5", "", "");
        String ofStructure = figures.replace("dataflow," + FLOW, "datastructure,CKEP:DSD_BTS(1.0.0)");
        String ofAgreement = figures.replace("dataflow," + FLOW, "dataprovision,CKEP:PA_NATIONAL_A_KCS(1.0.0)");
        assertTotals(send(ofStructure), 1, 1, 0, 0, 0);
        assertTotals(send(ofAgreement), 1, 0, 0, 1, 0);
        assertTotals(send(figures, ofStructure, ofAgreement), 3, 0, 0, 1, 0);
        // A structure is that of both frequencies, which the first row tells.
        JsonPath monthly = send(ofStructure.replace(",A,KR,", ",M,KR,").replace(",2021,", ",2021-03,"));
        assertTotals(monthly, 1, 1, 0, 0, 0);
        // What a deletion leaves open is everything within the agreement.
        send(figures.replace(",KR,M,HS22_720126,CN,", ",CN,M,HS22_720126,KR,"));
        assertTotals(send(ofAgreement.replace(",M,A,KR,M,", ",D,A,,,").replace(",5,USD,", ",,,")), 1, 0, 0, 0, 1);
        assertThat(figure("720126").getList("data.reporter.code")).containsExactly("CN", "KR");
        assertThat(figure("720126").getList("data.frequency")).containsExactly("A", "M");
    }

    /** The structure is that of years and months: of which figures are to be deleted, the file says nothing. */
    @Test
    void aStructureWithoutAFrequencyNamesNoDataflow() {
        send(value("M", "720128", "2021", "5", "", ""));
        String open = row("D", "720128", "", "", "", "", "", "", "")
                .replace("dataflow," + FLOW, "datastructure,CKEP:DSD_BTS(1.0.0)")
                .replace(",D,A,", ",D,,");
        Response refused = post("", open);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("upload.refusal.code")).isEqualTo("other-dataflow");
        assertThat(refused.jsonPath().getString("detail")).contains("FREQ");
        assertThat(figure("720128").getList("data")).hasSize(1);
        assertTotals(send(open.replace(",D,,", ",D,A,")), 1, 0, 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "dataprovision, CKEP:PA_NATIONAL_A_GACC(1.0.0), REF_AREA, REPORTER_OF_OTHER_AGREEMENT",
        "dataprovision, CKEP:PA_COMTRADE_A_UNSD(1.0.0), STRUCTURE_ID, OTHER_DATAFLOW",
        "datastructure, UNSD:IMTS_COMPACT(1.2), STRUCTURE_ID, OTHER_DATAFLOW",
        "dataprovision, CKEP:DSD_BTS(1.0.0), STRUCTURE_ID, OTHER_DATAFLOW",
        "codelist, CKEP:DF_BTS_NATIONAL_A(1.0.0), STRUCTURE_ID, OTHER_DATAFLOW"
    })
    void aRowThatNamesSomethingElseIsBroken(String kind, String id, String column, String code) {
        String right = value("M", "720127", "2021", "5", "", "");
        JsonPath report = send(right, right.replace("dataflow," + FLOW, kind + "," + id));
        assertThat(report.getInt("totals.rejected")).as(report.prettify()).isEqualTo(1);
        JsonPath errors = as(Tokens.loader()).get(report.getString("errors")).jsonPath();
        assertThat(errors.getString("data[0].column")).isEqualTo(column);
        assertThat(errors.getString("data[0].code")).isEqualTo(code);
        assertThat(post("", right.replace("dataflow," + FLOW, kind + "," + id)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aDeletionTakesBackWhatItNames() {
        send(
                value("M", "720130", "2020", "1", "", ""),
                value("M", "720130", "2021", "2", "", ""),
                weight("M", "720130", "2021", "9", "0"),
                value("M", "720140", "2021", "3", "", ""));
        assertTotals(send(row("D", "720130", "NET_WEIGHT", "2021", "", "", "", "", "")), 1, 0, 0, 0, 1);
        assertThat(csv("720130")).containsExactly("2020,1,USD,0,2,A,F,,UNKNOWN", "2021,2,USD,0,2,A,F,,UNKNOWN");
        assertTotals(send(row("D", "720130", "", "", "", "", "", "", "")), 1, 0, 0, 0, 1);
        assertThat(figure("720130").getList("data")).isEmpty();
        assertThat(csv("720140")).containsExactly("2021,3,USD,0,2,A,F,,UNKNOWN");
    }

    @Test
    void rowsOfOneMessageApplyInTheirOrder() {
        send(value("M", "720150", "2021", "1", "", "FOB"));
        JsonPath report = send(
                value("M", "720150", "2021", "5", "", ""),
                row("D", "720150", "", "", "", "", "", "", ""),
                value("M", "720150", "2021", "6", "", ""));
        // The row above the deletion had the same key as the one below: the later one counts where asked for.
        assertThat(report.getString("upload.refusal.code")).isEqualTo("duplicate-keys");
        JsonPath last = post(
                        "&onConflict=last",
                        value("M", "720150", "2021", "5", "", ""),
                        row("D", "720150", "", "", "", "", "", "", ""),
                        value("M", "720150", "2021", "6", "", ""))
                .jsonPath();
        assertThat(last.getInt("totals.replaced")).isEqualTo(1);
        assertThat(last.getInt("totals.deleted")).isEqualTo(1);
        assertThat(csv("720150")).containsExactly("2021,6,USD,0,2,A,F,,UNKNOWN");
        send(row("D", "720150", "TRADE_VALUE", "2021", "-", "", "", "", ""));
        assertThat(figure("720150").getList("data")).isEmpty();
    }

    /** The figures have no place for them: a wrong code is refused, and a right one is not lost in silence. */
    @Test
    void decimalsThatAreNotKeptAreCheckedAndTold() {
        String file = HEADER + "\n" + attributes("", "2", "2020") + "\n" + attributes("", "0", "2021") + "\n"
                + attributes("", "", "2022") + "\n";
        JsonPath report = postText("source=NATIONAL", file).jsonPath();
        assertTotals(report, 3, 3, 0, 0, 0);
        assertThat(report.getMap("notes", String.class, Integer.class)).isEqualTo(Map.of("DECIMALS_NOT_KEPT", 1));

        String wrong = HEADER + "\n" + attributes("ZZZ", "2", "2020") + "\n" + attributes("G", "99", "2021") + "\n";
        JsonPath refused = postText("source=NATIONAL&onError=accept", wrong).jsonPath();
        assertThat(refused.getInt("upload.totals.rejected")).isEqualTo(2);
        JsonPath errors =
                as(Tokens.loader()).get(refused.getString("upload.errors")).jsonPath();
        assertThat(errors.getList("data.code", String.class))
                .containsExactly("UNKNOWN_TRADE_SYSTEM", "UNKNOWN_DECIMALS");
        assertThat(errors.getList("data.column", String.class)).containsExactly("TRADE_SYSTEM", "DECIMALS");
    }

    private static String attributes(String tradeSystem, String decimals, String year) {
        return String.join(
                ",",
                "dataflow",
                FLOW,
                "M,A,KR,M,HS22_720180,CN,C00,TRADE_VALUE",
                year,
                "12,USD,0",
                decimals,
                "A,F",
                tradeSystem,
                "CIF");
    }

    @Test
    void theFormerFormatIsReadWithItsLabels() {
        String file = "DATAFLOW: Dataflow;FREQ: Frequency;REF_AREA: Reporter;TRADE_FLOW: Flow;COMMODITY_1: Commodity;"
                + "COUNTERPART_AREA_1: Partner;CUSTOMS_PROC: Procedure;MEASURE: Measure;TIME_PERIOD: Time;OBS_VALUE: Value;"
                + "UNIT_MEASURE: Unit\n"
                + FLOW
                + ": Trade;A: Annual;KR: Korea;M: Imports;HS22_720160: Iron;CN: China;C00: All;TRADE_VALUE: Value;2021;12;"
                + "USD: US dollar\n";
        JsonPath report = postText("source=NATIONAL", file).jsonPath();
        assertThat(report.getString("format")).isEqualTo("SDMX_CSV_1");
        assertTotals(report, 1, 1, 0, 0, 0);
        assertThat(csv("720160")).containsExactly("2021,12,USD,0,2,A,F,,UNKNOWN");
    }

    @Test
    void whatThisServiceExtractsChangesNothingWhenItComesBack() {
        send(value("M", "720170", "2020", "1.5", "", "CIF"), quantity("M", "720170", "2020", "2", "PAIR"));
        String extracted = given().accept("application/vnd.sdmx.data+csv;version=1.0.0")
                .get("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_720170...")
                .asString();
        JsonPath report = postText("source=NATIONAL", extracted).jsonPath();
        assertThat(report.getInt("totals.read")).isEqualTo(2);
        assertThat(report.getInt("totals.unchanged")).isEqualTo(2);
    }

    /** Of a figure that is provisional and estimated SDMX tells the former; the latter must not get lost on the way back. */
    @Test
    void aProvisionalEstimateIsStillOneWhenItComesBack() {
        String weight = weight("M", "720171", "2020", "2", "0");
        send(value("M", "720171", "2020", "1.5", "", "CIF"), weight.replace(",P,", ",E,"));
        send(weight);
        assertThat(figure("720171").getBoolean("data[0].observations[0].netWeightEstimated"))
                .isTrue();
        String extracted = given().accept("application/vnd.sdmx.data+csv;version=2.0.0")
                .get("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/1.0.0/A.KR.M.HS22_720171")
                .asString();
        assertThat(extracted).contains("STRUCTURE,").contains(",R,A,KR");
        assertTotals(postText("source=NATIONAL", extracted).jsonPath(), 2, 0, 0, 2, 0);
        assertThat(figure("720171").getString("data[0].observations[0].netWeightStatus"))
                .isEqualTo("P");
        assertThat(figure("720171").getBoolean("data[0].observations[0].netWeightEstimated"))
                .isTrue();
        // One that is said to be normal is no estimate any more.
        send(weight.replace(",P,", ",A,"));
        assertThat(figure("720171").getBoolean("data[0].observations[0].netWeightEstimated"))
                .isFalse();
    }

    @Test
    void aRowThatStandsTwiceIsCountedAndNothingElse() {
        String row = value("M", "720172", "2021", "5", "", "FOB");
        JsonPath report = send(row, row, value("M", "720173", "2021", "5", "", "FOB"), row);
        assertTotals(report, 4, 2, 0, 0, 0);
        assertThat(report.getInt("totals.duplicates")).isEqualTo(2);
        assertThat(report.getInt("totals.replaced")).isZero();
        Response differing = post("", row, value("M", "720172", "2021", "5", "", "CIF"), row);
        assertThat(differing.jsonPath().getString("upload.refusal.code")).isEqualTo("duplicate-keys");
        JsonPath last = post("&onConflict=last", row, value("M", "720172", "2021", "6", "", ""), row)
                .jsonPath();
        assertTotals(last, 3, 0, 0, 1, 0);
        assertThat(last.getInt("totals.duplicates")).isEqualTo(1);
        assertThat(last.getInt("totals.replaced")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "X;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;A;F;;, ACTION, UNKNOWN_ACTION",
        "M;HS22_720180;QQ;C00;TRADE_VALUE;2021;5;USD;0;A;F;;, COUNTERPART_AREA_1, UNKNOWN_AREA",
        "M;720180;CN;C00;TRADE_VALUE;2021;5;USD;0;A;F;;, COMMODITY_1, INVALID_COMMODITY",
        "M;HS_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;A;F;;, COMMODITY_1, EDITION_MISSING",
        "M;;CN;C00;TRADE_VALUE;2021;5;USD;0;A;F;;, COMMODITY_1, MISSING_VALUE",
        "M;HS22_720180;CN;C00;PRICE;2021;5;USD;0;A;F;;, MEASURE, UNKNOWN_MEASURE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021-05;5;USD;0;A;F;;, TIME_PERIOD, PERIOD_OF_OTHER_FREQUENCY",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2099;5;USD;0;A;F;;, TIME_PERIOD, FUTURE_PERIOD",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;1 000;USD;0;A;F;;, OBS_VALUE, INVALID_NUMBER",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;1e400;USD;0;A;F;;, OBS_VALUE, NUMBER_TOO_LARGE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;1e-400;USD;0;A;F;;, OBS_VALUE, NUMBER_TOO_SMALL",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;15;A;F;;, ok, ok",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;16;A;F;;, UNIT_MULT, INVALID_NUMBER",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;-5;USD;0;A;F;;, OBS_VALUE, NEGATIVE_NUMBER",
        "R;HS22_720180;CN;C00;TRADE_VALUE;2021;;USD;0;A;F;;, OBS_VALUE, MISSING_VALUE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;NaN;USD;0;A;F;;, OBS_VALUE, MISSING_VALUE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;EUR;0;A;F;;, UNIT_MEASURE, UNKNOWN_UNIT",
        "M;HS22_720180;CN;C00;QTY;2021;5;;0;A;F;;, UNIT_MEASURE, MISSING_VALUE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;Q;F;;, OBS_VALUE, VALUE_OF_MISSING",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;X;F;;, OBS_STATUS, UNKNOWN_STATUS",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;A;C;;, CONF_STATUS, CONFIDENTIAL_FIGURE",
        "M;HS22_720180;CN;C00;TRADE_VALUE;2021;5;USD;0;A;F;;DDP, VALUATION, UNKNOWN_VALUATION",
        "D;HS22_720180;CN;C00;TRADE_VALUE;2021;;;;-;;;, ACTION, SINGLE_ATTRIBUTE_DELETED"
    })
    void aBrokenRowIsNamedWithItsColumn(String cells, String column, String code) {
        String[] c = cells.split(";", -1);
        String row = String.join(
                ",",
                "dataflow",
                FLOW,
                c[0],
                "A",
                "KR",
                "M",
                c[1],
                c[2],
                c[3],
                c[4],
                c[5],
                c[6],
                c[7],
                c[8],
                "",
                c[9],
                c[10],
                c[11],
                c[12]);
        Response answer = post("", row);
        JsonPath report = answer.jsonPath();
        if (code.equals("ok")) {
            assertThat(as(Tokens.loader())
                            .get(report.getString("errors"))
                            .jsonPath()
                            .getList("data"))
                    .isEmpty();
            return;
        }
        assertThat(report.getInt("upload.totals.rejected"))
                .as(answer.asString())
                .isEqualTo(1);
        JsonPath errors =
                as(Tokens.loader()).get(report.getString("upload.errors")).jsonPath();
        assertThat(errors.getString("data[0].code")).isEqualTo(code);
        assertThat(errors.getString("data[0].column")).isEqualTo(column);
        assertThat(errors.getString("data[0].text.ko")).isNotBlank();
    }

    @Test
    void aFileOfAnotherDataflowIsRefused() {
        String row = value("M", "720190", "2021", "5", "", "");
        Response other = postText("source=COMTRADE_V1", HEADER + "\n" + row + "\n");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("upload.refusal.code")).isEqualTo("other-dataflow");
        assertThat(other.jsonPath().getString("detail")).contains("CKEP:DF_BTS_COMTRADE_A(1.0.0)");
        Response mixed = post("", row, row.replace("NATIONAL_A", "NATIONAL_M"));
        assertThat(mixed.jsonPath().getInt("totals.rejected")).isEqualTo(1);
        assertThat(postText("source=DOTS", HEADER + "\n" + row + "\n")
                        .jsonPath()
                        .getString("detail"))
                .contains("are in no dataflow");
    }

    @Test
    void aColumnThatIsMissingOrTwiceRefusesTheFile() {
        assertThat(postText("source=NATIONAL", HEADER.replace(",TIME_PERIOD", "") + "\nx\n")
                        .jsonPath()
                        .getString("upload.refusal.code"))
                .isEqualTo("column-missing");
        assertThat(postText("source=NATIONAL", HEADER + ",ACTION\nx\n")
                        .jsonPath()
                        .getString("upload.refusal.code"))
                .isEqualTo("column-twice");
    }

    @Test
    void aStatisticianDeletesFiguresOfTheOwnSideAlone() {
        send(value("M", "720211", "2021", "5", "", ""));
        String everybody = row("D", "720211", "", "", "", "", "", "", "").replace(",KR,M,", ",,M,");
        Response refused = as(Tokens.user("kr-statistician"))
                .contentType("text/csv")
                .body(HEADER + "\n" + everybody + "\n")
                .post("/trade/v1/uploads?source=NATIONAL");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.jsonPath().getString("detail")).contains("every reporter");
        assertThat(refused.jsonPath().getString("errors[0].parameter")).isEqualTo("REF_AREA");
        assertThat(refused.jsonPath().getMap("")).doesNotContainKey("reporter");
        assertThat(figure("720211").getList("data")).hasSize(1);
        assertTotals(
                postText("source=NATIONAL", HEADER + "\n" + everybody + "\n").jsonPath(), 1, 0, 0, 0, 1);
        assertThat(figure("720211").getList("data")).isEmpty();
    }

    @Test
    void deletionsThatLeaveTheirSeriesOpenAreLimited() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            rows.add(row("D", "720221", "", "", "", "", "", "", "").replace(",KR,M,", ",KR,,"));
        }
        assertThat(post("", rows.toArray(String[]::new)).jsonPath().getString("upload.refusal.code"))
                .isEqualTo("too-many-open-deletions");
    }

    /** After any sequence of messages the figures are what a plain map says. */
    @Test
    void randomMessagesLeaveWhatAModelSays() {
        Random random = new Random(5);
        Map<String, String> model = new TreeMap<>();
        for (int message = 0; message < 12; message++) {
            List<String> rows = new ArrayList<>();
            Map<String, String> next = new TreeMap<>(model);
            for (int i = 0; i < 8; i++) {
                String commodity = "7203" + (random.nextBoolean() ? "10" : "90");
                String period = Integer.toString(2018 + random.nextInt(4));
                if (random.nextInt(4) == 0) {
                    boolean open = random.nextInt(3) == 0;
                    rows.add(row("D", commodity, "TRADE_VALUE", open ? "" : period, "", "", "", "", ""));
                    next.keySet().removeIf(key -> key.startsWith(commodity) && (open || key.endsWith(period)));
                } else {
                    String amount = Integer.toString(1 + random.nextInt(50));
                    rows.add(value(random.nextBoolean() ? "M" : "R", commodity, period, amount, "", ""));
                    next.put(commodity + " " + period, amount);
                }
            }
            Response answer = post("&onConflict=last", rows.toArray(String[]::new));
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            model = next;
            Map<String, String> stored = new TreeMap<>();
            for (String commodity : List.of("720310", "720390")) {
                csv(commodity).forEach(line -> stored.put(commodity + " " + line.split(",")[0], line.split(",")[1]));
            }
            assertThat(stored).as("message %d: %s", message, rows).isEqualTo(model);
        }
    }

    @Test
    void howAnUploadWentIsToldAsServerSentEvents() {
        JsonPath report = send(value("M", "720231", "2021", "5", "", ""));
        String address = "/trade/v1/uploads/" + report.getString("urn") + "/progress";
        String events =
                as(Tokens.loader()).accept("text/event-stream").get(address).asString();
        assertThat(events).startsWith("data:").contains("\"state\":\"COMPLETED\"", "\"inserted\":1");
        assertThat(as(Tokens.user("cn-statistician")).get(address).statusCode()).isEqualTo(404);
        assertThat(as(Tokens.user("cn-maker")).get(address).statusCode()).isEqualTo(403);
        assertThat(given().get(address).statusCode()).isEqualTo(401);
    }

    private static JsonPath figure(String commodity) {
        return given().get("/trade/v1/series?source=NATIONAL&commodity=" + commodity)
                .jsonPath();
    }

    /** Period, value and attributes of the trade values of a commodity. */
    private static List<String> csv(String commodity) {
        Response answer = given().accept("application/vnd.sdmx.data+csv;version=1.0.0")
                .get("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_" + commodity + ".CN.C00.TRADE_VALUE");
        return answer.statusCode() == 404
                ? List.of()
                : answer.asString()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(line.indexOf("TRADE_VALUE,") + 12))
                        .toList();
    }

    private static void assertTotals(JsonPath report, int read, int inserted, int revised, int unchanged, int deleted) {
        assertThat(report.getMap("totals", String.class, Integer.class))
                .containsEntry("read", read)
                .containsEntry("inserted", inserted)
                .containsEntry("revised", revised)
                .containsEntry("unchanged", unchanged)
                .containsEntry("deleted", deleted);
    }
}
