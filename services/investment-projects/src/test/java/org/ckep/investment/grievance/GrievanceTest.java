package org.ckep.investment.grievance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.grievance.Grievances.ANSWER;
import static org.ckep.investment.grievance.Grievances.RESOLVED;
import static org.ckep.investment.grievance.Grievances.REVIEW;
import static org.ckep.investment.grievance.Grievances.grievance;
import static org.ckep.investment.grievance.Grievances.made;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grievances as their callers meet them. */
@QuarkusTest
class GrievanceTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private static String project() {
        return Api.cnMaker().create("projects", Records.project(BILATERAL));
    }

    private static void step(Api who, String grievance, String step) {
        who.step(grievance, step).then().statusCode(200);
    }

    @Test
    void aGrievanceIsReviewedAnsweredAndSettled() {
        Api cn = Api.cnMaker();
        Response made = cn.post("grievances", grievance(project(), ""));
        made.then()
                .statusCode(201)
                .body("state", equalTo("RECEIVED"))
                .body("stateSince.date", equalTo("2025-01-01"))
                .body("side", equalTo("CN"))
                .body("stewardship", equalTo("UNILATERAL"))
                .body("classification", equalTo("SIDE"));
        String path = "grievances/" + Records.id(made.path("urn"));
        assertThat(cn.get(path).asString()).isEqualTo(made.asString());
        String tag = cn.etag(path);
        step(cn, path, REVIEW);
        cn.step(path, tag, ANSWER).then().statusCode(412);
        cn.step(path, null, ANSWER).then().statusCode(428);
        step(cn, path, ANSWER);
        cn.step(path, RESOLVED).then().spec(problem(KernelProblem.FORBIDDEN));
        step(
                cn,
                path,
                REVIEW.replace("2025-02", "2025-03")
                        .replaceFirst("\\{", "{\"reason\": {\"en\": \"Still no power\"}, "));
        cn.step(path, cn.etag(path + "?expand=record"), ANSWER).then().statusCode(200);
        Response settled = Api.cnChecker().step(path, RESOLVED);
        settled.then()
                .statusCode(200)
                .body("state", equalTo("RESOLVED"))
                .body("agency", equalTo("zone"))
                .body("answer.en.text", equalTo("It is done."));
        cn.get(path + "/transitions")
                .then()
                .body("data.to", contains("UNDER_REVIEW", "ANSWERED", "UNDER_REVIEW", "ANSWERED", "RESOLVED"))
                .body("data.from", contains("RECEIVED", "UNDER_REVIEW", "ANSWERED", "UNDER_REVIEW", "ANSWERED"));
        cn.step(path, REVIEW).then().spec(problem(KernelProblem.STATE_FORBIDS)).body("allowed", hasSize(0));
    }

    @Test
    void aRefusalNamesWhatIsOpen() {
        String path = made(Api.cnMaker(), project());
        Api.cnMaker()
                .step(path, RESOLVED)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("UNDER_REVIEW", "WITHDRAWN"));
        Api.cnChecker()
                .step(path, RESOLVED)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", contains("REJECTED"));
    }

    @Test
    void itIsItsOwnSidesAloneUntilAReleaserSharesIt() {
        String path = made(Api.cnMaker(), project());
        List<Api> others = List.of(Api.krMaker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC);
        for (Api other : others) {
            for (String below : List.of("", "/transitions", "/transitions.csv")) {
                other.request()
                        .accept("*/*")
                        .get(Api.root() + path + below)
                        .then()
                        .spec(problem(KernelProblem.NOT_FOUND));
            }
        }
        Api.cnMaker().post(path + "/share", "").then().statusCode(403);
        Api.cnChecker().post(path + "/share", "").then().statusCode(428);
        Api.cnChecker()
                .command(path, "share", "")
                .then()
                .statusCode(200)
                .body("stewardship", equalTo("SHARED"))
                .body("classification", equalTo("BILATERAL"))
                .body("side", equalTo("CN"));
        Api.krMaker().get(path).then().statusCode(200).body("text.en.text", equalTo("No power"));
        Api.secretariat().get(path).then().statusCode(200);
        Api.PUBLIC.get(path).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.client("agency-kotra").get(path).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().step(path, REVIEW).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.cnChecker().command(path, "share", "").then().spec(problem(GrievanceProblem.GRIEVANCE_SHARED_ALREADY));
        step(Api.cnMaker(), path, REVIEW);
        List<PublishedEvent> events =
                PublishedEvent.about(Api.cnMaker().get(path).path("urn"), 7);
        assertThat(events.stream().map(one -> one.audience() + " " + one.type().replaceAll(".*grievance\\.|\\.v1", "")))
                .containsExactlyInAnyOrder(
                        "side-cn registered",
                        "side-cn shared",
                        "side-kr shared",
                        "bilateral shared",
                        "side-cn state_changed",
                        "side-kr state_changed",
                        "bilateral state_changed");
    }

    /** Of what the other side may not know of, no grievance is shown to it. */
    @Test
    void c9_aGrievanceIsNotSharedBeforeItsProjectAndItsSources() {
        Api cn = Api.cnMaker();
        String hidden = made(cn, cn.create("projects", Records.project("")));
        Api.cnChecker()
                .command(hidden, "share", "")
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/project"));
        String paper = Records.sideSource(cn, "COMPANY_STATEMENT");
        String sourced = "grievances/"
                + Records.id(cn.create("grievances", grievance(project(), ", \"sources\": [\"" + paper + "\"]")));
        Api.cnChecker().command(sourced, "share", "").then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        Api.krMaker().get(hidden).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().get(sourced).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void grievancesAreFoundByTheirFilters() {
        Api cn = Api.cnMaker();
        String project = project();
        String one = cn.create("grievances", grievance(project, ""));
        String other = made(cn, project);
        step(cn, other, REVIEW);
        String raisedBy = cn.get("grievances/" + Records.id(one)).path("raisedBy.orgId");
        String of = "grievances?project=" + project;
        cn.get(of).then().statusCode(200).body("data", hasSize(2));
        cn.get(of + "&state=RECEIVED").then().body("data.urn", contains(one));
        cn.get(of + "&state=RECEIVED&state=UNDER_REVIEW").then().body("data", hasSize(2));
        cn.get(of + "&raisedBy=" + raisedBy).then().body("data.urn", contains(one));
        cn.get(of + "&side=KR").then().body("data", hasSize(0));
        cn.get("grievances?project=1").then().spec(problemAt(KernelProblem.INVALID_VALUE, "project"));
        Api.krMaker().get(of).then().body("data", hasSize(0));
        Api.PUBLIC.get(of).then().statusCode(200).body("data", hasSize(0));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"2025-01\"; \"2199\"; grievance-date; /opened",
                "\"2025-01\"; \"2025-13\"; date-invalid; /opened",
                "\"No power\"; \"<b>No power\"; markup-in-text; /text/en",
                "urn:ckep:organisation; urn:ckep:site; unprocessable; /raisedBy/orgId",
                "\"text\"; \"classification\": {\"level\": \"BILATERAL\"}, \"text\"; grievance-too-wide; /classification",
                "\"text\"; \"classification\": {\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}, \"text\"; grievance-too-wide; /classification"
            })
    void aBadGrievanceIsRefusedAtItsPlace(String good, String bad, String slug, String pointer) {
        String body = grievance(project(), "");
        assertThat(body).contains(good);
        Untouched.by(() -> Api.cnMaker().post("grievances", body.replace(good, bad)))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"2025-02\"; \"2199\"; grievance-date; /date",
                "\"2025-02\"; \"2024-12-31\"; grievance-date; /date",
                "\"agency\": \"zone\"; \"agency\": \"\"; invalid-value; /agency",
                "\"agency\": \"zone\"; \"agency\": \"<i>\"; markup-in-text; /agency",
                ", \"agency\": \"zone\"; ; grievance-guard-not-met; /agency"
            })
    void aBadStepIsRefusedAtItsPlaceAndChangesNothing(String good, String bad, String slug, String pointer) {
        String path = made(Api.cnMaker(), project());
        String tag = Api.cnMaker().etag(path);
        assertThat(REVIEW).contains(good);
        String body = REVIEW.replace(good, bad == null ? "" : bad);
        Untouched.by(() -> Api.cnMaker().step(path, tag, body))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
        Untouched.hidden(other -> Api.krMaker().step(other, tag, body), path);
    }

    @Test
    void aProjectThatTheWriterMayNotReadDoesNotExist() {
        String hidden = Api.krMaker().create("projects", Records.project(""));
        for (String unknown : List.of(hidden, "urn:ckep:project:" + UUID.randomUUID())) {
            Api.cnMaker()
                    .post("grievances", grievance(unknown, ""))
                    .then()
                    .spec(problemAt(KernelProblem.UNPROCESSABLE, "/project"));
        }
    }
}
