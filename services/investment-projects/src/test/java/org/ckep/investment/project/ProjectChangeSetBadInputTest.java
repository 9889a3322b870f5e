package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no change set can say, and nobody can sign. */
@QuarkusTest
class ProjectChangeSetBadInputTest {
    private static final Api CN_MAKER = Api.cnMaker();
    private static final Api CN_CHECKER = Api.cnChecker();
    private static final Api KR_MAKER = Api.krMaker();
    private static final Api KR_CHECKER = Api.krChecker();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"op": "replace", "path": "/filings", "value": []}                        | change-path  | /patch/0/path
                    {"op": "replace", "path": "/sources", "value": []}                        | change-path  | /patch/0/path
                    {"op": "replace", "path": "/state", "value": "OPERATIONAL"}               | change-path  | /patch/0/path
                    {"op": "add", "path": "/colour", "value": "red"}                          | change-path  | /patch/0/path
                    {"op": "replace", "path": "", "value": {}}                                | change-path  | /patch/0/path
                    {"op": "copy", "from": "/filings", "path": "/products"}                   | change-path  | /patch/0/from
                    {"op": "turn", "path": "/title", "value": {}}                             | change-patch | /patch/0/op
                    {"op": "replace", "path": "/title"}                                       | change-patch | /patch/0/value
                    {"op": "remove", "path": "/products/7"}                                   | change-patch | /patch/0
                    {"op": "test", "path": "/direction", "value": "MUTUAL"}                   | change-patch | /patch/0
                    {"op": "replace", "path": "/direction", "value": "KR_TO_CN"}              | change-patch | /patch
                    {"op": "add", "path": "/products", "value": [1.00000000000000000001]}     | change-patch | /patch/0/value/0
                    {"op": "add", "path": "/sectors", "value": [{"code": "SEMI", "share": 100}]} | decimal-as-number | /sectors/0/share
                    {"op": "replace", "path": "/direction", "value": "SIDEWAYS"}              | invalid-value | /direction
                    {"op": "remove", "path": "/participants"}                                 | invalid-value | /participants
                    {"op": "replace", "path": "/title", "value": {"en": "One language"}}      | change-languages | /title
                    {"op": "add", "path": "/totalInvestment", "value": {"amount": "5", "currency": "USD", "basis": "USED"}} | change-evidence-needed | /evidence
                    {"op": "add", "path": "/totalInvestment", "value": {"amount": "5", "currency": "RMB", "basis": "USED"}} | change-evidence-needed | /evidence
                    {"op": "add", "path": "/keyDates", "value": {"GROUNDBREAKING": {"actual": "2099"}}} | project-date-in-future | /keyDates/GROUNDBREAKING/actual
                    """)
    void whatCannotBeAgreedIsNotDrafted(String operation, String type, String pointer) {
        String project = Bilateral.joint("Plant");
        Response refusal = Untouched.by(() -> CN_MAKER.post(
                project + "/changes", "{\"patch\": [" + operation + "], \"reason\": {\"en\": \"Why not\"}}"));
        assertThat(refusal.<String>path("type")).as(refusal.asString()).isEqualTo("urn:ckep:problem:" + type);
        assertThat(refusal.<List<String>>path("errors.pointer")).contains(pointer);
        CN_MAKER.get(project + "/changes?limit=1").then().body("data[0].makesJoint", equalTo(true));
    }

    /** An empty list is absent: RFC 6902 lets nothing be appended to what is not there. */
    @Test
    void toAnAbsentListNothingIsAppendedAndTheRefusalSaysWhatDoes() {
        String project = Bilateral.joint("Plant");
        String first = "{\"op\": \"add\", \"path\": \"/products\", \"value\": [\"850760\"]}";
        String second = "{\"op\": \"add\", \"path\": \"/products/-\", \"value\": \"870380\"}";
        String body = "{\"patch\": [%s], \"reason\": {\"en\": \"Two goods\"}}";
        CN_MAKER.post(project + "/changes", body.formatted(second))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_PATCH, "/patch/0"))
                .body(
                        "detail",
                        equalTo(
                                "The agreed values have no 'products', as where a list is empty, so there is nothing inside"
                                        + " it to add; the operation 'add' with the path '/products' sets the whole of it."));
        CN_MAKER.post(project + "/changes", body.formatted(first + ", " + second))
                .then()
                .statusCode(201)
                .body("after.products", contains("850760", "870380"));
        CN_MAKER.post(project + "/changes", body.formatted(first.replace("[\"850760\"]", "[]") + ", " + second))
                .then()
                .statusCode(201)
                .body("after.products", contains("870380"));
    }

    @Test
    void anotherAttributeAnswersLikeNone() {
        String project = Bilateral.joint("Plant");
        String body =
                "{\"patch\": [{\"op\": \"add\", \"path\": \"/%s\", \"value\": \"x\"}], \"reason\": {\"en\": \"x\"}}";
        Answers.assertSame(
                CN_MAKER.post(project + "/changes", body.formatted("filings")),
                CN_MAKER.post(project + "/changes", body.formatted("nowhere")));
    }

    @Test
    void aSumNeedsEvidence() {
        String project = Bilateral.joint("Plant");
        String source = Records.source("OFFICIAL_STATEMENT");
        String hidden = Records.sideSource(CN_MAKER, "OFFICIAL_ACT");
        String body = """
                {"patch": [{"op": "add", "path": "/totalInvestment",
                            "value": {"amount": "7000000", "currency": "USD", "basis": "CONTRACTED"}}],
                 "reason": {"en": "The contract"}, "evidence": ["%s"]}""";
        CN_MAKER.post(project + "/changes", body.formatted(hidden))
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/evidence/0"));
        String change = Bilateral.draft(CN_MAKER, project, body.formatted(source));
        Bilateral.agree(change);
        KR_MAKER.get(project).then().body("totalInvestment.amount", equalTo("7000000.00"));
    }

    @Test
    void onlyARecordThatBothReadIsOffered() {
        String own = "projects/" + Records.id(CN_MAKER.create("projects", Records.project("")));
        CN_MAKER.post(own + "/changes", Bilateral.makesJoint())
                .then()
                .spec(problemAt(ChangeProblem.RECORD_NOT_JOINT, "/makesJoint"));
        String offered = Bilateral.offered("Plant", "");
        CN_MAKER.post(offered + "/changes", Bilateral.replacingTitle("Name"))
                .then()
                .spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        KR_MAKER.post(offered + "/changes", Bilateral.makesJoint()).then().spec(problem(KernelProblem.FORBIDDEN));
        String joint = Bilateral.joint("Plant");
        CN_MAKER.post(joint + "/changes", Bilateral.makesJoint()).then().spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        CN_CHECKER.post(joint + "/changes", Bilateral.makesJoint()).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"hash\": \"ab\"}", "{\"hash\": \"%s\"}"})
    void anotherContentThanTheOneReadIsNotSigned(String body) {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        Response refusal = KR_CHECKER.post(change + "/agree", body.formatted("0".repeat(64)));
        if (body.contains("ab")) {
            refusal.then().spec(problemAt(KernelProblem.INVALID_VALUE, "/hash"));
        } else {
            refusal.then()
                    .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS))
                    .body("allowed", contains("reject", "agree"));
        }
        KR_MAKER.get(project).then().body("title.en.text", equalTo("Plant"));
    }
}
