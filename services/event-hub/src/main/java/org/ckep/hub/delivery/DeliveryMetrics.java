package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.log.EventStages;

/** What operators watch about deliveries. */
@ApplicationScoped
class DeliveryMetrics {
    private final MeterRegistry registry;
    private final Counter fenceLost;
    private final Counter breakerOpened;
    private final DistributionSummary inARow;
    private final Timer logged;
    private final Timer claimed;
    private final Timer answered;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        fenceLost = Counter.builder("fence.lost")
                .description("results dropped because another worker has the lane")
                .register(registry);
        breakerOpened = Counter.builder("breaker.opened")
                .description("times that an endpoint was left alone for a while")
                .register(registry);
        inARow = DistributionSummary.builder("webhook.in.a.row")
                .description("attempts of one claim")
                .register(registry);
        logged = stage("logged-to-claimed");
        claimed = stage("claimed-to-sent");
        answered = stage("answered-to-recorded");
    }

    /** The log's part of an event's way is measured where it is appended, the endpoint's by webhook.delivery.duration. */
    private Timer stage(String stage) {
        return EventStages.timer(registry, stage);
    }

    /** A first try is about to be sent. */
    void sending(LaneClaim claim, Head head) {
        Long recordedAt = head.recordedAt();
        if (recordedAt != null) {
            logged.record(Math.max(0, claim.claimedAt() - recordedAt), TimeUnit.MILLISECONDS);
        }
        claimed.record(claim.heldMillis(), TimeUnit.MILLISECONDS);
    }

    void written(List<LaneResult> held, int lost) {
        fenceLost.increment(lost);
        for (LaneResult result : held) {
            inARow.record(result.attempts().size());
            long now = result.claim().claimedAt() + result.claim().heldMillis();
            for (Attempt attempt : result.attempts()) {
                answered.record(Math.max(0, now - attempt.at()), TimeUnit.MILLISECONDS);
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
