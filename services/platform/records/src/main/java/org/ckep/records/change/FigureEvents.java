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

/** Tells who reads a figure of one side or of both from now on that there is one; what it says, the record answers. */
@ApplicationScoped
public class FigureEvents {
    private final Outbox outbox;
    private final Clock clock;
    private final String domain;

    FigureEvents(Outbox outbox, Clock clock, RecordsConfig config) {
        this.outbox = outbox;
        this.clock = clock;
        this.domain = config.eventDomain();
    }

    private String type(String verb) {
        return "org.ckep." + domain + ".figure." + verb + ".v1";
    }

    /** Tells both sides and the secretariat that both have agreed on a figure for themselves. */
    Uni<Void> agreed(Mutiny.Session session, Urn record, String attribute) {
        return outbox.publish(
                session,
                DomainEvent.forAll(
                        type("agreed"),
                        record,
                        clock.instant(),
                        null,
                        Classification.BILATERAL,
                        ofBoth(record, attribute)));
    }

    private static Map<String, Object> ofBoth(Urn record, String attribute) {
        return Map.of("urn", record, "attribute", attribute, "agreement", Agreement.AGREED);
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
        Map<String, Object> data =
                side == null ? ofBoth(record, attribute) : Map.of("urn", record, "attribute", attribute, "side", side);
        Set<Audience> known = before instanceof Classification.Partner partner ? Audience.agencies(partner) : Set.of();
        return outbox.publish(
                session,
                DomainEvent.forAll(type("released"), record, clock.instant(), null, readers, data)
                        .without(known));
    }
}
