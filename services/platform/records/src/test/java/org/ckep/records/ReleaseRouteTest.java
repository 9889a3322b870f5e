package org.ckep.records;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources and claims of one side get more readers, in every register. */
@QuarkusTest
class ReleaseRouteTest {
    private static final String TO_BOTH_SIDES = to("\"level\": \"BILATERAL\"");
    private static final String TO_ALL = to("\"level\": \"PUBLIC\"");
    private static final String MINISTRY = "\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"";

    private static String to(String classification) {
        return "{\"classification\": {" + classification + "}}";
    }

    private static String path(String collection, String urn) {
        return collection + "/" + urn.substring(urn.lastIndexOf(':') + 1);
    }

    private static Response release(String user, String path, String body) {
        return Api.as(user)
                .header("If-Match", String.valueOf(Api.as(user).get(path).header("ETag")))
                .body(body)
                .post(path + "/release");
    }

    private static String source(String classification) {
        return path(
                Api.SOURCES,
                Api.created(Api.as("cn-maker")
                        .body("{\"kind\":\"PRESS\",\"title\":\"A paper\",\"classification\":{" + classification + "}}")
                        .post(Api.SOURCES)));
    }

    private static String urn(String path) {
        return Api.as("cn-maker").get(path).path("urn");
    }

