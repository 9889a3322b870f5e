package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What operators watch about deliveries. */
@ApplicationScoped
class DeliveryMetrics {
    private final MeterRegistry registry;
    private final Counter fenceLost;
    private final Counter breakerOpened;
    private final Counter parked;
    private final DistributionSummary inARow;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        fenceLost = Counter.builder("fence.lost")
                .description("results dropped because another worker has the lane")
                .register(registry);
        breakerOpened = Counter.builder("breaker.opened")
                .description("times that an endpoint was left alone for a while")
                .register(registry);
        parked = Counter.builder("lanes.parked")
                .description("lanes that wait for a person")
                .register(registry);
        inARow = DistributionSummary.builder("webhook.in.a.row")
                .description("attempts of one claim")
                .register(registry);
    }

    void written(List<LaneResult> held, int lost) {
        fenceLost.increment(lost);
        for (LaneResult result : held) {
            inARow.record(result.attempts().size());
            parked.increment(result.isParked() ? 1 : 0);
            for (Attempt attempt : result.attempts()) {
                attempted(attempt);
            }
        }
    }

    void attempted(Attempt attempt) {
        registry.counter("webhook.delivery", "outcome", attempt.outcome().code(), "kind", attempt.kind())
                .increment();
        registry.timer("webhook.delivery.duration", "outcome", attempt.outcome().code())
                .record(attempt.ms(), TimeUnit.MILLISECONDS);
    }

    void flagged(String kind) {
        registry.counter("redelivery.flagged", "kind", kind).increment();
    }

    void breakerOpened() {
        breakerOpened.increment();
    }
}
