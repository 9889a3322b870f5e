package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agreed rate is kept, and whoever has agreed to much gets it. */
@QuarkusTest
class ReachableRateTest {
    private static final int PER_SECOND = 50;
    private static final int EVENTS = 300;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void fiftyASecondHoweverManySubjects(int amount) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            subjects.add(Events.subject());
        }
        Map<String, Object> body = webhook(sink, subjects.toArray(String[]::new));
        body.put("ratePerMinute", 60 * PER_SECOND);
        UUID sub = UUID.fromString(create(kotra(), body));
        long empty = System.nanoTime();
        query(pool, "update sub_health set tokens = 0, tokens_at = now() where sub = $1", sub);
        for (int i = 0; i < EVENTS; i++) {
            sender.send(Events.event(Audience.PARTNER, subjects.get(i % amount), i + 1));
        }
        Duration most = Duration.ofSeconds(2L * EVENTS / PER_SECOND);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> sink.received().size() == EVENTS);
        List<Long> times =
                sink.received().stream().map(TestSink.Request::nanos).sorted().toList();
        assertThat(Duration.ofNanos(times.get(EVENTS - 1) - empty)).isLessThan(most);
        for (int i = 0; i < EVENTS; i++) {
            double seconds = (times.get(i) - empty) / 1e9;
            assertThat(i + 1.0).isLessThanOrEqualTo(PER_SECOND * seconds + 1);
        }
    }
}
