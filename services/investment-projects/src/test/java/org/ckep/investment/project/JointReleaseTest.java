package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule C2: what both sides keep is let out by both of them, by two persons of each on one hash. */
@QuarkusTest
class JointReleaseTest {
    private static final String TO_ALL = to("\"level\": \"PUBLIC\"");

    private static String to(String classification) {
        return "{\"classification\": {" + classification + "}, \"reason\": {\"en\": \"Both sides have announced it\"}}";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void bothSidesLetEverybodyReadIt() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, TO_ALL);
        String overtaken = Bilateral.draft(Api.krMaker(), project, Bilateral.replacingTitle("Other"));
        Api.krMaker().get(change).then().spec(problem(KernelProblem.NOT_FOUND));
        Bilateral.underReview(change);
        Api.krChecker()
                .get(change)
                .then()
                .body("procedure", equalTo("RELEASE"))
                .body("classification.level", equalTo("PUBLIC"))
                .body("changed", empty())
                .body("patch", empty())
                .body("allowed", hasItem("agree"));
        Api.krMaker().get(project).then().body("pendingChanges.procedure", hasItem("RELEASE"));
        Api.PUBLIC.get(project).then().spec(problem(KernelProblem.NOT_FOUND));
        String past = project + "?knownAt=" + now();
        String before = Answers.bodyOf(Api.krMaker().get(past));
        Bilateral.act(Api.krChecker(), change, "agree").then().statusCode(200).body("state", equalTo("APPLIED"));
        Api.PUBLIC
                .get(project)
                .then()
                .statusCode(200)
                .body("classification", equalTo("PUBLIC"))
                .body("stewardship", equalTo("JOINT"))
                .body("title.en.text", equalTo("Plant"));
        Api.krMaker().get(overtaken).then().body("state", equalTo("STALE"));
        // Who reads it now did not read it then, and who read it then finds it as it was.
        Api.PUBLIC.get(past).then().spec(problem(KernelProblem.NOT_FOUND));
        assertThat(Answers.bodyOf(Api.krMaker().get(past))).isEqualTo(before);
        List<PublishedEvent> told = PublishedEvent.about(Records.urn(project), 14).stream()
                .filter(one -> one.type().endsWith("project.released.v1"))
                // The Chinese side let both read it before both kept it.
                .filter(one -> one.data().has("changeSet"))
                .toList();
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("side-cn", "side-kr", "bilateral", "partner", "public");
        assertThat(told)
                .allSatisfy(one -> assertThat(one.data().path("changeSet").asText())
                        .endsWith(change.substring(change.lastIndexOf("/") + 1)));
    }

    /** Its new readers may not read what the two sides were shown, so the record does not rest on that. */
    @Test
    void theEvidenceOfAReleaseIsNoSourceOfTheRecord() {
        String project = Bilateral.joint("Plant");
        Object sources = Api.krMaker().get(project).path("sources");
        String evidence = Records.source("OFFICIAL_STATEMENT");
        String change = Bilateral.draft(
                Api.cnMaker(), project, TO_ALL.replaceFirst("^\\{", "{\"evidence\": [\"" + evidence + "\"], "));
        Api.cnMaker().get(change).then().body("evidence", contains(evidence));
        Bilateral.agree(change);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker(), Api.PUBLIC)) {
            reader.get(project).then().body("classification", equalTo("PUBLIC")).body("sources", equalTo(sources));
        }
    }

    /** The same agencies have one hash, in whichever order they were named, and anybody can compute it again. */
    @Test
    void whatIsSignedNamesWhoMayReadIt() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(
                Api.cnMaker(), project, to("\"level\": \"PARTNER\", \"agencies\": [\"kotra\", \"ccpit\"]"));
        Response drafted = Api.cnMaker().get(change);
        assertThat(drafted.<String>path("hash"))
                .isEqualTo(ChangeHash.of("""
                        {"baseHash": "%s", "classification": {"agencies": ["ccpit", "kotra"], "level": "PARTNER"},
                         "makesJoint": false, "patch": [], "procedure": "RELEASE", "recordUrn": "%s", "step": null}""".formatted(drafted.<String>path("baseHash"), Records.urn(project))));
        Bilateral.agree(change);
        Api.client("agency-kotra").get(project).then().statusCode(200).body("classification", equalTo("PARTNER"));
        Api.PUBLIC.get(project).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "procedure": "RELEASE"                                                                          | change-release
            "classification": {"level": "PUBLIC"}, "procedure": "SILENCE"                                   | change-release
            "classification": {"level": "PUBLIC"}, "procedure": "EXPLICIT"                                  | change-release
            "classification": {"level": "PUBLIC"}, "step": {"to": "ANNOUNCED"}                              | change-release
            "classification": {"level": "PUBLIC"}, "patch": [{"op": "replace", "path": "/direction", "value": "MUTUAL"}] | change-release
            "classification": {"level": "BILATERAL"}                                                        | classification-not-wider
            "classification": {"level": "SIDE", "side": "CN"}                                               | classification-not-wider
            "classification": {"level": "SIDE", "side": "KR"}                                               | classification-not-wider
            """)
    void aReleaseAddsReadersAndDoesNothingElse(String members, String type) {
        String project = Bilateral.joint("Plant");
        Response refusal =
                Api.cnMaker().post(project + "/changes", "{" + members + ", \"reason\": {\"en\": \"Why not\"}}");
        assertThat(refusal.<String>path("type")).as(refusal.asString()).isEqualTo("urn:ckep:problem:" + type);
        assertThat(refusal.<List<String>>path("errors.pointer")).contains("/classification");
        Api.cnMaker().get(project + "/changes").then().body("data.makesJoint", contains(true));
    }

    @Test
    void itAnswersNoChangeSet() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Other"));
        Bilateral.underReview(change);
        Api.krMaker()
                .post(change + "/counter", TO_ALL)
                .then()
                .spec(problemAt(ChangeProblem.CHANGE_RELEASE, "/classification"));
    }

    @Test
    void whatOneSideKeepsIsReleasedByThatSide() {
        String project = Bilateral.offered("Plant", "");
        Api.cnMaker()
                .post(project + "/changes", TO_ALL)
                .then()
                .spec(problemAt(ChangeProblem.RECORD_NOT_JOINT, "/makesJoint"));
    }

    /** Rule C9: what it refers to is open to whoever reads it, when it is drafted and when it comes into force. */
    @Test
    void whatItRefersToComesFirst() {
        String site = Api.cnMaker().create("sites", Records.site(", \"classification\": {\"level\": \"BILATERAL\"}"));
        String project = Bilateral.joint("Plant", ", \"sites\": [\"" + site + "\"]");
        Api.krMaker()
                .post(project + "/changes", TO_ALL)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/sites/0"));
    }

    /** What one of them does not stand behind is not shown to others as agreed. */
    @Test
    void whatIsContestedIsNotLetOut() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, TO_ALL);
        Bilateral.underReview(change);
        Bilateral.contested(project, "direction");
        Bilateral.act(Api.krChecker(), change, "agree").then().spec(problem(ChangeProblem.RECORD_CONTESTED));
        Api.cnMaker().post(project + "/changes", TO_ALL).then().spec(problem(ChangeProblem.RECORD_CONTESTED));
        Api.PUBLIC.get(project).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** A release waits for a releaser, as the list of what waits says. */
    @Test
    void itWaitsForReleasers() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, TO_ALL);
        Bilateral.act(Api.cnMaker(), change, "submit").then().statusCode(200);
        String waiting = "changes?waitingFor=ME&record=" + Records.urn(project);
        Api.cnChecker().get(waiting).then().body("data.procedure", contains("RELEASE"));
        Api.cnMaker().get(waiting).then().body("data", empty());
        Api.cnMaker().post(change + "/propose", "{}").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.cnChecker().get(change).then().body("allowed", not(hasItem("review")));
    }
}
