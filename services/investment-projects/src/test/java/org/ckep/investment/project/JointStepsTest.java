package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project of both sides goes from state to state by change sets; the host's acts are the host side's to propose. */
@QuarkusTest
class JointStepsTest {
    private static final Api CN_MAKER = Api.cnMaker();
    private static final Api KR_MAKER = Api.krMaker();
    private static final Api KR_CHECKER = Api.krChecker();
    private static final String ANNOUNCED = "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}";
    private static final String FILED = "{\"to\": \"FILED\", \"date\": \"2024-02\"}";

    @Test
    void bothSidesTakeAStepWithFourSignatures() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.step(ANNOUNCED));
        CN_MAKER.get(change).then().body("step.to", equalTo("ANNOUNCED")).body("changed", empty());
        Bilateral.underReview(change);
        KR_CHECKER.get(project).then().body("state", equalTo("PROSPECT"));
        Bilateral.act(KR_CHECKER, change, "agree").then().statusCode(200);
        for (Api side : List.of(CN_MAKER, KR_MAKER)) {
            side.get(project)
                    .then()
                    .body("state", equalTo("ANNOUNCED"))
                    .body("stateSince.date", equalTo("2024-01-10"))
                    .body("keyDates.ANNOUNCED.actual.date", equalTo("2024-01-10"));
            side.get(project + "/transitions")
                    .then()
                    .body("data.from", contains("PROSPECT"))
                    .body("data.to", contains("ANNOUNCED"))
                    .body("data[0].side", nullValue());
        }
    }

    @Test
    void aStepIsToldOnceToEachOfBothSides() {
        String project = Bilateral.joint("Plant");
        Bilateral.take(project, ANNOUNCED);
        String urn = CN_MAKER.get(project).path("urn");
        // Registered, made joint (proposed, changed, accepted) and announced, to both sides and, what is no change set,
        // to the secretariat.
        List<PublishedEvent> steps = PublishedEvent.about(urn, 17).stream()
                .filter(event -> event.type().equals("org.ckep.investment.project.state_changed.v1"))
                .toList();
        assertThat(steps)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("bilateral", "side-cn", "side-kr");
        assertThat(steps.getFirst().data().path("previousState").asText()).isEqualTo("PROSPECT");
        assertThat(steps.getFirst().data().path("agreement").asText()).isEqualTo("AGREED");
    }

    @Test
    void agreedValuesAndAStepComeTogether() {
        String project = Bilateral.joint("Plant");
        Bilateral.take(project, ANNOUNCED);
        CN_MAKER.post(project + "/filings", "{\"kind\": \"report\", \"outcome\": \"NOT_REQUIRED\"}")
                .then()
                .statusCode(200);
        String change = """
                {"patch": [{"op": "add", "path": "/products", "value": ["850760"]}],
                 "step": {"to": "COMMITTED", "date": "2024-05-02",
                          "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                           "kind": "EQUITY", "signedOn": "2024-05-02"}],
                          "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]},
                 "reason": {"en": "The contract was signed"}}""".formatted(Records.organisation());
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, change));
        KR_MAKER.get(project)
                .then()
                .body("state", equalTo("COMMITTED"))
                .body("products", contains("850760"))
                .body("commitments[0].amount.amount", equalTo("5.00"))
                .body("filings", nullValue());
        CN_MAKER.get(project).then().body("filings.outcome", contains("NOT_REQUIRED"));
    }

    /** Rule I16: what was only expected is announced with what its sources say by then, by the same four persons. */
    @Test
    void whatSourcesSayChangesWithAStep() {
        String body = Records.project(", \"classification\": {\"level\": \"BILATERAL\"}, \"sources\": [\"%s\"]"
                        .formatted(Records.source("COMPANY_STATEMENT")))
                .replace("PLAN", "EXPECTATION")
                .replace("{\"en\": \"Battery plant\"}", Bilateral.title("Expected plant"));
        String project = "projects/" + Records.id(CN_MAKER.create("projects", body));
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, Bilateral.makesJoint()));
        CN_MAKER.post(project + "/changes", Bilateral.step(ANNOUNCED))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/modality"))
                .body("errors.code", contains("MODALITY"))
                .body("allowed", not(hasItem("ANNOUNCED")))
                .body("allowed", hasItem("CANCELLED"));

        String change = "{\"patch\": [{\"op\": \"replace\", \"path\": \"/modality\", \"value\": \"STATED_INTENT\"}],"
                + " \"step\": " + ANNOUNCED
                + ", \"evidence\": [%s], \"reason\": {\"en\": \"The company has said so\"}}";
        CN_MAKER.post(project + "/changes", change.formatted(""))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_EVIDENCE_NEEDED, "/evidence"));
        String statement = Records.source("COMPANY_STATEMENT");
        String draft = Bilateral.draft(CN_MAKER, project, change.formatted("\"" + statement + "\""));
        CN_MAKER.get(draft).then().body("changed", contains("modality"));
        Bilateral.agree(draft);
        KR_MAKER.get(project)
                .then()
                .body("state", equalTo("ANNOUNCED"))
                .body("modality", equalTo("STATED_INTENT"))
                .body("sources.urn", hasItem(statement));
        // It carries the state, and no change set takes it back to an expectation.
        KR_MAKER.post(
                        project + "/changes",
                        change.formatted("\"" + statement + "\"")
                                .replace("STATED_INTENT", "OPINION")
                                .replace(" \"step\": " + ANNOUNCED + ",", ""))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_MODALITY, "/modality"));
    }

    /** The host's filing stands in its annex: it is shown to its own checker and to nobody of the other side. */
    @Test
    void aStepRestsOnTheHostsAnnexWithoutTellingOfIt() {
        String project = Bilateral.joint("Plant");
        Bilateral.take(project, ANNOUNCED);
        KR_MAKER.post(project + "/changes", Bilateral.step(FILED))
                .then()
                .spec(problem(ProjectProblem.PROJECT_OTHER_SIDE))
                .body("detail", containsString("CN"));
        CN_MAKER.post(project + "/changes", Bilateral.step(FILED))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/step/filings"))
                .body("errors.code", contains("FILING"))
                .body("allowed", hasItem("FILED"));
        CN_MAKER.post(project + "/filings", "{\"kind\": \"report\", \"number\": \"2024-77\", \"outcome\": \"PENDING\"}")
                .then()
                .statusCode(200)
                .body("filings.number", contains("2024-77"));
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.step(FILED));
        Bilateral.underReview(change);
        assertThat(KR_CHECKER.get(change).asString()).doesNotContain("2024-77");
        Bilateral.act(KR_CHECKER, change, "agree").then().statusCode(200);
        assertThat(KR_CHECKER.get(project).asString())
                .contains("\"state\":\"FILED\"")
                .doesNotContain("2024-77");
    }

    /** What changes in the annex after the proposal is not the other side's to learn by a refusal (rule C9). */
    @Test
    void theOtherSidesAgreementTellsNothingOfTheAnnex() {
        String project = Bilateral.joint("Plant");
        Bilateral.take(project, ANNOUNCED);
        String filing = "{\"kind\": \"report\", \"number\": \"1\", \"outcome\": \"%s\"}";
        CN_MAKER.post(project + "/filings", filing.formatted("POSITIVE")).then().statusCode(200);
        String approved = Bilateral.step("{\"to\": \"APPROVED\", \"date\": \"2024-03\"}");
        String first = Bilateral.draft(CN_MAKER, project, approved);
        String second = Bilateral.draft(CN_MAKER, project, approved);
        Bilateral.underReview(first);
        Bilateral.act(CN_MAKER, second, "submit").then().statusCode(200);
        CN_MAKER.post(project + "/filings", filing.formatted("NEGATIVE")).then().statusCode(200);
        // The own checker is told; the other side's is not.
        Bilateral.act(Api.cnChecker(), second, "propose")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/step/filings"));
        Bilateral.act(KR_CHECKER, first, "agree").then().statusCode(200);
    }

    @Test
    void oneSideAloneTakesNoStep() {
        String project = Bilateral.joint("Plant");
        CN_MAKER.step(project, ANNOUNCED)
                .then()
                .spec(problem(ProjectProblem.PROJECT_JOINT))
                .body("detail", containsString("'step'"))
                .body("allowed", empty());
        Api.cnChecker().step(project, ANNOUNCED).then().spec(problem(ProjectProblem.PROJECT_JOINT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"to": "NOWHERE"}                                        | invalid-value       | /step/to
                    {}                                                       | invalid-value       | /step/to
                    []                                                       | invalid-value       | /step
                    {"to": "ANNOUNCED", "colour": "red"}                     | unknown-property    | /step/colour
                    {"to": "OPERATIONAL"}                                    | state-forbids       |
                    {"to": "ANNOUNCED"}                                      | project-guard-not-met | /step/date
                    {"to": "ANNOUNCED", "date": "2099"}                      | project-date-in-future | /keyDates/ANNOUNCED/actual
                    {"to": "ANNOUNCED", "date": "2024", "paid": {"amount": "1", "currency": "USD"}} | project-step-data | /step/paid
                    {"to": "ANNOUNCED", "date": "2024", "filings": [{"kind": "x", "outcome": "PENDING"}]} | project-step-data | /step/filings
                    {"to": "ANNOUNCED", "date": "2024", "paid": {"amount": 1.00000000000000000001, "currency": "USD"}} | change-patch | /step/paid/amount
                    """)
    void aStepThatCannotBeTakenIsNotDrafted(String step, String type, String pointer) {
        String project = Bilateral.joint("Plant");
        Response refusal = CN_MAKER.post(project + "/changes", Bilateral.step(step));
        assertThat(refusal.<String>path("type")).as(refusal.asString()).isEqualTo("urn:ckep:problem:" + type);
        if (pointer == null) {
            refusal.then().body("allowed", contains("ANNOUNCED", "WITHDRAWN", "CANCELLED"));
        } else {
            assertThat(refusal.<List<String>>path("errors.pointer"))
                    .as(refusal.asString())
                    .contains(pointer);
        }
        CN_MAKER.get(project).then().body("pendingChanges", nullValue());
    }

    @Test
    void aRecordBecomesOneOfBothSidesBeforeItsFirstStepTogether() {
        String project = Bilateral.offered("Plant", "");
        String both = Bilateral.makesJoint().replace("{\"makesJoint\"", "{\"step\": " + ANNOUNCED + ", \"makesJoint\"");
        CN_MAKER.post(project + "/changes", both).then().spec(problemAt(ChangeProblem.RECORD_NOT_JOINT, "/step"));
    }

    @Test
    void aFilingIsEnteredByASideThatHasAPartInTheRecord() {
        String offered = Bilateral.offered("Plant", "");
        String filing = "{\"kind\": \"report\", \"filedOn\": \"%s\", \"outcome\": \"PENDING\"}";
        KR_MAKER.post(offered + "/filings", filing.formatted("2024")).then().spec(problem(KernelProblem.FORBIDDEN));
        CN_MAKER.post(offered + "/filings", filing.formatted("2099"))
                .then()
                .spec(problem(ProjectProblem.PROJECT_DATE_IN_FUTURE));
        CN_MAKER.post(offered + "/filings", "{\"outcome\": \"PENDING\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/kind"));
        CN_MAKER.post(offered + "/filings", filing.formatted("2024")).then().statusCode(200);
    }
}
