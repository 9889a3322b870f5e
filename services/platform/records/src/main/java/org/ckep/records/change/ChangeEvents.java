package org.ckep.records.change;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Reminder;
import org.ckep.kernel.id.Urn;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.ckep.records.RecordsConfig;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Tells the two sides what becomes of change sets; nobody else, and of an unproposed one its own side alone. */
@ApplicationScoped
class ChangeEvents {
    private final ChangeStore store;
    private final Outbox outbox;
    private final ReleaseJson releases;
    private final PatchDocument patches;
    private final Clock clock;
    private final String prefix;

    ChangeEvents(
            ChangeStore store,
            Outbox outbox,
            ReleaseJson releases,
            PatchDocument patches,
            Clock clock,
            RecordsConfig config) {
        this.store = store;
        this.outbox = outbox;
        this.releases = releases;
        this.patches = patches;
        this.clock = clock;
        this.prefix = "org.ckep." + config.eventDomain() + ".change.";
    }

    /** A change set that was outdated with the record, as the database names it. */
    record Outdated(Urn change, Side side, boolean proposed, int version) {}

    /** The verb of the event that announces this state; null where nobody beside the own side need learn of it. */
    private static @Nullable String verb(ChangeState state) {
        return switch (state) {
            case PROPOSED -> "proposed";
            case COUNTERED -> "countered";
            case APPLIED -> "accepted";
            case REJECTED -> "rejected";
            case WITHDRAWN -> "withdrawn";
            case EXPIRED -> "expired";
            case STALE -> "stale";
            case DRAFT, SUBMITTED, DISMISSED, UNDER_REVIEW -> null;
        };
    }

    /** Tells of the state that a change set has now. */
    Uni<Void> tell(Mutiny.Session session, StoredChange change) {
        String verb = verb(change.state());
        boolean proposed = change.toChangeSet().proposedAt() != null;
        if (verb == null || !proposed) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Object> data = data(change.record(), change.urn(), change.side(), change.state());
        data.put("hash", change.toChangeSet().hash());
        data.put("makesJoint", change.makesJoint());
        if (change.parent() != null) {
            data.put("answers", new Urn(StoredChange.TYPE, change.parent()));
        }
        if (change.unusualProcedure() != null) {
            data.put("procedure", change.unusualProcedure());
        }
        Classification readers = releases.read(change.classification());
        if (readers != null) {
            data.put("classification", readers.level());
        }
        ProposedFigure figure = patches.figure(change.figure());
        if (figure != null) {
            data.put("attribute", figure.attribute());
        }
        if (change.state() == ChangeState.PROPOSED) {
            data.put("deadline", String.valueOf(change.toChangeSet().deadline()));
        }
        return publish(session, change.record(), verb, change.side(), true, data);
    }

    /** Reminds both sides that a change set waits, and how long yet. */
    Uni<Void> remind(Mutiny.Session session, StoredChange change, Reminder reminder) {
        Map<String, Object> data = data(change.record(), change.urn(), change.side(), change.state());
        data.put("deadline", String.valueOf(change.toChangeSet().deadline()));
        data.put("daysLeft", reminder.days());
        if (change.unusualProcedure() != null) {
            data.put("procedure", change.unusualProcedure());
        }
        return publish(session, change.record(), "deadline_near", change.side(), true, data);
    }

    /** Tells of change sets that the record has left behind. */
    Uni<Void> tellStale(Mutiny.Session session, Urn record, Iterable<Outdated> outdated) {
        return Multi.createFrom()
                .iterable(outdated)
                .onItem()
                .transformToUniAndConcatenate(change -> publish(
                        session,
                        record,
                        "stale",
                        change.side(),
                        change.proposed(),
                        data(record, change.change(), change.side(), ChangeState.STALE)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Map<String, Object> data(Urn record, Urn change, Side side, ChangeState state) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("urn", record);
        data.put("changeSet", change);
        data.put("side", side);
        data.put("state", state);
        return data;
    }

    private Uni<Void> publish(
            Mutiny.Session session, Urn record, String verb, Side side, boolean toBoth, Map<String, Object> data) {
        String type = prefix + verb + ".v1";
        DomainEvent event = toBoth
                ? DomainEvent.forSides(type, record, clock.instant(), data)
                : DomainEvent.forAll(type, record, clock.instant(), null, Classification.side(side), data);
        return store.agreedVersion(session, record)
                .chain(version -> outbox.publish(session, event.withRecordVersion(version)));
    }
}
