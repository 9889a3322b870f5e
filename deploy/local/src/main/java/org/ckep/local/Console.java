package org.ckep.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines for the person who waits; each is written whole, also when several parts finish at once. */
final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    /** One finished step. */
    void step(String name, Duration took, String remark) {
        out.printf(Locale.ROOT, "  %-22s %6.1f s   %s%n", name, took.toMillis() / 1000.0, remark);
    }
}
