package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others read of a side's own project changes by two persons of that side (rule C2). */
@QuarkusTest
class RevisionTest {
    private static final List<Api> OTHERS =
            List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC);
    private static final List<String> WIDE = List.of(
            "{\"level\": \"BILATERAL\"}",
            "{\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}",
            "{\"level\": \"PUBLIC\"}");
    private static final String PRODUCTS = "{\"products\": [\"850760\"]}";

    @Inject
    ObjectMapper json;

    static String shown(String classification) {
        return "projects/"
                + Records.id(
                        Api.cnMaker().create("projects", Records.project(", \"classification\": " + classification)));
    }

    private static String shown() {
        return shown(WIDE.getFirst());
    }

    static Response draft(String project, String body) {
        Response answer = Api.cnMaker().patchAlone(project, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return answer;
    }

    private static String hash(String project) {
        return Api.cnMaker().get(project + "/revision").path("hash");
    }

    private static Response confirm(Api who, String project, String hash) {
        return who.post(project + "/revision/confirm", "{\"hash\": \"" + hash + "\"}");
    }

    static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    private static Map<Integer, String> answers(String path) {
        return IntStream.range(0, OTHERS.size())
                .boxed()
                .collect(Collectors.toMap(
                        Function.identity(),
                        reader -> Answers.wholeOf(OTHERS.get(reader).get(path))
                                + OTHERS.get(reader).etag(path)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void c2_whatOthersReadWaitsForASecondPerson(int readers) {
        String project = shown(WIDE.get(readers));
        Map<Integer, String> before = answers(project);
        Map<Integer, String> revisions = answers(project + "/revision");
        Map<Integer, String> lists = answers("projects?limit=3");
        Response drafted = draft(project, PRODUCTS);
        drafted.then()
                .body("products", nullValue())
                .body("pendingRevision.urn", notNullValue())
                .header("ETag", equalTo(Api.cnMaker().etag(project)));
        for (Api own : List.of(Api.cnMaker(), Api.cnChecker(), Api.user("cn-statistician"))) {
            own.get(project)
                    .then()
                    .body("products", nullValue())
                    .body("pendingRevision.urn", equalTo(drafted.path("pendingRevision.urn")));
            own.get(project + "?view=cn").then().body("pendingRevision", nullValue());
            own.get("projects?limit=3").then().body("data.pendingRevision", everyItem(nullValue()));
        }
        assertThat(answers(project)).isEqualTo(before);
        assertThat(answers(project + "/revision")).isEqualTo(revisions);
        assertThat(answers("projects?limit=3")).isEqualTo(lists);
        confirm(Api.cnChecker(), project, hash(project))
                .then()
                .statusCode(200)
                .body("products", contains("850760"))
                .body("pendingRevision", nullValue());
        Api.krMaker().get(project).then().body("products", contains("850760")).body("pendingRevision", nullValue());
        Api.cnMaker()
                .get(project + "/revision")
                .then()
                .body("state", equalTo("CONFIRMED"))
                .body("allowed", empty());
    }

    /** Nobody is told of the draft, and of the change as of any other. */
    @Test
    void readersAreToldOnceItIsConfirmed() {
        String project = shown();
        draft(project, PRODUCTS);
        draft(project, "{\"products\": [\"850650\"]}");
        Api.cnMaker().patch(project, "{\"products\": [\"850780\"]}").then().statusCode(200);
        List<PublishedEvent> told = PublishedEvent.about(Records.urn(project), 3).stream()
                .filter(event -> event.type().endsWith("project.field_changed.v1"))
                .toList();
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("bilateral", "side-cn", "side-kr");
        assertThat(told)
                .allSatisfy(event -> assertThat(event.data().toString()).contains("\"changed\":[\"products\"]"));
    }

    @Test
    void theOwnSideReadsWhatWouldChange() throws Exception {
        String project = shown();
        draft(project, "{\"products\": [\"850760\"], \"modality\": \"ASSERTED\", \"stateSince\": \"2024-05\"}");
        Response revision = Api.cnChecker().get(project + "/revision");
        revision.then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("project", equalTo(Records.urn(project)))
                .body("side", equalTo("CN"))
                .body("state", equalTo("PENDING"))
                .body("changed", contains("modality", "products", "stateSince"))
                .body("before.modality", equalTo("PLAN"))
                .body("before.products", nullValue())
                .body("after.modality", equalTo("ASSERTED"))
                .body("after.products", contains("850760"))
                .body("after.stateSince", notNullValue())
                .body("content.project", equalTo(Records.urn(project)))
                .body("content.content.type", equalTo("GREENFIELD"))
                .body("maker", equalTo(subject("cn-maker")))
                .body("allowed", contains("confirm", "drop"));
        Api.cnMaker().get(project + "/revision").then().body("allowed", contains("drop"));
        assertThat(ChangeHash.of(
                        json.readTree(revision.asString()).get("content").toString()))
                .isEqualTo(revision.path("hash"));
    }

    @Test
    void theOwnSideAloneKnowsOfIt() {
        String project = shown("{\"level\": \"PUBLIC\"}");
        String unknown = "projects/" + UUID.randomUUID();
        draft(project, PRODUCTS);
        String hash = hash(project);
        for (Api other : OTHERS) {
            other.get(project + "/revision").then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(other.get(project + "/revision"), other.get(unknown + "/revision"));
        }
        Answers.assertSame(confirm(Api.krChecker(), project, hash), confirm(Api.krChecker(), unknown, hash));
        Answers.assertSame(
                Api.krMaker().post(project + "/revision/drop", ""),
                Api.krMaker().post(unknown + "/revision/drop", ""));
        confirm(Api.krChecker(), project, hash).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().patchAlone(project, PRODUCTS).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.cnMaker().get(project + "/revision").then().body("state", equalTo("PENDING"));
    }

    /** A system may draft; whoever confirms is a person, and none of the makers. */
    @Test
    void nobodyDoesItAlone() throws SQLException {
        String project = shown();
        Api.client("cn-ministry").patchAlone(project, PRODUCTS).then().statusCode(202);
        String hash = hash(project);
        confirm(Api.cnMaker(), project, hash).then().spec(problem(KernelProblem.FORBIDDEN));
        confirm(Api.client("cn-ministry"), project, hash).then().spec(problem(KernelProblem.FORBIDDEN));
        confirm(Api.user("cn-statistician"), project, hash).then().spec(problem(KernelProblem.FORBIDDEN));
        confirm(Api.PUBLIC, project, hash).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        // As if the checker, who is no maker, had drafted the one before.
        String asMaker = "update pending_revision set makers = makers || '%s'::text where project_id = '%s'";
        Owner.run("alter table pending_revision disable trigger keeps_revisions; set app.system = 'on'; "
                + asMaker.formatted(subject("cn-checker"), project.substring(project.indexOf('/') + 1))
                + "; alter table pending_revision enable trigger keeps_revisions");
        confirm(Api.cnChecker(), project, hash)
                .then()
                .spec(problem(ProjectProblem.PROJECT_OWN_APPROVAL))
                .body("allowed", contains("drop"));
        draft(project, "{\"products\": [\"850650\"]}");
        confirm(Api.cnChecker(), project, hash(project)).then().spec(problem(ProjectProblem.PROJECT_OWN_APPROVAL));
        Api.krMaker().get(project).then().body("products", nullValue());
        // Once it is given up, the chain of its makers ends.
        Api.cnMaker()
                .post(project + "/revision/drop", "")
                .then()
                .statusCode(200)
                .body("state", equalTo("DROPPED"));
        draft(project, PRODUCTS);
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
    }

    @Test
    void whatIsConfirmedIsWhatWasRead() {
        String project = shown();
        draft(project, PRODUCTS);
        String first = hash(project);
        confirm(Api.cnChecker(), project, "0".repeat(64))
                .then()
                .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS))
                .body("allowed", contains("confirm", "drop"));
        draft(project, "{\"products\": [\"850650\"]}");
        confirm(Api.cnChecker(), project, first).then().spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
        Api.krMaker().get(project).then().body("products", nullValue());
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200).body("products", contains("850650"));
        confirm(Api.cnChecker(), project, hash(project)).then().spec(problem(KernelProblem.STATE_FORBIDS));
    }

    /** A patch is of what its maker has read: of the project, and of what waits already. */
    @Test
    void anotherPatchTakesThePlaceOfTheOneThatWaits() {
        String project = shown();
        String tag = Api.cnMaker().etag(project);
        draft(project, PRODUCTS);
        String first = Api.cnMaker().get(project + "/revision").path("urn");
        Api.cnMaker().patchAlone(project, tag, PRODUCTS).then().spec(problem(KernelProblem.STALE));
        Api.cnMaker().patchAlone(project, null, PRODUCTS).then().statusCode(428);
        Response next = draft(project, "{\"modality\": \"ASSERTED\"}");
        assertThat(next.<String>path("pendingRevision.urn")).isNotEqualTo(first);
        // It begins from what the project says, not from the one before.
        Api.cnMaker().get(project + "/revision").then().body("changed", contains("modality"));
        assertThat(states(project)).containsExactly("REPLACED", "PENDING");
        // What leaves all as it is leaves the one that waits.
        Api.cnMaker().patchAlone(project, "{\"modality\": \"PLAN\"}").then().statusCode(200);
        Api.cnMaker().patchAlone(project, "{}").then().statusCode(200).body("pendingRevision", notNullValue());
        assertThat(states(project)).containsExactly("REPLACED", "PENDING");
        confirm(Api.cnChecker(), project, hash(project))
                .then()
                .statusCode(200)
                .body("modality", equalTo("ASSERTED"))
                .body("products", nullValue());
    }

    static List<String> states(String project) {
        try {
            return Owner.column("select state from pending_revision where project_id = '"
                    + project.substring(project.indexOf('/') + 1) + "' order by drafted_at");
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void whatIsDroppedIsNotConfirmed() {
        for (Api who : List.of(Api.cnMaker(), Api.cnChecker(), Api.client("cn-ministry"))) {
            String project = shown();
            draft(project, PRODUCTS);
            String hash = hash(project);
            who.post(project + "/revision/drop", "").then().statusCode(200).body("state", equalTo("DROPPED"));
            confirm(Api.cnChecker(), project, hash)
                    .then()
                    .spec(problem(KernelProblem.STATE_FORBIDS))
                    .body("allowed", empty());
            who.post(project + "/revision/drop", "").then().spec(problem(KernelProblem.STATE_FORBIDS));
            Api.cnMaker().get(project).then().body("products", nullValue()).body("pendingRevision", nullValue());
        }
        String untouched = shown();
        Api.cnMaker().post(untouched + "/revision/drop", "").then().spec(problem(KernelProblem.NOT_FOUND));
        confirm(Api.cnChecker(), untouched, "0".repeat(64)).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** Whatever else changes the project overtakes what was drafted of it. */
    @Test
    void whatWasDraftedOfAnotherVersionIsStale() {
        String step = shown(WIDE.getFirst());
        draft(step, PRODUCTS);
        assertStale(step, () -> Api.cnMaker()
                .step(step, "{\"to\": \"WITHDRAWN\", \"date\": \"2025\", \"reason\": {\"en\": \"market\"}}"));
        String release = shown();
        draft(release, PRODUCTS);
        assertStale(release, () -> Api.cnChecker()
                .command(release, "release", "{\"classification\": {\"level\": \"PUBLIC\"}}"));
        String joint = Bilateral.offered("Plant", "");
        draft(joint, PRODUCTS);
        assertStale(joint, () -> {
            Bilateral.agree(Bilateral.draft(Api.cnMaker(), joint, Bilateral.makesJoint()));
            return Api.cnMaker().get(joint);
        });
    }

    private static void assertStale(String project, Callable<Response> change) {
        try {
            change.call().then().statusCode(200).body("pendingRevision", nullValue());
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
        Api.cnMaker()
                .get(project + "/revision")
                .then()
                .body("state", equalTo("STALE"))
                .body("closedAt", notNullValue())
                .body("allowed", empty());
        confirm(Api.cnChecker(), project, hash(project)).then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.cnMaker().get(project).then().body("products", nullValue()).body("pendingRevision", nullValue());
    }

    /** What is proposed for a record is proposed for it as it stands. */
    @Test
    void openChangeSetsAreStaleOnceItIsConfirmed() {
        String project = Bilateral.offered("Plant", "");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint());
        draft(project, PRODUCTS);
        Api.cnMaker().get(change).then().body("state", equalTo("DRAFT"));
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
        Api.cnMaker().get(change).then().body("state", equalTo("STALE"));
    }

    /** Whoever confirmed it may release the project further: it is not his word. */
    @Test
    void theMakerIsWhoChangedIt() {
        String project = shown();
        draft(project, PRODUCTS);
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
        Api.cnChecker()
                .command(project, "release", "{\"classification\": {\"level\": \"PUBLIC\"}}")
                .then()
                .statusCode(200);
    }

    /** All that waits for nobody: what the own side alone reads, what nobody stands behind; both sides' goes its own way. */
    @Test
    void theRestChangesAsBefore() {
        for (String readers : List.of("", ", \"classification\": {\"level\": \"SIDE\", \"side\": \"CN\"}")) {
            String own = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(readers)));
            Api.cnMaker().patchAlone(own, PRODUCTS).then().statusCode(200).body("products", contains("850760"));
            Api.cnMaker().get(own + "/revision").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        String observed = "projects/"
                + Records.id(Api.loader()
                        .create("projects/register-observed", Records.observed(Records.source("PRESS"), "")));
        String more = "{\"products\": [\"850760\"], \"sources\": [\"%s\"]}".formatted(Records.source("COMPANY_FILING"));
        Api.krMaker().patchAlone(observed, more).then().statusCode(200);
        Api.cnMaker().patchAlone(Bilateral.joint("Plant"), PRODUCTS).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    /** The rules of a patch hold when it is drafted, and again when it comes into force. */
    @Test
    void theRulesOfAPatchHoldTwice() {
        String parent = Pairs.shared(Api.cnMaker(), "");
        String project = shown();
        Api.cnMaker()
                .patchAlone(project, "{\"colour\": 1}")
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/colour"));
        Api.cnMaker()
                .patchAlone(project, "{\"type\": \"SPACESHIP\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/type"));
        Api.cnMaker().patchAlone(project, "[]").then().statusCode(400);
        Api.cnMaker()
                .patchAlone(
                        project,
                        "{\"sectors\": [{\"code\": \"BATT\", \"share\": \"40\"}, {\"code\": \"SEMI\", \"share\": \"40\"}]}")
                .then()
                .body("type", equalTo("urn:ckep:problem:project-sector-shares"));
        String side = Records.sideSource(Api.cnMaker(), "PRESS");
        Api.cnMaker()
                .patchAlone(project, "{\"sources\": [\"%s\"]}".formatted(side))
                .then()
                .statusCode(422);
        Api.cnMaker().get(project + "/revision").then().spec(problem(KernelProblem.NOT_FOUND));

        draft(project, "{\"parentProject\": \"%s\", \"relation\": \"EXPANDS\"}".formatted(Records.urn(parent)));
        Api.cnMaker()
                .patch(parent, "{\"parentProject\": \"%s\", \"relation\": \"EXPANDS\"}".formatted(Records.urn(project)))
                .then()
                .statusCode(200);
        confirm(Api.cnChecker(), project, hash(project)).then().spec(problem(ProjectProblem.PROJECT_CYCLE));
        Api.cnMaker().get(project + "/revision").then().body("state", equalTo("PENDING"));
        Api.krMaker().get(project).then().body("parentProject", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"hash\": null}",
                "{\"hash\": 7}",
                "{\"hash\": \"\"}",
                "{\"hash\": \"XYZ\"}",
                "{\"hash\": \"%s\", \"more\": 1}",
                "nonsense"
            })
    void aConfirmationNamesAHash(String body) {
        String project = shown();
        draft(project, PRODUCTS);
        Response refused = Api.cnChecker().post(project + "/revision/confirm", body.replace("%s", hash(project)));
        refused.then().statusCode(400).contentType("application/problem+json");
        Api.cnMaker().get(project + "/revision").then().body("state", equalTo("PENDING"));
    }

    /** The database compares what is written with what was confirmed, member by member. */
    @Test
    void whateverAPatchCanSayIsConfirmed() {
        String project = shown("{\"level\": \"PUBLIC\"}");
        String parent = shown("{\"level\": \"PUBLIC\"}");
        String all = """
                {"title": %s, "type": "EXPANSION", "modality": "ASSERTED", "direction": "JOINT_THIRD_MARKET",
                 "hostCountries": ["VN", "ID"], "products": ["850760", "2805"],
                 "sectors": [{"code": "BATT", "share": "60"}, {"code": "SEMI", "share": "40"}],
                 "participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}, {"org": {"unnamed": {"side": "KR",
                   "description": "a maker of \\"cells\\""}}, "role": "PARTNER"}],
                 "totalInvestment": {"amount": "1234567.50", "currency": "USD", "basis": "CONTRACTED",
                   "valueDate": "2024-05-01", "text": "약 123만 달러 – “1.2 m”"},
                 "registeredCapital": {"amount": "10", "currency": "KRW", "basis": "DECLARED", "valueDate": "2023-12-31"},
                 "ownContribution": {"amount": "0.50", "currency": "CNY", "basis": "USED", "text": "half"},
                 "jobs": {"planned": {"value": "900", "relation": "GT", "countingUnit": "PERSON"}, "estimated": true},
                 "capacity": [{"product": "cells", "quantity": {"value": "7.5", "unit": "GWh"}, "kind": "PLANNED"}],
                 "keyDates": {"MOU_SIGNED": {"actual": "2019-02"}, "COMPLETION": {"planned": ["2031", "2032-H1"]}},
                 "parentProject": "%s", "relation": "EXPANDS", "countsTowardAggregate": true, "phasesPartial": true,
                 "sources": ["%s", "%s"], "stateSince": "2020-03"}""".formatted(
                        Bilateral.title("Works"),
                        Records.organisation(),
                        Records.urn(parent),
                        Records.source("PRESS"),
                        Records.source("COMPANY_FILING"));
        draft(project, all);
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
        Api.PUBLIC
                .get(project)
                .then()
                .body("totalInvestment.amount", equalTo("1234567.50"))
                .body("hostCountries", contains("VN", "ID"))
                .body("phasesPartial", equalTo(true));
        draft(project, """
                {"totalInvestment": null, "registeredCapital": null, "ownContribution": null, "jobs": null, "products": null,
                 "phasesPartial": null, "parentProject": null, "relation": null, "type": "GREENFIELD",
                 "direction": "KR_TO_CN", "hostCountries": null, "sources": null, "capacity": null,
                 "participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}],
                 "unknownReasons": {"totalInvestment": "UNDISCLOSED", "jobs": "NOT_STATED"}}""".formatted(Records.organisation()));
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
        Api.PUBLIC
                .get(project)
                .then()
                .body("totalInvestment", nullValue())
                .body("unknownReasons.jobs", equalTo("NOT_STATED"));
    }

    /** What its own people do stands in its trail alone, with both of them. */
    @Test
    void theTrailNamesBothPersons() {
        String project = shown();
        draft(project, PRODUCTS);
        String first = Api.cnMaker().get(project + "/revision").path("urn");
        draft(project, "{\"products\": [\"850650\"]}");
        Response revision = Api.cnMaker().get(project + "/revision");
        String urn = revision.path("urn");
        String hash = revision.path("hash");
        confirm(Api.cnChecker(), project, hash).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + first)
                    .then()
                    .body("data.action", contains("draft-revision", "replace-revision"));
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + urn)
                    .then()
                    .body("data.action", contains("draft-revision", "confirm-revision"))
                    .body("data.subject", contains(subject("cn-maker"), subject("cn-checker")))
                    .body("data.contentHash", contains(hash, hash));
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + Records.urn(project))
                    .then()
                    .body("data.action", hasItem("field-changed-project"));
        });
        Response trail = Api.user("cn-auditor").get("audit?limit=500&record=" + Records.urn(project));
        List<Map<String, Object>> entries = trail.path("data");
        assertThat(entries)
                .filteredOn("action", "field-changed-project")
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry).containsEntry("subject", subject("cn-checker"));
                    assertThat(entry).containsEntry("attributes", List.of("products"));
                    assertThat(entry.get("contentHash")).isNotNull().isNotEqualTo(hash);
                });
        for (String record : List.of(first, urn)) {
            Api.user("kr-auditor")
                    .get("audit?limit=500&record=" + record)
                    .then()
                    .body("data", empty());
        }
    }

    /** Whoever overtook it: what waited, and that it is over, stands in the trail of its side, as nobody's act. */
    @Test
    void theTrailNamesWhatWasOvertaken() {
        String joint = Bilateral.offered("Plant", "");
        draft(joint, PRODUCTS);
        String hash = hash(joint);
        String urn = Api.cnMaker().get(joint + "/revision").path("urn");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), joint, Bilateral.makesJoint()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> Api.user("cn-auditor")
                .get("audit?limit=500&record=" + urn)
                .then()
                .body("data.action", contains("draft-revision", "outdate-revision"))
                .body("data.subject", contains(subject("cn-maker"), null))
                .body("data.network[1]", nullValue())
                .body("data.versionBefore", contains(null, 0))
                .body("data.versionAfter", contains(0, 1))
                .body("data.contentHash", contains(hash, hash)));
        Api.user("kr-auditor").get("audit?limit=500&record=" + urn).then().body("data", empty());
    }

    @Test
    void whatWaitedThenIsAnsweredForThen() {
        String project = shown();
        draft(project, PRODUCTS);
        Instant then = Instant.now().truncatedTo(ChronoUnit.MICROS);
        confirm(Api.cnChecker(), project, hash(project)).then().statusCode(200);
        Api.cnMaker()
                .get(project + "?knownAt=" + then)
                .then()
                .body("products", nullValue())
                .body("pendingRevision.urn", notNullValue());
        Api.krMaker().get(project + "?knownAt=" + then).then().body("pendingRevision", nullValue());
    }

    @Test
    void ofTwoConfirmationsAtOnceOneCounts() throws Exception {
        String project = shown();
        draft(project, PRODUCTS);
        String hash = hash(project);
        Api checker = Api.cnChecker();
        checker.token();
        List<Future<Response>> running = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                running.add(workers.submit(() -> confirm(checker, project, hash)));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> one : running) {
            statuses.add(one.get().statusCode());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409, 409, 409);
        assertThat(states(project)).containsExactly("CONFIRMED");
    }

    @Test
    void anActIsDoneOncePerKey() {
        String project = shown();
        draft(project, PRODUCTS);
        String key = UUID.randomUUID().toString();
        String body = "{\"hash\": \"" + hash(project) + "\"}";
        Response first = Api.cnChecker().postOnce(project + "/revision/confirm", key, body);
        first.then().statusCode(200);
        Response again = Api.cnChecker().postOnce(project + "/revision/confirm", key, body);
        assertThat(again.asString()).isEqualTo(first.asString());
        Api.cnChecker()
                .postOnce(project + "/revision/confirm", key, "{\"hash\": \"" + "0".repeat(64) + "\"}")
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    /** Nothing of it is kept where others look. */
    @Test
    void itIsNotInTheEventsAndFilesOfOthers() {
        String project = shown("{\"level\": \"PUBLIC\"}");
        draft(project, "{\"title\": {\"en\": \"A very hidden name\"}}");
        for (Api other : OTHERS) {
            other.get("projects?q=very+hidden").then().body("data.urn", not(hasItem(Records.urn(project))));
        }
        Api.cnMaker().get("projects?q=very+hidden").then().body("data.urn", not(hasItem(Records.urn(project))));
    }
}
