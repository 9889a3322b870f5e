package org.ckep.hub.feed;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.hub.log.EventLog;
import org.ckep.hub.log.LogFilter;
import org.ckep.hub.log.LogPage;
import org.ckep.hub.log.LogWatch;
import org.ckep.hub.sharing.SharedWork;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads feeds: where a reader starts, one page, and waiting for more. */
@ApplicationScoped
class FeedReader {
    /** Windows that one request of a filtered reader walks through before it is answered with an advanced cursor. */
    private static final int MAX_WINDOWS = 20;

    /** Where its filters take longer than that, it is answered after fewer of them. */
    private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Pattern NEWEST = Pattern.compile("latest-([1-9]\\d{0,3})");

    private final EventLog log;
    private final LogWatch watch;
    private final Cursors cursors;
    private final SharedWork<Place, LogPage> reading = new SharedWork<>();

    FeedReader(EventLog log, LogWatch watch, Cursors cursors) {
        this.log = log;
        this.watch = watch;
        this.cursors = cursors;
    }

    /**
     * The position after which a reader starts.
     *
     * @param place the parameter or header that names it
     * @param after a cursor, {@code earliest} (also for null), {@code latest}, or {@code latest-50} for the newest fifty
     *     that the log has, before any filter
     * @return fails with {@link FeedProblem#CURSOR_INVALID} or {@link FeedProblem#CURSOR_EXPIRED}
     */
    Uni<Start> start(Audience audience, String place, @Nullable String after) {
        return cursors.codec().chain(codec -> log.ends(audience)
                .map(ends -> new Start(codec, position(codec, audience, place, after, ends))));
    }

    private static long position(
            CursorCodec codec, Audience audience, String place, @Nullable String after, LogPage ends) {
        long beforeFirst = ends.firstPos() - 1;
        if (after == null || after.equals("earliest")) {
            return beforeFirst;
        }
        if (after.equals("latest")) {
            return ends.head();
        }
        Matcher newest = NEWEST.matcher(after);
        if (newest.matches()) {
            return Math.max(beforeFirst, ends.head() - Integer.parseInt(newest.group(1)));
        }
        if (after.startsWith("latest-")) {
            throw invalid(place, "The newest events are latest-1 to latest-9999.");
        }
        OptionalLong pos = codec.read(audience, after);
        if (pos.isEmpty() || pos.getAsLong() > ends.head()) {
            throw invalid(
                    place,
                    "The cursor was not issued by this feed for the caller's audience, or for another log of his. "
                            + "Start with after=earliest.");
        }
        requireKept(codec, audience, after, pos.getAsLong(), ends);
        return pos.getAsLong();
    }

    /**
     * Refuses to go on after a cursor whose next event is no longer kept. Asked again when events were read, because they
     * may have been dropped since the cursor was looked at: whoever names none knows of nothing that could be missing.
     *
     * @param after what the reader named
     * @param pos where he goes on
     */
    static void requireKept(CursorCodec codec, Audience audience, @Nullable String after, long pos, LogPage page) {
        boolean isCursor = after != null && !after.equals("earliest") && !after.startsWith("latest");
        long beforeFirst = page.firstPos() - 1;
        if (isCursor && pos < beforeFirst) {
            throw new ProblemException(
                            FeedProblem.CURSOR_EXPIRED,
                            "The events after this cursor are no longer kept; earliest is where the log begins now.")
                    .withMember("earliest", codec.write(audience, beforeFirst));
        }
    }

    private static ProblemException invalid(String place, String reason) {
        return new ProblemException(FeedProblem.CURSOR_INVALID, reason)
                .withErrors(FieldError.in(place, "invalid", reason));
    }

    /** True for a cursor whose events are no longer kept. */
    static boolean isExpired(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == FeedProblem.CURSOR_EXPIRED;
    }

    /** One page, without waiting. A filter that finds nothing comes back with a page that has advanced. */
    Uni<LogPage> page(Audience audience, long after, LogFilter filter, int limit) {
        return Uni.createFrom().deferred(() -> page(audience, after, filter, limit, 1, System.nanoTime()));
    }

    private Uni<LogPage> page(Audience audience, long after, LogFilter filter, int limit, int window, long begun) {
        return read(new Place(audience, after, filter, limit))
                .chain(page -> page.entries().isEmpty()
                                && !page.atHead()
                                && window < MAX_WINDOWS
                                && System.nanoTime() - begun < MAX_NANOS
                        ? page(audience, page.scannedTo(), filter, limit, window + 1, begun)
                        : Uni.createFrom().item(page));
    }

    /** Readers who stand at the same place are woken together and read it together. */
    private Uni<LogPage> read(Place place) {
        return reading.of(place, () -> log.read(place.audience, place.after, place.filter, place.limit));
    }

    /** One page; where it would be empty, waits for the first match and at most until the given time. */
    Uni<LogPage> await(Audience audience, long after, LogFilter filter, int limit, long deadlineNanos) {
        AtomicLong pos = new AtomicLong(after);
        // Repeated, not recursive: a filtered reader may be woken often before anything matches.
        return Uni.createFrom()
                .deferred(() -> page(audience, pos.get(), filter, limit)
                        .invoke(page -> pos.set(page.scannedTo()))
                        .call(page -> isWaiting(page, deadlineNanos)
                                ? more(audience, page.scannedTo(), Duration.ofNanos(deadlineNanos - System.nanoTime()))
                                : Uni.createFrom().voidItem()))
                .repeat()
                .indefinitely()
                .select()
                .where(page -> !isWaiting(page, deadlineNanos))
                .toUni();
    }

    private static boolean isWaiting(LogPage page, long deadlineNanos) {
        return page.entries().isEmpty() && deadlineNanos - System.nanoTime() > 0;
    }

    /** Completes when there may be more after a position, or after the given time. */
    Uni<Void> more(Audience audience, long pos, Duration longest) {
        return watch.beyond(audience, pos, longest);
    }

    /**
     * Where a reader begins.
     *
     * @param codec writes the cursors of this feed
     * @param pos position of the last event known
     */
    record Start(CursorCodec codec, long pos) {}

    private record Place(Audience audience, long after, LogFilter filter, int limit) {}
}
