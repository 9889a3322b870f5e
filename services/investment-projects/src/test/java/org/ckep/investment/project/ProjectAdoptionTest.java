package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A side comes to stand behind a project that public sources told of. */
@QuarkusTest
class ProjectAdoptionTest {
    private static final List<Api> ALL =
            List.of(Api.cnMaker(), Api.krMaker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC);

    @Inject
    RecordTransactions transactions;

    private static String observed() {
        return observed("");
    }

    private static String observed(String more) {
        String body = Records.observed(Records.source("COMPANY_STATEMENT"), more)
                .replace("{\"en\": \"Observed plant\"}", Bilateral.title("Observed plant"));
        return "projects/" + Records.id(Api.loader().create("projects/register-observed", body));
    }

    private static Response prepare(Api maker, String project) {
        return maker.command(project, "adopt", "");
    }

    private static Response confirm(Api checker, String project) {
        return checker.command(project, "adopt/confirm", "");
    }

    /** The Chinese side stands behind it. */
    private static void adopt(String project) {
        prepare(Api.cnMaker(), project).then().statusCode(201);
        confirm(Api.cnChecker(), project).then().statusCode(200);
    }

    private static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void twoPersonsOfASideLetItStandBehindTheProject() {
        String project = observed();
        String urn = Records.urn(project);
        Instant before = now();
        List<String> observed = answers(project + "?expand=record");
        Response prepared = prepare(Api.cnMaker(), project);
        prepared.then()
                .statusCode(201)
                .body("state", equalTo("PREPARED"))
                .body("side", equalTo("CN"))
                .body("project", equalTo(urn))
                .body("allowed", contains("drop"));
        assertThat(prepared.getHeader("Location")).endsWith("/v1/" + project + "/adopt");
        assertThat(answers(project + "?expand=record")).as("nobody is told yet").isEqualTo(observed);
        Api.cnChecker().get(project + "/adopt").then().statusCode(200).body("allowed", contains("confirm", "drop"));
        confirm(Api.cnChecker(), project)
                .then()
                .statusCode(200)
                .body("stewardship", equalTo("UNILATERAL"))
                .body("classification", equalTo("PUBLIC"));
        for (Api reader : ALL) {
            reader.get(project + "?expand=record")
                    .then()
                    .statusCode(200)
                    .body("stewardship", equalTo("UNILATERAL"))
                    .body("classification", equalTo("PUBLIC"))
                    .body("record.side", equalTo("CN"));
        }
        assertThat(answers(project + "?expand=record&knownAt=" + before))
                .as("it was observed then")
                .isEqualTo(observed);
        Api.cnMaker()
                .get(project + "/adopt")
                .then()
                .body("state", equalTo("ADOPTED"))
                .body("allowed", empty());
        List<PublishedEvent> told = PublishedEvent.about(urn, 10).stream()
                .filter(event -> event.type().endsWith("project.adopted.v1"))
                .toList();
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrderElementsOf(PublishedEvent.AUDIENCES);
        assertThat(told)
                .allSatisfy(
                        event -> assertThat(event.data().path("side").asText()).isEqualTo("CN"));
    }

    private static List<String> answers(String path) {
        List<String> answers = new ArrayList<>();
        ALL.forEach(reader -> answers.add(Answers.wholeOf(reader.get(path))));
        return answers;
    }

