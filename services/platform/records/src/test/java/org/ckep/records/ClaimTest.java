package org.ckep.records;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ClaimTest {
    @Inject
    RecordTransactions transactions;

    @Inject
    Claims claims;

    private static Response record(String source, String subject, String more) {
        return Api.loader().body(Api.claim(source, subject, more)).post(Api.CLAIMS);
    }

    private static List<String> find(String subject, String... parameters) {
        var request = given().queryParam("subject", subject);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return Api.urns(request.get(Api.CLAIMS));
    }

    @Test
    void expectationsAndOpinionsAreLeftOutUnlessAskedFor() {
        String source = Api.source("PRESS");
        String subject = Api.subject();
        Map<String, String> byModality = new HashMap<>();
        for (String modality : List.of("MEASURED", "ASSERTED", "STATED_INTENT", "PLAN", "EXPECTATION", "OPINION")) {
            byModality.put(modality, Api.created(record(source, subject, ",\"modality\":\"" + modality + "\"")));
        }
        assertThat(find(subject))
                .containsExactlyInAnyOrder(
                        byModality.get("MEASURED"),
                        byModality.get("ASSERTED"),
                        byModality.get("STATED_INTENT"),
                        byModality.get("PLAN"));
        assertThat(find(subject, "modality", "OPINION")).containsExactly(byModality.get("OPINION"));
        assertThat(find(subject, "modality", "EXPECTATION", "modality", "PLAN"))
                .containsExactlyInAnyOrder(byModality.get("EXPECTATION"), byModality.get("PLAN"));
        given().queryParam("modality", "RUMOUR")
                .get(Api.CLAIMS)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "modality"));
        given().queryParam("subject", "x")
                .get(Api.CLAIMS)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "subject"));
    }

    /** Whatever a converter of texts would make of the body. */
    @Test
    void whatIsNoJsonIsRefused() {
        String claim = Api.created(record(Api.source("PRESS"), Api.subject(), ",\"modality\":\"ASSERTED\""));
        String path = Api.CLAIMS + "/" + claim.substring(claim.lastIndexOf(':') + 1);
        for (String text : List.of(Api.CLAIMS, Api.SOURCES, path + "/deprecate")) {
            Api.loader()
                    .contentType("text/plain; charset=utf-8")
                    .body("It was wrong.")
                    .post(text)
                    .then()
                    .spec(problem(KernelProblem.UNSUPPORTED_MEDIA_TYPE));
        }
    }

    @Test
    void claimsAreFoundByAttributeSectorAndRank() {
        String source = Api.source("PRESS");
        String subject = Api.subject();
        String semi =
                Api.created(record(source, subject, ",\"modality\":\"ASSERTED\",\"sectors\":[\"SEMI\",\"BATT\"]"));
        String preferred = Api.created(
                record(source, subject, ",\"modality\":\"ASSERTED\",\"rank\":\"PREFERRED\",\"sectors\":[\"NEV\"]"));
        assertThat(find(subject, "sector", "BATT")).containsExactly(semi);
        assertThat(find(subject, "sector", "NEV")).containsExactly(preferred);
        assertThat(find(subject, "sector", "H2")).isEmpty();
        assertThat(find(subject, "rank", "PREFERRED")).containsExactly(preferred);
        assertThat(find(subject, "attribute", "output-share")).hasSize(2);
        assertThat(find(subject, "attribute", "other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OFFICIAL_STATEMENT,OFFICIAL",
        "COMPANY_FILING,COMPANY",
        "PRESS,PRESS",
        "COMMENTARY,COMMENTARY",
        "ESTIMATE,ESTIMATE"
    })
    void theBasisFollowsTheSources(String kind, String basis) {
        record(Api.source(kind), Api.subject(), ",\"modality\":\"ASSERTED\"")
                .then()
                .statusCode(201)
                .body("basis", equalTo(basis))
                .body("sources[0].kind", equalTo(kind))
                .body("classification", equalTo("PUBLIC"))
                .body("$", not(hasKey("assertedBySide")));
    }

    @Test
    void aSidesClaimIsItsOwnUnlessItSharesIt() throws SQLException {
        String source = Api.source("OFFICIAL_STATISTICS");
        String subject = Api.subject();
        Response own = Api.as("cn-statistician")
                .body(Api.claim(source, subject, ",\"modality\":\"MEASURED\""))
                .post(Api.CLAIMS);
        own.then().statusCode(201).body("assertedBySide", equalTo("CN")).body("classification", equalTo("SIDE"));
        String shared = Api.created(Api.as("cn-statistician")
                .body(Api.claim(
                        source, subject, ",\"modality\":\"MEASURED\",\"classification\":{\"level\":\"BILATERAL\"}"))
                .post(Api.CLAIMS));
        Api.as("kr-statistician")
                .queryParam("subject", subject)
                .get(Api.CLAIMS)
                .then()
                .body("data.urn", contains(shared));
        Api.as("cn-maker")
                .queryParam("subject", subject)
                .get(Api.CLAIMS)
                .then()
                .body("data.urn", containsInAnyOrder(shared, own.path("urn")));
        assertThat(find(subject)).isEmpty();
        Api.as("kr-statistician").get(own.header("Location")).then().spec(problem(KernelProblem.NOT_FOUND));
        assertThat(Database.all(
                        "select audience || ' ' || type from outbox_event where aggregateid = ?",
                        own.<String>path("urn")))
                .containsExactly("side-cn org.ckep.investment.claim.recorded.v1");
    }

    @Test
    void anyContributorMayRecordWhatThePressSays() {
        Api.as("kr-maker")
                .body(Api.claim(
                        Api.source("PRESS"), Api.subject(), ",\"modality\":\"ASSERTED\",\"asserter\":\"SOURCE\""))
                .post(Api.CLAIMS)
                .then()
                .statusCode(201)
                .body("classification", equalTo("PUBLIC"))
                .body("$", not(hasKey("assertedBySide")));
        Api.as("kr-maker")
                .body(
                        Api.claim(
                                Api.source("PRESS"),
                                Api.subject(),
                                ",\"modality\":\"ASSERTED\",\"asserter\":\"SOURCE\",\"classification\":{\"level\":\"BILATERAL\"}"))
                .post(Api.CLAIMS)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/classification"));
        Api.as("kr-checker")
                .body(Api.claim(Api.source("PRESS"), Api.subject(), ",\"modality\":\"ASSERTED\""))
                .post(Api.CLAIMS)
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void aClaimIsNotWiderThanItsSources() {
        String hidden = Api.hiddenSource("cn-maker");
        Api.as("cn-maker")
                .body(Api.claim(
                        hidden,
                        Api.subject(),
                        ",\"modality\":\"ASSERTED\",\"classification\":{\"level\":\"BILATERAL\"}"))
                .post(Api.CLAIMS)
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        Api.as("cn-maker")
                .body(Api.claim(hidden, Api.subject(), ",\"modality\":\"ASSERTED\""))
                .post(Api.CLAIMS)
                .then()
                .statusCode(201);
        Response refused = Api.as("kr-maker")
                .body(Api.claim(hidden, Api.subject(), ",\"modality\":\"ASSERTED\""))
                .post(Api.CLAIMS);
        refused.then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"))
                .body("errors[0].code", equalTo("unknown-source"));
        Api.as("kr-maker").get(Api.SOURCES + "/" + hidden).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aClaimIsNotWiderThanWhatItIsAbout() {
        String hidden = Api.created(Api.facility("cn-maker", ""));
        String source = Api.source("PRESS");
        String asserted = ",\"modality\":\"ASSERTED\"";
        String bySource = asserted + ",\"asserter\":\"SOURCE\"";
        String shared = asserted + ",\"classification\":{\"level\":\"BILATERAL\"}";
        for (String wider : List.of(bySource, shared)) {
            Api.as("cn-maker")
                    .body(Api.claim(source, hidden, wider))
                    .post(Api.CLAIMS)
                    .then()
                    .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/subject"));
        }
        Api.created(Api.as("cn-maker").body(Api.claim(source, hidden, asserted)).post(Api.CLAIMS));
        String told = Api.created(Api.facility("cn-maker", "{\"level\":\"BILATERAL\"}"));
        Api.created(Api.as("kr-maker").body(Api.claim(source, told, shared)).post(Api.CLAIMS));
        // Whoever does not know of it learns nothing.
        for (String unknown : List.of(hidden, "urn:ckep:facility:" + UUID.randomUUID())) {
            Api.as("kr-maker")
                    .body(Api.claim(source, unknown, bySource))
                    .post(Api.CLAIMS)
                    .then()
                    .statusCode(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"modality\":\"ASSERTED\",\"rank\":\"DEPRECATED\"|/rank",
                ",\"modality\":\"ASSERTED\",\"validFrom\":\"2026\",\"validTo\":\"2025\"|/validTo",
                ",\"modality\":\"SURE\"|/modality",
                "|/modality",
                ",\"modality\":\"ASSERTED\",\"sectors\":[\"semi\"]|/sectors/0",
                ",\"modality\":\"ASSERTED\",\"supersedes\":\"urn:ckep:claim:c0a1b2c3-0000-4000-8000-000000000009\"|/supersedes",
            })
    void whatIsWrongIsNamed(String more, String pointer) {
        record(Api.source("PRESS"), Api.subject(), more == null ? "" : more)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, pointer));
    }

    @Test
    void aClaimWithoutSourceIsRefused() {
        Api.loader()
                .body(
                        "{\"subject\":\"" + Urn.CN_KR_RELATION
                                + "\",\"attribute\":\"x\",\"sources\":[],\"modality\":\"ASSERTED\",\"value\":{\"type\":\"text\",\"text\":{\"en\":\"t\"}}}")
                .post(Api.CLAIMS)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
    }

    @Test
    void aDeprecatedClaimStaysOnRecordWithItsReason() {
        String source = Api.source("PRESS");
        String subject = Api.subject();
        Response claim = record(source, subject, ",\"modality\":\"ASSERTED\"");
        String path = claim.header("Location") + "/deprecate";
        String body = "{\"reason\":\"misprint\"}";
        Api.loader().body(body).post(path).then().spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        Api.loader().header("If-Match", "\"x\"").body(body).post(path).then().spec(problem(KernelProblem.STALE));
        Response deprecated =
                Api.loader().header("If-Match", claim.header("ETag")).body(body).post(path);
        deprecated
                .then()
                .statusCode(200)
                .body("rank", equalTo("DEPRECATED"))
                .body("deprecationReason", equalTo("misprint"));
        Api.loader()
                .header("If-Match", deprecated.header("ETag"))
                .body(body)
                .post(path)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", equalTo(List.of()));
        assertThat(find(subject)).isEmpty();
        assertThat(find(subject, "rank", "DEPRECATED")).containsExactly(claim.<String>path("urn"));
        given().get(claim.header("Location")).then().body("deprecationReason", equalTo("misprint"));
    }

    @Test
    void onlyItsAsserterDeprecatesAClaim() {
        Response claim = Api.as("cn-maker")
                .body(Api.claim(
                        Api.source("PRESS"),
                        Api.subject(),
                        ",\"modality\":\"ASSERTED\",\"classification\":{\"level\":\"BILATERAL\"}"))
                .post(Api.CLAIMS);
        Api.as("kr-maker")
                .header("If-Match", claim.header("ETag"))
                .body("{\"reason\":\"no\"}")
                .post(claim.header("Location") + "/deprecate")
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void whatCountsAboutARecordIsThePreferredClaimElseTheNormalOnes() throws Throwable {
        String source = Api.source("PRESS");
        String subject = Api.subject();
        Api.created(record(source, subject, ",\"modality\":\"ASSERTED\""));
        String preferred = Api.created(record(source, subject, ",\"modality\":\"ASSERTED\",\"rank\":\"PREFERRED\""));
        Api.created(record(source, subject, ",\"modality\":\"OPINION\",\"rank\":\"PREFERRED\""));
        Map<String, List<ClaimView>> about = VertxContextSupport.subscribeAndAwait(() ->
                transactions.read(Viewer.PUBLIC, session -> claims.about(session, Viewer.PUBLIC, Urn.parse(subject))));
        assertThat(about).containsOnlyKeys("output-share");
        assertThat(about.get("output-share"))
                .extracting(view -> view.urn().toString())
                .containsExactly(preferred);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"quantity\",\"quantity\":{\"value\":\"328.08\",\"relation\":\"GT\",\"unit\":\"GWh\"}}",
                "{\"type\":\"money\",\"money\":{\"amount\":\"328.08\",\"currency\":\"USD\"}}",
                "{\"type\":\"qualitative\",\"qualitative\":{\"level\":\"HIGH\",\"words\":\"highly\"}}",
                "{\"type\":\"share\",\"share\":{\"exact\":\"49\"}}",
                "{\"type\":\"share\",\"share\":{\"min\":\"40\",\"exclusiveMin\":true}}",
                "{\"type\":\"rank\",\"rank\":1}",
                "{\"type\":\"text\",\"text\":{\"en\":{\"text\":\"Words\",\"status\":\"ORIGINAL\"},\"ko\":{\"text\":\"말\",\"status\":\"WORKING\"}}}",
                "{\"type\":\"date\",\"date\":{\"date\":\"2026-01-01\",\"precision\":\"QUARTER\"}}",
            })
    void everyShapeOfValueIsKeptAsItCame(String value) {
        Response claim = Api.loader()
                .body("{\"subject\":\"" + Urn.CN_KR_RELATION + "\",\"attribute\":\"a-"
                        + UUID.randomUUID().toString().substring(0, 8) + "\",\"sources\":[\"" + Api.source("PRESS")
                        + "\"],\"modality\":\"ASSERTED\",\"value\":" + value + "}")
                .post(Api.CLAIMS);
        claim.then().statusCode(201);
        Map<String, Object> sent = io.restassured.path.json.JsonPath.from(value).getMap("");
        Map<String, Object> answered = claim.path("value");
        assertThat(answered).containsAllEntriesOf(Map.of("type", sent.get("type")));
        Response again = given().get(claim.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(claim.header("ETag"));
        assertThat(again.<Map<String, Object>>path("value")).isEqualTo(answered);
        sent.forEach((name, member) -> {
            if (member instanceof Map<?, ?> object) {
                object.forEach((key, inner) ->
                        assertThat(((Map<?, ?>) answered.get(name)).get(key)).isEqualTo(inner));
            } else {
                assertThat(answered.get(name)).isEqualTo(member);
            }
        });
    }
}
