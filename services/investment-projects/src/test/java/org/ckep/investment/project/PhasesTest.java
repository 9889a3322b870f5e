package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Rule I9 of records: phases and the whole, for whoever changes either of them. */
@QuarkusTest
class PhasesTest {
    @Inject
    RecordTransactions transactions;

    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static String total(String amount) {
        return ", \"totalInvestment\": " + sum(amount);
    }

    private static String phaseOf(String whole, String amount) {
        return Records.project(
                total(amount) + ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"".formatted(whole));
    }

    private static Response enter(Api who, String whole, String amount) {
        return who.post("projects", phaseOf(whole, amount));
    }

    private static void refused(Response answer) {
        answer.then().spec(problemAt(ProjectProblem.PROJECT_PHASES_EXCEED_WHOLE, "/totalInvestment"));
    }

    @Test
    void i9_phasesSumToTheWholeAtMost() {
        Api cn = Api.cnMaker();
        String whole = cn.create("projects", Records.project(total("100")));
        String first = "projects/" + Records.id(cn.create("projects", phaseOf(whole, "60")));
        enter(cn, whole, "40").then().statusCode(201);
        Response answer = enter(cn, whole, "0.01");
        refused(answer);
        answer.then().body("detail", containsString("100.01 USD"));
        refused(cn.patch(first, "{\"totalInvestment\": " + sum("61") + "}"));
        refused(cn.patch("projects/" + Records.id(whole), "{\"totalInvestment\": " + sum("99") + "}"));
        cn.patch(first, "{\"totalInvestment\": " + sum("10") + "}").then().statusCode(200);
        enter(cn, whole, "50").then().statusCode(201);
        cn.get("projects?parent=" + whole).then().body("data", hasSize(3));
    }

    @Test
    void i9_aWholeThatIsNotThatOfAllPhasesSaysSo() {
        Api cn = Api.cnMaker();
        String urn = cn.create("projects", Records.project(total("100") + ", \"phasesPartial\": true"));
        String whole = "projects/" + Records.id(urn);
        enter(cn, urn, "150").then().statusCode(201);
        cn.get(whole).then().body("phasesPartial", equalTo(true));
        refused(cn.patch(whole, "{\"phasesPartial\": false}"));
        cn.patch(whole, "{\"phasesPartial\": null, \"totalInvestment\": " + sum("150") + "}")
                .then()
                .statusCode(200)
                .body("phasesPartial", nullValue());
        cn.post("projects", Records.project(", \"phasesPartial\": \"some\""))
                .then()
                .statusCode(400);
    }

