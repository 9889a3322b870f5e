package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.Releases.PUBLISH;
import static org.ckep.trade.release.Releases.WITHDRAW;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.own;
import static org.ckep.trade.release.Releases.series;
import static org.ckep.trade.release.Releases.step;
import static org.ckep.trade.release.Releases.values;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.PublicEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases from draft to withdrawal. */
@QuarkusTest
class ReleaseTest {
    @Inject
    DataSource dataSource;

    @Test
    void uploadsFillADraft() {
        JsonPath draft = draft();
        String address = Releases.address(draft);
        JsonPath report = into(
                        draft,
                        new ComtradeFile()
                                .row("cmdCode", "500150")
                                .row("cmdCode", "500160")
                                .text())
                .jsonPath();
        assertThat(report.getString("release")).isEqualTo(draft.getString("urn"));
        assertThat(report.getInt("totals.inserted")).isEqualTo(2);
        assertThat(into(
                                draft,
                                new ComtradeFile()
                                        .row("cmdCode", "500150", "primaryValue", "7")
                                        .text(),
                                "&status=provisional")
                        .jsonPath()
                        .getInt("totals.revised"))
                .isEqualTo(1);
        assertThat(into(draft, new ComtradeFile().row("cmdCode", "500160").text())
                        .jsonPath()
                        .getInt("totals.unchanged"))
                .isEqualTo(1);

        assertThat(own(address).jsonPath().getInt("figures")).isEqualTo(2);
        JsonPath figures = own(address + "/figures?limit=1").jsonPath();
        assertThat(figures.getString("data[0].commodity")).isEqualTo("HS22_500150");
        assertThat(figures.getString("data[0].value")).isEqualTo("7");
        assertThat(figures.getBoolean("data[0].provisional")).isTrue();
        JsonPath next = own(address + "/figures?limit=1&after=" + figures.getString("next"))
                .jsonPath();
        assertThat(next.getList("data.commodity")).isEqualTo(List.of("HS22_500160"));
        assertThat(next.getBoolean("data[0].provisional")).isFalse();
        assertThat(values("500150")).isEmpty();

        assertThat(figures.getBoolean("data[0].reimport")).isFalse();
        into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500170", "partnerCode", "410")
                        .text());
        assertThat(own(address + "/figures").jsonPath().getMap("data[2]"))
                .containsEntry("partner", "KR")
                .containsEntry("reimport", true);
        into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500170", "partnerCode", "410", "flowCode", "X")
                        .text());
        assertThat(own(address + "/figures").jsonPath().getMap("data[3]"))
                .containsEntry("partner", "KR")
                .containsEntry("flow", "X")
                .containsEntry("reimport", false);
    }

    @Test
    void aReleaseIsPublishedAllAtOnceAndOnce() throws IOException {
        JsonPath draft = draft();
        into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500200", "period", "2021")
                        .row("cmdCode", "500200")
                        .text());
        Response published = step(draft, PUBLISH);
        assertThat(published.statusCode()).as(published.asString()).isEqualTo(200);
        assertThat(published.jsonPath().getString("state")).isEqualTo("PUBLISHED");

        String at = published.jsonPath().getString("publishedAt");
        assertThat(values("500200")).hasSize(2);
        assertThat(series("500200").getString("data[0].observations[0].knownSince"))
                .isEqualTo(at);
        assertThat(given().queryParam(
                                "knownAt", Instant.parse(at).minusMillis(1).toString())
                        .get("/trade/v1/series?source=NATIONAL&commodity=500200")
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
        assertThat(given().get(Releases.address(draft)).statusCode()).isEqualTo(200);
        assertThat(given().get(Releases.address(draft) + "/figures").jsonPath().getList("data"))
                .hasSize(2);

        JsonNode event = PublicEvents.first(
                ReleaseEvent.PUBLISHED, data -> data.path("urn").asText().equals(draft.getString("urn")));
        assertThat(event.path("previousState").asText()).isEqualTo("DRAFT");
        assertThat(event.path("figures").asText()).isEqualTo("2");
        assertThat(event.path("changes").path(0).asText())
                .startsWith("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A");
        assertThat(given().get(event.path("changes").path(0).asText()).asString())
                .contains("HS22_500200");
        JsonNode revised = PublicEvents.first(
                "org.ckep.trade.dataset.revised.v1",
                data -> data.path("release").asText().equals(draft.getString("urn")));
        assertThat(revised.path("inserted").asText()).isEqualTo("2");
        assertThat(revised.has("upload")).isFalse();

        Response again = step(draft, PUBLISH);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:state-forbids");
        assertThat(again.jsonPath().getList("allowed")).isEqualTo(List.of("WITHDRAWN"));
        assertThat(into(draft, new ComtradeFile().row("cmdCode", "500200").text())
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aReleaseWhoseFiguresAreReplacedIsRevised() {
        JsonPath draft = draft();
        into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500400")
                        .row("cmdCode", "500400", "partnerCode", "842")
                        .text(),
                "&status=provisional");
        String published = step(draft, PUBLISH).jsonPath().getString("publishedAt");
        assertThat(series("500400").getBoolean("data[0].observations[0].provisional"))
                .isTrue();

        JsonPath later = draft();
        into(later, new ComtradeFile().row("cmdCode", "500400").text());
        step(later, PUBLISH);
        JsonPath revised = given().get(Releases.address(draft)).jsonPath();
        assertThat(revised.getString("state")).isEqualTo("REVISED");
        assertThat(Instant.parse(revised.getString("revisedAt"))).isAfter(Instant.parse(published));
        assertThat(series("500400&partner=CN").getBoolean("data[0].observations[0].provisional"))
                .isFalse();
        assertThat(series("500400&partner=CN&knownAt=" + published).getBoolean("data[0].observations[0].provisional"))
                .isTrue();

        upload(
                new ComtradeFile()
                        .row("cmdCode", "500400", "primaryValue", "8", "cifvalue", "8")
                        .text(),
                "source=NATIONAL");
        assertThat(given().get(Releases.address(later)).jsonPath().getString("state"))
                .isEqualTo("REVISED");
    }

    @Test
    void aWithdrawnReleaseLeavesOnlyWhatWasKnownThen() throws IOException {
        JsonPath draft = draft();
        into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500500")
                        .row("cmdCode", "500500", "partnerCode", "842")
                        .text());
        String published = step(draft, PUBLISH).jsonPath().getString("publishedAt");
        upload(
                new ComtradeFile()
                        .row("cmdCode", "500500", "primaryValue", "8", "cifvalue", "8")
                        .text(),
                "source=NATIONAL");

        Response bare = step(draft, "{\"to\": \"WITHDRAWN\"}");
        assertThat(bare.statusCode()).isEqualTo(422);
        assertThat(bare.jsonPath().getString("errors[0].pointer")).isEqualTo("/reason");
        Response withdrawn = step(draft, WITHDRAW);
        assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(200);
        // The figure that was replaced by an upload stays; the other one is taken back.
        assertThat(values("500500")).containsExactly("8");
        assertThat(series("500500&knownAt=" + published).getList("data")).hasSize(2);
        assertThat(PublicEvents.first(
                                ReleaseEvent.WITHDRAWN,
                                data -> data.path("urn").asText().equals(draft.getString("urn")))
                        .at("/reason/en/text")
                        .asText())
                .isEqualTo("Doubled figures");
        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(409);
        // SDMX tells of the withdrawal as of any deletion.
        assertThat(given().urlEncodingEnabled(false)
                        .accept("application/vnd.sdmx.data+csv;version=2.0.0")
                        .get(
                                "/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_500500.US.C00.TRADE_VALUE"
                                        + "?updatedAfter=" + published)
                        .asString())
                .contains(",D,A,KR,M,HS22_500500,US,C00,TRADE_VALUE,2023,,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to': 'EMBARGOED', 'embargoUntil': '2020-01-01T00:00:00Z'}|422|embargo-out-of-range",
                "{'to': 'EMBARGOED', 'embargoUntil': '2190-01-01T00:00:00Z'}|422|embargo-out-of-range",
                "{'to': 'EMBARGOED'}|422|step-incomplete",
                "{'to': 'WITHDRAWN', 'reason': {'en': 'x'}}|409|state-forbids",
                "{'to': 'REVISED'}|409|state-forbids",
                "{'to': 'SENT'}|400|invalid-value",
                "{'to': 'PUBLISHED', 'now': true}|400|unknown-property",
                "{}|400|invalid-value"
            })
    void aStepThatCannotBeTakenChangesNothing(String body, int status, String problem) {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500600").text());
        Response answer = step(draft, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:" + problem);
        assertThat(own(Releases.address(draft)).jsonPath().getString("state")).isEqualTo("DRAFT");
        assertThat(values("500600")).isEmpty();
    }

    @Test
    void anEmptyReleaseIsNotPublished() {
        assertThat(step(draft(), PUBLISH).jsonPath().getString("type"))
                .isEqualTo("urn:ckep:problem:nothing-to-publish");
    }

    @Test
    void whoMayPublishIsTheOwnSidesReleaserWhoHasSeenIt() {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500700").text());
        assertThat(given().contentType("application/json")
                        .body(PUBLISH)
                        .post(Releases.address(draft) + "/transitions")
                        .statusCode())
                .isEqualTo(401);
        for (String user : List.of("kr-maker", "kr-statistician", "secretariat")) {
            assertThat(step(Tokens.user(user), draft, "*", PUBLISH).statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(step(Tokens.loader(), draft, "*", PUBLISH).statusCode()).isEqualTo(403);
        assertThat(step(Tokens.user("cn-checker"), draft, "*", PUBLISH).statusCode())
                .isEqualTo(404);
        assertThat(step(Releases.releaser(), draft, null, PUBLISH).statusCode()).isEqualTo(428);
        assertThat(step(Releases.releaser(), draft, "\"old\"", PUBLISH).statusCode())
                .isEqualTo(412);
        assertThat(values("500700")).isEmpty();
        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(step(Tokens.user("cn-checker"), draft, "*", WITHDRAW).statusCode())
                .isEqualTo(403);
        assertThat(values("500700")).hasSize(1);
    }

    /** Figures are published and taken back apart from the request. */
    @Test
    void theAuditTrailSaysFromWhichNetworksAReleaseWasCarriedOn() throws SQLException {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500720").text());
        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(step(draft, WITHDRAW).statusCode()).isEqualTo(200);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.system', 'on', true)");
            List<String> noted = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select concat(action, ' ', network) from audit_entry"
                    + " where urn = '" + draft.getString("urn") + "' order by at, id")) {
                while (rows.next()) {
                    noted.add(rows.getString(1));
                }
            }
            assertThat(noted)
                    .containsExactly("create-release OTHER", "publish-release OTHER", "withdraw-release OTHER");
        }
    }

    /** The audit trail tells how the database calls the releaser; nobody of the demonstration realm has both functions. */
    @ParameterizedTest
    @CsvSource({"release, created_by, id", "upload, caller, release_id"})
    void whoeverMadeAReleaseDoesNotPublishIt(String table, String maker, String key) throws SQLException {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500710").text());
        String embargo = "{\"to\": \"EMBARGOED\", \"embargoUntil\": \""
                + Instant.now().plus(5, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "\"}";
        assertThat(step(draft, embargo).statusCode()).isEqualTo(200);
        assertThat(step(draft, "{\"to\": \"DRAFT\"}").statusCode()).isEqualTo(200);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.system', 'on', true)");
            assertThat(statement.executeUpdate("update " + table + " set " + maker
                            + " = (select client || '/' || subject from audit_entry where action = 'embargo-release'"
                            + " and urn = '" + draft.getString("urn") + "') where " + key + " = '" + Releases.id(draft)
                            + "'"))
                    .isEqualTo(1);
            connection.commit();
        }
        for (String widening : List.of(PUBLISH, embargo)) {
            Response answer = step(draft, widening);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:made-by-caller");
        }
        assertThat(values("500710")).isEmpty();
    }

    @Test
    void uploadsGoIntoDraftsOfTheOwnSideAndSourceOnly() {
        JsonPath draft = draft();
        String file = new ComtradeFile().row("cmdCode", "500800").text();
        String urn = draft.getString("urn");
        Response foreign = upload(Tokens.user("cn-statistician"), file, "source=NATIONAL&release=" + urn);
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(foreign.jsonPath().getString("errors[0].parameter")).isEqualTo("release");
        Response unknown = upload(
                Tokens.user("cn-statistician"), file, "source=NATIONAL&release=urn:ckep:release:" + UUID.randomUUID());
        assertThat(foreign.jsonPath().getString("detail").replace(Releases.id(draft), ""))
                .isEqualTo(unknown.jsonPath().getString("detail").replaceAll("[0-9a-f-]{36}", ""));
        assertThat(upload(Tokens.loader(), file, "source=NATIONAL&release=" + urn)
                        .statusCode())
                .isEqualTo(400);
        Response otherSource = upload(Releases.maker(), file, "source=COMTRADE_V1&release=" + urn);
        assertThat(otherSource.jsonPath().getString("errors[0].parameter")).isEqualTo("source");
        assertThat(upload(Releases.maker(), file, "source=NATIONAL&release=x").statusCode())
                .isEqualTo(400);
        Response othersReporter = into(
                draft,
                new ComtradeFile()
                        .row("cmdCode", "500800", "reporterCode", "156", "partnerCode", "410")
                        .text());
        assertThat(othersReporter.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:foreign-reporter");
        assertThat(own(Releases.address(draft)).jsonPath().getInt("figures")).isZero();
    }

    @Test
    void twoRowsWithOneKeyRefuseAFileForADraftOrTheLaterCounts() {
        JsonPath draft = draft();
        String file = new ComtradeFile()
                .row("cmdCode", "500810")
                .row("cmdCode", "500810", "primaryValue", "9", "cifvalue", "9")
                .text();
        assertThat(into(draft, file).jsonPath().getString("upload.refusal.code"))
                .isEqualTo("duplicate-keys");
        assertThat(own(Releases.address(draft)).jsonPath().getInt("figures")).isZero();
        JsonPath taken = into(draft, file, "&onConflict=last").jsonPath();
        assertThat(taken.getInt("totals.replaced")).isEqualTo(1);
        String twice = new ComtradeFile()
                .row("cmdCode", "500820")
                .row("cmdCode", "500820")
                .text();
        assertThat(into(draft, twice).jsonPath().getInt("totals.duplicates")).isEqualTo(1);
        assertThat(own(Releases.address(draft) + "/figures").jsonPath().getList("data.value"))
                .isEqualTo(List.of("9", "1000"));
    }

    @Test
    void aReleaseIsBegunOncePerKeyByAStatistician() {
        String key = UUID.randomUUID().toString();
        Response first = Releases.begin(key, "First");
        Response again = Releases.begin(key, "First");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.jsonPath().getString("urn")).isEqualTo(first.jsonPath().getString("urn"));
        assertThat(Releases.begin(key, "Second").statusCode()).isEqualTo(409);
        assertThat(own(first.header("Location")).header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(as(Releases.releaser())
                        .contentType("application/json")
                        .body("{\"title\": {\"en\": \"x\"}, \"source\": \"NATIONAL\"}")
                        .post(Releases.ADDRESS)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aReleaseNeedsTitleAndSource() {
        for (String body : List.of(
                "{\"source\": \"NATIONAL\"}",
                "{\"title\": {\"en\": \"x\"}}",
                "{\"title\": {\"en\": \"x\"}, \"source\": \"NONE\"}")) {
            Response answer = as(Releases.maker())
                    .contentType("application/json")
                    .body(body)
                    .post(Releases.ADDRESS);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.jsonPath().getString("errors[0].pointer")).isIn("/title", "/source");
        }
        Response others = as(Releases.maker())
                .contentType("application/json")
                .body("{\"title\": {\"en\": \"x\"}, \"source\": \"DOTS\"}")
                .post(Releases.ADDRESS);
        assertThat(others.statusCode()).isEqualTo(403);
        assertThat(others.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:foreign-source");
    }

    /** Titles and reasons are shown in pages and sent with events. */
    @Test
    void titlesAndReasonsAreNoMarkup() {
        Response titled = Releases.begin(UUID.randomUUID().toString(), "<script>alert(1)</script>");
        assertThat(titled.statusCode()).isEqualTo(422);
        assertThat(titled.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:markup-in-text");
        assertThat(titled.jsonPath().getString("errors[0].pointer")).isEqualTo("/title/en");
        Response reasoned = step(draft(), WITHDRAW.replace("Doubled", "<b>Doubled</b>"));
        assertThat(reasoned.statusCode()).isEqualTo(422);
        assertThat(reasoned.jsonPath().getString("errors[0].pointer")).isEqualTo("/reason/en");
    }
}
