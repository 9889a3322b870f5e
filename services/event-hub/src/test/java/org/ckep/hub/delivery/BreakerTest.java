package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BreakerTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** Whoever refuses an event has read it; his other events must not wait for one that he takes. */
    @Test
    void anEndpointThatRefusesAnEventIsUpAgain() {
        AtomicInteger status = new AtomicInteger(503);
        sink.onDelivery(request -> Reply.of(status.get()));
        List<String> subjects =
                IntStream.range(0, 10).mapToObj(i -> Events.subject()).toList();
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        for (String each : subjects) {
            publish(sender, Audience.PARTNER, each, 1);
        }
        await(() -> health(sub).getInteger("open_n") > 0);
        status.set(400);
        await(() -> health(sub).getInteger("open_n") == 0);
        assertThat(health(sub).getInteger("consecutive")).isZero();
        assertThat(query(pool, "select 1 from delivery where sub = $1 and state = 'DELIVERED'", sub))
                .isEmpty();
    }

    private Row health(UUID sub) {
        return query(pool, "select open_n, consecutive from sub_health where sub = $1", sub)
                .get(0);
    }
}
