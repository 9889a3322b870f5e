package org.ckep.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
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
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
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
        Timer.Sample sample = Timer.start(metrics);
        return attempt(consumer, record, accepts, handler, 1)
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
            Predicate<CloudEvent> accepts,
            BiFunction<Mutiny.Session, CloudEvent, Uni<Void>> handler,
            int number) {
        // Deferred, so that whatever a consumer throws is a failure of this attempt and never one of the channel.
        return Uni.createFrom()
                .deferred(() -> {
                    CloudEvent event = read(record);
                    return accepts.test(event)
                            ? once(consumer, event, handler)
                            : Uni.createFrom().item("skipped");
                })
                .invoke(outcome -> count(consumer, outcome))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    boolean unavailable = DatabaseFailures.isUnavailable(failure);
                    boolean hopeless = failure instanceof MalformedEventException || number >= config.maxAttempts();
                    if (hopeless && !unavailable) {
                        return quarantine(consumer, record, failure, 1);
                    }
                    LOG.warnf(
                            failure, "%s: attempt %d at %s failed, will be repeated", consumer, number, place(record));
                    count(consumer, "retried");
                    int next = unavailable ? number : number + 1;
                    return after(pause(number)).chain(() -> attempt(consumer, record, accepts, handler, next));
                });
    }

    private Uni<String> once(
            String consumer, CloudEvent event, BiFunction<Mutiny.Session, CloudEvent, Uni<Void>> handler) {
        return sessions.withTransaction(session -> session.createNativeQuery(REMEMBER)
                .setParameter("consumer", consumer)
                .setParameter("source", event.source())
                .setParameter("id", event.id())
                .executeUpdate()
                .chain(inserted -> inserted == 0
                        ? Uni.createFrom().item("duplicate")
                        : handler.apply(session, event).replaceWith("applied")));
    }

    private Uni<Void> quarantine(String consumer, ConsumerRecord<String, byte[]> record, Throwable cause, int number) {
        if (number == 1) {
            LOG.errorf(cause, "%s: record %s goes to quarantine", consumer, place(record));
        }
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(QUARANTINE).execute(row(consumer, record, cause)))
                .invoke(() -> count(consumer, "quarantined"))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "%s: quarantine not written yet, attempt %d", consumer, number);
                    return after(pause(number)).chain(() -> quarantine(consumer, record, cause, number + 1));
                });
    }

    private static Tuple row(String consumer, ConsumerRecord<String, byte[]> record, Throwable cause) {
        String key = record.key();
        return Tuple.tuple()
                .addString(consumer)
                .addString(record.topic())
                .addInteger(record.partition())
                .addLong(record.offset())
                .addValue(key == null ? null : Buffer.buffer(key))
                .addJsonObject(readable(record.headers()))
                .addValue(record.value() == null ? null : Buffer.buffer(record.value()))
                .addString(clean(String.valueOf(cause.getMessage())));
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static JsonObject readable(Headers headers) {
        JsonObject json = new JsonObject();
        for (Header header : headers) {
            byte[] value = header.value();
            json.put(clean(header.key()), value == null ? null : clean(new String(value, StandardCharsets.UTF_8)));
        }
        return json;
    }

    /** PostgreSQL's text and jsonb refuse U+0000; a hostile record must not block the quarantine that is meant for it. */
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
