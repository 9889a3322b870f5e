package org.ckep.messaging;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Base of everything that acts on an incoming event. The effect happens once for each event, however often Kafka
 * delivers it, because the memory of the event commits together with the effect.
 *
 * <p>A subclass is an {@code @ApplicationScoped} bean with a method
 *
 * <pre>{@code
 * @Incoming("references")
 * Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
 *     return consume(record);
 * }
 * }</pre>
 *
 * <p>Failures: while PostgreSQL does not answer the event waits, and with it its channel; an event whose handling fails
 * otherwise is tried {@code ckep.messaging.inbox.max-attempts} times and then goes to {@code inbox_quarantine}, as a
 * malformed record does at once. Nothing is dropped silently.
 */
public abstract class EventConsumer {
    private final Inbox inbox;
    private final String name;

    /**
     * @param inbox the shared machinery
     * @param name name of the consumer in {@code inbox_event} and in metrics; never changed, because the memory of what
     *     was consumed hangs on it
     */
    protected EventConsumer(Inbox inbox, String name) {
        this.inbox = inbox;
        this.name = name;
    }

    /** For client proxies only. */
    @SuppressWarnings("NullAway")
    protected EventConsumer() {
        this.inbox = null;
        this.name = null;
    }

    /** Consumes one record; never fails, so the channel never stops. */
    protected final Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(name, record, this::accepts, this::handle);
    }

    /** False for events that do not concern this consumer; they are acknowledged and not remembered. */
    protected boolean accepts(CloudEvent event) {
        return true;
    }

    /**
     * Applies the event within the session's transaction.
     *
     * @param session the open session; used strictly in sequence
     * @param event the event, whose audience agrees with its topic
     */
    protected abstract Uni<Void> handle(Mutiny.Session session, CloudEvent event);
}
