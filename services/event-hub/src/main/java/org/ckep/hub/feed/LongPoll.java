package org.ckep.hub.feed;

import java.time.Duration;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * How much a reader takes at once and how long he waits for it.
 *
 * @param limit most events
 * @param deadline until when to wait for the first event, by {@link System#nanoTime}
 */
public record LongPoll(int limit, long deadline) {
    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_WAIT = 30;

    /**
     * Of the parameters {@code limit} and {@code wait}, the latter in seconds.
     *
     * @throws ProblemException where one is out of its range
     */
    public static LongPoll of(@Nullable Integer limit, @Nullable Integer wait) {
        int most = inRange("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        int seconds = inRange("wait", wait, 0, 0, MAX_WAIT);
        return new LongPoll(
                most, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }

    private static int inRange(String name, @Nullable Integer given, int standard, int least, int most) {
        int value = given == null ? standard : given;
        if (value < least || value > most) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' must be from " + least + " to " + most + ".");
        }
        return value;
    }
}
