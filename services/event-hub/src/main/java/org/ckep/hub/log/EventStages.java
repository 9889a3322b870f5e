package org.ckep.hub.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Where an event's time goes between its service and its readers: one timer, a stage to each value of its tag. */
public final class EventStages {
    private EventStages() {}

    /** The timer of a stage. */
    public static Timer timer(MeterRegistry registry, String stage) {
        return Timer.builder("event.stage")
                .description("time that an event spends in one stage of its way")
                .tag("stage", stage)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
    }
}
