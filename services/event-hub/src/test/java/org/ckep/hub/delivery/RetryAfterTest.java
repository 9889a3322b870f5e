package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that asks for a pause means all that comes to it. */
@QuarkusTest
class RetryAfterTest {
    private static final Duration ASKED = Duration.ofSeconds(3);

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String first = Events.subject();
    private final String second = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private static Reply later(int status) {
        return new Reply(status, Map.of("Retry-After", Long.toString(ASKED.toSeconds())), "");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void theOtherSubjectsWaitToo(int status) {
        AtomicInteger requests = new AtomicInteger();
        sink.onDelivery(request -> requests.getAndIncrement() == 0 ? later(status) : Reply.of(204));
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, first, second)));
        publish(sender, Audience.PARTNER, first, 1);
        await(() -> query(pool, "select 1 from attempt where sub = $1", sub).size() == 1);
        publish(sender, Audience.PARTNER, second, 1);
        await(() -> sink.received().size() == 3);
        assertThat(gap(0, 1)).isGreaterThanOrEqualTo(ASKED);
    }

    /** What another request was answered meanwhile does not take back what was asked for. */
    @Test
    void aSuccessOfWhatWasUnderWayDoesNotEndThePause() {
        CountDownLatch asked = new CountDownLatch(1);
        sink.onDelivery(request -> {
            if (request.subject().equals(second)) {
                waitFor(asked);
                return Reply.of(204);
            }
            return sink.received().size() <= 2 ? later(429) : Reply.of(204);
        });
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, first, second)));
        sender.send(Events.event(Audience.PARTNER, second, 1));
        await(() -> sink.received().size() == 1);
        sender.send(Events.event(Audience.PARTNER, first, 1));
        await(() -> query(pool, "select 1 from attempt where sub = $1 and outcome = 'throttled'", sub)
                        .size()
                == 1);
        asked.countDown();
        await(() -> query(pool, "select 1 from attempt where sub = $1 and outcome = 'delivered'", sub)
                        .size()
                == 1);
        publish(sender, Audience.PARTNER, second, 2, 2);
        await(() -> sink.received().size() == 4);
        assertThat(gap(1, 2)).isGreaterThanOrEqualTo(ASKED);
    }

    /** Whoever is at a long row of events stops in it. */
    @Test
    void aRowOfEventsThatIsUnderWayStops() throws InterruptedException {
        sink.onDelivery(request -> {
            if (request.subject().equals(first)) {
                return sink.received().stream()
                                        .filter(one -> one.subject().equals(first))
                                        .count()
                                == 1
                        ? later(429)
                        : Reply.of(204);
            }
            takeTime();
            return Reply.of(204);
        });
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, first, second)));
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        publish(sender, Audience.PARTNER, first, 1);
        publish(sender, Audience.PARTNER, second, 8);
        await(() -> query(pool, "select 1 from delivery where sub = $1", sub).size() == 9);
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        await(() -> sink.received().stream().anyMatch(one -> one.subject().equals(first)));
        TimeUnit.MILLISECONDS.sleep(ASKED.toMillis() - 500);
        assertThat(sink.received()).hasSizeBetween(2, 4);
        await(() -> sink.received().size() == 10);
    }

    /** However short the breaker's own pause is. */
    @Test
    void aProbeWaitsForItToo() {
        sink.onDelivery(request -> sink.received().size() == 1 ? later(503) : Reply.of(204));
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, first, second)));
        publish(sender, Audience.PARTNER, first, 1);
        await(() -> query(pool, "select 1 from attempt where sub = $1", sub).size() == 1);
        query(pool, "update sub_health set open_n = 1, open_until = now() where sub = $1", sub);
        await(() -> sink.received().size() == 2);
        assertThat(gap(0, 1)).isGreaterThanOrEqualTo(ASKED);
        await(() -> holds(pool, "open_n = 0", "sub_health where sub = $1", sub));
    }

    private Duration gap(int before, int after) {
        List<TestSink.Request> received = sink.received();
        return Duration.ofNanos(
                received.get(after).nanos() - received.get(before).nanos());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An endpoint whose answer takes longer than a row of events goes on without asking the database. */
    private static void takeTime() {
        try {
            TimeUnit.MILLISECONDS.sleep(250);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
