package org.ckep.trade.observation;

import java.time.DateTimeException;
import java.time.Instant;

/** Instants that strangers name: the database keeps far fewer years than Java. */
public final class Instants {
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Instants() {}

    /** True for an instant from 1900 to 9999. */
    public static boolean isStorable(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /**
     * Reads an instant.
     *
     * @throws DateTimeException where the text is none, or one far away
     */
    public static Instant parse(String text) {
        Instant instant = Instant.parse(text);
        if (!isStorable(instant)) {
            throw new DateTimeException("too far away");
        }
        return instant;
    }
}
