package org.ckep.hub.feed;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Objects;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/** Where the stream of the current request begins and when it has to end; filled by {@link ResumeFilter}. */
@RequestScoped
class ResumePoint {
    private FeedReader.@Nullable Start start;
    private @Nullable String earliest;
    private @Nullable Instant end;
    private @Nullable Audience audience;

    /** Where the reader begins, null where its cursor is older than the log. */
    FeedReader.@Nullable Start start() {
        return start;
    }

    /** Where the log begins now; only for a cursor that is older. */
    String earliest() {
        return Objects.requireNonNull(earliest);
    }

    /** The log that is read. */
    Audience audience() {
        return Objects.requireNonNull(audience);
    }

    void reads(Audience log) {
        this.audience = log;
    }

    /** When the caller's token ends, null where there is none. */
    @Nullable
    Instant end() {
        return end;
    }

    void from(FeedReader.Start resolved) {
        this.start = resolved;
    }

    void expired(String earliestCursor) {
        this.earliest = earliestCursor;
    }

    void until(@Nullable Instant tokenEnd) {
        this.end = tokenEnd;
    }
}
