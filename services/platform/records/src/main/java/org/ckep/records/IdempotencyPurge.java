package org.ckep.records;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets idempotency keys after their period. Several replicas may do it at once. */
@ApplicationScoped
class IdempotencyPurge {
    private static final String PURGE = "delete from idempotency_key where created_at < :before";

    private final RecordTransactions transactions;
    private final RecordsConfig config;
    private final Clock clock;

    IdempotencyPurge(RecordTransactions transactions, RecordsConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "idempotency-purge",
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> purge() {
        return transactions.system(session -> session.createNativeQuery(PURGE)
                .setParameter("before", clock.instant().minus(config.idempotencyPeriod()))
                .executeUpdate()
                .replaceWithVoid());
    }
}
