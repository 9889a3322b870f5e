package org.ckep.hub.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.feed.EventStreams;
import org.ckep.hub.feed.LongPoll;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A subscription's events as Server-Sent Events, by the same numbers by which they are delivered and fetched. */
@ApplicationScoped
class SubscriberStreams {
    private final SubscriberFeed feed;
    private final EventStreams streams;

    SubscriberStreams(SubscriberFeed feed, EventStreams streams) {
        this.feed = feed;
        this.streams = streams;
    }

    /** A stream of what comes after where its reader begins. */
    Multi<OutboundSseEvent> open(Sse sse, NumberPoint point) {
        return streams.open(sse, "subscription " + point.id(), new Source(sse, point), point.end());
    }

    private final class Source implements EventStreams.Source {
        private final Sse sse;
        private final Owner owner;
        private final UUID id;
        private volatile long number;
        private volatile long told;

        Source(Sse sse, NumberPoint point) {
            this.sse = sse;
            this.owner = point.owner();
            this.id = point.id();
            this.number = point.number();
            this.told = point.number();
        }

        @Override
        public Uni<EventStreams.Part> next(Duration longest) {
            LongPoll poll = new LongPoll(streams.maxBatch(), System.nanoTime() + longest.toNanos());
            return feed.read(owner, id, number, poll)
                    .map(this::told)
                    .onFailure(SubscriberStreams::isEnd)
                    .recoverWithItem(failure -> EventStreams.Part.last(last((ProblemException) failure)));
        }

        private EventStreams.Part told(SubscriberFeed.Fetched fetched) {
            number = fetched.next();
            List<SubscriberFeed.Numbered> events = fetched.events();
            if (!events.isEmpty()) {
                told = events.get(events.size() - 1).number();
            }
            return new EventStreams.Part(
                    events.stream()
                            .map(event -> EventStreams.event(
                                    sse,
                                    Long.toString(event.number()),
                                    "cloudevent",
                                    new String(event.body(), StandardCharsets.UTF_8)))
                            .toList(),
                    false);
        }

        private OutboundSseEvent last(ProblemException failure) {
            return failure.type() == SubscriptionProblem.NUMBER_EXPIRED
                    ? EventStreams.gone(sse, String.valueOf(failure.members().get("earliest")))
                    : EventStreams.bye(sse, "ended");
        }

        /** Where the last numbers have lost their events. */
        @Override
        public @Nullable OutboundSseEvent checkpoint() {
            if (told >= number) {
                return null;
            }
            told = number;
            return EventStreams.event(sse, Long.toString(number), "checkpoint", "{}");
        }
    }

    /** True where the subscription is no more, or no longer keeps what comes next. */
    private static boolean isEnd(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.type() == KernelProblem.NOT_FOUND || problem.type() == SubscriptionProblem.NUMBER_EXPIRED);
    }
}
