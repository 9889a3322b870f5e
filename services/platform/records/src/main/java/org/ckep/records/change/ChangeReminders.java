package org.ckep.records.change;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.ckep.kernel.change.Reminder;
import org.ckep.records.RecordTransactions;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reminds both sides of change sets whose period ends, once a week before and once a day before. Several replicas may do it at
 * once: a change set is reminded of in the transaction that notes it in both sides' trail. Where none ran at a moment, the reminder is late,
 * and one that has been overtaken by the next is left out.
 */
@ApplicationScoped
class ChangeReminders {
    private static final int BATCH = 100;

    private final RecordTransactions transactions;
    private final ChangeStore store;
    private final ChangeEvents events;
    private final Clock clock;

    ChangeReminders(RecordTransactions transactions, ChangeStore store, ChangeEvents events, Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(
            identity = "change-reminders",
            every = "${ckep.changes.check-interval:1m}",
            delayed = "${ckep.changes.check-interval:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> remind() {
        return Multi.createFrom()
                .items(Reminder.values())
                .onItem()
                .transformToUniAndConcatenate(reminder -> transactions.system(
                        session -> store.toRemind(session, reminder, BATCH).chain(found -> Multi.createFrom()
                                .iterable(found)
                                .onItem()
                                .transformToUniAndConcatenate(change -> remind(session, change, reminder))
                                .collect()
                                .last()
                                .replaceWithVoid())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> remind(Mutiny.Session session, StoredChange change, Reminder reminder) {
        return Reminder.due(change.toChangeSet(), clock.instant()) == reminder
                ? store.noteReminded(session, change, reminder)
                        .chain(first -> first
                                ? events.remind(session, change, reminder)
                                : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }
}
