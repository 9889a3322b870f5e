package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process whose clock is wrong leaves deliveries to others. */
@QuarkusTest
class ClockWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    DeliveryConfig config;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Shifted clock = new Shifted();

    private ClockWatch watch() {
        return new ClockWatch(pool, clock, config, metrics);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, UP", "PT50S, UP", "PT-50S, UP", "PT70S, DOWN", "PT-70S, DOWN"})
    void aMinuteIsTheMost(Duration by, Status status) {
        clock.by = by;
        ClockWatch watch = watch();
        assertThat(watch.isRight()).isFalse();
        now(watch.look());
        assertThat(watch.call().getStatus()).isEqualTo(status);
        assertThat(watch.isRight()).isEqualTo(status == Status.UP);
        assertThat(metrics.get("hub.clock.ahead").gauge().value()).isCloseTo(by.toSeconds(), within(5.0));
    }

    /** A process that stood still between question and answer is slow, and its clock may be right. */
    @ParameterizedTest
    @CsvSource({"0, 0, PT0S", "-5, 0, PT5S", "90, 120, PT0S", "125, 120, PT-5S", "-5, 120, PT5S"})
    void whatWaitingTookIsNobodysFault(long theirs, long answered, Duration ahead) {
        assertThat(ClockWatch.ahead(NOON, NOON.plusSeconds(theirs), NOON.plusSeconds(answered)))
                .isEqualTo(ahead);
    }

    @Test
    void itDeliversNothingUntilItIsRight() throws InterruptedException {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        clock.by = Duration.ofMinutes(10);
        ClockWatch watch = watch();
        QuarkusMock.installMockForType(watch, ClockWatch.class);
        now(watch.look());
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> query(pool, "select 1 from delivery where sub = $1", sub).size() == 2);
        TimeUnit.SECONDS.sleep(1);
        assertThat(sink.received()).isEmpty();
        assertThat(watch.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(watch.call().getData().orElseThrow()).containsEntry("most", 60L);
        clock.by = Duration.ZERO;
        now(watch.look());
        awaitNumbers(sink, 2);
        assertThat(watch.call().getStatus()).isEqualTo(Status.UP);
    }

    private static final class Shifted extends Clock {
        private volatile Duration by = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }
}
