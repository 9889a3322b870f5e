package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.id.Urn;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.RecordsConfig;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Tells whoever reads a figure of one side or of both from now on that there is one; what it says, the record answers. */
@ApplicationScoped
public class FigureEvents {
    private final Outbox outbox;
    private final Clock clock;
    private final String type;

    FigureEvents(Outbox outbox, Clock clock, RecordsConfig config) {
        this.outbox = outbox;
        this.clock = clock;
        this.type = "org.ckep." + config.eventDomain() + ".figure.released.v1";
    }

    /**
     * Tells of a release. An agency that reads the figure already is not told: which others do is not its to know.
     *
     * @param side whose figure it is, null where both sides have agreed on it
     * @param before who could read it before
     */
    public Uni<Void> released(
            Mutiny.Session session,
            Urn record,
            String attribute,
            @Nullable Side side,
            Classification before,
            Classification readers) {
        Map<String, Object> data = side == null
                ? Map.of("urn", record, "attribute", attribute, "agreement", Agreement.AGREED)
                : Map.of("urn", record, "attribute", attribute, "side", side);
        Set<Audience> known = before instanceof Classification.Partner partner ? Audience.agencies(partner) : Set.of();
        return outbox.publish(
                session,
                DomainEvent.forAll(type, record, clock.instant(), null, readers, data)
                        .without(known));
    }
}
