package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Owner;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** How many differences are open, and how much agrees: what both sides may read, counted for both sides alone. */
@QuarkusTest
class ReconciliationReportTest {
    private static final List<Api> READERS = List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat());

    @Inject
    RecordTransactions transactions;

    /** A project of a sector that no other test has, with a break; the path of the break. */
    private static String broken(String sector) {
        return ReconciliationTest.broken(
                Bilateral.joint("Plant", ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector)));
    }

    private static String sector() {
        return "Z" + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
    }

    private static void counted(String sector, String reason, String age, int explained, int overdue) {
        for (Api reader : READERS) {
            reader.get("open-breaks?sector=" + sector)
                    .then()
                    .statusCode(200)
                    .body("open", equalTo(1))
                    .body("overdue", equalTo(overdue))
                    .body("coverage", equalTo("visible-only"))
                    .body("data.sector", contains(sector))
                    .body("data.reason", contains(reason))
                    .body("data.age", contains(age))
                    .body("data.breaks", contains(1))
                    .body("data.explained", contains(explained))
                    .body("data.overdue", contains(overdue));
        }
    }

    @Test
    void openBreaksAreCountedBySectorReasonAndAge() {
        String sector = sector();
        String found = broken(sector);
        counted(sector, "UNEXPLAINED", "UP_TO_30_DAYS", 0, 0);
        StoredRows.change(
                transactions,
                "update reconciliation_break set opened_at = now() - interval '100 days', due_on = current_date - 5"
                        + " where id = :id",
                found);
        counted(sector, "UNEXPLAINED", "UP_TO_180_DAYS", 0, 1);
        Api.cnMaker().get("open-breaks?assigned=KR&sector=" + sector).then().body("open", equalTo(0));
        Api.cnMaker().post(found + "/assign", "{\"assigned\": [\"KR\"]}").then().statusCode(200);
        Api.cnMaker().get("open-breaks?assigned=KR&sector=" + sector).then().body("open", equalTo(1));
        Api.krMaker()
                .post(found + "/explain", "{\"reason\": \"TIMING\"}")
                .then()
                .statusCode(200);
        counted(sector, "TIMING", "UP_TO_180_DAYS", 1, 0);
        assertThat(Api.cnMaker()
                        .request()
                        .accept("text/csv")
                        .get(Api.root() + "open-breaks.csv?sector=" + sector)
                        .asString())
                .isEqualTo(
                        "sector,reason,age,breaks,explained,overdue\r\n" + sector + ",TIMING,UP_TO_180_DAYS,1,1,0\r\n");
        Api.cnChecker().post(found + "/close", "{}").then().statusCode(200);
        Api.secretariat()
                .get("open-breaks?sector=" + sector)
                .then()
                .body("open", equalTo(0))
                .body("data", equalTo(List.of()));
    }

    @Test
    void eachCycleSaysHowMuchAgreed() {
        broken(sector());
        JsonPath cycle = Api.cnMaker().get("reconciliation-cycles").jsonPath();
        Map<String, Integer> pairs = cycle.getMap("data[0].pairs");
        int agreeing = pairs.getOrDefault("MATCHED", 0) + pairs.getOrDefault("WITHIN_TOLERANCE", 0);
        int left = pairs.getOrDefault("AGREED_DIFFERENCE", 0);
        int compared = agreeing + left + pairs.get("BREAK");
        for (Api reader : READERS) {
            JsonPath trend = reader.get("reconciliation-trend").jsonPath();
            assertThat(trend.getString("data[0].cycle")).isEqualTo(cycle.getString("data[0].urn"));
            assertThat(trend.getInt("data[0].compared")).isEqualTo(compared);
            assertThat(trend.getInt("data[0].agreeing")).isEqualTo(agreeing);
            assertThat(trend.getInt("data[0].agreedDifferences")).isEqualTo(left);
            assertThat(trend.getInt("data[0].breaks")).isEqualTo(pairs.get("BREAK"));
            assertThat(new BigDecimal(trend.getString("data[0].rate")))
                    .isEqualByComparingTo(percent(agreeing, compared));
            assertThat(new BigDecimal(trend.getString("data[0].settledRate")))
                    .isEqualByComparingTo(percent(agreeing + left, compared));
            assertThat(trend.getList("data.cycle")).isEqualTo(cycle.getList("data.urn"));
        }
        assertThat(Api.cnMaker()
                        .request()
                        .accept("text/csv")
                        .get(Api.root() + "reconciliation-trend.csv")
                        .asString())
                .startsWith(
                        "cycle,closedAt,month,policyVersion,compared,agreeing,agreedDifferences,breaks,rate,settledRate\r\n"
                                + cycle.getString("data[0].urn") + ",");
    }

    private static BigDecimal percent(int part, int whole) {
        return BigDecimal.valueOf(part * 100L).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }

    /** They are read page by page, however many were found by one cycle. */
    @Test
    void moreThanOnePageIsCountedWhole() throws SQLException {
        String sector = sector();
        String found = broken(sector);
        String id = found.substring(found.indexOf('/') + 1);
        Owner.run("""
                set app.system = 'on';
                insert into reconciliation_break
                  select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(), 'pair', b.pair || n))).*
                  from reconciliation_break b, generate_series(1, 1100) n where b.id = '%s'""".formatted(id));
        try {
            for (Api reader : READERS) {
                reader.get("open-breaks?sector=" + sector)
                        .then()
                        .statusCode(200)
                        .body("open", equalTo(1101))
                        .body("data.breaks", contains(1101));
            }
        } finally {
            // No policy lets anybody delete a break, so the owner is bound by none meanwhile.
            Owner.run("""
                    begin;
                    alter table reconciliation_break no force row level security;
                    delete from reconciliation_break b using reconciliation_break kept
                      where kept.id = '%s' and b.record_urn = kept.record_urn and b.pair <> kept.pair and b.pair ~ '[0-9]$';
                    alter table reconciliation_break force row level security;
                    commit""".formatted(id));
            Api.cnMaker().get("open-breaks?sector=" + sector).then().body("open", equalTo(1));
        }
    }

    /** A figure that a side keeps to itself, however it changes, is in no count of the other. */
    @Test
    void whatIsHiddenIsNotCounted() {
        String sector = sector();
        broken(sector);
        String before = Answers.wholeOf(Api.krMaker().get("open-breaks?sector=" + sector));
        String project = Bilateral.joint("Plant", ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector));
        Api.cnMaker()
                .post(
                        project + "/figures/totalInvestment",
                        "{\"value\": {\"amount\": \"5\", \"currency\": \"USD\", \"basis\": \"DECLARED\"}}")
                .then()
                .statusCode(200);
        Api.krMaker()
                .show(
                        project + "/figures/totalInvestment",
                        "{\"value\": {\"amount\": \"7000000\", \"currency\": \"USD\", \"basis\": \"DECLARED\"},"
                                + " \"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200);
        Bilateral.agreedRate();
        Cycles.close().then().statusCode(201);
        assertThat(Answers.wholeOf(Api.krMaker().get("open-breaks?sector=" + sector)))
                .isEqualTo(before);
    }

    @Test
    void othersAreRefusedWhateverThereIs() {
        for (String report : List.of("open-breaks", "reconciliation-trend")) {
            for (String form : List.of("", ".csv")) {
                Api.PUBLIC
                        .request()
                        .accept("*/*")
                        .get(Api.root() + report + form)
                        .then()
                        .spec(problem(KernelProblem.UNAUTHENTICATED));
                Api.client("agency-kotra")
                        .request()
                        .accept("*/*")
                        .get(Api.root() + report + form)
                        .then()
                        .spec(problem(KernelProblem.FORBIDDEN));
            }
        }
        Api.cnMaker().get("open-breaks?assigned=US").then().spec(problemAt(KernelProblem.INVALID_VALUE, "assigned"));
    }
}
