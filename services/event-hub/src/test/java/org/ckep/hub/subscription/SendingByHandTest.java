package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests and redeliveries are deliveries in the sense of the agreed rate. */
@QuarkusTest
class SendingByHandTest {
    /** In a minute, so that a full bucket is one token. */
    private static final int RATE = 6;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private String id;

    @BeforeEach
    void oneIsDelivered() {
        id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 1);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 1);
    }

    @AfterEach
    void retire() {
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    private void bucket(double tokens) {
        query(
                pool,
                "update sub_health set rate_per_minute = $2, tokens = $3, tokens_at = now() where sub = $1",
                UUID.fromString(id),
                RATE,
                tokens);
    }

    private Response test() {
        return kotra().post(PATH + "/" + id + "/test");
    }

    private Response redeliver(String key) {
        return kotra().header("Idempotency-Key", key).post(PATH + "/" + id + "/deliveries/1/redeliver");
    }

    @Test
    void theRateIsNotExceededByHand() {
        bucket(1);
        test().then().statusCode(200).body("outcome", equalTo("delivered"));
        int requests = sink.all().size();
        test().then()
                .spec(problem(KernelProblem.TOO_MANY_REQUESTS))
                .header("Retry-After", matchesPattern("[1-9]|10"))
                .body("retryAfter", allOf(greaterThanOrEqualTo(1), lessThanOrEqualTo(10)));
        String key = UUID.randomUUID().toString();
        redeliver(key).then().spec(problem(KernelProblem.TOO_MANY_REQUESTS));
        assertThat(sink.all()).hasSize(requests);

        bucket(1);
        redeliver(key).then().statusCode(200).body("outcome", equalTo("delivered"));
        redeliver(key).then().statusCode(200).header("Idempotency-Replayed", "true");
        redeliver(UUID.randomUUID().toString()).then().spec(problem(KernelProblem.TOO_MANY_REQUESTS));
        assertThat(sink.numbers()).containsExactly(1, 1);
    }
}
