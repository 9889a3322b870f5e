package org.ckep.trade.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.DraftByMeasuresTest.figures;
import static org.ckep.trade.release.DraftByMeasuresTest.row;
import static org.ckep.trade.release.DraftByMeasuresTest.send;
import static org.ckep.trade.release.Releases.PUBLISH;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.series;
import static org.ckep.trade.release.Releases.step;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** Published figures that are revised while a draft sets single measures of them: each keeps what it has set. */
@QuarkusTest
class DraftOverRevisionTest {
    @Test
    void aReleaseLeavesWhatWasRevisedAndItDoesNotSet() {
        published(file("500910", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500910", "NET_WEIGHT", "11"));
        published(file("500910", "200", "41"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500910")).containsEntry("value", "200").containsEntry("netWeight", "11");
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("200");
        assertThat(figures(draft).getList("data.netWeight", String.class)).containsExactly("11");
        assertThat(Releases.own(Releases.address(draft)).jsonPath().getInt("figures"))
                .isEqualTo(1);
    }

    @Test
    void anEmbargoThatEndsByItselfLeavesItToo() {
        published(file("500920", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500920", "NET_WEIGHT", "11"));
        assertEmbargoed(draft, Instant.now().plus(1, ChronoUnit.DAYS));
        published(file("500920", "200", "41"));
        Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        assertEmbargoed(draft, end);

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(figure("500920")).containsEntry("netWeight", "11"));
        assertThat(figure("500920")).containsEntry("value", "200").containsEntry("knownSince", end.toString());
    }

    /** An empty cell leaves the status, the valuation or the amount alone, whatever they are by then. */
    @Test
    void neitherDoesAMeasureOverwriteWhatItsRowsLeftOpen() {
        published(file("500930", "100", "40"));
        published(file("500931", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500930", "TRADE_VALUE", "150"), status("500931", "TRADE_VALUE", "USD", "B"));
        publishedRows(
                row("M", "500930", "TRADE_VALUE", "").replace(",USD,,", ",USD,U,FOB"),
                row("M", "500931", "TRADE_VALUE", "200"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500930"))
                .containsEntry("value", "150")
                .containsEntry("status", "U")
                .containsEntry("valuation", "FOB");
        assertThat(figure("500931")).containsEntry("value", "200").containsEntry("status", "B");
    }

    @Test
    void rowsOfSeveralUploadsAddUp() {
        published(file("500940", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500940", "TRADE_VALUE", "150"), status("500940", "NET_WEIGHT", "KG", "Q"));
        sent(draft, status("500940", "TRADE_VALUE", "USD", "B"), status("500940", "NET_WEIGHT", "KG", "A"));
        assertThat(figures(draft).getMap("data[0]"))
                .containsEntry("status", "B")
                .containsEntry("netWeightStatus", "Q")
                .doesNotContainKey("netWeight");
        published(file("500940", "200", "41"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500940"))
                .containsEntry("value", "150")
                .containsEntry("status", "B")
                .containsEntry("netWeightStatus", "Q")
                .doesNotContainKey("netWeight");
    }

    @Test
    void aValueAfterAMissingOneAndAReplacedMeasureSayNothingOfBefore() {
        JsonPath draft = draft();
        sent(
                draft,
                status("500950", "TRADE_VALUE", "USD", "Q"),
                row("M", "500950", "NET_WEIGHT", "7").replace(",KG,,", ",KG,U,"));
        sent(draft, row("M", "500950", "TRADE_VALUE", "5"), row("R", "500950", "NET_WEIGHT", "8"));
        publishedRows(row("M", "500950", "NET_WEIGHT", "9").replace(",KG,,", ",KG,V,"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500950"))
                .containsEntry("value", "5")
                .containsEntry("status", "A")
                .containsEntry("netWeight", "8")
                .containsEntry("netWeightStatus", "A");
    }

    /** A measure that is taken out of the draft is what is published, in the draft and after the release. */
    @Test
    void aDeletedMeasureIsNotTheDraftsAnyMore() {
        published(file("500960", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500960", "TRADE_VALUE", "150"), row("M", "500960", "NET_WEIGHT", "11"));
        sent(draft, row("D", "500960", "NET_WEIGHT", ""));
        assertThat(figures(draft).getList("data.netWeight", String.class)).containsExactly("40");
        published(file("500960", "200", "41"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500960")).containsEntry("value", "150").containsEntry("netWeight", "41");
    }

    @Test
    void nothingIsLeftOfAFigureWhoseMeasuresAreAllDeleted() {
        published(file("500970", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500970", "TRADE_VALUE", "150"));
        sent(draft, row("D", "500970", "TRADE_VALUE", ""));
        assertThat(figures(draft).getList("data")).isEmpty();
        assertThat(Releases.own(Releases.address(draft)).jsonPath().getInt("figures"))
                .isZero();
        assertThat(step(draft, PUBLISH).jsonPath().getString("type")).isEqualTo("urn:ckep:problem:nothing-to-publish");
    }

    /** A whole figure is the draft's own in every part, whatever rows had set before. */
    @Test
    void aWholeFigureReplacesTheMeasuresAndThePublishedFigure() {
        published(file("500980", "100", "40"));
        JsonPath draft = draft();
        sent(draft, row("M", "500980", "NET_WEIGHT", "11"));
        assertThat(into(draft, file("500980", "150", "12")).statusCode()).isEqualTo(201);
        published(file("500980", "200", "41"));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500980")).containsEntry("value", "150").containsEntry("netWeight", "12");
    }

    @Test
    void yearsAndMonthsOfOneDraftAreComposedEach() {
        String month = "freqCode,M,period,202103,refMonth,03,refPeriodId,20210301";
        published(file("500990", "100", "40"));
        published(file("500991", "100", "40", month.split(",", -1)));
        JsonPath draft = draft();
        sent(draft, row("M", "500990", "NET_WEIGHT", "11"));
        sent(
                draft,
                row("M", "500991", "NET_WEIGHT", "12")
                        .replace("NATIONAL_A", "NATIONAL_M")
                        .replace(",A,KR,M,", ",M,KR,M,")
                        .replace(",2021,", ",2021-03,"));
        published(file("500990", "200", "41"));
        published(file("500991", "300", "41", month.split(",", -1)));

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figure("500990")).containsEntry("value", "200").containsEntry("netWeight", "11");
        assertThat(figure("500991")).containsEntry("value", "300").containsEntry("netWeight", "12");
    }

    private static String status(String commodity, String measure, String unit, String status) {
        return row("M", commodity, measure, "").replace("," + unit + ",,", "," + unit + "," + status + ",");
    }

    private static String file(String commodity, String value, String weight, String... cells) {
        String[] own = {
            "cmdCode", commodity, "period", "2021", "primaryValue", value, "cifvalue", value, "netWgt", weight
        };
        String[] all = new String[own.length + cells.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(cells, 0, all, own.length, cells.length);
        return new ComtradeFile().row(all).text();
    }

    private static void published(String file) {
        assertTaken(upload(Releases.maker(), file, "source=NATIONAL"));
    }

    private static void publishedRows(String... rows) {
        assertTaken(as(Releases.maker())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0")
                .body((DraftByMeasuresTest.HEADER + String.join("", rows)).getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=NATIONAL"));
    }

    private static void sent(JsonPath draft, String... rows) {
        assertTaken(send(draft, rows));
    }

    private static void assertEmbargoed(JsonPath draft, Instant until) {
        Response waiting = step(draft, "{\"to\": \"EMBARGOED\", \"embargoUntil\": \"" + until + "\"}");
        assertThat(waiting.statusCode()).as(waiting.asString()).isEqualTo(200);
    }

    private static void assertTaken(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("totals.rejected"))
                .as(answer.asString())
                .isZero();
    }

    /** What everybody sees of the one figure of a commodity. */
    private static Map<String, Object> figure(String commodity) {
        return series(commodity).getMap("data[0].observations[0]");
    }
}