    private static String claim(String source, String subject, String more) {
        return path(
                Api.CLAIMS,
                Api.created(Api.as("cn-maker")
                        .body(Api.claim(source, subject, ",\"modality\":\"ASSERTED\"" + more))
                        .post(Api.CLAIMS)));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static List<String> actions(String urn) {
        return Api.as("cn-auditor")
                .get("/investment/v1/audit?limit=500&record=" + urn)
                .path("data.action");
    }

    @Test
    void aSourceIsReadByMoreAndMore() {
        String source = source(MINISTRY);
        String urn = urn(source);
        release("cn-checker", source, to("\"level\": \"SIDE\", \"side\": \"CN\""))
                .then()
                .statusCode(200)
                .body("classification", equalTo("SIDE"));
        Api.as("kr-maker").get(source).then().spec(problem(KernelProblem.NOT_FOUND));
        release("cn-checker", source, TO_BOTH_SIDES).then().statusCode(200);
        Api.as("kr-maker").get(source).then().statusCode(200).body("classification", equalTo("BILATERAL"));
        given().get(source).then().spec(problem(KernelProblem.NOT_FOUND));
        Response published = release("cn-checker", source, TO_ALL);
        published.then().statusCode(200).body("classification", equalTo("PUBLIC"));
        Response seen = given().get(source + "?expand=record");
        seen.then()
                .statusCode(200)
                .body("record.stewardship", equalTo("UNILATERAL"))
                .body("record.side", equalTo("CN"));
        assertThat(Api.as("cn-maker").get(source).header("ETag")).isEqualTo(published.header("ETag"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(actions(urn))
                .containsExactlyInAnyOrder("register-source", "release-source", "release-source", "release-source"));
        assertThat(Api.as("kr-auditor")
                        .get("/investment/v1/audit?record=" + urn)
                        .<List<?>>path("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Api.SOURCES, Api.CLAIMS})
    void aListOfBeforeIsAnsweredAsItWas(String collection) {
        String subject = Api.subject();
        String source = Api.source("PRESS");
        String path = collection.equals(Api.SOURCES)
                ? source("\"level\": \"SIDE\", \"side\": \"CN\"")
                : claim(source, subject, "");
        String urn = urn(path);
        Instant before = now();
        String query = collection + "?limit=500&expand=record&knownAt=" + before;
        String own = Answers.wholeOf(Api.as("cn-maker").get(query));
        String theirs = Answers.wholeOf(Api.as("kr-maker").get(query));
        assertThat(own).contains(urn);
        assertThat(theirs).doesNotContain(urn);
        release("cn-checker", path, TO_BOTH_SIDES).then().statusCode(200);
        assertThat(Answers.wholeOf(Api.as("cn-maker").get(query))).isEqualTo(own);
        assertThat(Answers.wholeOf(Api.as("kr-maker").get(query))).isEqualTo(theirs);
        assertThat(Api.urns(Api.as("kr-maker").get(collection + "?limit=500&knownAt=" + now())))
                .contains(urn);
    }

    @Test
    void itsReadersStay() {
        String source = source("\"level\": \"PARTNER\", \"agencies\": [\"kotra\", \"ccpit\"]");
        String before = Answers.wholeOf(Api.as("cn-maker").get(source));
        for (String narrower : List.of(
                "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]",
                "\"level\": \"PARTNER\", \"agencies\": [\"ccpit\", \"kotra\"]",
                "\"level\": \"BILATERAL\"",
                "\"level\": \"SIDE\", \"side\": \"CN\"",
                MINISTRY)) {
            release("cn-checker", source, to(narrower))
                    .then()
                    .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        }
        assertThat(Answers.wholeOf(Api.as("cn-maker").get(source))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {Api.SOURCES, Api.CLAIMS})
    void whatIsHiddenIsRefusedLikeWhatNeverWas(String collection) {
        String hidden = collection.equals(Api.SOURCES)
                ? source("\"level\": \"SIDE\", \"side\": \"CN\"")
                : claim(Api.source("PRESS"), Api.subject(), "");
        String unknown = collection + "/" + UUID.randomUUID();
        Response refused =
                Api.as("kr-checker").header("If-Match", "*").body(TO_ALL).post(hidden + "/release");
        refused.then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(
                refused,
                Api.as("kr-checker").header("If-Match", "*").body(TO_ALL).post(unknown + "/release"));
    }

    @Test
    void whoReleasesHasSeenIt() {
        String source = source("\"level\": \"SIDE\", \"side\": \"CN\"");
        Api.as("cn-checker").body(TO_ALL).post(source + "/release").then().statusCode(428);
        Api.as("cn-checker")
                .header("If-Match", "\"other\"")
                .body(TO_ALL)
                .post(source + "/release")
                .then()
                .spec(problem(KernelProblem.STALE));
        Api.as("cn-checker")
                .header(
                        "If-Match",
                        Api.as("cn-checker").get(source + "?expand=record").header("ETag"))
                .body(TO_ALL)
                .post(source + "/release")
                .then()
                .statusCode(200);
    }

    @Test
    void itIsReleasedOncePerKey() {
        String source = source("\"level\": \"SIDE\", \"side\": \"CN\"");
        String key = UUID.randomUUID().toString();
        String tag = Api.as("cn-checker").get(source).header("ETag");
        String first = once(source, key, tag).then().statusCode(200).extract().asString();
        assertThat(once(source, key, tag).then().statusCode(200).extract().asString())
                .isEqualTo(first);
    }

    private static Response once(String source, String key, String tag) {
        return Api.as("cn-checker")
                .header("If-Match", tag)
                .header("Idempotency-Key", key)
                .body(TO_BOTH_SIDES)
                .post(source + "/release");
    }

    @Test
    void noSideReleasesWhatIsNotItsOwn() {
        String shown = source("\"level\": \"BILATERAL\"");
        release("kr-checker", shown, TO_ALL).then().spec(problem(KernelProblem.FORBIDDEN));
        release("cn-maker", shown, TO_ALL).then().spec(problem(KernelProblem.FORBIDDEN));
        String observed = path(Api.SOURCES, Api.source("PRESS"));
        release("cn-checker", observed, TO_BOTH_SIDES).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void whatAClaimRefersToComesFirst() {
        String source = Api.hiddenSource("cn-maker");
        String resting = claim(source, Api.subject(), "");
        release("cn-checker", resting, TO_BOTH_SIDES).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        release("cn-checker", path(Api.SOURCES, source), TO_BOTH_SIDES).then().statusCode(200);
        release("cn-checker", resting, TO_BOTH_SIDES).then().statusCode(200);
        release("cn-checker", resting, TO_ALL).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));

        String open = Api.source("PRESS");
        String about = claim(open, Api.created(Api.facility("cn-maker", "")), "");
        release("cn-checker", about, TO_BOTH_SIDES)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/subject"));
        String earlier = claim(open, Api.subject(), "");
        String later = claim(open, Api.subject(), ",\"supersedes\":\"" + urn(earlier) + "\"");
        release("cn-checker", later, TO_BOTH_SIDES)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/supersedes"));
        for (String hidden : List.of(about, later)) {
            Api.as("kr-maker").get(hidden).then().spec(problem(KernelProblem.NOT_FOUND));
        }
        release("cn-checker", earlier, TO_BOTH_SIDES).then().statusCode(200);
        release("cn-checker", later, TO_BOTH_SIDES).then().statusCode(200);
    }

    /** A later claim would tell its readers of the earlier one. */
    @Test
    void aClaimIsNotWiderThanWhatItSupersedes() {
        String open = Api.source("PRESS");
        String earlier = claim(open, Api.subject(), "");
        Api.as("cn-maker")
                .body(Api.claim(
                        open,
                        Api.subject(),
                        ",\"modality\":\"ASSERTED\",\"classification\":{\"level\":\"BILATERAL\"},\"supersedes\":\""
                                + urn(earlier) + "\""))
                .post(Api.CLAIMS)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/supersedes"));
    }

    @Test
    void itsNewReadersAreToldOfAClaimWhole() throws SQLException {
        String claim = claim(Api.source("PRESS"), Api.subject(), "");
        String urn = urn(claim);
        release("cn-checker", claim, TO_BOTH_SIDES).then().statusCode(200);
        String told =
                "select audience || ' ' || type || ' ' || (cast(convert_from(payload, 'UTF8') as jsonb) ->> 'attribute')"
                        + " from outbox_event where aggregateid = ? order by 1";
        assertThat(Database.all(told, urn))
                .containsExactly(
                        "bilateral org.ckep.investment.claim.released.v1 output-share",
                        "side-cn org.ckep.investment.claim.recorded.v1 output-share",
                        "side-cn org.ckep.investment.claim.released.v1 output-share",
                        "side-kr org.ckep.investment.claim.released.v1 output-share");
    }

    /** Who lets it no longer count has changed it. */
    @Test
    void whoDeprecatedAClaimIsOneOfItsMakers() throws SQLException {
        String claim = claim(Api.source("PRESS"), Api.subject(), "");
        String editor = "select coalesce(edited_by, 'nobody') from claim where id = cast(? as uuid)";
        String id = claim.substring(claim.lastIndexOf('/') + 1);
        assertThat(Database.all(editor, id)).containsExactly("nobody");
        Api.as("cn-maker")
                .header("If-Match", "*")
                .body("{\"reason\": \"It was wrong.\"}")
                .post(claim + "/deprecate")
                .then()
                .statusCode(200);
        assertThat(Database.all(editor, id))
                .containsExactlyElementsOf(Database.all("select created_by from claim where id = cast(? as uuid)", id));
    }
}
