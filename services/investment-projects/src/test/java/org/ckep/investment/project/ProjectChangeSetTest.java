package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** The bilateral walk over HTTP, with real tokens of four persons, and each of its refusals. */
@QuarkusTest
class ProjectChangeSetTest {
    private static final Api CN_MAKER = Api.cnMaker();
    private static final Api CN_CHECKER = Api.cnChecker();
    private static final Api KR_MAKER = Api.krMaker();
    private static final Api KR_CHECKER = Api.krChecker();

    @Test
    void aRecordOfBothSidesBeginsWithFourSignatures() {
        String project = Bilateral.offered("Battery plant", "");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.makesJoint());
        CN_MAKER.get(change)
                .then()
                .body("state", equalTo("DRAFT"))
                .body("makesJoint", equalTo(true))
                .body("changed", empty())
                .body("allowed", contains("edit", "submit", "withdraw"));

        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200).body("state", equalTo("SUBMITTED"));
        Bilateral.act(CN_CHECKER, change, "propose").then().statusCode(200).body("state", equalTo("PROPOSED"));
        Bilateral.act(KR_MAKER, change, "review").then().statusCode(200).body("state", equalTo("UNDER_REVIEW"));
        KR_CHECKER.get(project).then().body("stewardship", equalTo("UNILATERAL"));
        Bilateral.act(KR_CHECKER, change, "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("APPLIED"))
                .body("allowed", empty())
                .body("signatures.side", contains("CN", "CN", "KR", "KR"))
                .body("signatures.function", contains("MAKER", "CHECKER", "REVIEWER", "APPROVER"));

        // What a side does before its checker has signed is its own.
        CN_MAKER.get(change)
                .then()
                .body("signatures[2].at", nullValue())
                .body("signatures[3].at", notNullValue())
                .body("signatures[0].at", notNullValue());
        KR_MAKER.get(change)
                .then()
                .body("signatures[0].at", nullValue())
                .body("signatures[1].at", notNullValue())
                .body("signatures[2].at", notNullValue());

        for (Api side : List.of(CN_MAKER, KR_MAKER)) {
            side.get(project + "?expand=record")
                    .then()
                    .body("stewardship", equalTo("JOINT"))
                    .body("record.side", nullValue())
                    .body("classification", equalTo("BILATERAL"));
        }
        CN_MAKER.patch(project, "{\"products\": [\"850760\"]}").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void anAgreedValueChangesOnlyWhenBothSidesHaveSigned() {
        String project = Bilateral.joint("Old name");
        String before = KR_CHECKER.etag(project);
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("New name"));
        CN_MAKER.get(change)
                .then()
                .body("changed", contains("title"))
                .body("before.title.en.text", equalTo("Old name"))
                .body("after.title.en.text", equalTo("New name"))
                .body("draftedAt", notNullValue());
        Bilateral.underReview(change);
        KR_CHECKER
                .get(project)
                .then()
                .body("title.en.text", equalTo("Old name"))
                .body("pendingChanges.urn", contains(urn(change)))
                .body("pendingChanges[0].state", equalTo("UNDER_REVIEW"));
        KR_CHECKER.get(change).then().body("draftedAt", nullValue()).body("allowed", contains("reject", "agree"));
        Bilateral.act(KR_CHECKER, change, "agree").then().statusCode(200);
        KR_CHECKER
                .get(project)
                .then()
                .body("title.en.text", equalTo("New name"))
                .body("pendingChanges", nullValue());
        assertThat(KR_CHECKER.etag(project)).isNotEqualTo(before);
    }

    /** What an agreed value was shown by is a source of the record from then on, and not before. */
    @Test
    void theEvidenceOfWhatIsAgreedIsASourceOfTheRecord() {
        String project = Bilateral.joint("Plant");
        String evidence = Records.source("OFFICIAL_STATEMENT");
        String change = Bilateral.draft(CN_MAKER, project, """
                {"patch": [{"op": "add", "path": "/totalInvestment",
                   "value": {"amount": "2600000000", "currency": "USD", "basis": "CONTRACTED"}}],
                 "reason": {"en": "The contract gives the sum"}, "evidence": ["%s"]}""".formatted(evidence));
        Bilateral.underReview(change);
        assertThat(KR_CHECKER
                        .get(project)
                        .then()
                        .extract()
                        .<Object>path("sources")
                        .toString())
                .doesNotContain(evidence);
        Bilateral.act(KR_CHECKER, change, "agree").then().statusCode(200);
        for (Api side : List.of(CN_MAKER, KR_MAKER)) {
            assertThat(side.get(project)
                            .then()
                            .extract()
                            .<Object>path("sources")
                            .toString())
                    .contains(evidence);
        }
    }

    /** Until it is proposed, nothing that the other side can fetch tells of a change set. */
    @Test
    void aDraftIsItsOwnSidesAlone() {
        String project = Bilateral.joint("Plant");
        List<Api> strangers = List.of(KR_MAKER, KR_CHECKER, Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC);
        List<String> paths = List.of(project, project + "/changes");
        List<String> before = strangers.stream()
                .flatMap(stranger -> paths.stream().map(path -> Answers.wholeOf(stranger.get(path))))
                .toList();
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Secret name"));
        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200);
        List<String> after = strangers.stream()
                .flatMap(stranger -> paths.stream().map(path -> Answers.wholeOf(stranger.get(path))))
                .toList();
        assertThat(after).isEqualTo(before);
        String unknown = project + "/changes/" + UUID.randomUUID();
        for (Api stranger : strangers) {
            Response hidden = stranger.get(change);
            assertThat(hidden.statusCode()).isEqualTo(404);
            Answers.assertSame(hidden, stranger.get(unknown));
        }
        String body = "{\"hash\": \"%s\"}".formatted(Bilateral.hash(CN_MAKER, change));
        for (String act : List.of("review", "submit")) {
            Answers.assertSame(KR_MAKER.post(change + "/" + act, body), KR_MAKER.post(unknown + "/" + act, body));
        }
        CN_CHECKER.get(change).then().statusCode(200).body("allowed", hasItem("propose"));
    }

    @Test
    void aWithdrawnDraftStaysUnknownToTheOtherSide() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Second thoughts"));
        CN_MAKER.post(change + "/withdraw", "{}").then().statusCode(200).body("state", equalTo("WITHDRAWN"));
        KR_MAKER.get(change).then().spec(problem(KernelProblem.NOT_FOUND));
        CN_MAKER.post(change + "/submit", "{}")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", empty());
    }

    @Test
    void theWrongPersonIsRefused() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Name"));
        CN_CHECKER.post(change + "/submit", "{}").then().spec(problem(KernelProblem.FORBIDDEN));
        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200);
        Bilateral.act(CN_CHECKER, change, "propose").then().statusCode(200);
        Bilateral.act(CN_MAKER, change, "review").then().spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        Bilateral.act(KR_CHECKER, change, "review").then().spec(problem(KernelProblem.FORBIDDEN));
        Api system = Api.client("kr-ministry");
        Bilateral.act(system, change, "review").then().spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
        Bilateral.act(KR_CHECKER, change, "agree")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", empty());
        Bilateral.act(KR_MAKER, change, "review").then().statusCode(200);
        Bilateral.act(CN_CHECKER, change, "agree").then().spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        Bilateral.act(KR_MAKER, change, "agree").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.PUBLIC.post(change + "/agree", "{}").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.secretariat().post(change + "/agree", "{}").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    /** A ministry's system drafts; four persons sign. */
    @Test
    void aSystemDraftsAndSignsNothing() {
        String project = Bilateral.joint("Plant");
        Api system = Api.client("cn-ministry");
        String change = Bilateral.draft(system, project, Bilateral.replacingTitle("By a system"));
        system.get(change).then().body("allowed", contains("edit", "withdraw"));
        Bilateral.act(system, change, "submit")
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED))
                .body("allowed", contains("edit", "withdraw"));
        CN_MAKER.get(change).then().body("state", equalTo("DRAFT")).body("signatures", empty());
        Bilateral.agree(change);
        KR_MAKER.get(project).then().body("title.en.text", equalTo("By a system"));
    }

    @Test
    void aChangeSetGoesBackToItsMakerAndIsSignedAnew() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Nmae"));
        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200);
        String signed = Bilateral.hash(CN_CHECKER, change);
        CN_CHECKER.post(change + "/return", "{}").then().spec(problem(ChangeProblem.CHANGE_REASON_NEEDED));
        CN_CHECKER
                .post(change + "/return", Bilateral.reason("en"))
                .then()
                .statusCode(200)
                .body("state", equalTo("DRAFT"))
                .body("signatures", empty())
                .body("remark.en.text", equalTo("EN"));
        CN_MAKER.request()
                .contentType("application/json")
                .body(Bilateral.replacingTitle("Name"))
                .put(Api.root() + change)
                .then()
                .spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        edit(change, Bilateral.replacingTitle("Name"))
                .then()
                .statusCode(200)
                .body("after.title.en.text", equalTo("Name"));
        assertThat(Bilateral.hash(CN_MAKER, change)).isNotEqualTo(signed);
        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200).body("remark", nullValue());
        CN_CHECKER
                .post(change + "/propose", "{\"hash\": \"%s\"}".formatted(signed))
                .then()
                .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
        edit(change, Bilateral.replacingTitle("Too late")).then().spec(problem(KernelProblem.STATE_FORBIDS));
        CN_CHECKER
                .post(change + "/dismiss", Bilateral.reason("en"))
                .then()
                .statusCode(200)
                .body("state", equalTo("DISMISSED"));
        KR_MAKER.get(change).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void whoIsRefusedForAnObjectionIsToldWhatIsOpenToHimInstead() {
        String project = Bilateral.joint("Plant");
        String draft = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("First"));
        Bilateral.contested(project, "title");
        edit(draft, Bilateral.replacingTitle("Name"))
                .then()
                .spec(problem(ChangeProblem.RECORD_CONTESTED))
                .body("allowed", contains("edit", "submit", "withdraw"));
    }

    private static String urn(String change) {
        return "urn:ckep:change:" + change.substring(change.lastIndexOf('/') + 1);
    }

    private static Response edit(String change, String body) {
        return CN_MAKER.request()
                .contentType("application/json; charset=utf-8")
                .header("If-Match", CN_MAKER.etag(change))
                .body(body)
                .put(Api.root() + change);
    }

    @Test
    void aRefusalIsExplainedInBothLanguages() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        KR_CHECKER
                .post(change + "/reject", Bilateral.reason("ko"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_REASON_NEEDED))
                .body("detail", containsString("zh-Hans"));
        KR_CHECKER
                .post(change + "/reject", Bilateral.reason("ko", "zh-Hans"))
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));
        CN_MAKER.get(change).then().body("remark.ko.text", equalTo("KO")).body("allowed", empty());
        CN_MAKER.get(project).then().body("title.en.text", equalTo("Plant"));
    }

    @Test
    void anAnswerTakesThePlaceOfWhatItAnswers() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Chinese wish"));
        Bilateral.propose(change);
        KR_MAKER.post(change + "/counter", Bilateral.replacingTitle("Korean wish"))
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("review"));
        Bilateral.act(KR_MAKER, change, "review").then().statusCode(200);
        Response drafted = KR_MAKER.post(change + "/counter", Bilateral.replacingTitle("Korean wish"));
        drafted.then().statusCode(201).body("side", equalTo("KR"));
        String answer = project + "/changes/" + Records.id(drafted.path("urn"));
        // The Chinese side knows nothing yet, and its change set can still be agreed or withdrawn.
        CN_MAKER.get(answer).then().spec(problem(KernelProblem.NOT_FOUND));
        CN_MAKER.get(change).then().body("state", equalTo("UNDER_REVIEW")).body("allowed", contains("withdraw"));

        Bilateral.act(KR_MAKER, answer, "submit").then().statusCode(200);
        Bilateral.act(KR_CHECKER, answer, "propose").then().statusCode(200);
        CN_MAKER.get(change).then().body("state", equalTo("COUNTERED"));
        Bilateral.act(CN_MAKER, answer, "review").then().statusCode(200);
        Bilateral.act(CN_CHECKER, answer, "agree").then().statusCode(200).body("answers", equalTo(urn(change)));
        CN_MAKER.get(project).then().body("title.en.text", equalTo("Korean wish"));
    }

    @Test
    void anAnswerToWhatWasWithdrawnIsNotProposed() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Chinese wish"));
        Bilateral.underReview(change);
        String answer = project + "/changes/"
                + Records.id(KR_MAKER.post(change + "/counter", Bilateral.replacingTitle("Korean wish"))
                        .path("urn"));
        Bilateral.act(KR_MAKER, answer, "submit").then().statusCode(200);
        CN_CHECKER.post(change + "/withdraw", "{}").then().statusCode(200);
        Bilateral.act(KR_CHECKER, answer, "propose")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("withdraw"));
        CN_MAKER.get(answer).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void theFirstAgreedChangeLeavesTheOthersBehind() {
        String project = Bilateral.joint("Plant");
        String first = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("First"));
        String second = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Second"));
        String hidden = Bilateral.draft(KR_MAKER, project, Bilateral.replacingTitle("Korean draft"));
        Bilateral.underReview(second);
        Bilateral.agree(first);
        Bilateral.act(KR_CHECKER, second, "agree")
                .then()
                .spec(problem(ChangeProblem.CHANGE_STALE))
                .body("difference.attribute", contains("title"))
                .body("difference[0].base.en.text", equalTo("Plant"))
                .body("difference[0].now.en.text", equalTo("First"));
        KR_MAKER.get(second).then().body("state", equalTo("STALE")).body("signatures", empty());
        KR_MAKER.get(hidden).then().body("state", equalTo("STALE"));
        CN_MAKER.get(hidden).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** What is offered is offered as it stands. */
    @Test
    void aChangeOfTheRecordLeavesTheOfferBehind() {
        String project = Bilateral.offered("Plant", "");
        String change = Bilateral.draft(CN_MAKER, project, Bilateral.makesJoint());
        Bilateral.underReview(change);
        CN_MAKER.patch(project, "{\"products\": [\"850760\"]}").then().statusCode(200);
        Bilateral.act(KR_CHECKER, change, "agree")
                .then()
                .spec(problem(ChangeProblem.CHANGE_STALE))
                .body("difference.attribute", contains("products"));
        KR_CHECKER.get(project).then().body("stewardship", equalTo("UNILATERAL"));
    }

    @Test
    void anActIsDoneOnceForItsKey() {
        String project = Bilateral.joint("Plant");
        String key = UUID.randomUUID().toString();
        Response first = CN_MAKER.postOnce(project + "/changes", key, Bilateral.replacingTitle("Name"));
        Response again = CN_MAKER.postOnce(project + "/changes", key, Bilateral.replacingTitle("Name"));
        assertThat(again.<String>path("urn")).isEqualTo(first.path("urn"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Location")).endsWith(Records.id(first.path("urn")));
        CN_MAKER.postOnce(project + "/changes", key, Bilateral.replacingTitle("Other"))
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void theListIsPagedNewestFirst() {
        String project = Bilateral.joint("Plant");
        String first = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("One"));
        String second = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Two"));
        Response page = CN_MAKER.get(project + "/changes?limit=2");
        assertThat(page.<List<String>>path("data.urn")).containsExactly(urn(second), urn(first));
        CN_MAKER.get(project + "/changes?limit=2&after=" + page.<String>path("next"))
                .then()
                .body("data.makesJoint", contains(true))
                .body("next", nullValue());
        KR_MAKER.get(project + "/changes").then().body("data.makesJoint", contains(true));
        Api.secretariat().get(project + "/changes").then().statusCode(200).body("data", empty());
    }
}
