package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules C1 to C3: a side's own record gets more readers by a releaser who has not made it, and never fewer. */
@QuarkusTest
class ProjectReleaseTest {
    private static final String TO_BOTH_SIDES = to("\"level\": \"BILATERAL\"");
    private static final String TO_ALL = to("\"level\": \"PUBLIC\"");

    private static String to(String classification) {
        return "{\"classification\": {" + classification + "}}";
    }

    private static String hidden(String more) {
        return "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(more)));
    }

    @Test
    void itsReadersGrowFromOneMinistryToEverybody() {
        String project =
                hidden(", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}");
        Api.cnChecker()
                .command(project, "release", to("\"level\": \"SIDE\", \"side\": \"CN\""))
                .then()
                .statusCode(200)
                .body("classification", equalTo("SIDE"));
        Api.krMaker().get(project).then().spec(problem(KernelProblem.NOT_FOUND));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Api.cnChecker().command(project, "release", TO_BOTH_SIDES).then().statusCode(200);
        Api.krMaker()
                .get(project)
                .then()
                .statusCode(200)
                .body("classification", equalTo("BILATERAL"))
                .body("stewardship", equalTo("UNILATERAL"));
        Api.client("agency-kotra").get(project).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnChecker()
                .command(project, "release", to("\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]"))
                .then()
                .statusCode(200);
        Api.client("agency-kotra").get(project).then().statusCode(200);
        Api.PUBLIC.get(project).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnChecker().command(project, "release", TO_ALL).then().statusCode(200);
        Api.PUBLIC.get(project).then().statusCode(200).body("classification", equalTo("PUBLIC"));
        // Who reads it now did not read it then.
        Api.krMaker().get(project + "?knownAt=" + before).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnMaker().get(project + "?knownAt=" + before).then().statusCode(200);
        // The trail shows what its chain holds already, which is linked a second later.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> Api.user("cn-auditor")
                .get("audit?limit=500&record=" + Records.urn(project))
                .then()
                .body(
                        "data.action",
                        contains(
                                "registered-project",
                                "released-project",
                                "released-project",
                                "released-project",
                                "released-project")));
    }

    @Test
    void itsNewReadersFindItAndAreToldOfItWhole() {
        String word = "plant" + UUID.randomUUID().toString().substring(0, 8);
        String body = Records.project("").replace("Battery plant", word);
        String urn = Records.urn("projects/" + Records.id(Api.cnMaker().create("projects", body)));
        String project = "projects/" + Records.id(urn);
        Api.krMaker().get("projects?q=" + word).then().statusCode(200).body("data", empty());
        Api.cnChecker().command(project, "release", TO_BOTH_SIDES).then().statusCode(200);
        Api.krMaker().get("projects?q=" + word).then().statusCode(200).body("data.urn", contains(urn));
        Api.PUBLIC.get("projects?q=" + word).then().statusCode(200).body("data", empty());
        List<PublishedEvent> events = PublishedEvent.about(urn, 4);
        assertThat(events.stream().map(one -> one.audience() + " " + one.type().replaceAll(".*project\\.|\\.v1", "")))
                .containsExactlyInAnyOrder(
                        "side-cn registered", "side-cn released", "side-kr released", "bilateral released");
        PublishedEvent told = events.stream()
                .filter(one -> one.audience().equals("side-kr"))
                .findFirst()
                .orElseThrow();
        assertThat(told.data().path("title").path("en").path("text").asText()).isEqualTo(word);
        assertThat(told.data().path("state").asText()).isEqualTo("PROSPECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"level\": \"BILATERAL\"",
                "\"level\": \"SIDE\", \"side\": \"CN\"",
                "\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\""
            })
    void whoReadsItGoesOnReadingIt(String narrower) {
        String project = hidden(", \"classification\": {\"level\": \"BILATERAL\"}");
        String before = Answers.bodyOf(Api.cnMaker().get(project));
        Api.cnChecker()
                .command(project, "release", to(narrower))
                .then()
                .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        assertThat(Answers.bodyOf(Api.cnMaker().get(project))).isEqualTo(before);
    }

    /** Rule C9: what it refers to is open to whoever reads it. */
    @Test
    void whatItRefersToComesFirst() {
        String source = Records.sideSource(Api.cnMaker(), "COMPANY_STATEMENT");
        String project = hidden(", \"sources\": [\"" + source + "\"]");
        Api.cnChecker()
                .command(project, "release", TO_BOTH_SIDES)
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        String site = Api.cnMaker().create("sites", Records.site(""));
        String built = hidden(", \"sites\": [\"" + site + "\"]");
        Api.cnChecker()
                .command(built, "release", TO_BOTH_SIDES)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/sites/0"));
        String child =
                hidden(", \"parentProject\": \"%s\", \"relation\": \"EXPANDS\"".formatted(Records.urn(hidden(""))));
        Api.cnChecker()
                .command(child, "release", TO_BOTH_SIDES)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/parentProject"));
        for (String one : List.of(project, built, child)) {
            Api.krMaker().get(one).then().spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    @Test
    void itIsAnotherPersonsActOfItsOwnSide() {
        String project = hidden("");
        Api.cnChecker().post(project + "/release", TO_BOTH_SIDES).then().statusCode(428);
        Api.cnMaker().command(project, "release", TO_BOTH_SIDES).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.krChecker().post(project + "/release", "*", TO_BOTH_SIDES).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnChecker()
                .command(project, "release", "{}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/classification"));
        Api.cnChecker()
                .command(project, "release", to("\"level\": \"SIDE\", \"side\": \"KR\""))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        String shown = hidden(", \"classification\": {\"level\": \"BILATERAL\"}");
        Api.krChecker().command(shown, "release", TO_ALL).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.cnChecker()
                .command(Bilateral.joint("Plant"), "release", TO_ALL)
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
    }

    /** What was proposed for the record as it stood is not proposed for it as it is read now. */
    @Test
    void openChangeSetsAreStale() {
        String project = Bilateral.offered("Plant", "");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint());
        Api.cnChecker().command(project, "release", TO_ALL).then().statusCode(200);
        Api.cnMaker().get(change).then().body("state", equalTo("STALE")).body("allowed", empty());
    }
}
