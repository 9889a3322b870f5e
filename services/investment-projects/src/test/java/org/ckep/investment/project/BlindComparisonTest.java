package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.reconciliation.BlindComparisons;
import org.ckep.records.reconciliation.Reconcilable;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hidden values are compared where both sides want it, and show one bit a month. */
@QuarkusTest
class BlindComparisonTest {
    @Inject
    RecordTransactions transactions;

    @Inject
    BlindComparisons comparisons;

    @Inject
    Reconcilable projects;

    private static String blind(String project) {
        return project + "/blind-comparisons/totalInvestment";
    }

    private static Response optIn(Api who, String project) {
        return who.request().put(Api.root() + blind(project));
    }

    private static Response commit(Api who, String project, String amount) {
        return who.post(
                blind(project) + "/commitments",
                "{\"value\": {\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}}"
                        .formatted(amount));
    }

    private static String open() {
        String project = Bilateral.joint("Plant");
        optIn(Api.cnChecker(), project).then().statusCode(200);
        optIn(Api.krChecker(), project).then().statusCode(200).body("data[0].optedIn", contains("CN", "KR"));
        return project;
    }

    /** What happens once that many months are over. */
    private int after(int months) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> comparisons.close(session, projects, YearMonth.now().plusMonths(months))));
    }

    private static JsonPath seen(Api who, String project) {
        Response answer = who.get(project + "/blind-comparisons");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    @ParameterizedTest
    @CsvSource({"100000000, 100400000, true", "100000000, 101000000, false", "500, 500, true"})
    void bothAreToldOneBitAtOnce(String cn, String kr, boolean consistent) throws Throwable {
        String project = open();
        commit(Api.cnMaker(), project, cn).then().statusCode(200);
        commit(Api.user("kr-statistician"), project, kr).then().statusCode(200);
        after(0);
        assertThat(seen(Api.krMaker(), project).getList("data[0].outcomes")).isNull();
        assertThat(after(1)).isPositive();
        for (Api side : List.of(Api.cnMaker(), Api.krChecker())) {
            JsonPath told = seen(side, project);
            assertThat(told.getList("data[0].outcomes.consistent")).containsExactly(consistent);
            assertThat(told.getMap("data[0].outcomes[0]")).containsOnlyKeys("cycle", "consistent");
            assertThat(told.getList("data[0].commitments")).hasSize(1);
        }
        assertThat(seen(Api.cnMaker(), project).getString("data[0].commitments[0].hash"))
                .isNotEqualTo(seen(Api.krMaker(), project).getString("data[0].commitments[0].hash"));
        after(1);
        assertThat(seen(Api.cnMaker(), project).getList("data[0].outcomes")).hasSize(1);
    }

    /** Forty tries to come nearer to the other side's value: one is taken, and what is told does not change. */
    @Test
    void anAttackerLearnsOneBitInACycle() throws Throwable {
        String project = open();
        commit(Api.cnMaker(), project, "512000000").then().statusCode(200);
        int taken = 0;
        for (int edit = 0; edit < 40; edit++) {
            Response answer = commit(Api.krMaker(), project, Integer.toString(480_000_000 + edit * 1_000_000));
            if (answer.statusCode() == 200) {
                taken++;
            } else {
                answer.then().spec(problem(ReconciliationProblem.BLIND_COMMITTED));
            }
            assertThat(seen(Api.krMaker(), project).getList("data[0].outcomes")).isNull();
        }
        assertThat(taken).isEqualTo(1);
        after(1);
        assertThat(seen(Api.krMaker(), project).getList("data[0].outcomes")).hasSize(1);
        after(2);
        assertThat(seen(Api.krMaker(), project).getList("data[0].outcomes")).hasSize(1);
    }

    /** Neither that the other side has committed itself shows, nor to what. */
    @Test
    void aCommitmentIsItsOwnSidesAlone() {
        String project = open();
        List<Api> others = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat());
        List<String> before =
                others.stream().map(other -> everything(other, project)).toList();
        commit(Api.cnMaker(), project, "1").then().statusCode(200);
        assertThat(others.stream().map(other -> everything(other, project)).toList())
                .isEqualTo(before);
        Api.cnChecker().get(project + "/blind-comparisons").then().body("data[0].commitments", hasSize(1));
    }

    private static String everything(Api reader, String project) {
        return Answers.wholeOf(reader.get(project))
                + Answers.wholeOf(reader.get(project + "/blind-comparisons"))
                + Answers.wholeOf(reader.get(project + "/reconciliation"));
    }

    /** Anybody can compute it again who has the salt, and nobody guesses a value without. */
    @Test
    void theHashBindsTheValue() {
        String project = open();
        commit(Api.cnMaker(), project, "7").then().statusCode(200);
        JsonPath own = seen(Api.cnMaker(), project);
        String content = """
                {"attribute": "totalInvestment", "cycle": "%s", "recordUrn": "urn:ckep:project:%s", "salt": "%s", "side": "CN",
                 "value": {"amount": "7", "currency": "USD", "basis": "CONTRACTED"}}""".formatted(
                        own.getString("data[0].commitments[0].cycle"),
                        Records.id(project.replace('/', ':')),
                        own.getString("data[0].commitments[0].salt"));
        assertThat(own.getString("data[0].commitments[0].hash")).isEqualTo(ChangeHash.of(content));
    }

    @Test
    void eitherSideEndsIt() throws Throwable {
        String project = open();
        commit(Api.cnMaker(), project, "5").then().statusCode(200);
        commit(Api.krMaker(), project, "5").then().statusCode(200);
        Api.krChecker()
                .request()
                .delete(Api.root() + blind(project))
                .then()
                .statusCode(200)
                .body("data[0].optedIn", contains("CN"));
        after(1);
        Api.cnMaker().get(project + "/blind-comparisons").then().body("data[0].outcomes", nullValue());
        commit(Api.cnMaker(), project, "6").then().spec(problem(ReconciliationProblem.BLIND_NOT_OPEN));
        optIn(Api.krChecker(), project).then().statusCode(200);
        after(1);
        Api.cnMaker().get(project + "/blind-comparisons").then().body("data[0].outcomes", nullValue());
    }

    @Test
    void whereOneSideHasCommittedAloneNothingIsTold() throws Throwable {
        String project = open();
        commit(Api.cnMaker(), project, "5").then().statusCode(200);
        after(1);
        Api.cnMaker().get(project + "/blind-comparisons").then().body("data[0].outcomes", nullValue());
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        String project = Bilateral.joint("Plant");
        commit(Api.cnMaker(), project, "5").then().spec(problem(ReconciliationProblem.BLIND_NOT_OPEN));
        optIn(Api.cnChecker(), project).then().statusCode(200);
        commit(Api.cnMaker(), project, "5").then().spec(problem(ReconciliationProblem.BLIND_NOT_OPEN));
        optIn(Api.krChecker(), project).then().statusCode(200);
        commit(Api.cnMaker(), project, "-5").then().statusCode(422);
        commit(Api.client("kr-ministry"), project, "5").then().statusCode(200);
        Api.cnChecker()
                .request()
                .put(Api.root() + project + "/blind-comparisons/title")
                .then()
                .spec(problem(KernelProblem.NOT_FOUND));
        optIn(Api.cnChecker(), Bilateral.offered("Own", "")).then().spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        Api.secretariat().get(project + "/blind-comparisons").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.PUBLIC.get(project + "/blind-comparisons").then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnMaker()
                .get(Bilateral.joint("Other") + "/blind-comparisons")
                .then()
                .body("data", empty());
        Api.cnMaker()
                .get("projects/" + UUID.randomUUID() + "/blind-comparisons")
                .then()
                .body("type", equalTo("urn:ckep:problem:not-found"));
    }

    @Test
    void theDatabaseChangesNoCommitment() {
        for (String sql : List.of("update blind_commitment set value = '1'", "delete from blind_outcome")) {
            assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                            session -> session.createNativeQuery(sql).executeUpdate())))
                    .hasStackTraceContaining("permission denied");
        }
    }
}
