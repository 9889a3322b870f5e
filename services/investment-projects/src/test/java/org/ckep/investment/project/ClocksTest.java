package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the clocks, by whom, and what is refused. */
@QuarkusTest
class ClocksTest {
    @Inject
    RecordTransactions transactions;

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String offered() {
        return Bilateral.offered("Plant", "");
    }

    @Test
    void oneCallAsksAllThreeClocks() {
        String project = Bilateral.joint(
                "Plant",
                ", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"2022-05\"}, \"CONTRACT_SIGNED\": {\"actual\": \"2024-02\"}}");
        figure(Api.krMaker(), project, "90");
        Instant moment = now();
        figure(Api.krMaker(), project, "70");
        Api.cnChecker()
                .get(project + "?view=kr&asOf=2026-01&knownAt=" + moment)
                .then()
                .statusCode(422)
                .spec(problemAt(ProjectProblem.PROJECT_NOT_KNOWN_THEN, "asOf"));
        Bilateral.take(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2023-06\"}");
        Instant announced = now();
        figure(Api.krMaker(), project, "50");
        Api.cnChecker()
                .get(project + "?view=kr&asOf=2023&knownAt=" + announced)
                .then()
                .statusCode(200)
                .body("state", equalTo("ANNOUNCED"))
                .body("totalInvestment.amount", equalTo("70.00"))
                .body("keyDates.MOU_SIGNED.actual.date", equalTo("2022-05-01"))
                .body("keyDates", not(hasKey("CONTRACT_SIGNED")))
                .body("figures", nullValue());
    }

    private static void figure(Api maker, String project, String amount) {
        maker.show(project + "/figures/totalInvestment", """
                        {"value": {"amount": "%s", "currency": "USD", "basis": "CONTRACTED"},
                         "classification": {"level": "BILATERAL"}}""".formatted(amount))
                .then()
                .statusCode(200);
    }

