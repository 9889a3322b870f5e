package org.ckep.trade.warning;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.records.Register;
import org.ckep.trade.warning.Reconciliation.Known;
import org.ckep.trade.warning.Reconciliation.Step;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Looks at every rule whose figures were revised, over all periods: so late and revised figures count as if they had come
 * in time. Each rule is a transaction of its own under its row's lock, so several replicas may look at once.
 */
@ApplicationScoped
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Register register;
    private final Warnings warnings;
    private final AlertWriter alerts;
    private final WarningConfig config;

    Watch(Register register, Warnings warnings, AlertWriter alerts, WarningConfig config) {
        this.register = register;
        this.warnings = warnings;
        this.alerts = alerts;
        this.config = config;
    }

    @Scheduled(
            every = "${ckep.trade.warnings.check-interval:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return register.system(session -> warnings.due(session, config.maxBatch()))
                .onItem()
                .transformToMulti(rules -> Multi.createFrom().iterable(rules))
                .onItem()
                .transformToUniAndConcatenate(this::evaluate)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One rule; a failure is logged and does not stop the others. */
    private Uni<Void> evaluate(UUID id) {
        return register.system(session -> warnings.locked(session, id)
                        .chain(rule -> rule == null || rule.retired()
                                ? Uni.createFrom().voidItem()
                                : evaluate(session, rule)))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "rule %s could not be evaluated", id))
                .onFailure()
                .recoverWithNull();
    }

    /** The revision is read first: figures that arrive meanwhile are looked at again. */
    private Uni<Void> evaluate(Mutiny.Session session, WarningRule rule) {
        return warnings.revision(session, rule)
                .chain(revision -> warnings.figures(session, rule)
                        .chain(figures -> warnings.alertsOf(session, rule)
                                .chain(known -> reconcile(session, rule, figures, known)))
                        .invoke(() -> {
                            if (revision != null) {
                                rule.lookedAt(revision);
                            }
                        }))
                .replaceWithVoid();
    }

    private Uni<Void> reconcile(
            Mutiny.Session session, WarningRule rule, List<PeriodFigures> figures, List<WarningAlert> alertsOfRule) {
        List<Reading> readings = Reading.asTold(
                PeriodFigures.readings(rule.metric(), rule.partner() != null, rule.frequency(), figures),
                told(rule, alertsOfRule));
        Map<UUID, WarningAlert> byId = new HashMap<>();
        alertsOfRule.forEach(alert -> byId.put(alert.id(), alert));
        List<Known> known = alertsOfRule.stream()
                .map(alert -> new Known(alert.id(), alert.first(), alert.last(), alert.state()))
                .toList();
        List<Step> steps = Reconciliation.of(known, Episode.of(readings, rule.limits()));
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> alerts.take(session, rule, byId, step))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A rule that is looked at anew takes nothing over from how it was looked at before. */
    private static List<Episode> told(WarningRule rule, List<WarningAlert> alerts) {
        return rule.lookedAt() == null
                ? List.of()
                : alerts.stream()
                        .filter(alert -> alert.state() != AlertState.RETRACTED)
                        .map(WarningAlert::told)
                        .toList();
    }
}
