package org.ckep.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.EventTopics;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An agency's topic that is gone beside one that is not. */
@QuarkusTest
class MissingTopicTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    EventTopics topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    /** Kafka's client lets whoever writes into it wait, because it may come back. */
    @Test
    void itHoldsUpNoOtherAgencysAndGoesOnWhenItIsBack() {
        AgencyTopic gone = new AgencyTopic(broker, topics.ofAgency("kita"));
        String waits = create(kita(), kafka(subject));
        String goesOn = create(kotra(), kafka(subject));
        try {
            publish(sender, Audience.PARTNER, subject, 1);
            awaitDone(Subscriptions::kita, waits, 1);
            awaitDone(Subscriptions::kotra, goesOn, 1);
            gone.delete();
            try {
                publish(sender, Audience.PARTNER, subject, 2, 2);
                awaitDone(Subscriptions::kotra, goesOn, 2);
                long start = System.nanoTime();
                publish(sender, Audience.PARTNER, subject, 3, 3);
                awaitDone(Subscriptions::kotra, goesOn, 3);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
                // A call may take longer than the lease does, and no other process takes over meanwhile.
                await(() -> {
                    assertThat(holds(
                                    pool,
                                    "attempt > 0 or lease_until > now()",
                                    "egress where sub = $1",
                                    UUID.fromString(waits)))
                            .isTrue();
                    return holds(pool, "attempt > 0", "egress where sub = $1", UUID.fromString(waits));
                });
                kita().get(PATH + "/" + waits + "/health")
                        .then()
                        .body("state", equalTo("ACTIVE"))
                        .body("lastOutcome", equalTo("topic-failed"))
                        .body("failures", greaterThan(0))
                        .body("open", equalTo(2));
            } finally {
                gone.create();
            }
            awaitDone(Subscriptions::kita, waits, 3);
            assertThat(gone.numbers(waits)).containsExactly("2", "3");
            kita().get(PATH + "/" + waits + "/health")
                    .then()
                    .body("lastOutcome", nullValue())
                    .body("failures", equalTo(0))
                    .body("pausedUntil", nullValue());
        } finally {
            kita().delete(PATH + "/" + waits).then().statusCode(204);
            kotra().delete(PATH + "/" + goesOn).then().statusCode(204);
        }
    }
}
