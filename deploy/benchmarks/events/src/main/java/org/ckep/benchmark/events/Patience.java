package org.ckep.benchmark.events;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting with an end. */
final class Patience {
    private Patience() {}

    /** Waits until the condition holds; fails when the time is over. */
    static void within(Duration longest, String what, BooleanSupplier condition) {
        if (!until(longest, condition)) {
            throw new IllegalStateException("not within " + longest.toSeconds() + " s: " + what);
        }
    }

    /** Waits until the condition holds or the time is over; tells which. */
    static boolean until(Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(100);
        }
        return true;
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
