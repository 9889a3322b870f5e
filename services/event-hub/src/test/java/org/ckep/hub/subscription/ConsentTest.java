package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.patch;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints consent before anything is delivered to them. */
@QuarkusTest
class ConsentTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void theEndpointIsAskedForItsConsent() {
        create(kotra(), webhook(sink, subject));
        TestSink.Request asked = sink.handshakes().get(0);
        assertThat(asked.header("webhook-request-origin")).isEqualTo("events.ckep.test");
        assertThat(asked.header("webhook-request-callback"))
                .startsWith("http://127.0.0.1:8080/subscriptions/v1/")
                .contains("/consent?key=");
        assertThat(asked.header("webhook-request-rate")).isNull();
    }

    @Test
    void withoutConsentNothingIsDeliveredUntilItComesByTheCallback() {
        sink.onHandshake(request -> Reply.of(200));
        Map<String, Object> body = webhook(sink, subject);
        Response created = kotra().body(body).post(PATH);
        created.then()
                .statusCode(201)
                .body("state", equalTo("PENDING"))
                .body("stateReason", equalTo("consent-missing: the answer (200) has no WebHook-Allowed-Origin"));
        String id = created.jsonPath().getString("id");
        publish(sender, Audience.PARTNER, subject, 2);
        Subscriptions.await(
                () -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 2);
        assertThat(sink.received()).isEmpty();
        kotra().post(PATH + "/" + id + "/test").then().spec(problem(KernelProblem.STATE_FORBIDS));

        String callback = sink.handshakes().get(0).header("webhook-request-callback");
        String consent = callback.substring("http://127.0.0.1:8080".length());
        given().get(consent.substring(0, consent.length() - 1) + "_").then().spec(problem(KernelProblem.NOT_FOUND));
        given().get(PATH + "/" + id + "/consent").then().spec(problem(KernelProblem.NOT_FOUND));
        // A program that looks whether a link leads anywhere consents to nothing.
        given().head(consent).then().statusCode(405).header("Allow", equalTo("GET, POST"));
        kotra().get(PATH + "/" + id).then().body("state", equalTo("PENDING"));
        given().get(consent).then().statusCode(204);
        awaitNumbers(sink, 2);
        given().get(consent).then().spec(problem(KernelProblem.NOT_FOUND));
        kotra().get(PATH + "/" + id).then().body("state", equalTo("ACTIVE")).body("consentedAt", notNullValue());
    }

    /** Its answer has no header then, and is no refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void anEndpointMayConsentByTheCallbackBeforeItAnswers(String method) {
        List<String> answers = new CopyOnWriteArrayList<>();
        sink.onHandshake(request -> {
            String callback = request.header("webhook-request-callback");
            Response answer = given().request(method, callback.substring("http://127.0.0.1:8080".length()));
            answers.add(answer.statusCode() + answer.asString());
            return Reply.of(200);
        });
        Response created = kotra().body(webhook(sink, subject)).post(PATH);
        assertThat(answers).containsExactly("204");
        created.then().statusCode(201).body("state", equalTo("ACTIVE")).body("stateReason", nullValue());
        String id = created.jsonPath().getString("id");
        kotra().post(PATH + "/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("stateReason", nullValue());
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
    }

    /** By whichever way it comes, consent means the same. */
    @Test
    void consentByTheCallbackGivesACleanSlateTheRateAndTheLease() {
        sink.onHandshake(request -> Reply.of(200));
        Map<String, Object> body = webhook(sink, subject);
        body.put("ratePerMinute", 600);
        UUID id = UUID.fromString(create(kotra(), body));
        query(pool, "update sub_health set failures = 7, open_n = 2, rate_per_minute = null where sub = $1", id);
        query(pool, "update subscription set lease_until = now() + interval '1 day' where id = $1", id);
        String callback = sink.handshakes().get(0).header("webhook-request-callback");
        given().get(callback.substring("http://127.0.0.1:8080".length())).then().statusCode(204);
        assertThat(holds(
                        pool,
                        "active and failures = 0 and open_n = 0 and rate_per_minute = 600",
                        "sub_health where sub = $1",
                        id))
                .isTrue();
        assertThat(holds(pool, "lease_until > now() + interval '29 days'", "subscription where id = $1", id))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "other.example.org, *, consent-missing: WebHook-Allowed-Origin names another origin",
        "EVENTS.CKEP.TEST, many, consent-missing: WebHook-Allowed-Rate is neither a number nor *",
    })
    void aConsentThatIsNoneIsNone(String origin, String rate, String reason) {
        sink.onHandshake(
                request -> new Reply(200, Map.of("WebHook-Allowed-Origin", origin, "WebHook-Allowed-Rate", rate), ""));
        Map<String, Object> body = webhook(sink, subject);
        body.put("ratePerMinute", 600);
        kotra().body(body)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("state", equalTo("PENDING"))
                .body("stateReason", equalTo(reason));
        assertThat(sink.handshakes().get(0).header("webhook-request-rate")).isEqualTo("600");
    }

    @Test
    void theStatusOfTheHandshakeMeansNothing() {
        sink.onHandshake(request -> new Reply(405, Map.of("WebHook-Allowed-Origin", "events.ckep.test"), ""));
        kotra().body(webhook(sink, subject)).post(PATH).then().body("state", equalTo("ACTIVE"));
    }

    @Test
    void anotherSinkHasToConsentFirst() {
        String id = create(kotra(), webhook(sink, subject));
        try (TestSink next = new TestSink()) {
            next.onHandshake(request -> Reply.of(404));
            patch(id, kotra().get(PATH + "/" + id).header("ETag"), Map.of("sink", next.url()))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("PENDING"));
            publish(sender, Audience.PARTNER, subject, 1);
            Subscriptions.await(
                    () -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 1);
            next.onHandshake(request -> new Reply(200, Map.of("WebHook-Allowed-Origin", "*"), ""));
            kotra().post(PATH + "/" + id + "/verify").then().statusCode(200).body("state", equalTo("ACTIVE"));
            awaitNumbers(next, 1);
            assertThat(sink.received()).isEmpty();
        }
    }

    /** What an endpoint has refused only the endpoint can allow. */
    @ParameterizedTest
    @CsvSource({"ACTIVE,", "PAUSED, owner", "PAUSED, gone", "PAUSED, failing"})
    void afterARefusalOnlyConsentGoesOn(String state, String reason) {
        UUID id = UUID.fromString(create(kotra(), webhook(sink, subject)));
        if (state.equals("PAUSED")) {
            kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
            query(pool, "update subscription set state_reason = $2 where id = $1", id, reason);
        }
        sink.onHandshake(request -> Reply.of(200));
        kotra().post(PATH + "/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo("consent-missing: the answer (200) has no WebHook-Allowed-Origin"));
        kotra().post(PATH + "/" + id + "/resume")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", equalTo(List.of("verify")));
        sink.onHandshake(request -> new Reply(200, Map.of("WebHook-Allowed-Origin", "*"), ""));
        kotra().post(PATH + "/" + id + "/verify").then().body("state", equalTo("ACTIVE"));
    }

    /** Neither by the answer that is under way nor by the address that the same question named. */
    @Test
    void aPauseDuringTheHandshakeIsNotLostToTheConsent() throws Exception {
        String id = create(kotra(), webhook(sink, subject));
        CountDownLatch isPaused = new CountDownLatch(1);
        sink.onHandshake(request -> {
            try {
                assertThat(isPaused.await(2, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new Reply(200, Map.of("WebHook-Allowed-Origin", "*"), "");
        });
        CompletableFuture<Response> verified =
                CompletableFuture.supplyAsync(() -> kotra().post(PATH + "/" + id + "/verify"));
        Subscriptions.await(() -> sink.handshakes().size() == 2);
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        isPaused.countDown();
        verified.get(10, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo("owner"));
        String callback = sink.handshakes().get(1).header("webhook-request-callback");
        given().get(callback.substring("http://127.0.0.1:8080".length())).then().spec(problem(KernelProblem.NOT_FOUND));
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200).body("state", equalTo("ACTIVE"));
    }

    /** Anybody may send one; it must not wait, and nobody for it. */
    @Test
    void aWrongKeyLocksNothing() throws Exception {
        UUID id = UUID.fromString(create(kotra(), webhook(sink, subject)));
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction transaction = now(holder.begin());
            now(holder.preparedQuery("select 1 from sub_health where sub = $1 for update")
                    .execute(Tuple.of(id)));
            Response answer = CompletableFuture.supplyAsync(() -> given().get(PATH + "/" + id + "/consent?key=wrong"))
                    .get(10, TimeUnit.SECONDS);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            now(transaction.rollback());
        } finally {
            now(holder.close());
        }
    }

    @Test
    void thePlatformsLimitHoldsWhateverAnEndpointTakes() {
        assertThat(Consents.capped(6000, Optional.of(600))).isEqualTo(600);
        assertThat(Consents.capped(60, Optional.of(600))).isEqualTo(60);
        assertThat(Consents.capped(null, Optional.of(600))).isEqualTo(600);
        assertThat(Consents.capped(6000, Optional.empty())).isEqualTo(6000);
        assertThat(Consents.capped(null, Optional.empty())).isNull();
    }
}
