package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.series;
import static org.ckep.trade.release.Releases.step;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose statisticians sent a figure stands beside its source, which may be another body's. */
@QuarkusTest
class SenderTest {
    @ParameterizedTest
    @CsvSource({
        "500510, kr-statistician, KR, 410, KR",
        "500520, cn-statistician, CN, 156, CN",
        "500530, loader, OPERATOR, 410, KR"
    })
    void whoeverSentAFigureUnderTheSourceOfAnotherBodyIsTold(
            String commodity, String caller, String sender, String reporterNumber, String reporter) {
        String partner = reporter.equals("KR") ? "156" : "410";
        Response sent = upload(
                caller.equals("loader") ? Tokens.loader() : Tokens.user(caller),
                new ComtradeFile()
                        .row("cmdCode", commodity, "reporterCode", reporterNumber, "partnerCode", partner)
                        .text(),
                "source=COMTRADE_V1");
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(201);
        assertThat(sent.jsonPath().getString("sentBy")).isEqualTo(sender);

        JsonPath read = comtrade(commodity);
        assertThat(read.getString("data[0].source")).isEqualTo("COMTRADE_V1");
        assertThat(read.getString("data[0].sentBy")).isEqualTo(sender);
        assertThat(read.getString("data[0].observations[0].sentBy")).isEqualTo(sender);
        JsonPath mirror = given().get(
                        "/trade/v1/mirror?a=KR&b=CN&source=COMTRADE_V1&period=2023&commodity=" + commodity)
                .jsonPath();
        assertThat(mirror.getList("data.flows.flatten().importer.findAll { it.reporter == '" + reporter + "' }.sentBy"))
                .containsExactly(sender);
        assertThat(mirror.getList("data.flows.flatten().exporter.sentBy")).containsOnlyNulls();
    }

    /** Each figure has the sender of its own version, also in the past. */
    @Test
    void aFigureThatAnotherReplacesIsToldAsThatOnes() {
        String commodity = "500540";
        Response first = upload(
                Tokens.user("kr-statistician"),
                new ComtradeFile()
                        .row("cmdCode", commodity)
                        .row("cmdCode", commodity, "period", "2022", "refYear", "2022")
                        .text(),
                "source=COMTRADE_V1");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        Response second = upload(
                new ComtradeFile()
                        .row("cmdCode", commodity, "primaryValue", "77", "cifvalue", "77")
                        .text(),
                "source=COMTRADE_V1");
        assertThat(second.jsonPath().getInt("totals.revised")).isEqualTo(1);

        JsonPath now = comtrade(commodity);
        assertThat(now.getString("data[0].sentBy")).isEqualTo("VARIES");
        assertThat(now.getList("data[0].observations.sentBy", String.class)).containsExactly("KR", "OPERATOR");
        JsonPath then = given().get("/trade/v1/series?source=COMTRADE_V1&commodity=" + commodity + "&knownAt="
                        + first.jsonPath().getString("finishedAt"))
                .jsonPath();
        assertThat(then.getString("data[0].sentBy")).isEqualTo("KR");
    }

    @Test
    void aReleaseIsSentByItsSide() {
        JsonPath release = draft();
        Response sent =
                into(release, new ComtradeFile().row("cmdCode", "500550").text());
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(201);
        assertThat(as(Releases.maker()).get(sent.header("Location")).jsonPath().getString("sentBy"))
                .isEqualTo("KR");
        assertThat(step(release, Releases.PUBLISH).statusCode()).isEqualTo(200);
        assertThat(series("500550").getString("data[0].observations[0].sentBy")).isEqualTo("KR");
    }

    private static JsonPath comtrade(String commodity) {
        return given().get("/trade/v1/series?source=COMTRADE_V1&commodity=" + commodity)
                .jsonPath();
    }
}
