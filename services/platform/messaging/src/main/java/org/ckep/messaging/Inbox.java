package org.ckep.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.ckep.kernel.access.Audience;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the handlers of {@link EventConsumer}: memory of events, transaction, repetition, quarantine, metrics. */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private static final String REMEMBER = "insert into inbox_event(consumer, source, id) "
            + "values (:consumer, :source, :id) on conflict do nothing";
    private static final String QUARANTINE =
            "insert into inbox_quarantine(consumer, topic, part, record_offset, record_key, headers, value, error) "
                    + "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";

    private final MessagingConfig.Inbox config;
    private final EventTopics topics;
    private final Mutiny.SessionFactory sessions;
    private final Pool pool;
    private final MeterRegistry metrics;

    Inbox(
            MessagingConfig config,
            EventTopics topics,
            Mutiny.SessionFactory sessions,
            Pool pool,
            MeterRegistry metrics) {
        this.config = config.inbox();
        this.topics = topics;
        this.sessions = sessions;
        this.pool = pool;
        this.metrics = metrics;
    }

    Uni<Void> consume(
            String consumer,
            ConsumerRecord<String, byte[]> record,
            Predicate<CloudEvent> accepts,
            BiFunction<Mutiny.Session, CloudEvent, Uni<Void>> handler) {
        CloudEvent event;
        try {
            event = read(record);
        } catch (MalformedEventException malformed) {
            return quarantine(consumer, record, malformed);
        }
        if (!accepts.test(event)) {
            count(consumer, "skipped");
            return Uni.createFrom().voidItem();
        }
        Timer.Sample sample = Timer.start(metrics);
        return attempt(consumer, record, event, handler, 1)
                .eventually(() -> sample.stop(metrics.timer("events.handle", "consumer", consumer)));
    }

    private CloudEvent read(ConsumerRecord<String, byte[]> record) {
        CloudEvent event = KafkaCloudEvents.decode(record.headers(), record.value());
        Optional<Audience> audience = topics.audience(record.topic());
        if (audience.isEmpty()) {
            return event;
        }
        // The topic decides, because the topic is what access control guards.
        String id = audience.get().id();
        String claimed = event.extension(CloudEvent.AUDIENCE);
        if (claimed != null && !claimed.equals(id)) {
            throw new MalformedEventException("audience " + claimed + " on the topic of " + id);
        }
        return claimed == null ? event.withExtension(CloudEvent.AUDIENCE, id) : event;
    }

    private Uni<Void> attempt(
            String consumer,
            ConsumerRecord<String, byte[]> record,
            CloudEvent event,
            BiFunction<Mutiny.Session, CloudEvent, Uni<Void>> handler,
            int number) {
        return once(consumer, event, handler)
                .onFailure(MalformedEventException.class)
                .recoverWithUni(malformed -> quarantine(consumer, record, malformed))
                .onFailure()
                .recoverWithUni(failure -> {
                    boolean unavailable = DatabaseFailures.isUnavailable(failure);
                    if (!unavailable && number >= config.maxAttempts()) {
                        return quarantine(consumer, record, failure);
                    }
                    LOG.warnf(failure, "%s: attempt %d at %s failed, will be repeated", consumer, number, event);
                    count(consumer, "retried");
                    return after(pause(number))
                            .chain(() -> attempt(consumer, record, event, handler, unavailable ? number : number + 1));
                });
    }

    private Uni<Void> once(
            String consumer, CloudEvent event, BiFunction<Mutiny.Session, CloudEvent, Uni<Void>> handler) {
        return sessions.withTransaction(session -> session.createNativeQuery(REMEMBER)
                        .setParameter("consumer", consumer)
                        .setParameter("source", event.source())
                        .setParameter("id", event.id())
                        .executeUpdate()
                        .chain(inserted -> inserted == 0
                                ? Uni.createFrom().item("duplicate")
                                : handler.apply(session, event).replaceWith("applied")))
                .invoke(outcome -> count(consumer, outcome))
                .replaceWithVoid();
    }

    private Uni<Void> quarantine(String consumer, ConsumerRecord<String, byte[]> record, Throwable cause) {
        LOG.errorf(
                cause,
                "%s: record %s-%d@%d goes to quarantine",
                consumer,
                record.topic(),
                record.partition(),
                record.offset());
        Tuple row = Tuple.tuple()
                .addString(consumer)
                .addString(record.topic())
                .addInteger(record.partition())
                .addLong(record.offset())
                .addBuffer(record.key() == null ? null : Buffer.buffer(record.key()))
                .addJsonObject(readable(record.headers()))
                .addBuffer(record.value() == null ? null : Buffer.buffer(record.value()))
                .addString(String.valueOf(cause.getMessage()));
        return store(consumer, row, 1).invoke(() -> count(consumer, "quarantined"));
    }

    private Uni<Void> store(String consumer, Tuple row, int number) {
        return pool.preparedQuery(QUARANTINE)
                .execute(row)
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "%s: quarantine not written yet, attempt %d", consumer, number);
                    return after(pause(number)).chain(() -> store(consumer, row, number + 1));
                });
    }

    private static JsonObject readable(Headers headers) {
        JsonObject json = new JsonObject();
        for (Header header : headers) {
            byte[] value = header.value();
            json.put(clean(header.key()), value == null ? null : clean(new String(value, StandardCharsets.UTF_8)));
        }
        return json;
    }

    /** PostgreSQL's jsonb refuses U+0000; a hostile header must not block the quarantine that is meant for it. */
    private static String clean(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    private Duration pause(int number) {
        return Backoff.pause(config.minRetryInterval(), config.maxRetryInterval(), number);
    }

    /**
     * Waits and comes back on the same Vert.x context: a Hibernate Reactive session opened from a timer thread fails.
     */
    private static Uni<Void> after(Duration pause) {
        Supplier<@Nullable Context> current = Vertx::currentContext;
        return Uni.createFrom().emitter(emitter -> {
            Context context = current.get();
            if (context == null) {
                emitter.fail(new IllegalStateException("events are consumed on a Vert.x context"));
                return;
            }
            context.owner()
                    .setTimer(
                            Math.max(1, pause.toMillis()),
                            timer -> context.runOnContext(resume -> emitter.complete(null)));
        });
    }

    private void count(String consumer, String outcome) {
        Counter.builder("events.consumed")
                .tag("consumer", consumer)
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
