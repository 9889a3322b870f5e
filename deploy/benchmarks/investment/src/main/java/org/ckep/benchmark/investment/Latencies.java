package org.ckep.benchmark.investment;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long something took, in many repetitions one after the other. */
final class Latencies {
    private static final int WARM_UP = 200;
    private static final int REPETITIONS = 1_000;

    /** How often each is done, to warm up as well as counted. */
    static final int REQUESTS = WARM_UP + REPETITIONS;

    private final Histogram nanos = new Histogram(3);

    /** Does it some hundred times without counting, and then a thousand times. */
    static Latencies of(Runnable once) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < WARM_UP + REPETITIONS; i++) {
            long begun = System.nanoTime();
            once.run();
            if (i >= WARM_UP) {
                latencies.nanos.recordValue(System.nanoTime() - begun);
            }
        }
        return latencies;
    }

    double p95() {
        return nanos.getValueAtPercentile(95) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "median %.1f ms, p95 %.1f ms", nanos.getValueAtPercentile(50) / 1e6, p95());
    }
}
