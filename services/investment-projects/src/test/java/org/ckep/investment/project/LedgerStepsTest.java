package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What the ledger shows for a step: as far as all who read the project read it, and nothing else. */
@QuarkusTest
class LedgerStepsTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";
    private static final String COMMITTED = """
            {"to": "COMMITTED", "date": "2024-03", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
             "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""";

    /** A purchase of the Chinese side that was announced; the path below the API's root. */
    private static String announced(String readers) {
        String source = ", \"sources\": [\"%s\"]".formatted(Records.source("COMPANY_STATEMENT"));
        String project = "projects/"
                + Records.id(
                        Api.cnMaker().create("projects", Records.projectOf("MERGER_ACQUISITION", source + readers)));
        taken(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}");
        return project;
    }

    private static Response step(String project, String body) {
        return Api.cnChecker().step(project, body);
    }

    private static void taken(String project, String body) {
        Response answer = step(project, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    @Test
    void aPurchaseIsCarriedToItsEndByItsLedger() {
        String project = announced("");
        step(project, COMMITTED)
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/commitments"))
                .body("errors.code", hasItem("BINDING_COMMITMENT"));
        String commitment = Commitments.made(Api.cnMaker(), Records.urn(project), "");
        taken(project, COMMITTED);

        String partly = "{\"to\": \"PARTIALLY_CLOSED\", \"date\": \"2024-06\"}";
        step(project, partly).then().spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/paid"));
        Commitments.pay(Api.cnMaker(), commitment, "4000000");
        step(project, "{\"to\": \"CANCELLED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"dispute\"}}")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/settlementNote"));
        taken(project, partly);
        Api.cnMaker().get(project).then().body("paid.amount", equalTo("4000000.00"));

        String completed = "{\"to\": \"COMPLETED\", \"date\": \"2024-07\"}";
        step(project, completed)
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/paid"))
                .body("errors.code", hasItem("FINAL_CLOSING"));
        Commitments.pay(Api.cnMaker(), commitment, "6000000");
        taken(project, completed);
        Api.cnMaker().get(project).then().body("paid.amount", equalTo("10000000.00"));
    }

    @Test
    void whatAStepSaysToBePaidIsNoLessThanWhatTheLedgerHas() {
        String project = announced("");
        String commitment = Commitments.made(Api.cnMaker(), Records.urn(project), "");
        taken(project, COMMITTED);
        Commitments.pay(Api.cnMaker(), commitment, "4000000");
        String step = """
                {"to": "PARTIALLY_CLOSED", "date": "2024-06", "paid": {"amount": "%s", "currency": "%s"}}""";
        step(project, step.formatted("3999999", "USD")).then().spec(problemAt(ProjectProblem.PROJECT_PAYMENT, "/paid"));
        step(project, step.formatted("10000001", "USD"))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PAYMENT, "/paid"));
        step(project, step.formatted("5", "EUR"))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_COMMITMENT_CURRENCY, "/paid"));
        taken(project, step.formatted("4000001", "USD"));
    }

    /** Else the step itself, which both sides see, would tell of what the other side may not read. */
    @Test
    void whatSomeReadersOfTheProjectMayNotReadShowsNothing() {
        String project = announced(BILATERAL);
        String urn = Records.urn(project);
        String before = Answers.bodyOf(step(project, COMMITTED));
        String hidden = Commitments.made(Api.cnMaker(), urn, "");
        Commitments.pay(Api.cnMaker(), hidden, "4000000");
        Response refused = step(project, COMMITTED);
        refused.then().spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/commitments"));
        assertThat(Answers.bodyOf(refused)).isEqualTo(before);

        // Nor does what the other side keeps bind the side whose record it is.
        Api.krMaker().create("commitments", Commitments.commitment(urn, BILATERAL));
        assertThat(Answers.bodyOf(step(project, COMMITTED))).isEqualTo(before);

        Commitments.made(Api.cnMaker(), urn, BILATERAL);
        taken(project, COMMITTED);
        // The hidden payment asks for no settlement and closes nothing.
        step(project, "{\"to\": \"PARTIALLY_CLOSED\", \"date\": \"2024-06\"}")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/paid"));
        taken(project, "{\"to\": \"CANCELLED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"dispute\"}}");
        Api.krMaker().get(project).then().body("state", equalTo("CANCELLED")).body("paid", nullValue());
    }
}
