package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that comes again under its Idempotency-Key is answered again and has no second effect. */
@QuarkusTest
class RepeatedRequestsTest {
    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String key = UUID.randomUUID().toString();
    private String id = "";

    @BeforeEach
    void subscribed() {
        id = create(kotra(), webhook(sink, subject));
    }

    private Response send(String path, String body) {
        return (body == null ? kotra() : kotra().body(body))
                .header("Idempotency-Key", key)
                .post(PATH + "/" + id + path);
    }

    @Test
    void aKeyIsExchangedOnceAndItsSecretShownOnce() {
        String body = "{\"overlap\":\"PT1H\",\"algorithm\":\"v1\"}";
        Response first = send("/keys", body);
        first.then()
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("secret", notNullValue())
                .body("keys.size()", equalTo(2));
        send("/keys", body)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("secret", nullValue())
                .body("keys.kid", equalTo(first.jsonPath().getList("keys.kid")));
        send("/keys", "{\"overlap\":\"PT2H\",\"algorithm\":\"v1\"}")
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        send("/test", null).then().spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        kotra().get(PATH + "/" + id).then().body("keys.size()", equalTo(2));
    }

    @Test
    void aTestIsSentOnce() {
        sink.onDelivery(request -> Reply.of(202));
        send("/test", null).then().statusCode(200).body("status", equalTo(202));
        sink.onDelivery(request -> Reply.of(500));
        send("/test", null)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("outcome", equalTo("delivered"))
                .body("status", equalTo(202));
        assertThat(sink.all().stream().filter(request -> request.method().equals("POST")))
                .hasSize(1);
    }

    /** Nothing is asked for in it; but who sends another one means another request. */
    @Test
    void anotherBodyUnderTheKeyOfATestOrARedeliveryIsRefused() {
        publish(sender, Audience.PARTNER, subject, 1);
        awaitDone(Subscriptions::kotra, id, 1);
        int before = sink.all().size();
        send("/test", "{}").then().statusCode(200);
        send("/test", " {} ").then().statusCode(200).header("Idempotency-Replayed", "true");
        for (String other : new String[] {null, "{\"type\":\"x\"}"}) {
            send("/test", other).then().spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        }
        String redelivery = UUID.randomUUID().toString();
        for (int status : new int[] {200, 409}) {
            kotra().header("Idempotency-Key", redelivery)
                    .body("{\"expected\":" + status + "}")
                    .post(PATH + "/" + id + "/deliveries/1/redeliver")
                    .then()
                    .statusCode(status);
        }
        assertThat(sink.all()).hasSize(before + 2);
    }

    @Test
    void aReplayIsBegunOnceAndAnEventSentAgainOnce() {
        publish(sender, Audience.PARTNER, subject, 2);
        awaitDone(Subscriptions::kotra, id, 2);
        Response first = send("/replay", "{\"from\":1,\"to\":1}");
        first.then().statusCode(202).body("count", equalTo(1));
        send("/replay", "{\"from\":1,\"to\":1}")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", "true")
                .body("replayId", equalTo(first.jsonPath().getString("replayId")))
                .body("count", equalTo(1));
        String other = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            kotra().header("Idempotency-Key", other)
                    .post(PATH + "/" + id + "/deliveries/2/redeliver")
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("delivered"));
        }
        Subscriptions.await(() -> sink.received().size() >= 4);
        assertThat(sink.numbers()).containsExactlyInAnyOrder(1, 1, 2, 2);
    }

    /** What was refused may be asked for again: nothing came of it. */
    @Test
    void aRefusalIsNotKept() {
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        send("/test", null).then().spec(problem(KernelProblem.STATE_FORBIDS));
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        send("/test", null).then().statusCode(200).header("Idempotency-Replayed", nullValue());
    }
}
