package org.ckep.hub.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.hub.log.LogFilter;
import org.ckep.hub.log.LogPage;
import org.ckep.hub.log.LogWatch;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The feed as Server-Sent Events. A stream is nothing but repeated reading by position, so there is no hand-over between
 * backlog and live: it reads one page when its client has taken the one before, and waits at the head for more.
 */
@ApplicationScoped
class FeedStreams {
    private static final Logger LOG = Logger.getLogger(FeedStreams.class);

    /** Comes after the last events of a stream and is not sent. */
    private static final List<OutboundSseEvent> END = Collections.unmodifiableList(new ArrayList<>());

    private final FeedReader reader;
    private final LogWatch watch;
    private final FeedConfig config;
    private final Clock clock;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean stopping;

    FeedStreams(FeedReader reader, LogWatch watch, FeedConfig config, Clock clock, MeterRegistry metrics) {
        this.reader = reader;
        this.watch = watch;
        this.config = config;
        this.clock = clock;
        Gauge.builder("sse.connections", open::get)
                .description("open streams of this process")
                .register(metrics);
    }

    void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopping = true;
        watch.wakeAll();
    }

    /**
     * A stream of the audience's events.
     *
     * @param end when the caller's token ends, null where it does not
     */
    Multi<OutboundSseEvent> open(
            Sse sse, Audience audience, FeedReader.Start start, LogFilter filter, @Nullable Instant end) {
        if (open.get() >= config.maxStreams()) {
            throw new ProblemException(KernelProblem.UNAVAILABLE, "This replica serves no more streams at the moment.");
        }
        return new Stream(sse, audience, filter, end, start)
                .events()
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "a stream of %s ends", audience))
                .onFailure()
                .recoverWithItem(() -> event(sse, null, "bye", "{\"reason\":\"unavailable\"}"))
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    /** What a reader gets whose cursor is older than the log. */
    Multi<OutboundSseEvent> expired(Sse sse, String earliest) {
        return Multi.createFrom().item(gone(sse, earliest));
    }

    private static OutboundSseEvent gone(Sse sse, String earliest) {
        return event(sse, null, "gone", "{\"earliest\":\"" + earliest + "\"}");
    }

    private static OutboundSseEvent event(Sse sse, @Nullable String id, String name, String data) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder().name(name).data(String.class, data);
        return (id == null ? builder : builder.id(id)).build();
    }

    private final class Stream {
        private final Sse sse;
        private final Audience audience;
        private final LogFilter filter;
        private final @Nullable Instant end;
        private final CursorCodec codec;
        private volatile long pos;
        private volatile long toldPos;
        private volatile long silentSince = System.nanoTime();
        private volatile boolean opened;
        private volatile boolean ended;

        Stream(Sse sse, Audience audience, LogFilter filter, @Nullable Instant end, FeedReader.Start start) {
            this.sse = sse;
            this.audience = audience;
            this.filter = filter;
            this.end = end;
            this.codec = start.codec();
            this.pos = start.pos();
            this.toldPos = start.pos();
        }

        Multi<OutboundSseEvent> events() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::step)
                    .indefinitely()
                    .select()
                    .first(events -> events != END)
                    .onItem()
                    .disjoint();
        }

        private Uni<List<OutboundSseEvent>> step() {
            if (ended) {
                return Uni.createFrom().item(END);
            }
            if (!opened) {
                opened = true;
                return send(List.of(sse.newEventBuilder()
                        .comment("open")
                        .reconnectDelay(config.reconnectInterval().toMillis())
                        .build()));
            }
            if (stopping) {
                return close(event(sse, null, "bye", "{\"reason\":\"shutdown\"}"));
            }
            if (lifetime().compareTo(Duration.ZERO) <= 0) {
                return close(event(sse, null, "bye", "{\"reason\":\"token-expiry\"}"));
            }
            return reader.page(audience, pos, filter, config.streamMaxBatch()).chain(this::deliver);
        }

        private Uni<List<OutboundSseEvent>> deliver(LogPage page) {
            if (pos < page.firstPos() - 1) {
                return close(gone(sse, codec.write(audience, page.firstPos() - 1)));
            }
            pos = page.scannedTo();
            if (!page.entries().isEmpty()) {
                toldPos = page.entries().get(page.entries().size() - 1).pos();
                return send(page.entries().stream()
                        .map(entry -> event(
                                sse,
                                codec.write(audience, entry.pos()),
                                "cloudevent",
                                new String(entry.body(), StandardCharsets.UTF_8)))
                        .toList());
            }
            Duration quiet = config.heartbeatInterval().minusNanos(System.nanoTime() - silentSince);
            if (quiet.compareTo(Duration.ZERO) <= 0) {
                return send(List.of(sign()));
            }
            if (!page.atHead()) {
                return nothing();
            }
            Duration pause = quiet.compareTo(lifetime()) < 0 ? quiet : lifetime();
            return reader.more(audience, pos, pause).chain(this::nothing);
        }

        /** Sign of life; it carries a cursor where a filter has passed over events, so that resuming does too. */
        private OutboundSseEvent sign() {
            if (toldPos < pos) {
                toldPos = pos;
                return event(sse, codec.write(audience, pos), "checkpoint", "{}");
            }
            return sse.newEventBuilder().comment("hb").build();
        }

        private Duration lifetime() {
            Instant last = end;
            return last == null
                    ? Duration.ofDays(1)
                    : Duration.between(clock.instant(), last).minus(config.tokenGracePeriod());
        }

        private Uni<List<OutboundSseEvent>> send(List<OutboundSseEvent> events) {
            silentSince = System.nanoTime();
            return Uni.createFrom().item(events);
        }

        private Uni<List<OutboundSseEvent>> close(OutboundSseEvent last) {
            ended = true;
            return Uni.createFrom().item(List.of(last));
        }

        private Uni<List<OutboundSseEvent>> nothing() {
            return Uni.createFrom().item(new ArrayList<>());
        }
    }
}