    /** What its own people do stands in its trail alone. */
    @Test
    void theTrailSaysWhoPreparedAndWhoConfirmed() {
        String project = observed();
        prepare(Api.cnMaker(), project).then().statusCode(201);
        String adoption = Api.cnMaker().get(project + "/adopt").path("urn");
        confirm(Api.cnChecker(), project).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + adoption)
                    .then()
                    .body("data.action", contains("prepare-adoption", "confirm-adoption"))
                    .body("data.subject", contains(subject("cn-maker"), subject("cn-checker")));
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + Records.urn(project))
                    .then()
                    .body("data.action", contains("adopted-project"))
                    .body("data[0].attributes", contains("stewardship"));
        });
        for (String record : List.of(adoption, Records.urn(project))) {
            Api.user("kr-auditor")
                    .get("audit?limit=500&record=" + record)
                    .then()
                    .body("data", empty());
        }
    }

    @Test
    void theOwnSideAloneKnowsOfItBefore() {
        String project = observed();
        for (Api reader : ALL) {
            reader.get(project + "/adopt").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        prepare(Api.cnMaker(), project).then().statusCode(201);
        for (Api other : List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC)) {
            other.get(project + "/adopt").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        confirm(Api.krChecker(), project).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().post(project + "/adopt/drop", "").then().spec(problem(KernelProblem.NOT_FOUND));
        // The other side is not held up by it, and learns nothing of it.
        prepare(Api.krMaker(), project).then().statusCode(201).body("side", equalTo("KR"));
    }

    @Test
    void nobodyDoesItAlone() {
        String project = observed();
        prepare(Api.cnChecker(), project).then().spec(problem(KernelProblem.FORBIDDEN));
        prepare(Api.loader(), project).then().spec(problem(KernelProblem.FORBIDDEN));
        prepare(Api.client("cn-ministry"), project).then().spec(problem(ProjectProblem.PROJECT_SERVICE_ACCOUNT));
        confirm(Api.cnChecker(), project).then().spec(problem(KernelProblem.NOT_FOUND));
        prepare(Api.cnMaker(), project).then().statusCode(201);
        confirm(Api.cnMaker(), project).then().spec(problem(KernelProblem.FORBIDDEN));
        edit(project, "cn-checker");
        confirm(Api.cnChecker(), project)
                .then()
                .spec(problem(ProjectProblem.PROJECT_OWN_APPROVAL))
                .body("allowed", contains("drop"));
        Api.PUBLIC.get(project).then().body("stewardship", equalTo("OBSERVED"));
        // Who changed it once goes on counting, whoever changes it after him.
        edit(project, "kr-maker");
        confirm(Api.cnChecker(), project).then().spec(problem(ProjectProblem.PROJECT_OWN_APPROVAL));
        Api.PUBLIC.get(project).then().body("stewardship", equalTo("OBSERVED"));

        String other = observed();
        prepare(Api.cnMaker(), other).then().statusCode(201);
        edit(other, "kr-maker");
        confirm(Api.cnChecker(), other).then().statusCode(200);
    }

    /** As if that person had changed it. */
    private void edit(String project, String user) {
        assertThat(StoredRows.change(
                        transactions, "update project set edited_by = '" + subject(user) + "' where id = :id", project))
                .isEqualTo(1);
    }

    @Test
    void bothAdoptWhatTheyHaveRead() {
        String project = observed();
        Api maker = Api.cnMaker();
        Api checker = Api.cnChecker();
        maker.post(project + "/adopt", "").then().statusCode(428);
        maker.post(project + "/adopt", "\"another\"", "").then().spec(problem(KernelProblem.STALE));
        prepare(maker, project).then().statusCode(201);
        prepare(maker, project)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("drop"));
        checker.post(project + "/adopt/confirm", "").then().statusCode(428);
        checker.post(project + "/adopt/confirm", "\"another\"", "").then().spec(problem(KernelProblem.STALE));
        String first = maker.get(project + "/adopt").path("urn");
        // Everybody's sources go on telling of it.
        Api.krMaker()
                .patch(
                        project,
                        "{\"products\": [\"850760\"], \"sources\": [\"%s\"]}"
                                .formatted(Records.source("COMPANY_FILING")))
                .then()
                .statusCode(200);
        maker.get(project + "/adopt").then().body("state", equalTo("STALE")).body("allowed", contains("drop"));
        confirm(checker, project)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("drop"));
        Api.PUBLIC.get(project).then().body("stewardship", equalTo("OBSERVED"));
        prepare(maker, project).then().statusCode(201);
        assertThat(maker.get(project + "/adopt").<String>path("urn")).isNotEqualTo(first);
        confirm(checker, project).then().statusCode(200);
    }

    @Test
    void whatIsDroppedIsNotConfirmed() {
        String project = observed();
        prepare(Api.cnMaker(), project).then().statusCode(201);
        Api.cnMaker()
                .post(project + "/adopt/drop", "")
                .then()
                .statusCode(200)
                .body("state", equalTo("DROPPED"))
                .body("allowed", empty());
        confirm(Api.cnChecker(), project).then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.cnMaker().post(project + "/adopt/drop", "").then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.PUBLIC.get(project).then().body("stewardship", equalTo("OBSERVED"));
        adopt(project);
    }

    @Test
    void oneSideAtMostAdoptsIt() {
        String project = observed();
        prepare(Api.krMaker(), project).then().statusCode(201);
        adopt(project);
        Api.krChecker().get(project + "/adopt").then().body("state", equalTo("STALE"));
        confirm(Api.krChecker(), project).then().spec(problem(KernelProblem.STATE_FORBIDS));
        prepare(Api.krMaker(), project).then().spec(problem(KernelProblem.STATE_FORBIDS));
        prepare(Api.cnMaker(), project).then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.PUBLIC.get(project + "?expand=record").then().body("record.side", equalTo("CN"));
        String own = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        prepare(Api.cnMaker(), own).then().spec(problem(KernelProblem.STATE_FORBIDS));
        prepare(Api.krMaker(), own).then().statusCode(404);
        prepare(Api.cnMaker(), Bilateral.joint("Plant")).then().spec(problem(KernelProblem.STATE_FORBIDS));
    }

    /** It is that side's record in every respect, and the sources' no more. */
    @Test
    void itsOwnSideAloneChangesIt() {
        String project = observed();
        adopt(project);
        String patch = "{\"products\": [\"850760\"]}";
        Api.krMaker().patch(project, patch).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.loader().patch(project, patch).then().statusCode(403);
        Api.cnMaker().patch(project, patch).then().statusCode(200).body("products", contains("850760"));
        String withdrawn = "{\"to\": \"WITHDRAWN\", \"date\": \"2025\", \"reason\": {\"en\": \"market\"}}";
        Api.krMaker().step(project, withdrawn).then().spec(problem(ProjectProblem.PROJECT_OTHER_SIDE));
        Api.cnMaker().step(project, withdrawn).then().statusCode(200);
        Api.cnMaker().get(project + "?view=cn").then().statusCode(200);
        Api.cnMaker().get(project + "?view=kr").then().spec(problem(ProjectProblem.PROJECT_NO_SUCH_VIEW));
    }

    /** Section 2.5: the other side's word to it is a change set, after which both keep it. */
    @Test
    void bothKeepItByAChangeSet() {
        String project = observed();
        adopt(project);
        Api.krMaker().post(project + "/changes", Bilateral.makesJoint()).then().spec(problem(KernelProblem.FORBIDDEN));
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint()));
        Api.PUBLIC
                .get(project + "?expand=record")
                .then()
                .body("stewardship", equalTo("JOINT"))
                .body("record.side", nullValue());
    }

    /** Nothing is skipped on a record of both sides, whoever stands behind it meanwhile. */
    @Test
    void whatItsSourcesLeaveUnshownStaysUnshown() {
        String more = ", \"guardsNotShown\": [\"ANNOUNCEMENT\"]";
        String body = Records.observed(Records.source("PRESS"), more)
                .replace("\"PROSPECT\", \"stateSince\": \"2024\"", "\"ANNOUNCED\", \"stateSince\": \"2024\"")
                .replace("{\"en\": \"Observed plant\"}", Bilateral.title("Observed plant"));
        String project = "projects/" + Records.id(Api.loader().create("projects/register-observed", body));
        adopt(project);
        Api.cnMaker().get(project + "?expand=record").then().body("record.guardsNotShown", contains("ANNOUNCEMENT"));
        Api.cnMaker()
                .post(project + "/changes", Bilateral.makesJoint())
                .then()
                .spec(problemAt(ChangeProblem.RECORD_NOT_JOINT, "/makesJoint"));
        String statement = Records.source("COMPANY_STATEMENT");
        List<String> sources = new ArrayList<>(Api.cnMaker().get(project).<List<String>>path("sources.urn"));
        sources.add(statement);
        Api.cnMaker()
                .patch(
                        project,
                        "{\"products\": [\"850760\"], \"sources\": [\"%s\"]}".formatted(String.join("\", \"", sources)))
                .then()
                .statusCode(200);
        Api.cnMaker().get(project + "?expand=record").then().body("record.guardsNotShown", empty());
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint()));
        Api.PUBLIC.get(project).then().body("stewardship", equalTo("JOINT"));
    }

    /** Both sides link their own records of one thing; an observed one is nobody's. */
    @Test
    void itIsPairedWithTheOtherSidesOwn() {
        String project = observed();
        String theirs = Pairs.shared(Api.krMaker(), "");
        Api.cnMaker()
                .post("pairings", Pairs.pair(project, theirs))
                .then()
                .body("type", equalTo("urn:ckep:problem:record-not-shared"));
        adopt(project);
        Pairs.paired(Pairs.member(project), Pairs.member(theirs));
        Api.krMaker().get(project + "/pair-group").then().statusCode(200);
    }

    /** What was proposed for a record that nobody stands behind is not proposed for that side's. */
    @Test
    void openChangeSetsAreStale() {
        String project = observed();
        String change = Bilateral.draft(Api.krMaker(), project, Bilateral.makesJoint());
        adopt(project);
        Api.krMaker().get(change).then().body("state", equalTo("STALE"));
        Api.cnMaker().get(change).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void eachActIsDoneOncePerKey() {
        String project = observed();
        String tag = Api.cnMaker().etag(project);
        String key = UUID.randomUUID().toString();
        String first = once(Api.cnMaker(), project + "/adopt", tag, key, 201);
        assertThat(once(Api.cnMaker(), project + "/adopt", tag, key, 201)).isEqualTo(first);
        String second = UUID.randomUUID().toString();
        String adopted = once(Api.cnChecker(), project + "/adopt/confirm", tag, second, 200);
        assertThat(once(Api.cnChecker(), project + "/adopt/confirm", tag, second, 200))
                .isEqualTo(adopted);
    }

    private static String once(Api who, String path, String tag, String key, int status) {
        return who.request()
                .contentType("application/json")
                .header("If-Match", tag)
                .header("Idempotency-Key", key)
                .post(Api.root() + path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }

    /** The second lock: past the application, too, two persons of the side are needed, and the version that both have read. */
    @Test
    void theDatabaseAloneAsksForTwoPersons() throws SQLException {
        String project = observed();
        String adopt = "update project set stewardship = 'UNILATERAL', owner_side = 'CN', version = version + 1"
                + " where id = :id";
        assertThatThrownBy(() -> StoredRows.change(transactions, adopt, project))
                .hasStackTraceContaining("by two of its persons");
        prepare(Api.cnMaker(), project).then().statusCode(201);
        assertThatThrownBy(() -> StoredRows.change(transactions, adopt, project))
                .hasStackTraceContaining("by two of its persons");
        String ofProject = " from adoption where project_id = '" + project.substring(project.indexOf('/') + 1) + "'";
        String asWhom =
                "set app.side = 'CN'; select set_config('app.caller', 'client/' || %s, false)" + ofProject + "; ";
        String confirmed = "update adoption a set state = 'ADOPTED', closed_at = now(), closed_by = %s"
                + ofProject.replace(" from adoption", "");
        assertThatThrownBy(() -> Owner.run(asWhom.formatted("prepared_by") + confirmed.formatted("prepared_by")))
                .hasMessageContaining("two_persons_adopt");
        assertThatThrownBy(() -> Owner.run(asWhom.formatted("prepared_by") + confirmed.formatted("'another'")))
                .hasMessageContaining("in another's name");
        Owner.run(asWhom.formatted("'another'") + confirmed.formatted("'another'"));
        assertThatThrownBy(() -> Owner.run(asWhom.formatted("'a third'") + confirmed.formatted("'a third'")))
                .hasMessageContaining("stays as it is");
        assertThatThrownBy(() -> StoredRows.change(transactions, adopt.replace("'CN'", "'KR'"), project))
                .hasStackTraceContaining("by two of its persons");
        assertThat(StoredRows.change(transactions, adopt, project)).isEqualTo(1);
        assertThatThrownBy(() ->
                        StoredRows.change(transactions, "update project set owner_side = 'KR' where id = :id", project))
                .hasStackTraceContaining("by two of its persons");
        assertThatThrownBy(() -> StoredRows.change(
                        transactions,
                        "update project set stewardship = 'OBSERVED', owner_side = null where id = :id",
                        project))
                .hasStackTraceContaining("by two of its persons");
    }
}
