package org.ckep.hub.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.hub.log.LogWatch;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Streams of Server-Sent Events. A stream is nothing but repeated reading by position, so there is no hand-over between
 * backlog and live: it reads when its client has taken what was read before, and waits for more where there is none.
 */
@ApplicationScoped
public class EventStreams {
    private static final Logger LOG = Logger.getLogger(EventStreams.class);

    /** Comes after the last events of a stream and is not sent. */
    private static final List<OutboundSseEvent> END = Collections.unmodifiableList(new ArrayList<>());

    private final LogWatch watch;
    private final FeedConfig config;
    private final Clock clock;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean stopping;

    EventStreams(LogWatch watch, FeedConfig config, Clock clock, MeterRegistry metrics) {
        this.watch = watch;
        this.config = config;
        this.clock = clock;
        Gauge.builder("sse.connections", open::get)
                .description("open streams of this process")
                .register(metrics);
    }

    /** What a stream tells. Asked for one part after the other. */
    public interface Source {
        /** What comes next. Where nothing does, waits for it, but not longer than this, and then tells nothing. */
        Uni<Part> next(Duration longest);

        /** Tells how far reading has come past what was told, null where it has not. */
        @Nullable
        OutboundSseEvent checkpoint();
    }

    /**
     * Part of a stream.
     *
     * @param isLast true where the stream ends with it
     */
    public record Part(List<OutboundSseEvent> events, boolean isLast) {
        /** Nothing for now. */
        public static final Part NOTHING = new Part(List.of(), false);

        public Part {
            events = List.copyOf(events);
        }

        /** Ends the stream. */
        public static Part last(OutboundSseEvent event) {
            return new Part(List.of(event), true);
        }
    }

    /** An event with the position after which a reader goes on who got it, null where it has none. */
    public static OutboundSseEvent event(Sse sse, @Nullable String id, String name, String data) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder().name(name).data(String.class, data);
        return (id == null ? builder : builder.id(id)).build();
    }

    /** The last event of a stream. */
    public static OutboundSseEvent bye(Sse sse, String reason) {
        return event(sse, null, "bye", "{\"reason\":\"" + reason + "\"}");
    }

    /** What ends the stream of a reader who wants what is no longer kept. */
    public static OutboundSseEvent gone(Sse sse, String earliest) {
        return event(sse, null, "gone", "{\"earliest\":\"" + earliest + "\"}");
    }

    /**
     * What a reader says that he knows.
     *
     * @param parameter where he says it
     * @param value null where he says nothing
     */
    public record Known(String parameter, @Nullable String value) {}

    /** The last event that a reader got, as a browser says it when it connects again; else what his address names. */
    public static Known resumedAfter(ContainerRequestContext request) {
        String last = request.getHeaderString("Last-Event-ID");
        return last != null && !last.isEmpty()
                ? new Known("Last-Event-ID", last)
                : new Known("after", request.getUriInfo().getQueryParameters().getFirst("after"));
    }

    /** When the token of a caller ends, null where he has none. */
    public static @Nullable Instant end(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : null;
    }

    /** Most events that a source reads at once, and so the most that wait for one slow client. */
    public int maxBatch() {
        return config.streamMaxBatch();
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
     * A stream of what a source tells.
     *
     * @param whose for the log, where it fails
     * @param end when the caller's token ends, null where it does not
     * @throws ProblemException UNAVAILABLE where this process serves no more streams
     */
    public Multi<OutboundSseEvent> open(Sse sse, String whose, Source source, @Nullable Instant end) {
        if (open.get() >= config.maxStreams()) {
            throw new ProblemException(KernelProblem.UNAVAILABLE, "This replica serves no more streams at the moment.");
        }
        return new Stream(sse, source, end)
                .events()
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "a stream of %s ends", whose))
                .onFailure()
                .recoverWithItem(() -> bye(sse, "unavailable"))
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private final class Stream {
        private final Sse sse;
        private final Source source;
        private final @Nullable Instant end;
        private volatile long silentSince = System.nanoTime();
        private volatile boolean opened;
        private volatile boolean ended;

        Stream(Sse sse, Source source, @Nullable Instant end) {
            this.sse = sse;
            this.source = source;
            this.end = end;
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
                return Uni.createFrom()
                        .item(send(List.of(sse.newEventBuilder()
                                .comment("open")
                                .reconnectDelay(config.reconnectInterval().toMillis())
                                .build())));
            }
            if (stopping) {
                return close("shutdown");
            }
            Duration lifetime = lifetime();
            if (lifetime.compareTo(Duration.ZERO) <= 0) {
                return close("token-expiry");
            }
            Duration quiet = quiet();
            Duration longest = quiet.compareTo(lifetime) < 0 ? quiet : lifetime;
            return source.next(longest.isNegative() ? Duration.ZERO : longest).map(this::told);
        }

        private List<OutboundSseEvent> told(Part part) {
            ended = part.isLast();
            if (!part.events().isEmpty()) {
                return send(part.events());
            }
            return quiet().compareTo(Duration.ZERO) > 0 ? List.of() : send(List.of(sign()));
        }

        /** How long nothing need be said yet. */
        private Duration quiet() {
            return config.heartbeatInterval().minusNanos(System.nanoTime() - silentSince);
        }

        /** Sign of life; it carries a position where reading has come further than what was told. */
        private OutboundSseEvent sign() {
            OutboundSseEvent checkpoint = source.checkpoint();
            return checkpoint != null
                    ? checkpoint
                    : sse.newEventBuilder().comment("hb").build();
        }

        private Duration lifetime() {
            Instant last = end;
            return last == null
                    ? Duration.ofDays(1)
                    : Duration.between(clock.instant(), last).minus(config.tokenGracePeriod());
        }

        private List<OutboundSseEvent> send(List<OutboundSseEvent> events) {
            silentSince = System.nanoTime();
            return events;
        }

        private Uni<List<OutboundSseEvent>> close(String reason) {
            ended = true;
            return Uni.createFrom().item(List.of(bye(sse, reason)));
        }
    }
}
