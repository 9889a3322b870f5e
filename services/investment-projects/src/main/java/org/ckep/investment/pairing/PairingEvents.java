package org.ckep.investment.pairing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells both sides, and nobody else, what becomes of pairings that stand before both; of each record by itself. */
@ApplicationScoped
class PairingEvents {
    private static final String PROPOSED = "org.ckep.investment.project.pairing_proposed.v1";
    private static final String CLOSED = "org.ckep.investment.project.pairing_closed.v1";
    private static final String PAIRED = "org.ckep.investment.project.paired.v1";
    private static final String UNPAIRED = "org.ckep.investment.project.unpaired.v1";

    private final Outbox outbox;
    private final Clock clock;

    PairingEvents(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The other side has a pairing before itself. */
    Uni<Void> proposed(Mutiny.Session session, StoredPairing pairing, PairingContent content) {
        return tell(session, PROPOSED, pairing, content);
    }

    /** Both sides have agreed. */
    Uni<Void> agreed(Mutiny.Session session, StoredPairing pairing, PairingContent content) {
        String type =
                switch (content.kind()) {
                    case PAIR -> PAIRED;
                    case UNPAIR -> UNPAIRED;
                };
        return tell(session, type, pairing, content);
    }

    /** It ended without an agreement; of what never stood before both sides nothing is told. */
    Uni<Void> closed(Mutiny.Session session, StoredPairing pairing, PairingContent content) {
        ChangeSet ended = pairing.toChangeSet();
        return ended.proposedAt() == null || ended.state().isOpen()
                ? Uni.createFrom().voidItem()
                : tell(session, CLOSED, pairing, content);
    }

    private Uni<Void> tell(Mutiny.Session session, String type, StoredPairing pairing, PairingContent content) {
        return Multi.createFrom()
                .iterable(content.members())
                .onItem()
                .transformToUniAndConcatenate(member -> {
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("urn", member.project());
                    data.put("pairing", pairing.urn());
                    data.put("pairingKind", content.kind());
                    if (type.equals(CLOSED)) {
                        data.put("state", pairing.toChangeSet().state());
                    }
                    data.put("group", content.group());
                    data.put("side", pairing.side());
                    data.put("counted", content.counted());
                    data.put("members", content.members());
                    return outbox.publish(session, DomainEvent.forSides(type, member.project(), clock.instant(), data));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }
}
