package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.patch;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Making, changing and ending subscriptions. */
@QuarkusTest
class SubscriptionTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void theSimplestRequestIsOneMember() {
        Response created = kotra().body(Map.of("sink", sink.url())).post(PATH);
        created.then()
                .statusCode(201)
                .header(
                        "Location",
                        containsString(PATH + "/" + created.jsonPath().getString("id")))
                .header("ETag", notNullValue())
                .body("state", equalTo("ACTIVE"))
                .body("protocol", equalTo("HTTP"))
                .body("audience", equalTo("agency-kotra"))
                .body("ordering", equalTo("subject"))
                .body("onExhausted", equalTo("block-subject"))
                .body("mode", equalTo("structured"))
                .body("signing", equalTo("v1a"))
                .body("types.size()", equalTo(0))
                .body("keys[0].publicKey", containsString("whpk_"))
                .body("secret", nullValue());
        String id = created.jsonPath().getString("id");
        kotra().get(PATH + "/" + id).then().statusCode(200).header("ETag", equalTo(created.header("ETag")));
        kotra().header("If-None-Match", created.header("ETag"))
                .get(PATH + "/" + id)
                .then()
                .statusCode(304);
        given().get(PATH + "/" + id + "/jwks.json")
                .then()
                .statusCode(200)
                .body("keys[0].crv", equalTo("Ed25519"))
                .body("keys[0].kid", equalTo(created.jsonPath().getString("keys[0].kid")));
        given().get("/.well-known/jwks.json").then().statusCode(200).body("keys[0].kty", equalTo("OKP"));
        kotra().delete(PATH + "/" + id).then().statusCode(204);
        kotra().get(PATH + "/" + id).then().spec(problem(KernelProblem.NOT_FOUND));
        given().get(PATH + "/" + id + "/jwks.json").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'sink':'http://hooks.example.org/'} | sink-refused | /sink | scheme",
                "{'sink':'https://user:pw@hooks.example.org/'} | sink-refused | /sink | user-info",
                "{'sink':'https://hooks.example.org:8080/'} | sink-refused | /sink | port",
                "{'sink':'https://10.1.2.3/'} | sink-refused | /sink | address-forbidden",
                "{'sink':'https://169.254.169.254/latest/meta-data'} | sink-refused | /sink | address-forbidden",
                "{'sink':'https://[::1]/'} | sink-refused | /sink | address-forbidden",
                "{'sink':'https://hub.svc.cluster.local/'} | sink-refused | /sink | host",
                "{'sink':'https://nowhere.invalid/'} | sink-refused | /sink | unknown-host",
                "{'protocol':'PULL','sink':'https://hooks.example.org/'} | invalid-value | /sink | not-allowed",
                "{'protocol':'HTTP'} | invalid-value | /sink | required",
                "{'types':['org.ckep.investment.project.exploded.v1']} | invalid-value | /types/0 | unknown-type",
                "{'types':['org.ckep.investment.change.proposed.v1']} | invalid-value | /types/0 | unknown-type",
                "{'sink':'http://127.0.0.1:99999/'} | sink-refused | /sink | port",
                "{'filters':[{'any':[{'exact':{'type':'registered'}}]}]} | filter-invalid | /filters/0/any/0/exact/type | unknown-type",
                "{'filters':[{'sql':'sector ='}]} | filter-invalid | /filters/0/sql | cesql-syntax",
                "{'filters':[{'regex':{'type':'x'}}]} | filter-invalid | /filters/0/regex | unknown-dialect",
                "{'filters':{}} | filter-invalid | /filters | invalid",
                "{'ratePerMinute':0} | invalid-value | /ratePerMinute | invalid",
                "{'ordering':'none','onExhausted':'block-subject'} | invalid-value | /onExhausted | not-allowed",
                "{'signing':'v1','secret':'whsec_c2hvcnQ='} | invalid-value | /secret | invalid",
                "{'signing':'v1a','secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'} | invalid-value | /secret | not-allowed",
                "{'start':'yesterday'} | invalid-value | /start | invalid",
                "{'filters':[{'exact':{'type':'a\\u0000b'}}]} | filter-invalid | /filters/0/exact/type | invalid",
                "{'filters':[{'exact':{'type':'a\\ud800'}}]} | filter-invalid | /filters/0/exact/type | invalid",
                "{'start':'2999-01-01T00:00:00Z'} | invalid-value | /start | in-the-future",
                "{'name':''} | invalid-value | /name | invalid",
                "{'colour':'red'} | unknown-property | /colour | unknown-property",
            })
    void whatIsWrongIsNamedWithItsPlace(String body, String slug, String pointer, String code) {
        kotra().body(body.replace('\'', '"'))
                .post(PATH)
                .then()
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    /** The keys stay what they were. */
    @Test
    void aSecretThatIsTooShortIsExchangedForNone() {
        String path = PATH + "/" + create(kotra(), webhook(sink, subject));
        List<String> before = kotra().get(path).jsonPath().getList("keys.kid");
        kotra().body("{\"algorithm\":\"v1\",\"secret\":\"whsec_c2hvcnQ=\",\"overlap\":\"PT0S\"}")
                .post(path + "/keys")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/secret"))
                .body("detail", containsString("24 to 64 bytes"));
        assertThat(kotra().get(path).jsonPath().<String>getList("keys.kid")).isEqualTo(before);
    }

    @Test
    void theErrorOfAnExpressionHasItsPosition() {
        kotra().body(Map.of("filters", List.of(Map.of("sql", "sector == 'SEMI'"))))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("position", equalTo(9));
    }

    @Test
    void theSameRequestTwiceMakesOneSubscription() {
        String key = UUID.randomUUID().toString();
        Response first = kotra().header("Idempotency-Key", key)
                .body(webhook(sink, subject))
                .post(PATH);
        Response second = kotra().header("Idempotency-Key", key)
                .body(webhook(sink, subject))
                .post(PATH);
        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(sink.handshakes()).hasSize(1);
        kotra().header("Idempotency-Key", key)
                .body(webhook(sink, Events.subject()))
                .post(PATH)
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    /** At the limit a request that comes again makes none and is answered as before. */
    @Test
    void theLimitHoldsForNewSubscriptionsAlone() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = pull(subject);
        Response first = kotra().header("Idempotency-Key", key).body(body).post(PATH);
        first.then().statusCode(201);
        try {
            query(pool, """
                    insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types,
                      filters, state, lease_until, created_at, created_by)
                    select gen_random_uuid(), 'agency/kotra', 'agency-kotra', 'PULL', 'structured', 'v1a', 'subject',
                      'block-subject', '{}', '[]', 'PAUSED', now() + interval '1 day', now(), 'limit'
                    from generate_series(1, 1000 - (select count(*) from subscription
                                                    where owner = 'agency/kotra' and state <> 'RETIRED'))""");
            kotra().header("Idempotency-Key", key)
                    .body(body)
                    .post(PATH)
                    .then()
                    .statusCode(201)
                    .body("id", equalTo(first.jsonPath().getString("id")));
            kotra().body(body).post(PATH).then().spec(problem(SubscriptionProblem.LIMIT_REACHED));
        } finally {
            query(pool, "delete from subscription where created_by = 'limit'");
        }
    }

    @Test
    void aChangeNeedsTheCurrentTagAndTellsFromWhereAnotherFilterHolds() {
        String second = Events.subject();
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 3);
        awaitNumbers(sink, 3);
        String etag = kotra().get(PATH + "/" + id).header("ETag");
        Map<String, Object> patch =
                Map.of("filters", List.of(Map.of("exact", Map.of("subject", second))), "name", "Second");
        patch(id, null, patch).then().spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        patch(id, "\"other\"", patch).then().spec(problem(KernelProblem.STALE));
        Response changed = patch(id, etag, patch);
        changed.then()
                .statusCode(200)
                .body("effectiveAfterSubseq", equalTo("3"))
                .body("name", equalTo("Second"))
                .body("state", equalTo("ACTIVE"));
        assertThat(kotra().get(PATH + "/" + id).header("ETag")).isEqualTo(changed.header("ETag"));
        patch(id, etag, patch).then().spec(problem(KernelProblem.STALE));

        publish(sender, Audience.PARTNER, subject, 4, 4);
        publish(sender, Audience.PARTNER, second, 5, 6);
        awaitNumbers(sink, 5);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 5, 6);
        assertThat(sink.received().stream().map(TestSink.Request::subseq)).containsExactly(1L, 2L, 3L, 4L, 5L);
        patch(id, changed.header("ETag"), Map.of("ordering", "none"))
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/ordering"));
        patch(id, changed.header("ETag"), Map.of("sink", "http://10.0.0.1/"))
                .then()
                .spec(problemAt(SubscriptionProblem.SINK_REFUSED, "/sink"));
    }

    @Test
    void aSinkThatMustNotBeAskedChangesNothing() {
        String id = create(kotra(), webhook(sink, subject));
        String etag = kotra().get(PATH + "/" + id).header("ETag");
        patch(id, etag, Map.of("sink", "https://10.1.2.3/"))
                .then()
                .spec(problemAt(SubscriptionProblem.SINK_REFUSED, "/sink"))
                .body("errors[0].code", equalTo("address-forbidden"));
        patch(id, etag, Map.of("sink", "https://nowhere.invalid/"))
                .then()
                .spec(problemAt(SubscriptionProblem.SINK_REFUSED, "/sink"))
                .body("errors[0].code", equalTo("unknown-host"));
        patch(id, "\"other\"", Map.of("sink", "https://nowhere.invalid/"))
                .then()
                .spec(problem(KernelProblem.STALE));
        kotra().get(PATH + "/" + id)
                .then()
                .header("ETag", equalTo(etag))
                .body("sink", equalTo(sink.url()))
                .body("state", equalTo("ACTIVE"));
    }

    /** Rule P9: whatever gathers during a pause is delivered afterwards. */
    @Test
    void aPauseLosesNothing() {
        String id = create(kotra(), webhook(sink, subject));
        kotra().post(PATH + "/" + id + "/pause")
                .then()
                .statusCode(200)
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo("owner"));
        kotra().post(PATH + "/" + id + "/pause")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", equalTo(List.of("resume", "verify")));
        publish(sender, Audience.PARTNER, subject, 12);
        Subscriptions.await(
                () -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 12);
        assertThat(sink.received()).isEmpty();
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200).body("state", equalTo("ACTIVE"));
        awaitNumbers(sink, 12);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aTestIsAnsweredWithWhatTheEndpointAnswered() {
        String id = create(kotra(), webhook(sink, subject));
        kotra().post(PATH + "/" + id + "/test")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("delivered"))
                .body("status", equalTo(204));
        sink.onDelivery(request -> Reply.of(500));
        kotra().post(PATH + "/" + id + "/test")
                .then()
                .body("outcome", equalTo("server-error"))
                .body("status", equalTo(500));
        TestSink.Request test = sink.all().get(1);
        assertThat(test.json().path("type").asText()).isEqualTo("org.ckep.delivery.subscription.tested.v1");
        assertThat(test.json().has("cksubseq")).isFalse();
        assertThat(test.header("webhook-signature")).startsWith("v1a,");
        kotra().get(PATH + "/" + id + "/health")
                .then()
                .body("lastSubseq", equalTo("0"))
                .body("failures", equalTo(0));
        String pull = create(kotra(), pull(subject));
        kotra().post(PATH + "/" + pull + "/test").then().spec(problem(KernelProblem.STATE_FORBIDS));
    }

    @Test
    void theListSaysWhatIsWrongWithWhatIsActive() {
        String well = create(kotra(), webhook(sink, subject));
        String ill = create(kotra(), webhook(sink, subject));
        String paused = create(kotra(), webhook(sink, subject));
        String tag = kotra().get(PATH + "/" + ill).header("ETag");
        kotra().post(PATH + "/" + paused + "/pause").then().statusCode(200);
        query(pool, "update sub_health set failures = 2, last_outcome = 'connect' where sub = any($1)", (Object)
                new UUID[] {UUID.fromString(ill), UUID.fromString(paused)});
        query(pool, "insert into lane(sub, lane, state) values ($1, 'x', 'PARKED')", UUID.fromString(ill));
        assertThat(troubles(ill)).containsExactly("failing", "parked");
        assertThat(troubles(well)).isNull();
        assertThat(troubles(paused)).isNull();
        query(
                pool,
                "update sub_health set open_n = 1, open_until = now() + interval '1 hour' where sub = $1",
                UUID.fromString(ill));
        assertThat(troubles(ill)).containsExactly("unreachable", "parked");
        kotra().get(PATH + "/" + ill + "/health").then().body("troubles", equalTo(List.of("unreachable", "parked")));
        kotra().get(PATH + "/" + well + "/health").then().body("troubles", equalTo(List.of()));
        // What its owner may change has not changed.
        assertThat(kotra().get(PATH + "/" + ill).header("ETag")).isEqualTo(tag);
    }

    /** What the list says of one, on whichever page it stands. */
    private static List<String> troubles(String id) {
        String after = null;
        do {
            RequestSpecification asked = kotra().queryParam("limit", 100);
            JsonPath page = (after == null ? asked : asked.queryParam("after", after))
                    .get(PATH)
                    .jsonPath();
            if (page.getList("data.id").contains(id)) {
                return page.getList("data.find { it.id == '" + id + "' }.troubles");
            }
            after = page.getString("next");
        } while (after != null);
        throw new AssertionError("the list has no " + id);
    }

    @Test
    void theListIsPaged() {
        Map<String, Object> body = new HashMap<>(pull(subject));
        List<String> ids = List.of(create(kotra(), body), create(kotra(), body), create(kotra(), body));
        java.util.List<String> found = new java.util.ArrayList<>();
        String after = null;
        do {
            Response page = (after == null ? kotra() : kotra().queryParam("after", after))
                    .queryParam("limit", 2)
                    .get(PATH);
            page.then().statusCode(200);
            found.addAll(page.jsonPath().getList("data.id"));
            after = page.jsonPath().getString("next");
        } while (after != null);
        assertThat(found).containsAll(ids).doesNotHaveDuplicates();
        kotra().queryParam("after", "x").get(PATH).then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
    }
}
