package org.ckep.records;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Which day it is for two countries that begin it at different moments: Seoul an hour before Beijing. Neither has a summer
 * time.
 */
public final class Days {
    private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);
    private static final ZoneOffset SEOUL = ZoneOffset.ofHours(9);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private Days() {}

    /** The latest day that has begun anywhere on earth, for what is published and read in third countries too. */
    public static LocalDate anywhere(Clock clock) {
        return LocalDate.now(clock.withZone(FIRST));
    }

    /**
     * The day that has begun in either capital. Only what lies after it is refused as future: what has happened this
     * morning in one of the countries never is.
     */
    public static LocalDate inEither(Clock clock) {
        return LocalDate.now(clock.withZone(SEOUL));
    }

    /** The day that has begun in both capitals. What lies before it is over in both, so no deadline passes earlier. */
    public static LocalDate inBoth(Clock clock) {
        return LocalDate.now(clock.withZone(BEIJING));
    }
}
