package org.ckep.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** A consumer as a service writes one; its data says how often it fails and how. */
@ApplicationScoped
class NoteConsumer extends EventConsumer {
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    NoteConsumer(Inbox inbox) {
        super(inbox, "notes");
    }

    @Incoming("notes")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return consume(record);
    }

    @Override
    protected boolean accepts(CloudEvent event) {
        return event.type().startsWith("org.ckep.consumed.");
    }

    @Override
    protected Uni<Void> handle(Mutiny.Session session, CloudEvent event) {
        int attempt =
                attempts.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet();
        return session.createNativeQuery(
                        "insert into effect(consumer, event_id, audience) values ('notes', :id, :audience)")
                .setParameter("id", event.id())
                .setParameter("audience", event.audience().id())
                .executeUpdate()
                .invoke(() -> fail(event, attempt))
                .replaceWithVoid();
    }

    int attempts(String id) {
        AtomicInteger count = attempts.get(id);
        return count == null ? 0 : count.get();
    }

    private static void fail(CloudEvent event, int attempt) {
        switch (event.type()) {
            case "org.ckep.consumed.note.fails_twice.v1" -> {
                if (attempt <= 2) {
                    throw new IllegalStateException("attempt " + attempt);
                }
            }
            case "org.ckep.consumed.note.fails_always.v1" -> throw new IllegalStateException("cannot be applied");
            case "org.ckep.consumed.note.database_away.v1" -> {
                if (attempt <= 8) {
                    throw new io.vertx.core.VertxException("connection lost");
                }
            }
            default -> {}
        }
    }
}
