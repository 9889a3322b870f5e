package org.ckep.hub.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What operators watch about the log. Every event in quarantine, blocked or held is an alert, so each is told from the start as 0. */
@Startup
@ApplicationScoped
class LogMetrics {
    private final MeterRegistry registry;
    private final Counter appended;
    private final Counter duplicates;
    private final Counter quarantined;
    private final Counter blocked;
    private final Counter held;
    private final Counter fenced;
    private final Counter retried;
    private final Timer logged;

    LogMetrics(MeterRegistry registry) {
        this.registry = registry;
        appended = counter("hub.append", "events appended to a log");
        duplicates = counter("hub.dedupe", "events that came again and were dropped");
        quarantined = counter("hub.quarantine", "records that are no events of their topic's audience");
        blocked = counter("hub.border.block", "events that were sent to readers who may not know them");
        held = counter("hub.hold", "events that came before their release or behind one that did");
        fenced = counter("hub.fenced", "batches given up because another appender has the partition");
        retried = counter("hub.retry", "attempts to append that failed and were repeated");
        logged = EventStages.timer(registry, "relayed-to-logged");
    }

    /** Since the service's relay gave the record to Kafka. */
    void logged(Duration sinceRelayed) {
        logged.record(sinceRelayed.isNegative() ? Duration.ZERO : sinceRelayed);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void appended(LogAppender.Outcome outcome) {
        appended.increment(outcome.appended());
        duplicates.increment(outcome.duplicates());
        quarantined.increment(outcome.quarantined());
        blocked.increment(outcome.blocked());
        held.increment(outcome.held());
    }

    void fenced() {
        fenced.increment();
    }

    void retried() {
        retried.increment();
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void stop(Timer.Sample sample) {
        sample.stop(registry.timer("hub.append.batch"));
    }
}
