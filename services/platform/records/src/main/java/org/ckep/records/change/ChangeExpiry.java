package org.ckep.records.change;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.records.RecordTransactions;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Notes and tells that change sets have expired. From its deadline on no act is possible whether or not this ran, so it
 * may be late; several replicas may do it at once.
 */
@ApplicationScoped
class ChangeExpiry {
    private static final int BATCH = 100;

    private final RecordTransactions transactions;
    private final ChangeStore store;
    private final ChangeEvents events;
    private final Audit audit;
    private final Clock clock;

    ChangeExpiry(RecordTransactions transactions, ChangeStore store, ChangeEvents events, Audit audit, Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(
            identity = "change-expiry",
            every = "${ckep.changes.check-interval:1m}",
            delayed = "${ckep.changes.check-interval:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> expire() {
        return transactions.system(session -> store.overdue(session, BATCH).chain(overdue -> Multi.createFrom()
                .iterable(overdue)
                .onItem()
                .transformToUniAndConcatenate(change -> expire(session, change))
                .collect()
                .last()
                .replaceWithVoid()));
    }

    /** Notes one as expired whose deadline has passed, and leaves any other as it is. */
    Uni<Void> expire(Mutiny.Session session, StoredChange change) {
        ChangeSet expired = ChangeProtocol.expired(change.toChangeSet(), clock.instant());
        if (expired == null) {
            return Uni.createFrom().voidItem();
        }
        change.become(expired, clock.instant());
        return audit.recordForSides(
                        session,
                        "expire-change",
                        change.urn(),
                        change.version(),
                        change.version() + 1,
                        Imprint.ofHash(change.hash()))
                .call(session::flush)
                .chain(() -> events.tell(session, change));
    }
}
