package org.ckep.records.figure;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.RecordsConfig;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells whoever reads a side's figure from now on that there is one; what it says, the record answers. */
@ApplicationScoped
class FigureEvents {
    private final Outbox outbox;
    private final Clock clock;
    private final String type;

    FigureEvents(Outbox outbox, Clock clock, RecordsConfig config) {
        this.outbox = outbox;
        this.clock = clock;
        this.type = "org.ckep." + config.eventDomain() + ".figure.released.v1";
    }

    Uni<Void> released(Mutiny.Session session, Urn record, String attribute, Side side, Classification readers) {
        Map<String, Object> data = Map.of("urn", record, "attribute", attribute, "side", side);
        return outbox.publish(session, DomainEvent.forAll(type, record, clock.instant(), null, readers, data));
    }
}
