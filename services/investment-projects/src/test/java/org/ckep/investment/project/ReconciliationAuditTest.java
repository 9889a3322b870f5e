package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.ckep.investment.AuditChains;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.records.RecordTransactions;
import org.ckep.records.reconciliation.BlindComparisons;
import org.ckep.records.reconciliation.Reconcilable;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the register finds by itself stands in the trails of both sides, as nobody's act, and fits their chains. */
@QuarkusTest
class ReconciliationAuditTest {
    private static final List<String> AUDITORS = List.of("cn-auditor", "kr-auditor");

    @Inject
    RecordTransactions transactions;

    @Inject
    BlindComparisons comparisons;

    @Inject
    Reconcilable projects;

    private static void figure(Api maker, String project, String amount, String classification) {
        maker.show(project + "/figures/totalInvestment", """
                        {"value": {"amount": "%s", "currency": "USD", "basis": "CONTRACTED"}%s}""".formatted(amount, classification))
                .then()
                .statusCode(200);
    }

    private static void shown(Api maker, String project, String amount) {
        figure(maker, project, amount, ", \"classification\": {\"level\": \"BILATERAL\"}");
    }

    private static void cycle() {
        Cycles.close().then().statusCode(201);
    }

    /** What that auditor reads of a record, once there are so many entries. */
    private static List<Map<String, Object>> trail(String auditor, String urn, int entries) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read(auditor, urn).getList("data").size() >= entries);
        return read(auditor, urn).getList("data");
    }

    private static JsonPath read(String auditor, String urn) {
        return Api.user(auditor).get("audit?limit=500&record=" + urn).jsonPath();
    }

    @Test
    void breaksThatACycleOpensAndFindsCorrectedAreInBothTrails() throws SQLException {
        String project = Bilateral.joint("Plant");
        shown(Api.cnMaker(), project, "942000000");
        shown(Api.krMaker(), project, "825000000");
        cycle();
        String found =
                Api.cnMaker().get("breaks?record=" + Records.urn(project)).path("data[0].urn");
        shown(Api.krMaker(), project, "942000000");
        cycle();
        shown(Api.krMaker(), project, "825000000");
        cycle();
        // Nothing has changed since, so this cycle finds nothing.
        cycle();
        for (String auditor : AUDITORS) {
            String side = auditor.startsWith("cn") ? "CN" : "KR";
            List<Map<String, Object>> entries = trail(auditor, found, 3);
            assertThat(entries)
                    .extracting(
                            entry -> entry.get("action"),
                            entry -> entry.get("side"),
                            entry -> entry.get("versionBefore"),
                            entry -> entry.get("versionAfter"))
                    .containsExactly(
                            tuple("open-break", side, null, 0),
                            tuple("correct-break", side, 0, 1),
                            tuple("reopen-break", side, 1, 2));
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry).doesNotContainKeys("subject", "client", "agency"));
        }
        AuditChains.verify();
    }

    @Test
    void whatASideHidesLeavesNoEntry() {
        String project = Bilateral.joint("Plant");
        shown(Api.krMaker(), project, "825000000");
        cycle();
        String urn = Records.urn(project);
        awaitEntry("kr-auditor", urn, "release-figure-bilateral");
        int before = read("kr-auditor", urn).getList("data").size();
        figure(Api.cnMaker(), project, "942000000", "");
        cycle();
        awaitEntry("cn-auditor", urn, "enter-figure");
        assertThat(read("kr-auditor", urn).getList("data")).hasSize(before);
        assertThat(Api.krMaker().get("breaks?record=" + urn).jsonPath().getList("data"))
                .isEmpty();
    }

    /** Entries are linked in their order, so by then all before it are. */
    private static void awaitEntry(String auditor, String urn, String action) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read(auditor, urn).getList("data.action").contains(action));
    }

    @ParameterizedTest
    @CsvSource({"100400000, find-blind-consistent", "101000000, find-blind-inconsistent"})
    void whatABlindComparisonFindsIsInBothTrails(String korean, String action) throws Throwable {
        String project = Bilateral.joint("Plant");
        String blind = project + "/blind-comparisons/totalInvestment";
        for (Api checker : List.of(Api.cnChecker(), Api.krChecker())) {
            checker.request()
                    .contentType("application/json")
                    .put(Api.root() + blind)
                    .then()
                    .statusCode(200);
        }
        commit(Api.cnMaker(), blind, "100000000");
        commit(Api.krMaker(), blind, korean);
        String urn = Records.urn(project);
        for (String auditor : AUDITORS) {
            trail(auditor, urn, 2);
            assertThat(read(auditor, urn).getList("data.action", String.class))
                    .noneMatch(done -> done.startsWith("find-blind"));
        }
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> comparisons.close(session, projects, YearMonth.now().plusMonths(1))));
        for (String auditor : AUDITORS) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> read(auditor, urn).getList("data.action").contains(action));
            List<Map<String, Object>> found = read(auditor, urn).getList("data");
            assertThat(found.stream().filter(entry -> ((String) entry.get("action")).startsWith("find-blind")))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry)
                            .containsEntry("action", action)
                            .doesNotContainKeys("subject", "client", "agency", "versionBefore", "versionAfter"));
        }
        AuditChains.verify();
    }

    private static void commit(Api maker, String blind, String amount) {
        maker.post(blind + "/commitments", """
                        {"value": {"amount": "%s", "currency": "USD", "basis": "CONTRACTED"}}""".formatted(amount)).then().statusCode(200);
    }
}
