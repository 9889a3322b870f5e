package org.ckep.records.reconciliation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
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

    /** Of paired records each tells by itself, so that whoever follows one of them hears of it. */
    private Uni<Void> tell(Mutiny.Session session, StoredBreak found, String verb) {
        List<Urn> members = found.members();
        return Multi.createFrom()
                .iterable(members.isEmpty() ? List.of(found.record()) : members)
                .onItem()
                .transformToUniAndConcatenate(record -> tell(session, found, verb, record))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Mutiny.Session session, StoredBreak found, String verb, Urn record) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("urn", record);
        if (!record.equals(found.record())) {
            data.put("group", found.record());
        }
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
                        prefix + verb + ".v1", record, clock.instant(), null, Classification.BILATERAL, data));
    }
}
