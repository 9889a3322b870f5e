package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.change.Objection;
import org.ckep.kernel.id.Urn;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.RecordsConfig;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells the two sides what is contested between them; nobody else, and nobody of what was never raised. */
@ApplicationScoped
class ObjectionEvents {
    private final ChangeStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final String prefix;

    ObjectionEvents(ChangeStore store, Outbox outbox, Clock clock, RecordsConfig config) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.prefix = "org.ckep." + config.eventDomain() + ".record.";
    }

    /** Tells of the state that an objection has now. */
    Uni<Void> tell(Mutiny.Session session, StoredObjection stored) {
        Objection objection = stored.toObjection();
        if (objection.raisedAt() == null) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("urn", stored.record());
        data.put("objection", stored.urn());
        data.put("side", objection.side());
        if (objection.attribute() != null) {
            data.put("attribute", objection.attribute());
        }
        data.put("state", objection.state());
        UUID change = stored.settledBy();
        if (change != null) {
            data.put("changeSet", new Urn(StoredChange.TYPE, change));
        }
        String verb =
                switch (objection.state()) {
                    case PREPARED, STANDING -> "contested";
                    case DROPPED, SETTLED -> "contest_settled";
                };
        DomainEvent event = DomainEvent.forSides(prefix + verb + ".v1", stored.record(), clock.instant(), data);
        return store.agreedVersion(session, stored.record())
                .chain(version -> outbox.publish(session, event.withRecordVersion(version)));
    }
}
