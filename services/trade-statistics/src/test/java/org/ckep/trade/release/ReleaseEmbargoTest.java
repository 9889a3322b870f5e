package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.embargo;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.series;
import static org.ckep.trade.release.Releases.step;
import static org.ckep.trade.release.Releases.values;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.PublicEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is drafted or under embargo, until the instant at which everybody sees it. */
@QuarkusTest
class ReleaseEmbargoTest {
    @Inject
    DataSource dataSource;

    @Test
    void anEmbargoEndsAtItsVeryInstantAndItsEventComesThen() throws IOException {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500310").text());
        Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        Response waiting = step(draft, embargo(end));
        assertThat(waiting.statusCode()).as(waiting.asString()).isEqualTo(200);
        assertThat(waiting.jsonPath().getString("state")).isEqualTo("EMBARGOED");
        assertThat(into(draft, new ComtradeFile().row("cmdCode", "500310").text())
                        .statusCode())
                .isEqualTo(409);

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    boolean visible = !values("500310").isEmpty();
                    assertThat(visible && Instant.now().isBefore(end)).isFalse();
                    return visible;
                });
        JsonPath published = given().get(Releases.address(draft)).jsonPath();
        assertThat(published.getString("state")).isEqualTo("PUBLISHED");
        assertThat(Instant.parse(published.getString("publishedAt"))).isEqualTo(end);
        assertThat(Instant.parse(series("500310").getString("data[0].observations[0].knownSince")))
                .isEqualTo(end);
        assertThat(PublicEvents.first(
                                ReleaseEvent.PUBLISHED,
                                data -> data.path("urn").asText().equals(draft.getString("urn")))
                        .path("previousState")
                        .asText())
                .isEqualTo("EMBARGOED");
        assertThat(PublicEvents.recorded(
                        ReleaseEvent.PUBLISHED,
                        data -> data.path("urn").asText().equals(draft.getString("urn"))))
                .isAfterOrEqualTo(end);
        assertThat(PublicEvents.first(
                                "org.ckep.trade.dataset.revised.v1",
                                data -> data.path("release").asText().equals(draft.getString("urn")))
                        .path("revisedAt")
                        .asText())
                .isEqualTo(end.toString());
    }

    /** Two offices publish at the same hour: neither waits for the other one, and nobody is kept from reading before. */
    @Test
    void embargoesOfOneInstantEndTogether() throws IOException {
        List<String> codes = List.of("500350", "500360", "500370");
        Instant end = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
        List<JsonPath> drafts = codes.stream()
                .map(code -> {
                    JsonPath draft = draft();
                    into(draft, new ComtradeFile().row("cmdCode", code).text());
                    assertThat(step(draft, embargo(end)).statusCode()).isEqualTo(200);
                    return draft;
                })
                .toList();
        List<Instant> looksBefore = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    List<Boolean> visible =
                            codes.stream().map(code -> !values(code).isEmpty()).toList();
                    Instant now = Instant.now();
                    if (now.isBefore(end)) {
                        assertThat(visible).containsOnly(false);
                        looksBefore.add(now);
                    }
                    // Between two looks the instant may pass.
                    return !visible.contains(false);
                });
        assertThat(looksBefore)
                .filteredOn(look -> look.isAfter(end.minusSeconds(2)))
                .hasSizeGreaterThan(3);
        assertThat(drafts.stream()
                        .map(draft -> given().get(Releases.address(draft)).jsonPath())
                        .map(release -> Duration.between(end, Instant.parse(release.getString("publishedAt"))))
                        .sorted()
                        .map(Duration::toNanos))
                .containsExactly(0L, 1000L, 2000L);
        for (JsonPath draft : drafts) {
            assertThat(PublicEvents.recorded(
                            ReleaseEvent.PUBLISHED,
                            data -> data.path("urn").asText().equals(draft.getString("urn"))))
                    .isAfterOrEqualTo(end);
        }
    }

    /** A service that was down when an embargo ended publishes as soon as it is back, and says when that was. */
    @Test
    void anEmbargoThatWasMissedEndsLate() throws SQLException {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500320").text());
        step(draft, embargo(Instant.now().plusSeconds(3600)));
        asSystem(
                "update release set embargo_until = now() - interval '1 hour' where id = '" + Releases.id(draft) + "'");
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(values("500320")).hasSize(1));
        JsonPath published = given().get(Releases.address(draft)).jsonPath();
        assertThat(Instant.parse(published.getString("publishedAt")))
                .isAfter(Instant.parse(published.getString("embargoUntil")).plusSeconds(3500));
    }

    @Test
    void anEmbargoCanBeMovedAndTakenBack() {
        JsonPath draft = draft();
        into(draft, new ComtradeFile().row("cmdCode", "500330").text());
        Instant later = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        assertThat(step(draft, embargo(later.minusSeconds(86_400))).statusCode())
                .isEqualTo(200);
        assertThat(step(draft, embargo(later)).jsonPath().getString("embargoUntil"))
                .isEqualTo(later.toString());
        // Whoever prepares the figures may take it back, but not carry it on.
        String tag = Releases.own(Releases.address(draft)).header("ETag");
        JsonPath reopened =
                step(Releases.maker(), draft, tag, "{\"to\": \"DRAFT\"}").jsonPath();
        assertThat(reopened.getString("state")).isEqualTo("DRAFT");
        assertThat(reopened.getString("embargoUntil")).isNull();
        assertThat(into(draft, new ComtradeFile().row("cmdCode", "500340").text())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aDraftIsSeenByItsSideAlone() throws SQLException {
        JsonPath draft = draft();
        String address = Releases.address(draft);
        JsonPath report = into(
                        draft,
                        new ComtradeFile()
                                .row("cmdCode", "500110")
                                .row("cmdCode", "500120")
                                .text())
                .jsonPath();
        assertThat(Releases.own(address).jsonPath().getInt("figures")).isEqualTo(2);
        String upload = "/trade/v1/uploads/" + report.getString("urn");
        assertThat(Releases.own(upload).statusCode()).isEqualTo(200);
        assertThat(as(Tokens.user("cn-statistician")).get(upload).statusCode()).isEqualTo(404);
        for (String path : List.of(address, address + "/figures")) {
            assertThat(as(Releases.releaser()).get(path).statusCode()).isEqualTo(200);
            assertThat(given().get(path).statusCode()).isEqualTo(404);
            for (String token : List.of(
                    Tokens.user("cn-statistician"),
                    Tokens.user("cn-checker"),
                    Tokens.user("secretariat"),
                    Tokens.loader())) {
                assertThat(as(token).get(path).statusCode()).isEqualTo(404);
            }
        }
        assertThat(given().get(Releases.ADDRESS + "?limit=500").jsonPath().getList("data.urn"))
                .doesNotContain(draft.getString("urn"));
        assertThat(Releases.own(Releases.ADDRESS + "?state=DRAFT&limit=500")
                        .jsonPath()
                        .getList("data.urn"))
                .contains(draft.getString("urn"));
        assertThat(rows("release", draft, "CN")).isZero();
        assertThat(rows("release", draft, "KR")).isEqualTo(1);
        assertThat(rows("release_figure", draft, "CN")).isZero();
        assertThat(rows("release_figure", draft, "KR")).isEqualTo(2);
        DraftByMeasuresTest.send(draft, DraftByMeasuresTest.row("M", "500125", "NET_WEIGHT", "3"));
        assertThat(rows("release_cell", draft, "CN")).isZero();
        assertThat(rows("release_cell", draft, "KR")).isEqualTo(1);
    }

    /** Every byte that the other side and the public can fetch stays as it was until the release is published. */
    @Test
    void nothingOfAnEmbargoReachesAnybodyElse() throws SQLException {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "500130", "period", "2019")
                        .row("cmdCode", "500130", "period", "2020")
                        .text(),
                "source=NATIONAL");
        Map<String, String> before = captured();
        JsonPath draft = draft();
        // A new period, another value, a partner and a product that are in no list, and a total.
        String file = new ComtradeFile()
                .row("cmdCode", "500130", "period", "2021")
                .row("cmdCode", "500130", "period", "2020", "primaryValue", "77", "cifvalue", "77")
                .row("cmdCode", "500130", "period", "2020", "partnerCode", "548", "partnerISO", "VUT")
                .row("cmdCode", "500139", "period", "2020")
                .row("cmdCode", "TOTAL", "aggrLevel", "0", "period", "2020")
                .text();
        assertThat(into(draft, file).jsonPath().getInt("totals.inserted")).isEqualTo(5);
        assertThat(step(draft, embargo(Instant.now().plus(9, ChronoUnit.DAYS))).statusCode())
                .isEqualTo(200);
        assertThat(captured()).isEqualTo(before);

        assertThat(step(draft, Releases.PUBLISH).statusCode()).isEqualTo(200);
        Map<String, String> after = captured();
        assertThat(after.keySet().stream().filter(route -> after.get(route).equals(before.get(route))))
                .as("routes that tell nothing of what was published")
                .isEmpty();
        assertThat(values("500130")).containsExactlyInAnyOrder("1000", "77", "1000", "1000");
    }

    /** What the public and the other side get from every route that shows figures, codes, jobs or events. */
    private Map<String, String> captured() throws SQLException {
        List<String> routes = new ArrayList<>(List.of(
                "/trade/v1/series?source=NATIONAL&commodity=500130",
                "/trade/v1/bilateral-totals?source=NATIONAL&period=2020&commodity=500130",
                "/trade/v1/mirror?a=CN&b=KR&source=NATIONAL&commodity=500130",
                "/trade/v1/indicators/import-dependency/values?reporter=KR&partner=CN&source=NATIONAL&period=2020&commodity=500130",
                "/trade/v1/codelists/CL_AREA/codes?limit=500",
                "/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_500130?format=csvdata",
                "/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M.HS22_500130...?includeHistory=true&format=jsondata",
                "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A",
                "/trade/sdmx/v2/structure/codelist/CKEP/CL_COMMODITY?format=structure",
                "/trade/v1/releases?limit=500"));
        Map<String, String> captured = new LinkedHashMap<>();
        for (String route : routes) {
            captured.put("public " + route, fetched(null, route));
            captured.put("cn " + route, fetched(Tokens.user("cn-statistician"), route));
        }
        captured.put("events", outbox());
        return captured;
    }

    /** Without what a message says of the moment at which it was prepared. */
    private static String fetched(@Nullable String token, String route) {
        Response answer =
                (token == null ? given() : as(token)).urlEncodingEnabled(false).get(route);
        assertThat(answer.statusCode()).as(route + ": " + answer.asString()).isEqualTo(200);
        return answer.header("ETag")
                + answer.header("Last-Modified")
                + answer.asString()
                        .replaceAll("(?i)(prepared\"?[:>] ?\"?)[^\"<]*", "$1")
                        .replaceAll("CKEP[0-9]{13}", "");
    }

    private String outbox() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select last_value::text from outbox_event_seq_seq")) {
            row.next();
            return row.getString(1);
        }
    }

    private void asSystem(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.system', 'on', true)");
            statement.executeUpdate(sql);
            connection.commit();
        }
    }

    /** What the database shows to a side, whatever the service asks. */
    private long rows(String table, JsonPath release, String side) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.side', '" + side + "', true)");
            String key = table.equals("release") ? "id" : "release_id";
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from " + table + " where " + key + " = '" + Releases.id(release) + "'")) {
                row.next();
                return row.getLong(1);
            } finally {
                connection.rollback();
            }
        }
    }
}
