package org.ckep.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What operators watch about the outbox; the alert is on the age of the oldest row. */
@ApplicationScoped
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
class OutboxMetrics {
    private final Timer latency;
    private final Counter parked;
    private final Counter failures;
    private volatile RelayConnection.Backlog backlog = new RelayConnection.Backlog(0, 0);
    private volatile int partitions;

    OutboxMetrics(MeterRegistry registry) {
        Gauge.builder("outbox.pending", () -> backlog.pending())
                .description("rows that wait to be sent")
                .register(registry);
        Gauge.builder("outbox.oldest.age", () -> backlog.oldestAge())
                .baseUnit("seconds")
                .description("age of the oldest row that waits")
                .register(registry);
        Gauge.builder("outbox.partitions", () -> partitions)
                .description("partitions that this process relays, of 16")
                .register(registry);
        latency = Timer.builder("outbox.publish.latency")
                .description("from the start of the writing transaction to the broker's acknowledgement")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        parked = Counter.builder("outbox.parked")
                .description("rows that could not be turned into a record")
                .register(registry);
        failures = Counter.builder("outbox.failures")
                .description("rounds of the relay that failed at PostgreSQL or Kafka")
                .register(registry);
    }

    void measured(RelayConnection.Backlog now) {
        backlog = now;
    }

    void partitions(int count) {
        partitions = count;
    }

    void published(Duration latencyOfRow) {
        latency.record(latencyOfRow.isNegative() ? Duration.ZERO : latencyOfRow);
    }

    void parked() {
        parked.increment();
    }

    void failed() {
        failures.increment();
    }
}
