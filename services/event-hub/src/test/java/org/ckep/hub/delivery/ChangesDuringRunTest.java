package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes while many events of a subject are delivered holds from the next request on. */
@QuarkusTest
class ChangesDuringRunTest {
    private static final int EVENTS = 8;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private String id = "";

    /** All of them are claimed together, and one is under way. */
    @BeforeEach
    void oneIsUnderWay() {
        sink.onDelivery(request -> {
            slowly();
            return Reply.of(204);
        });
        id = create(kotra(), webhook(sink, subject));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        publish(sender, Audience.PARTNER, subject, EVENTS);
        await(() -> query(pool, "select 1 from delivery where sub = $1", UUID.fromString(id))
                        .size()
                == EVENTS);
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        await(() -> !sink.received().isEmpty());
    }

    private static void slowly() {
        try {
            TimeUnit.MILLISECONDS.sleep(250);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anotherKey() {
        kotra().body("{\"overlap\":\"PT0S\",\"algorithm\":\"v1\"}")
                .post(PATH + "/" + id + "/keys")
                .then()
                .statusCode(200);
        int before = sink.received().size();
        awaitNumbers(sink, EVENTS);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        // One request may have been on its way.
        assertThat(sink.received().subList(before + 1, EVENTS)).isNotEmpty().allSatisfy(request -> assertThat(
                        request.header("webhook-signature"))
                .startsWith("v1,"));
    }

    @Test
    void aPause() throws InterruptedException {
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        int before = sink.received().size();
        TimeUnit.SECONDS.sleep(1);
        assertThat(sink.received()).hasSizeLessThanOrEqualTo(before + 1);
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        awaitNumbers(sink, EVENTS);
        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void anAcknowledgement() {
        kotra().body("{\"ack\":7}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        int before = sink.received().size();
        await(() -> sink.numbers().contains(8));
        assertThat(sink.received()).hasSizeLessThanOrEqualTo(before + 2);
    }
}