    @Test
    void i9_whatIsGivenUpLeavesRoom() {
        Api cn = Api.cnMaker();
        String whole = cn.create("projects", Records.project(total("100")));
        String phase = "projects/" + Records.id(cn.create("projects", phaseOf(whole, "100")));
        refused(enter(cn, whole, "30"));
        Api.cnChecker()
                .step(phase, "{\"to\": \"CANCELLED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        enter(cn, whole, "30").then().statusCode(201);
    }

    /** Rule C9: a phase that one side hides takes no room from the other, and so does not show. */
    @Test
    void i9_aHiddenPhaseRefusesNothingToTheOtherSide() {
        String open = ", \"classification\": {\"level\": \"BILATERAL\"}";
        String plain = Api.cnMaker().create("projects", Records.project(total("100") + open));
        String hiding = Api.cnMaker().create("projects", Records.project(total("100") + open));
        enter(Api.cnMaker(), hiding, "100").then().statusCode(201);
        Response without = enter(Api.krMaker(), plain, "101");
        Response with = enter(Api.krMaker(), hiding, "101");
        refused(with);
        assertThat(Answers.wholeOf(with)).isEqualTo(Answers.wholeOf(without));
        enter(Api.krMaker(), hiding, "90").then().statusCode(201);
        refused(enter(Api.cnMaker(), hiding, "1"));
        refused(enter(Api.krMaker(), hiding, "11"));
    }

    /** What both sides agree on sums up; a side that holds it to be another sum says so. */
    @Test
    void i9_isOfAgreedValuesAndRefusesNoSidesOwnFigure() {
        Api cn = Api.cnMaker();
        String whole = Bilateral.joint("Plant", total("100"));
        String part = ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\""
                .formatted(cn.get(whole).<String>path("urn"));
        String phase = Bilateral.joint("First phase", total("100") + part);
        cn.show(whole + "/figures/totalInvestment", "{\"value\": " + sum("95") + "}")
                .then()
                .statusCode(200);
        cn.show(phase + "/figures/totalInvestment", "{\"value\": " + sum("105") + "}")
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.value.amount", equalTo("105"));
        refused(cn.post(whole + "/changes", evidenced(Bilateral.replacing("/totalInvestment", sum("95")))));
    }

    /** Rule C9: what one side hides neither hinders it in agreeing nor shows by its failing. */
    @Test
    void i9_ofAnAgreementIsHeldToWhatBothSidesRead() {
        String whole = Bilateral.joint("Plant", total("100"));
        String urn = Api.cnMaker().get(whole).path("urn");
        enter(Api.cnMaker(), urn, "60").then().statusCode(201);
        openPhase(urn, "60");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), whole, Bilateral.replacingTitle("Another name")));
        String korean = Bilateral.draft(Api.krMaker(), whole, Bilateral.replacingTitle("A third name"));
        Bilateral.act(Api.krMaker(), korean, "submit").then().statusCode(200);
        Bilateral.act(Api.krChecker(), korean, "propose").then().statusCode(200);
        Bilateral.act(Api.cnMaker(), korean, "review").then().statusCode(200);
        Bilateral.act(Api.cnChecker(), korean, "agree").then().statusCode(200).body("state", equalTo("APPLIED"));

        String less = evidenced(Bilateral.replacing("/totalInvestment", sum("59")));
        Response chinese = Api.cnMaker().post(whole + "/changes", less);
        refused(chinese);
        chinese.then().body("detail", containsString("sum to 60.00 USD"));
        assertThat(Answers.wholeOf(chinese))
                .isEqualTo(Answers.wholeOf(Api.krMaker().post(whole + "/changes", less)));
    }

    @Test
    void i9_standsInTheWayOfNoSettlementThatChangesNothing() {
        String whole = Bilateral.joint("Plant", total("100"));
        String objection = Bilateral.contested(whole, "title");
        String phase = openPhase(Api.cnMaker().get(whole).path("urn"), "60");
        grow(phase);
        refused(Api.cnMaker().post(whole + "/changes", Bilateral.replacingTitle("Another name")));
        Bilateral.agree(
                Bilateral.draft(Api.cnMaker(), whole, Bilateral.settling(Bilateral.changingNothing(), objection)));
        Api.krMaker().get(objection).then().body("state", equalTo("SETTLED"));
    }

    /** A phase of the Korean side that both sides read. */
    private static String openPhase(String whole, String amount) {
        return Api.krMaker()
                .create(
                        "projects",
                        phaseOf(whole, amount)
                                .replaceFirst("^\\{", "{\"classification\": {\"level\": \"BILATERAL\"}, "));
    }

    private static String evidenced(String change) {
        return change.replaceFirst("^\\{", "{\"evidence\": [\"%s\"], ".formatted(Records.source("COMPANY_STATEMENT")));
    }

    /** Past the whole, as no request lets it. */
    private void grow(String phase) {
        StoredRows.without(
                "keeps_released_content",
                "project",
                transactions,
                "update project set investment_amount = 110, version = version + 1 where id = :id",
                "projects/" + Records.id(phase));
    }

    @Test
    void i9_phasesThatComeAtOnceDoNotExceedTheWholeTogether() throws Exception {
        Api cn = Api.cnMaker();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int pair = 0; pair < 10; pair++) {
                String whole = cn.create("projects", Records.project(total("100")));
                Future<Integer> one = pool.submit(() -> enter(cn, whole, "60").statusCode());
                Future<Integer> other = pool.submit(() -> enter(cn, whole, "60").statusCode());
                assertThat(new Integer[] {one.get(), other.get()}).containsExactlyInAnyOrder(201, 422);
            }
        }
    }
}
