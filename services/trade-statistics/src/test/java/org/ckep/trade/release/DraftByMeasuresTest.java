package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.own;
import static org.ckep.trade.release.Releases.series;
import static org.ckep.trade.release.Releases.step;
import static org.ckep.trade.release.Releases.values;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** SDMX-CSV into drafts of releases: single measures are set and taken back before anybody else sees them. */
@QuarkusTest
class DraftByMeasuresTest {
    static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,VALUATION\n";

    static String row(String action, String commodity, String measure, String amount) {
        return row(action, "KR", commodity, measure, amount);
    }

    private static String row(String action, String reporter, String commodity, String measure, String amount) {
        String unit = measure.equals("NET_WEIGHT") ? "KG" : measure.isEmpty() ? "" : "USD";
        return "dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0)," + action + ",A," + reporter + ",M,HS22_" + commodity
                + ",CN,C00," + measure + ",2021," + amount + "," + (action.equals("D") ? "" : unit) + ",,\n";
    }

    static Response send(JsonPath draft, String... rows) {
        return sendWith("", draft, rows);
    }

    private static Response sendWith(String options, JsonPath draft, String... rows) {
        return as(Tokens.user("kr-statistician"))
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0")
                .body((HEADER + String.join("", rows)).getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=NATIONAL&release=" + draft.getString("urn") + options);
    }

    static JsonPath figures(JsonPath draft) {
        return own(Releases.address(draft) + "/figures").jsonPath();
    }

    @Test
    void measuresOfADraftAreSetReplacedAndTakenBack() {
        JsonPath draft = draft();
        Response first = send(
                draft,
                row("M", "500110", "TRADE_VALUE", "10"),
                row("M", "500110", "NET_WEIGHT", "7"),
                row("M", "500120", "TRADE_VALUE", "20"));
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(first.jsonPath().getInt("totals.inserted")).isEqualTo(3);
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("10", "20");
        assertThat(figures(draft).getString("data[0].netWeight")).isEqualTo("7");

        JsonPath second = send(
                        draft,
                        row("M", "500110", "TRADE_VALUE", "11"),
                        row("M", "500120", "TRADE_VALUE", "20"),
                        row("D", "500110", "NET_WEIGHT", ""))
                .jsonPath();
        assertThat(second.getInt("totals.revised")).isEqualTo(1);
        assertThat(second.getInt("totals.unchanged")).isEqualTo(1);
        assertThat(second.getInt("totals.deleted")).isEqualTo(1);
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("11", "20");
        assertThat(figures(draft).getString("data[0].netWeight")).isNull();

        assertThat(send(draft, row("D", "500110", "", "")).jsonPath().getInt("totals.deleted"))
                .isEqualTo(1);
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("20");
        assertThat(own(Releases.address(draft)).jsonPath().getInt("figures")).isEqualTo(1);
        assertThat(values("500110")).isEmpty();
        assertThat(values("500120")).isEmpty();
    }

    /** What a row does not say of a published figure stays in the draft as it is published. */
    @Test
    void aRowAddsToWhatIsPublishedAndNothingOfItIsSeenBeforeTheRelease() {
        String published = new ComtradeFile()
                .row("cmdCode", "500210", "period", "2021", "netWgt", "40")
                .text();
        assertThat(upload(Tokens.user("kr-statistician"), published, "source=NATIONAL")
                        .statusCode())
                .isEqualTo(201);
        JsonPath draft = draft();
        JsonPath sent = send(draft, row("M", "500210", "TRADE_VALUE", "1234.5")).jsonPath();
        assertThat(sent.getInt("totals.revised")).isEqualTo(1);
        assertThat(figures(draft).getList("data.netWeight", String.class)).containsExactly("40");
        assertThat(values("500210")).containsExactly("1000");

        assertThat(step(draft, "{\"to\": \"PUBLISHED\"}").statusCode()).isEqualTo(200);
        JsonPath seen = series("500210");
        assertThat(seen.getList("data.observations.value.flatten()", String.class))
                .containsExactly("1234.5");
        assertThat(seen.getList("data.observations.netWeight.flatten()", String.class))
                .containsExactly("40");
    }

    /** A release only brings figures: what is published is withdrawn, not deleted in a draft. */
    @Test
    void aDeletionTakesNothingOfWhatIsPublished() {
        String published =
                new ComtradeFile().row("cmdCode", "500220", "period", "2021").text();
        assertThat(upload(Tokens.user("kr-statistician"), published, "source=NATIONAL")
                        .statusCode())
                .isEqualTo(201);
        JsonPath draft = draft();
        Response sent = send(draft, row("D", "500220", "", ""), row("M", "500230", "TRADE_VALUE", "1"));
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("1");
        assertThat(step(draft, "{\"to\": \"PUBLISHED\"}").statusCode()).isEqualTo(200);
        assertThat(values("500220")).containsExactly("1000");
        assertThat(values("500230")).containsExactly("1");
    }

    @Test
    void wholeFiguresAndMeasuresMeetInOneDraft() {
        JsonPath draft = draft();
        assertThat(into(
                                draft,
                                new ComtradeFile()
                                        .row("cmdCode", "500240", "period", "2021")
                                        .text())
                        .statusCode())
                .isEqualTo(201);
        JsonPath sent = send(draft, row("M", "500240", "NET_WEIGHT", "3")).jsonPath();
        assertThat(sent.getInt("totals.revised")).isEqualTo(1);
        assertThat(figures(draft).getString("data[0].value")).isEqualTo("1000");
        assertThat(figures(draft).getString("data[0].netWeight")).isEqualTo("3");
        assertThat(own(Releases.address(draft)).jsonPath().getInt("figures")).isEqualTo(1);
    }

    @Test
    void statusesOfMeasuresAreThoseOfTheDraftAndThenOfTheRelease() {
        JsonPath draft = draft();
        send(
                draft,
                row("M", "500270", "TRADE_VALUE", "5").replace(",USD,,", ",USD,B,"),
                row("M", "500270", "NET_WEIGHT", "").replace(",KG,,", ",KG,Q,"));
        assertThat(figures(draft).getMap("data[0]"))
                .containsEntry("status", "B")
                .containsEntry("netWeightStatus", "Q")
                .containsEntry("provisional", false)
                .doesNotContainKeys("netWeight", "quantityStatus");
        assertThat(step(draft, "{\"to\": \"PUBLISHED\"}").statusCode()).isEqualTo(200);
        assertThat(series("500270").getMap("data[0].observations[0]"))
                .containsEntry("status", "B")
                .containsEntry("netWeightStatus", "Q");
    }

    @Test
    void whatIsWrongInAFileLeavesTheDraftAsItWas() {
        JsonPath draft = draft();
        send(draft, row("M", "500250", "TRADE_VALUE", "5"));
        Response twice = send(draft, row("M", "500250", "TRADE_VALUE", "6"), row("M", "500250", "TRADE_VALUE", "7"));
        assertThat(twice.jsonPath().getString("upload.refusal.code")).isEqualTo("duplicate-keys");
        Response broken = sendWith(
                "&onError=reject", draft, row("M", "500250", "TRADE_VALUE", "8"), row("M", "500250", "COLOUR", "1"));
        assertThat(broken.jsonPath().getString("upload.refusal.code")).isEqualTo("broken-rows");
        Response foreign = send(draft, row("M", "CN", "500250", "TRADE_VALUE", "9"));
        assertThat(foreign.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:foreign-reporter");
        Response otherFlow = as(Tokens.user("kr-statistician"))
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0")
                .body((HEADER + row("M", "500250", "TRADE_VALUE", "5").replace("NATIONAL", "COMTRADE"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?source=NATIONAL&release=" + draft.getString("urn"));
        assertThat(otherFlow.jsonPath().getString("upload.refusal.code")).isEqualTo("other-dataflow");
        assertThat(figures(draft).getList("data.value", String.class)).containsExactly("5");

        JsonPath last = sendWith(
                        "&onConflict=last",
                        draft,
                        row("M", "500250", "TRADE_VALUE", "6"),
                        row("M", "500250", "TRADE_VALUE", "7"))
                .jsonPath();
        assertThat(last.getInt("totals.replaced")).isEqualTo(1);
        assertThat(figures(draft).getList("data.value", String.class)).isEqualTo(List.of("7"));
    }

    /** While it is drafted nobody else learns of it: not by SDMX either. */
    @Test
    void nothingOfADraftIsServedBySdmx() {
        JsonPath draft = draft();
        send(draft, row("M", "500260", "TRADE_VALUE", "5"));
        assertThat(given().get("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_500260.CN..TRADE_VALUE")
                        .statusCode())
                .isEqualTo(404);
        assertThat(given().get("/trade/sdmx/v1/codelist/CKEP/CL_COMMODITY/latest/HS22_500260")
                        .statusCode())
                .isEqualTo(404);
    }
}
