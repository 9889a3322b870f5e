package org.ckep.hub.feed;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.ckep.hub.log.LogFilter;
import org.ckep.hub.log.LogPage;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/** The feed as Server-Sent Events. */
@ApplicationScoped
class FeedStreams {
    private final FeedReader reader;
    private final EventStreams streams;

    FeedStreams(FeedReader reader, EventStreams streams) {
        this.reader = reader;
        this.streams = streams;
    }

    /**
     * A stream of the audience's events.
     *
     * @param end when the caller's token ends, null where it does not
     */
    Multi<OutboundSseEvent> open(
            Sse sse, Audience audience, FeedReader.Start start, LogFilter filter, @Nullable Instant end) {
        return streams.open(sse, audience.toString(), new LogSource(sse, audience, start, filter), end);
    }

    /** What a reader gets whose cursor is older than the log. */
    Multi<OutboundSseEvent> expired(Sse sse, String earliest) {
        return Multi.createFrom().item(EventStreams.gone(sse, earliest));
    }

    /** What passes a filter of a log, by its positions. */
    private final class LogSource implements EventStreams.Source {
        private final Sse sse;
        private final Audience audience;
        private final LogFilter filter;
        private final CursorCodec codec;
        private volatile long pos;
        private volatile long toldPos;

        LogSource(Sse sse, Audience audience, FeedReader.Start start, LogFilter filter) {
            this.sse = sse;
            this.audience = audience;
            this.filter = filter;
            this.codec = start.codec();
            this.pos = start.pos();
            this.toldPos = start.pos();
        }

        @Override
        public Uni<EventStreams.Part> next(Duration longest) {
            return reader.page(audience, pos, filter, streams.maxBatch()).chain(page -> told(page, longest));
        }

        private Uni<EventStreams.Part> told(LogPage page, Duration longest) {
            if (pos < page.firstPos() - 1) {
                return Uni.createFrom()
                        .item(EventStreams.Part.last(
                                EventStreams.gone(sse, codec.write(audience, page.firstPos() - 1))));
            }
            pos = page.scannedTo();
            if (!page.entries().isEmpty()) {
                toldPos = page.entries().get(page.entries().size() - 1).pos();
                return Uni.createFrom()
                        .item(new EventStreams.Part(
                                page.entries().stream()
                                        .map(entry -> EventStreams.event(
                                                sse,
                                                codec.write(audience, entry.pos()),
                                                "cloudevent",
                                                new String(entry.body(), StandardCharsets.UTF_8)))
                                        .toList(),
                                false));
            }
            return !page.atHead() || longest.isZero()
                    ? Uni.createFrom().item(EventStreams.Part.NOTHING)
                    : reader.more(audience, pos, longest).replaceWith(EventStreams.Part.NOTHING);
        }

        /** Where a filter has passed over events, so that resuming does too. */
        @Override
        public @Nullable OutboundSseEvent checkpoint() {
            if (toldPos >= pos) {
                return null;
            }
            toldPos = pos;
            return EventStreams.event(sse, codec.write(audience, pos), "checkpoint", "{}");
        }
    }
}
