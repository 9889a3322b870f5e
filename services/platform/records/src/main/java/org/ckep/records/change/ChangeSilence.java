package org.ckep.records.change;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordTransactions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Lets change sets come into force to which the other side has not objected within their period, where its silence is
 * consent. It may be late, and an objection counts until it has run; several replicas may do it at once, since each change
 * set is settled under its record's lock. What does not fit its record any more expires.
 */
@ApplicationScoped
class ChangeSilence {
    private static final Logger LOG = Logger.getLogger(ChangeSilence.class);
    private static final int BATCH = 100;

    private final RecordTransactions transactions;
    private final ChangeStore store;
    private final ChangeSets changes;
    private final ChangeExpiry expiry;
    private final Map<String, JointRecords> registers;

    ChangeSilence(
            RecordTransactions transactions,
            ChangeStore store,
            ChangeSets changes,
            ChangeExpiry expiry,
            @All List<JointRecords> registers) {
        this.transactions = transactions;
        this.store = store;
        this.changes = changes;
        this.expiry = expiry;
        this.registers = registers.stream().collect(Collectors.toMap(JointRecords::urnType, Function.identity()));
    }

    /** One that nobody has objected to; the deadline is where reading goes on. */
    private record Silent(UUID change, Urn record, Instant deadline) {}

    @Scheduled(
            identity = "change-silence",
            every = "${ckep.changes.check-interval:1m}",
            delayed = "${ckep.changes.check-interval:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> settle() {
        return settleAfter(Instant.EPOCH, new UUID(0, 0));
    }

    private Uni<Void> settleAfter(Instant deadline, UUID change) {
        return transactions
                .system(session -> store.silent(session, deadline, change, BATCH)
                        .map(found -> found.stream()
                                .map(one -> new Silent(
                                        one.id(),
                                        one.record(),
                                        Objects.requireNonNull(one.toChangeSet().deadline())))
                                .toList()))
                .chain(silent -> Multi.createFrom()
                        .iterable(silent)
                        .onItem()
                        .transformToUniAndConcatenate(this::settleOrLeave)
                        .collect()
                        .last()
                        .chain(() -> silent.size() < BATCH
                                ? Uni.createFrom().voidItem()
                                : settleAfter(
                                        silent.get(BATCH - 1).deadline(),
                                        silent.get(BATCH - 1).change())));
    }

    /** One that cannot be settled is tried again the next time and holds up none of the others. */
    private Uni<Void> settleOrLeave(Silent silent) {
        return settle(silent)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "change set %s could not be settled", silent.change()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settle(Silent silent) {
        return locked(silent, (session, change) -> register(silent.record())
                        .get(session, change.nobody(), silent.record())
                        .chain(record -> changes.applyBySilence(session, record, change)))
                .onFailure(ProblemException.class)
                .recoverWithUni(refusal -> {
                    LOG.infof("change set %s is not agreed to by silence: %s", silent.change(), refusal.getMessage());
                    return locked(silent, expiry::expire);
                });
    }

    /** Works on the change set as it stands once nobody else acts on those of its record. */
    private Uni<Void> locked(Silent silent, BiFunction<Mutiny.Session, StoredChange, Uni<Void>> work) {
        return transactions.system(session -> changes.lock(session, silent.record())
                .chain(() -> session.find(StoredChange.class, silent.change()))
                .chain(change -> work.apply(session, change)));
    }

    private JointRecords register(Urn record) {
        JointRecords register = registers.get(record.type());
        if (register == null) {
            throw new IllegalStateException("nobody keeps records like " + record);
        }
        return register;
    }
}
