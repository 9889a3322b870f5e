package org.ckep.messaging;

import java.time.Duration;

/** Pauses that double from attempt to attempt. */
final class Backoff {
    private Backoff() {}

    /** The pause after the given attempt, counted from 1. */
    static Duration pause(Duration shortest, Duration longest, int attempt) {
        long millis = shortest.toMillis() << Math.min(Math.max(attempt - 1, 0), 20);
        return millis <= 0 || millis > longest.toMillis() ? longest : Duration.ofMillis(millis);
    }
}
