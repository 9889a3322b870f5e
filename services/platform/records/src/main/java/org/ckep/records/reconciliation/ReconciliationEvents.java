package org.ckep.records.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.RecordsConfig;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells both sides and the secretariat of breaks; nobody else learns that there is one. */
@ApplicationScoped
class ReconciliationEvents {
    private final Outbox outbox;
    private final Clock clock;
    private final String prefix;

    ReconciliationEvents(Outbox outbox, Clock clock, RecordsConfig config) {
        this.outbox = outbox;
        this.clock = clock;
        this.prefix = "org.ckep." + config.eventDomain() + ".reconciliation.";
    }

    Uni<Void> opened(Mutiny.Session session, StoredBreak found) {
        return tell(session, found, "break_opened");
    }

    Uni<Void> closed(Mutiny.Session session, StoredBreak found) {
        return tell(session, found, "break_closed");
    }

    private Uni<Void> tell(Mutiny.Session session, StoredBreak found, String verb) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("urn", found.record());
        data.put("break", found.urn());
        data.put("pair", found.pair().name());
        data.put("state", found.toBreak().state());
        data.put("suggested", found.suggested());
        if (found.toBreak().reason() != null) {
            data.put("reason", found.toBreak().reason());
        }
        return outbox.publish(
                session,
                DomainEvent.forAll(
                        prefix + verb + ".v1", found.record(), clock.instant(), null, Classification.BILATERAL, data));
    }
}
