package org.ckep.hub.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;

/** What operators watch about the log. Every event in quarantine is an alert. */
@ApplicationScoped
class LogMetrics {
    private final MeterRegistry registry;
    private final Counter appended;
    private final Counter duplicates;
    private final Counter quarantined;
    private final Counter fenced;
    private final Counter retried;

    LogMetrics(MeterRegistry registry) {
        this.registry = registry;
        appended = counter("hub.append", "events appended to a log");
        duplicates = counter("hub.dedupe", "events that came again and were dropped");
        quarantined = counter("hub.quarantine", "records that are no events of their topic's audience");
        fenced = counter("hub.fenced", "batches given up because another appender has the partition");
        retried = counter("hub.retry", "attempts to append that failed and were repeated");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void appended(LogAppender.Outcome outcome) {
        appended.increment(outcome.appended());
        duplicates.increment(outcome.duplicates());
        quarantined.increment(outcome.quarantined());
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
