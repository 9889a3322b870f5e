package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.patch;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A subscription that its owner uses lives on. */
@QuarkusTest
class LeaseTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private String withHalfALease(String id) {
        return withALeaseOf("10 days", id);
    }

    private String withALeaseOf(String interval, String id) {
        query(
                pool,
                "update subscription set lease_until = now() + interval '" + interval + "' where id = $1",
                UUID.fromString(id));
        return id;
    }

    private boolean isRenewed(String id) {
        return holds(
                pool, "lease_until > now() + interval '29 days'", "subscription where id = $1", UUID.fromString(id));
    }

    private List<TestSink.Request> handshakes(String id) {
        return sink.handshakes().stream()
                .filter(request -> request.header("webhook-request-callback").contains(id))
                .toList();
    }

    private boolean isToldOfNothingFor(Duration time, String id) {
        Awaitility.await().during(time).atMost(time.multipliedBy(10)).until(() -> query(
                        pool, "select 1 from subscription_notice where sub = $1", UUID.fromString(id))
                .isEmpty());
        return true;
    }

    private void moveLastQuestion(String id, String interval) {
        query(
                pool,
                "update subscription set consent_until = consent_until - interval '" + interval + "' where id = $1",
                UUID.fromString(id));
    }

    private String consentAddress(String id) {
        List<TestSink.Request> asked = handshakes(id);
        return asked.get(asked.size() - 1)
                .header("webhook-request-callback")
                .substring("http://127.0.0.1:8080".length());
    }

    /** An endpoint says nothing of whether its agency is still one. */
    @Test
    void aDeliveryThatIsTakenRenewsNothing() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitDone(Subscriptions::kotra, id, 2);
        assertThat(sink.numbers()).containsExactly(1, 2);
        assertThat(isRenewed(id)).isFalse();
        assertThat(handshakes(id)).hasSize(1);
    }

    @Test
    void fetchingAndAcknowledgingRenewIt() {
        String fetched = withHalfALease(create(kotra(), pull(subject)));
        kotra().get(PATH + "/" + fetched + "/events").then().statusCode(200);
        assertThat(isRenewed(fetched)).isTrue();
        String acknowledged = withHalfALease(create(kotra(), pull(subject)));
        kotra().body("{\"ack\":0}")
                .post(PATH + "/" + acknowledged + "/cursor")
                .then()
                .statusCode(200);
        assertThat(isRenewed(acknowledged)).isTrue();
    }

    @Test
    void lookingAtItRenewsItInItsSecondHalfAndShowsItAsItIsThen() {
        String id = withHalfALease(create(kotra(), pull(subject)));
        Response first = kotra().get(PATH + "/" + id);
        assertThat(isRenewed(id)).isTrue();
        kotra().get(PATH + "/" + id)
                .then()
                .header("ETag", equalTo(first.header("ETag")))
                .body("leaseUntil", equalTo(first.jsonPath().getString("leaseUntil")));
    }

    /** Nobody waits for its answer, however long that takes. */
    @Test
    void theEndpointOfAWebhookIsAskedAgain() {
        String young = withALeaseOf("20 days", create(kotra(), webhook(sink, subject)));
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        CountDownLatch answer = new CountDownLatch(1);
        sink.onHandshake(request -> {
            Subscriptions.hold(answer);
            return new TestSink.Reply(200, Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "60"), "");
        });
        kotra().get(PATH + "/" + young).then().statusCode(200);
        kotra().get(PATH + "/" + id).then().statusCode(200).body("state", equalTo("ACTIVE"));
        assertThat(isRenewed(id)).isFalse();
        answer.countDown();
        await(() -> isRenewed(id));
        assertThat(handshakes(id)).hasSize(2);
        assertThat(handshakes(young)).hasSize(1);
        assertThat(holds(pool, "rate_per_minute = 60", "sub_health where sub = $1", UUID.fromString(id)))
                .isTrue();
    }

    @Test
    void changingFetchingAndAcknowledgingHaveItAskedToo() {
        String changed = withHalfALease(create(kotra(), webhook(sink, subject)));
        patch(changed, "*", Map.of("name", "New")).then().statusCode(200);
        String fetched = withHalfALease(create(kotra(), webhook(sink, subject)));
        kotra().get(PATH + "/" + fetched + "/events").then().statusCode(200);
        String acknowledged = withHalfALease(create(kotra(), webhook(sink, subject)));
        kotra().body("{\"ack\":0}")
                .post(PATH + "/" + acknowledged + "/cursor")
                .then()
                .statusCode(200);
        for (String id : List.of(changed, fetched, acknowledged)) {
            await(() -> isRenewed(id));
            assertThat(handshakes(id)).hasSize(2);
        }
    }

    /** What is left of the lease is enough to mend it; its owner is told, and the endpoint is not asked all the time. */
    @Test
    void anEndpointThatDoesNotConsentAgainKeepsTheRestOfItsLease() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        sink.onHandshake(request -> TestSink.Reply.of(503));
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> query(
                                pool,
                                "select 1 from subscription_notice n join subscription s on s.id = n.sub "
                                        + "where s.id = $1 and n.kind = 'lease-ending' "
                                        + "and n.reason = 'consent-missing' and n.ends_at = s.lease_until",
                                UUID.fromString(id))
                        .size()
                == 1);
        kotra().get(PATH + "/" + id).then().body("state", equalTo("ACTIVE"));
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(isRenewed(id)).isFalse();
        assertThat(handshakes(id)).hasSize(2);
        given().get(consentAddress(id)).then().statusCode(204);
        assertThat(isRenewed(id)).isTrue();
    }

    /** By which an endpoint may consent for a day, however often its owner looks. */
    @Test
    void theAddressOfAQuestionHoldsUntilTheNextOne() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        sink.onHandshake(request -> TestSink.Reply.of(503));
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> handshakes(id).size() == 2);
        String first = consentAddress(id);
        moveLastQuestion(id, "23 hours");
        kotra().get(PATH + "/" + id).then().statusCode(200);
        kotra().get(PATH + "/" + id + "/events").then().statusCode(200);
        moveLastQuestion(id, "1 hour");
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> handshakes(id).size() == 3);
        given().get(first).then().statusCode(404);
        given().get(consentAddress(id)).then().statusCode(204);
        assertThat(isRenewed(id)).isTrue();
        assertThat(handshakes(id)).hasSize(3);
    }

    @Test
    void anEndpointThatConsentsByTheAddressBeforeItAnswersIsNotToldAsOneThatDoesNot() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        sink.onHandshake(request -> {
            given().get(consentAddress(id)).then().statusCode(204);
            return TestSink.Reply.of(200);
        });
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> isRenewed(id));
        assertThat(isToldOfNothingFor(Duration.ofMillis(700), id)).isTrue();
    }

    @Test
    void theAnswerOfAnEndpointThatWasExchangedIsNotTold() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        CountDownLatch answer = new CountDownLatch(1);
        sink.onHandshake(request -> {
            Subscriptions.hold(answer);
            return TestSink.Reply.of(503);
        });
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> handshakes(id).size() == 2);
        try (TestSink next = new TestSink()) {
            patch(id, "*", Map.of("sink", next.url())).then().statusCode(200).body("state", equalTo("ACTIVE"));
            answer.countDown();
            assertThat(isToldOfNothingFor(Duration.ofSeconds(1), id)).isTrue();
        }
    }

    @Test
    void whatIsGoneIsNotActivatedByALateConsent() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        sink.onHandshake(request -> TestSink.Reply.of(503)).onDelivery(request -> TestSink.Reply.of(410));
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> handshakes(id).size() == 2);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> "gone".equals(kotra().get(PATH + "/" + id).jsonPath().getString("stateReason")));
        given().get(consentAddress(id)).then().statusCode(404);
        kotra().get(PATH + "/" + id).then().body("state", equalTo("PAUSED")).body("stateReason", equalTo("gone"));
    }

    @Test
    void aLateConsentDoesNotEndThePauseOfTheOwner() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        sink.onHandshake(request -> TestSink.Reply.of(503));
        kotra().get(PATH + "/" + id).then().statusCode(200);
        await(() -> handshakes(id).size() == 2);
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        given().get(consentAddress(id)).then().statusCode(404);
        kotra().get(PATH + "/" + id).then().body("state", equalTo("PAUSED"));
    }

    /** A pause that was longer than the lease does not begin again at once. */
    @Test
    void resumingRenewsIt() {
        String id = create(kotra(), webhook(sink, subject));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        withHalfALease(id);
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        await(() -> isRenewed(id));
    }

    /** Health alone is asked by machines that watch; it is no use. */
    @Test
    void watchingItDoesNotRenewIt() {
        String id = withHalfALease(create(kotra(), pull(subject)));
        kotra().get(PATH + "/" + id + "/health").then().statusCode(200);
        assertThat(isRenewed(id)).isFalse();
    }
}
