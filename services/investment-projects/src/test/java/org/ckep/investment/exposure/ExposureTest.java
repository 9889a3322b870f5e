package org.ckep.investment.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.exposure.Exposures.CLEARED;
import static org.ckep.investment.exposure.Exposures.exposure;
import static org.ckep.investment.exposure.Exposures.made;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Control exposures as their callers meet them. */
@QuarkusTest
class ExposureTest {
    private static final String MINISTRY =
            ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}";
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    @Inject
    RecordTransactions transactions;

    private static String project() {
        return Api.cnMaker().create("projects", Records.project(BILATERAL));
    }

    @Test
    void anExposureIsRaisedAndCleared() {
        Api cn = Api.cnMaker();
        Response raised = cn.show("exposures", exposure(project(), BILATERAL));
        raised.then()
                .statusCode(201)
                .body("state", equalTo("RAISED"))
                .body("side", equalTo("CN"))
                .body("measureTitle", nullValue())
                .body("clearedOn", nullValue());
        String urn = raised.path("urn");
        String path = "exposures/" + Records.id(urn);
        assertThat(Api.krMaker().get(path).asString())
                .isEqualTo(cn.get(path).asString())
                .isEqualTo(raised.asString().replace("SIDE", "BILATERAL"));
        Api.krMaker().command(path, "clear", CLEARED).then().spec(problem(KernelProblem.FORBIDDEN));
        cn.post(path + "/clear", CLEARED).then().statusCode(428);
        cn.post(path + "/clear", "\"other\"", CLEARED).then().statusCode(412);
        ByTwoPersons.confirm(cn.command(path, "clear", CLEARED));
        cn.get(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("CLEARED"))
                .body("clearedOn.date", equalTo("2025-06-01"))
                .body("reason.en.text", equalTo("A licence was granted"));
        cn.command(path, "clear", CLEARED)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", hasSize(0));
        List<PublishedEvent> events = PublishedEvent.about(urn, 7);
        assertThat(events.stream().map(one -> one.audience() + " " + one.type().replaceAll(".*exposure\\.|\\.v1", "")))
                .containsExactlyInAnyOrder(
                        "side-cn raised",
                        "bilateral released",
                        "side-cn released",
                        "side-kr released",
                        "bilateral cleared",
                        "side-cn cleared",
                        "side-kr cleared");
    }

    @Test
    void whatOneSideSeesForItselfIsNotThere() {
        String site = Api.loader()
                .create("sites/register-observed", Records.observedSite(Records.source("COMPANY_STATEMENT")));
        String hidden = made(Api.krMaker(), site, "");
        for (Api other : List.of(Api.cnMaker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC)) {
            other.get(hidden).then().spec(problem(KernelProblem.NOT_FOUND));
            other.get("exposures?subject=" + site).then().statusCode(200).body("data", hasSize(0));
        }
        Api.krChecker().get("exposures?subject=" + site).then().body("data", hasSize(1));
    }

    @Test
    void theMeasureHasTheNameThatTheViewerWasTold() throws Throwable {
        String path = made(Api.cnMaker(), project(), BILATERAL);
        String measure = Api.cnMaker().get(path).path("measure");
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "insert into reference_copy(audience, urn, title, event_type, copied_at) values ('side-kr', "
                                + ":urn, cast('{\"en\": {\"text\": \"Export control\", \"status\": \"ORIGINAL\"}}' as jsonb), "
                                + "'org.ckep.test', :now)")
                .setParameter("urn", measure)
                .setParameter("now", Instant.EPOCH)
                .executeUpdate()));
        Api.krMaker().get(path).then().body("measureTitle.en.text", equalTo("Export control"));
        Api.cnMaker().get(path).then().body("measureTitle", nullValue());
    }

    @Test
    void exposuresAreFoundByTheirFilters() {
        Api cn = Api.cnMaker();
        String project = project();
        String one = cn.create("exposures", exposure(project, BILATERAL));
        String other = made(Api.krMaker(), project, BILATERAL);
        ByTwoPersons.confirm(
                Api.krMaker().post(other + "/clear", Api.krMaker().etag(other + "?expand=record"), CLEARED));
        String theirs = cn.get(other).path("urn");
        String measure = cn.get("exposures/" + Records.id(one)).path("measure");
        String of = "exposures?subject=" + project;
        cn.get(of).then().statusCode(200).body("data.urn", contains(theirs, one));
        cn.get(of + "&state=RAISED").then().body("data.urn", contains(one));
        cn.get(of + "&side=KR").then().body("data.urn", contains(theirs));
        cn.get("exposures?measure=" + measure).then().body("data.urn", contains(one));
        cn.get("exposures?measure=" + project).then().spec(problemAt(KernelProblem.INVALID_VALUE, "measure"));
        cn.get("exposures?subject=1").then().spec(problemAt(KernelProblem.INVALID_VALUE, "subject"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"2025-01\"; \"2199\"; exposure-date; /since",
                "\"2025-01\"; \"2025-02-30\"; date-invalid; /since",
                "urn:ckep:measure; urn:ckep:project; exposure-reference; /measure",
                "\"subject\": \"urn:ckep:project; \"subject\": \"urn:ckep:source; exposure-reference; /subject",
                "Needs a licence; <b>Needs; markup-in-text; /effect/en"
            })
    void aBadExposureIsRefusedAtItsPlace(String good, String bad, String slug, String pointer) {
        String body = exposure(project(), "");
        assertThat(body).contains(good);
        Untouched.by(() -> Api.cnMaker().post("exposures", body.replace(good, bad)))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"2025-06\"; \"2199\"; exposure-date; /date",
                "\"2025-06\"; \"2024\"; exposure-date; /date",
                "A licence; <b>; markup-in-text; /reason/en"
            })
    void aBadEndIsRefusedAtItsPlaceAndChangesNothing(String good, String bad, String slug, String pointer) {
        String path = made(Api.cnMaker(), project(), "");
        String tag = Api.cnMaker().etag(path);
        Untouched.by(() -> Api.cnMaker().post(path + "/clear", tag, CLEARED.replace(good, bad)))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void c9_anExposureIsNotWiderThanItsSubject() {
        for (String narrow : List.of(
                Api.cnMaker().create("projects", Records.project(MINISTRY)),
                Api.cnMaker().create("sites", Records.site(MINISTRY)))) {
            Api.cnMaker()
                    .post("exposures", exposure(narrow, ""))
                    .then()
                    .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/subject"));
            Api.krMaker()
                    .post("exposures", exposure(narrow, ""))
                    .then()
                    .spec(problemAt(KernelProblem.UNPROCESSABLE, "/subject"));
        }
        Api.krMaker()
                .post("exposures", exposure("urn:ckep:project:" + UUID.randomUUID(), ""))
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/subject"));
    }

    @Test
    void anObservedExposureEndsByANewSource() {
        String known = Records.source("PRESS");
        String site = Api.loader().create("sites/register-observed", Records.observedSite(known));
        String sources = ", \"sources\": [\"%s\"]";
        String path = "exposures/"
                + Records.id(
                        Api.loader().create("exposures/register-observed", exposure(site, sources.formatted(known))));
        Api.PUBLIC.get(path).then().statusCode(200).body("side", nullValue());
        String cleared = CLEARED.substring(0, CLEARED.length() - 1) + sources + "}";
        Api.krMaker()
                .command(path, "clear", cleared.formatted(known))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        String later = Records.source("OFFICIAL_ACT");
        Api.krMaker()
                .command(path, "clear", cleared.formatted(later))
                .then()
                .statusCode(200)
                .body("sources.urn", contains(known, later));
    }
}