    /** Widened since: what the other side could not read then, it cannot read of then. */
    @Test
    void theClassificationOfThatMomentHolds() {
        String project = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        Instant hidden = now();
        Api.cnChecker()
                .command(project, "release", "{\"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200);
        Instant shown = now();
        Api.krMaker().get(project).then().statusCode(200);
        Api.krMaker().get(project + "?knownAt=" + shown).then().statusCode(200);
        Api.krMaker().get(project + "?knownAt=" + hidden).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnMaker().get(project + "?knownAt=" + hidden).then().statusCode(200);
    }

    /** Narrowed since: nobody reads of then what he may not read today. */
    @Test
    void theRightsOfTodayHoldToo() {
        String project = offered();
        Instant shown = now();
        Api.krMaker().get(project + "?knownAt=" + shown).then().statusCode(200);
        StoredRows.narrow(
                transactions,
                "project",
                "update project set classification_level = 'SIDE', classification_side = 'CN' where id = :id",
                project);
        Api.krMaker().get(project + "?knownAt=" + shown).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker()
                .get("projects?limit=500&knownAt=" + shown)
                .then()
                .body("data.urn", not(org.hamcrest.Matchers.hasItem(urn(project))));
        Api.cnMaker().get(project + "?knownAt=" + shown).then().body("classification", equalTo("BILATERAL"));
    }

    private static UUID id(String project) {
        return UUID.fromString(project.substring(project.lastIndexOf('/') + 1));
    }

    private static String urn(String project) {
        return "urn:ckep:project:" + id(project);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "2026-11-26T08:00:00", "2026", "1899-12-31", "9999-01-01"})
    void whatIsNoInstantIsRefused(String knownAt) {
        String project = offered();
        for (String path : List.of("projects?", project + "?", project + "/transitions?")) {
            Api.cnMaker()
                    .get(path + "knownAt=" + knownAt)
                    .then()
                    .spec(problemAt(KernelProblem.INVALID_VALUE, "knownAt"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "knownAt, 2190-01-01,           MOMENT_IN_THE_FUTURE",
        "knownAt, 2190-01-01T00:00:00Z, MOMENT_IN_THE_FUTURE",
        "knownAt, 2020-01-01,           MOMENT_BEFORE_THE_RECORD",
        "asOf,    2190,                 MOMENT_IN_THE_FUTURE"
    })
    void whatHasNotComeOrWasNotKeptIsRefused(String parameter, String value, RecordsProblem type) {
        String project = offered();
        Api.cnMaker().get(project + "?" + parameter + "=" + value).then().spec(problemAt(type, parameter));
        if (parameter.equals("knownAt")) {
            Api.PUBLIC.get("projects?knownAt=" + value).then().spec(problemAt(type, parameter));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%s?asOf=once,                          asOf",
        "%s?asOf=2023-02-30,                    asOf",
        "%s?asOf=2023&expand=assessments,       asOf",
        "projects?q=works&knownAt=2026-11-26,   q",
        "projects?asOf=2023,                    asOf",
        "%s/transitions?asOf=2023,              asOf",
        "%s?knownAt=2026-11-26&knownAt=2026-11-27, knownAt"
    })
    void whatDoesNotGoTogetherIsRefused(String path, String parameter) {
        Api.cnMaker()
                .get(path.formatted(offered()))
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo(parameter));
    }

    /** Refusals say no more of a hidden record than of none. */
    @Test
    void aHiddenRecordIsRefusedLikeAnUnknownOne() {
        String hidden = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String unknown = "projects/" + UUID.randomUUID();
        for (String query : List.of("?knownAt=" + now(), "?asOf=2023", "?knownAt=2190-01-01", "?asOf=2190")) {
            Response answer = Api.krMaker().get(hidden + query);
            org.ckep.testing.Answers.assertSame(answer, Api.krMaker().get(unknown + query));
        }
    }

    /** Who asks about just now waits for those who are recording just now, so that his answer stays what it is. */
    @Test
    void whoAsksAboutNowWaitsForWhoRecordsNow() throws Exception {
        // Others do not read it, so that the database lets it change by one writer.
        String project = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        CompletableFuture<Response> asked;
        try (Connection writer = application();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select set_config('app.system', 'on', true)");
            statement.execute("update project set direction = 'MUTUAL' where id = '" + id(project) + "'");
            Instant moment = now();
            asked = CompletableFuture.supplyAsync(() -> Api.cnMaker().get(project + "?knownAt=" + moment));
            await().atMost(Duration.ofSeconds(30)).until(ClocksTest::somebodyWaits);
            assertThat(asked).isNotDone();
            writer.commit();
        }
        assertThat(asked.get().jsonPath().getString("direction")).isEqualTo("MUTUAL");
    }

    private static boolean somebodyWaits() throws SQLException {
        return column("select count(*) from pg_locks where locktype = 'advisory' and not granted "
                        + "and (classid::bigint << 32 | objid::bigint) = ckep_recording_lock() and database = "
                        + "(select oid from pg_database where datname = current_database())")
                .getFirst()
                .equals("1");
    }

    @Test
    void theApplicationWritesNoPastAndReadsNoneWithoutAMoment() throws SQLException {
        String project = offered();
        String versions = "select count(*) from past.project_version where id = '" + id(project) + "'";
        assertThat(column("select set_config('app.system', 'on', false)", versions))
                .containsExactly("0");
        for (String sql : List.of(
                "delete from past.project_version",
                "update past.project_version set known_until = now()",
                "update past.beginning set at = now()")) {
            assertThatThrownBy(() -> column(sql)).hasMessageContaining("permission denied");
        }
    }

    /** A column that a later migration adds to a table belongs into its versions too. */
    @Test
    void theVersionsHaveEveryColumnOfTheirTables() throws SQLException {
        assertThat(column("""
                        select t.relname || '.' || a.attname
                        from pg_class v join pg_namespace n on n.oid = v.relnamespace and n.nspname = 'past'
                          join pg_class t on t.relname = v.relname and t.relnamespace = 'public'::regnamespace
                          join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                        where v.relkind = 'v' and not exists (
                          select 1 from pg_attribute p where p.attrelid = v.oid and p.attname = a.attname)""")).isEmpty();
    }

    private static Connection application() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    /** The first column of what the last statement answers. */
    private static List<String> column(String... statements) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = application();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                values.clear();
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
        }
        return values;
    }
}
