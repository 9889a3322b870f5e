package org.ckep.investment.reconciliation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import org.ckep.records.Register;
import org.ckep.records.reconciliation.BlindComparisons;
import org.ckep.records.reconciliation.Reconcilable;

/** Tells both sides what came of a month once it is over in both capitals. Several replicas may do it at once. */
@ApplicationScoped
class BlindClosing {
    private final Register register;
    private final BlindComparisons comparisons;
    private final Reconcilable projects;

    BlindClosing(Register register, BlindComparisons comparisons, Reconcilable projects) {
        this.register = register;
        this.comparisons = comparisons;
        this.projects = projects;
    }

    @Scheduled(
            identity = "blind-closing",
            every = "${ckep.reconciliation.check-interval:1h}",
            delayed = "${ckep.reconciliation.check-interval:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> close() {
        YearMonth current = YearMonth.from(register.todayInBoth());
        return register.system(session -> comparisons.close(session, projects, current))
                .replaceWithVoid();
    }
}
