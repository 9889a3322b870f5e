package org.ckep.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How closely the relay looks at the outbox after it was told that something is written. The word comes before the
 * transaction commits, so the table is looked at often for a while, at first very often. Where words come all the time,
 * each of them does not start that anew: what is committed is then found in groups, for fewer statements.
 */
final class RelayAttention {
    private static final Duration LASTS = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofMillis(20);

    /** The very short pauses begin anew this often at most. */
    private static final Duration EAGER_AGAIN = Duration.ofMillis(50);

    private final LongSupplier nanos;
    private long until;
    private long eagerSince;
    private int looks;

    /**
     * @param nanos a monotonic clock
     */
    RelayAttention(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
        this.eagerSince = until - EAGER_AGAIN.toNanos();
    }

    /** Something is written and will be committed, most likely soon. */
    void signalled() {
        long now = nanos.getAsLong();
        until = now + LASTS.toNanos();
        if (now - eagerSince >= EAGER_AGAIN.toNanos()) {
            eagerSince = now;
            looks = 0;
        }
    }

    /** The pause before the next look, null where nothing was written for a while. */
    @Nullable
    Duration pause() {
        return until - nanos.getAsLong() > 0 ? Backoff.pause(SHORTEST, LONGEST, ++looks) : null;
    }
}
