package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** One side disputes what both agreed on: the value stays, says that it is contested, and changes by a settlement alone. */
@QuarkusTest
class ProjectObjectionTest {
    private static final Api CN_MAKER = Api.cnMaker();
    private static final Api KR_MAKER = Api.krMaker();
    private static final Api KR_CHECKER = Api.krChecker();
    private static final String SECTORS = Bilateral.replacing("/sectors", "[{\"code\": \"SEMI\"}]");
    private static final String RENAMED = Bilateral.replacingTitle("Another name");

    private static String joint() {
        return Bilateral.joint("Plant", ", \"sectors\": [{\"code\": \"BATT\"}]");
    }

    private static String urn(String objection) {
        return "urn:ckep:objection:" + objection.substring(objection.lastIndexOf('/') + 1);
    }

    /** What a side is answered about its doubts, its own and the other's. */
    private static void assertUncontested(Api viewer, String project) {
        viewer.get(project)
                .then()
                .statusCode(200)
                .body("agreement", nullValue())
                .body("objections", nullValue());
        viewer.get(project + "/objections").then().statusCode(200).body("data", empty());
    }

    @Test
    void whatIsPreparedIsItsOwnSidesAloneAndForbidsNothing() {
        String project = joint();
        String objection = Bilateral.prepared(KR_MAKER, project, "title");
        Bilateral.prepared(KR_MAKER, project, null);
        KR_CHECKER
                .get(objection)
                .then()
                .body("state", equalTo("PREPARED"))
                .body("preparedAt", notNullValue())
                .body("allowed", contains("raise", "drop"));
        for (Api other : List.of(CN_MAKER, Api.cnChecker(), Api.secretariat())) {
            assertUncontested(other, project);
            Response answer = other.get(objection);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(answer, other.get(project + "/objections/" + UUID.randomUUID()));
        }
        Api.cnChecker().post(objection + "/raise", "{}").then().spec(problem(KernelProblem.NOT_FOUND));
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, RENAMED));
        KR_MAKER.get(project)
                .then()
                .body("title.en.text", equalTo("Another name"))
                .body("agreement", nullValue());
    }

    @Test
    void aContestedValueStaysAndChangesByWhatSettlesItAlone() {
        String project = joint();
        String objection = Bilateral.contested(project, "title");
        for (Api side : List.of(CN_MAKER, KR_MAKER)) {
            for (String view : List.of("", "?view=agreed", "?view=cn")) {
                side.get(project + view)
                        .then()
                        .body("title.en.text", equalTo("Plant"))
                        .body("agreement", equalTo("CONTESTED"))
                        .body("objections.urn", contains(urn(objection)))
                        .body("objections.side", contains("KR"))
                        .body("objections.attribute", contains("title"));
            }
            side.get(project + "/objections").then().body("data.state", contains("STANDING"));
        }
        CN_MAKER.get(objection).then().body("preparedAt", nullValue()).body("allowed", empty());
        assertUncontested(Api.secretariat(), project);
        KR_MAKER.get(project + "?view=public").then().statusCode(404);

        CN_MAKER.post(project + "/changes", RENAMED)
                .then()
                .spec(problem(ChangeProblem.RECORD_CONTESTED))
                .body("objections", contains(urn(objection)))
                .body("allowed", empty());
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, SECTORS));
        CN_MAKER.get(project).then().body("sectors.code", contains("SEMI")).body("agreement", equalTo("CONTESTED"));

        String settling = Bilateral.draft(CN_MAKER, project, Bilateral.settling(RENAMED, objection));
        CN_MAKER.get(settling).then().body("settles", contains(urn(objection)));
        Bilateral.agree(settling);
        CN_MAKER.get(project)
                .then()
                .body("title.en.text", equalTo("Another name"))
                .body("agreement", nullValue())
                .body("objections", nullValue());
        KR_MAKER.get(objection)
                .then()
                .body("state", equalTo("SETTLED"))
                .body("settledBy", equalTo(CN_MAKER.get(settling).path("urn")))
                .body("allowed", empty());
    }

    /** Whatever was signed before the objection was raised. */
    @Test
    void whatIsUnderReviewWaitsForTheObjectionToEnd() {
        String project = joint();
        String proposed = Bilateral.draft(CN_MAKER, project, RENAMED);
        String submitted = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("A third name"));
        Bilateral.act(CN_MAKER, submitted, "submit").then().statusCode(200);
        Bilateral.underReview(proposed);
        String objection = Bilateral.contested(project, "title");
        Bilateral.act(KR_CHECKER, proposed, "agree")
                .then()
                .spec(problem(ChangeProblem.RECORD_CONTESTED))
                .body("allowed", contains("reject", "agree"));
        Bilateral.act(Api.cnChecker(), submitted, "propose")
                .then()
                .spec(problem(ChangeProblem.RECORD_CONTESTED))
                .body("allowed", contains("return", "dismiss", "propose", "withdraw"));
        KR_MAKER.get(project).then().body("title.en.text", equalTo("Plant"));
        KR_CHECKER.post(objection + "/drop", "{}").then().statusCode(200).body("state", equalTo("DROPPED"));
        CN_MAKER.get(objection).then().body("state", equalTo("DROPPED")).body("closedAt", notNullValue());
        Bilateral.act(KR_CHECKER, proposed, "agree").then().statusCode(200);
    }

    /** A step enters key dates too. */
    @Test
    void aStepThatMovesAContestedValueIsRefused() {
        String project = joint();
        String step = Bilateral.step("{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        String objection = Bilateral.contested(project, "keyDates");
        CN_MAKER.post(project + "/changes", step).then().spec(problem(ChangeProblem.RECORD_CONTESTED));
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, Bilateral.settling(step, objection)));
        KR_MAKER.get(project).then().body("state", equalTo("ANNOUNCED")).body("agreement", nullValue());
    }

    @Test
    void aSideThatWithdrawsItsConsentStopsEveryChangeUntilBothSettleThat() {
        String project = joint();
        String open = Bilateral.draft(CN_MAKER, project, SECTORS);
        Bilateral.propose(open);
        String withdrawn = Bilateral.contested(project, null);
        CN_MAKER.get(project)
                .then()
                .body("agreement", equalTo("CONTESTED"))
                .body("objections[0].attribute", nullValue())
                .body("title.en.text", equalTo("Plant"));
        String step = Bilateral.step("{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        for (String body : List.of(SECTORS, RENAMED, step)) {
            CN_MAKER.post(project + "/changes", body).then().spec(problem(ChangeProblem.RECORD_CONTESTED));
        }
        Response before = Api.secretariat().get(project + "?expand=record");
        String settlement =
                Bilateral.draft(CN_MAKER, project, Bilateral.settling(Bilateral.changingNothing(), withdrawn));
        CN_MAKER.get(settlement).then().body("changed", empty()).body("patch", empty());
        Bilateral.agree(settlement);
        CN_MAKER.get(project).then().body("agreement", nullValue());
        // The record is as it was, so nobody else is told anything and what lay on the table lies there still.
        Answers.assertSame(before, Api.secretariat().get(project + "?expand=record"));
        CN_MAKER.get(open).then().body("state", equalTo("PROPOSED"));
        Bilateral.act(KR_MAKER, open, "review").then().statusCode(200);
        Bilateral.act(KR_CHECKER, open, "agree").then().statusCode(200);
    }

    /** Nothing of the record changes by it, whenever the consent was withdrawn. */
    @Test
    void oneObjectionIsSettledWhileASideWithholdsItsConsent() {
        String project = joint();
        String title = Bilateral.contested(project, "title");
        String sectors = Bilateral.contested(project, "sectors");
        String proposed = Bilateral.draft(CN_MAKER, project, Bilateral.settling(Bilateral.changingNothing(), title));
        Bilateral.underReview(proposed);
        String withdrawn = Bilateral.contested(project, null);
        Bilateral.act(KR_CHECKER, proposed, "agree").then().statusCode(200).body("state", equalTo("APPLIED"));
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, Bilateral.settling(Bilateral.changingNothing(), sectors)));
        for (String settled : List.of(title, sectors)) {
            CN_MAKER.get(settled).then().body("state", equalTo("SETTLED"));
        }
        CN_MAKER.get(project)
                .then()
                .body("agreement", equalTo("CONTESTED"))
                .body("objections.urn", contains(urn(withdrawn)));
        CN_MAKER.post(project + "/changes", RENAMED).then().spec(problem(ChangeProblem.RECORD_CONTESTED));
    }

    @Test
    void ofOneSideOneObjectionStandsAgainstOneThing() {
        String project = joint();
        for (String attribute : Arrays.asList("title", null)) {
            String first = Bilateral.contested(project, attribute);
            String second = Bilateral.prepared(KR_MAKER, project, attribute);
            KR_CHECKER
                    .post(second + "/raise", "{}")
                    .then()
                    .spec(problem(KernelProblem.STATE_FORBIDS))
                    .body("allowed", contains("drop"));
            CN_MAKER.get(second).then().spec(problem(KernelProblem.NOT_FOUND));
            String others = Bilateral.prepared(CN_MAKER, project, attribute);
            Api.cnChecker().post(others + "/raise", "{}").then().statusCode(200);
            KR_CHECKER.post(first + "/drop", "{}").then().statusCode(200);
            KR_CHECKER.post(second + "/raise", "{}").then().statusCode(200).body("state", equalTo("STANDING"));
        }
        CN_MAKER.get(project)
                .then()
                .body("objections.side", contains("CN", "KR", "CN", "KR"))
                .body("objections.attribute", contains("title", "title", null, null));
    }

    @Test
    void twoPersonsOfOneSideRaiseAnObjectionAndNoSystemNorTheOtherSideEndsIt() {
        String project = joint();
        Api system = Api.client("kr-ministry");
        system.post(project + "/objections", Bilateral.objecting("title"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
        KR_MAKER.get(project + "/objections").then().body("data", empty());
        String prepared = Bilateral.prepared(KR_MAKER, project, "title");
        system.post(prepared + "/drop", "{}")
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED))
                .body("allowed", empty());
        KR_MAKER.post(prepared + "/raise", "{}").then().spec(problem(KernelProblem.FORBIDDEN));
        KR_CHECKER.post(prepared + "/raise", "{}").then().statusCode(200).body("raisedAt", notNullValue());
        Api.cnChecker().post(prepared + "/drop", "{}").then().spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        KR_MAKER.post(prepared + "/drop", "{}").then().spec(problem(KernelProblem.FORBIDDEN));
        KR_CHECKER
                .post(prepared + "/raise", "{}")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("drop"));
        String begun = Bilateral.prepared(KR_MAKER, project, "title");
        KR_MAKER.post(begun + "/drop", "{}").then().statusCode(200);
        CN_MAKER.get(begun).then().spec(problem(KernelProblem.NOT_FOUND));
        CN_MAKER.get(project + "/objections").then().body("data.urn", contains(urn(prepared)));
    }

    @Test
    void anObjectionNamesAnAgreedValueOfARecordOfBothSidesAndSaysWhyInBothLanguages() {
        String project = joint();
        String objections = project + "/objections";
        for (String attribute : List.of("state", "filings", "colour", "")) {
            KR_MAKER.post(objections, Bilateral.objecting(attribute))
                    .then()
                    .spec(problemAt(ChangeProblem.CHANGE_PATH, "/attribute"));
        }
        KR_MAKER.post(objections, Bilateral.reason("ko", "en"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_REASON_NEEDED));
        KR_MAKER.post(objections, "{\"attribute\": \"title\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/reason"));
        String offered = Bilateral.offered("Plant", "");
        CN_MAKER.post(offered + "/objections", Bilateral.objecting("title"))
                .then()
                .spec(problem(ChangeProblem.RECORD_NOT_JOINT));
        assertUncontested(CN_MAKER, project);
        String elsewhere = Bilateral.contested(joint(), "title");
        String here = project + elsewhere.substring(elsewhere.indexOf("/objections"));
        KR_CHECKER.get(here).then().spec(problem(KernelProblem.NOT_FOUND));
        KR_CHECKER.post(here + "/drop", "{}").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** One that is hidden answers like one that does not exist. */
    @Test
    void onlyWhatStandsIsSettled() {
        String project = joint();
        String hidden = Bilateral.prepared(KR_MAKER, project, "title");
        String over = Bilateral.contested(project, "title");
        KR_CHECKER.post(over + "/drop", "{}").then().statusCode(200);
        List<Response> answers = new ArrayList<>();
        for (String objection : List.of(hidden, over, project + "/objections/" + UUID.randomUUID())) {
            Response answer = CN_MAKER.post(project + "/changes", Bilateral.settling(SECTORS, objection));
            answer.then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/settles/0"));
            answers.add(answer);
        }
        Answers.assertSame(answers.get(0), answers.get(1));
        Answers.assertSame(answers.get(0), answers.get(2));
        CN_MAKER.post(project + "/changes", Bilateral.changingNothing())
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_PATCH, "/patch"));
        String standing = Bilateral.contested(project, "title");
        CN_MAKER.post(project + "/changes", Bilateral.silently(Bilateral.settling(RENAMED, standing)))
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_NOT_BY_SILENCE, "/procedure"));
    }

    @Test
    void oneRequestSentTwicePreparesOneObjection() {
        String project = joint();
        String key = UUID.randomUUID().toString();
        String first = KR_MAKER.postOnce(project + "/objections", key, Bilateral.objecting("title"))
                .path("urn");
        KR_MAKER.postOnce(project + "/objections", key, Bilateral.objecting("title"))
                .then()
                .statusCode(201)
                .body("urn", equalTo(first));
        KR_MAKER.get(project + "/objections").then().body("data.urn", contains(first));
    }

    @Test
    void whatWasContestedThenIsAnsweredAgain() {
        String project = joint();
        Bilateral.prepared(KR_MAKER, project, "sectors");
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String objection = Bilateral.contested(project, "title");
        Instant during = Instant.now().truncatedTo(ChronoUnit.MICROS);
        KR_CHECKER.post(objection + "/drop", "{}").then().statusCode(200);
        CN_MAKER.get(project + "?knownAt=" + before).then().body("agreement", nullValue());
        CN_MAKER.get(project + "?knownAt=" + during)
                .then()
                .body("agreement", equalTo("CONTESTED"))
                .body("objections.attribute", contains("title"));
        CN_MAKER.get(project).then().body("agreement", nullValue());
        Api.secretariat().get(project + "?knownAt=" + during).then().body("agreement", nullValue());
    }

    @Test
    void theTwoSidesAloneAreToldWhatIsContested() {
        String project = joint();
        Bilateral.prepared(KR_MAKER, project, "keyDates");
        String title = Bilateral.contested(project, "title");
        String dropped = Bilateral.contested(project, "capacity");
        KR_CHECKER.post(dropped + "/drop", "{}").then().statusCode(200);
        Bilateral.contested(project, "products");
        Bilateral.agree(Bilateral.draft(CN_MAKER, project, Bilateral.settling(RENAMED, title)));
        String urn = CN_MAKER.get(project).path("urn");
        // Made joint by ten, as in JointStepsTest, five of objections to each side, and seven of the change.
        List<PublishedEvent> events = PublishedEvent.about(urn, 27);
        String prefix = "org.ckep.investment.record.";
        assertThat(events.stream().filter(event -> event.type().startsWith(prefix)))
                .extracting(
                        PublishedEvent::audience,
                        event -> event.type().substring(prefix.length()),
                        event -> event.data().path("attribute").asText(),
                        event -> event.data().path("state").asText())
                .containsExactlyInAnyOrder(
                        tuple("side-cn", "contested.v1", "title", "STANDING"),
                        tuple("side-kr", "contested.v1", "title", "STANDING"),
                        tuple("side-cn", "contested.v1", "capacity", "STANDING"),
                        tuple("side-kr", "contested.v1", "capacity", "STANDING"),
                        tuple("side-cn", "contest_settled.v1", "capacity", "DROPPED"),
                        tuple("side-kr", "contest_settled.v1", "capacity", "DROPPED"),
                        tuple("side-cn", "contested.v1", "products", "STANDING"),
                        tuple("side-kr", "contested.v1", "products", "STANDING"),
                        tuple("side-cn", "contest_settled.v1", "title", "SETTLED"),
                        tuple("side-kr", "contest_settled.v1", "title", "SETTLED"));
        // Another objection stands, of which the secretariat does not know.
        assertThat(events.stream()
                        .filter(event -> event.type().endsWith(".field_changed.v1")
                                && event.data().path("changed").toString().contains("title")))
                .extracting(
                        PublishedEvent::audience,
                        event -> event.data().path("agreement").asText())
                .containsExactlyInAnyOrder(
                        tuple("bilateral", "AGREED"), tuple("side-cn", "CONTESTED"), tuple("side-kr", "CONTESTED"));
    }

    @Test
    void aSettlementIsSignedWithWhatItSettles() {
        String project = joint();
        String objection = Bilateral.contested(project, "title");
        String plain = Bilateral.draft(CN_MAKER, project, SECTORS);
        String settling = Bilateral.draft(CN_MAKER, project, Bilateral.settling(SECTORS, objection));
        assertThat(Bilateral.hash(CN_MAKER, settling)).isNotEqualTo(Bilateral.hash(CN_MAKER, plain));
        CN_MAKER.get(plain).then().body("settles", nullValue());
        Bilateral.agree(settling);
        CN_MAKER.get(project + "/changes").then().body("data[0].settles", contains(urn(objection)));
    }
}
