package org.ckep.investment.pairing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.records.Audit;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Notes that pairings have expired. From the deadline on no act is possible whether or not this ran, so it may be late;
 * several replicas may do it at once.
 */
@ApplicationScoped
class PairingExpiry {
    private static final int BATCH = 100;

    private final Register register;
    private final PairingStore store;
    private final PairingContents contents;
    private final PairingEvents events;
    private final Audit audit;
    private final Clock clock;

    PairingExpiry(
            Register register,
            PairingStore store,
            PairingContents contents,
            PairingEvents events,
            Audit audit,
            Clock clock) {
        this.register = register;
        this.store = store;
        this.contents = contents;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(
            identity = "pairing-expiry",
            every = "${ckep.changes.check-interval:1m}",
            delayed = "${ckep.changes.check-interval:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> expire() {
        return register.system(session -> store.overdue(session, BATCH).chain(overdue -> Multi.createFrom()
                .iterable(overdue)
                .onItem()
                .transformToUniAndConcatenate(pairing -> expire(session, pairing))
                .collect()
                .last()
                .replaceWithVoid()));
    }

    private Uni<Void> expire(Mutiny.Session session, StoredPairing pairing) {
        ChangeSet expired = ChangeProtocol.expired(pairing.toChangeSet(), clock.instant());
        if (expired == null) {
            return Uni.createFrom().voidItem();
        }
        pairing.become(expired, clock.instant());
        return audit.record(
                        session,
                        pairing.nobody(),
                        "expire-pairing",
                        pairing.urn(),
                        pairing.version(),
                        pairing.version() + 1)
                .call(session::flush)
                .chain(() -> events.closed(session, pairing, contents.read(pairing)));
    }
}
