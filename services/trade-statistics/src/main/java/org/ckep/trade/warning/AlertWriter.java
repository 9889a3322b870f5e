package org.ckep.trade.warning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.EventData;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.warning.Reconciliation.Step;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Writes alerts, each change with its audit entry and its event in one transaction. */
@ApplicationScoped
class AlertWriter {
    private final Register register;

    AlertWriter(Register register) {
        this.register = register;
    }

    /** Takes a step of a rule's evaluation, on behalf of the side that set the rule. */
    Uni<Void> take(Mutiny.Session session, WarningRule rule, Map<UUID, WarningAlert> alerts, Step step) {
        Viewer watch = watchOf(rule);
        return switch (step) {
            case Step.Raise(Episode episode) -> raise(session, watch, rule, episode);
            case Step.Follow(UUID id, Episode episode) -> {
                WarningAlert alert = Objects.requireNonNull(alerts.get(id));
                if (!alert.differsFrom(episode)) {
                    yield Uni.createFrom().voidItem();
                }
                alert.follow(episode);
                yield tell(session, watch, alert, "alert.revised", alert.state());
            }
            case Step.Clear(UUID id, Episode episode) -> {
                WarningAlert alert = Objects.requireNonNull(alerts.get(id));
                AlertState before = alert.state();
                alert.follow(episode);
                alert.clear();
                yield tell(session, watch, alert, "alert.cleared", before);
            }
            case Step.Reopen(UUID id, Episode episode) -> {
                WarningAlert alert = Objects.requireNonNull(alerts.get(id));
                alert.follow(episode);
                alert.reopen();
                yield tell(session, watch, alert, "alert.raised", AlertState.CLEARED);
            }
            case Step.Retract(UUID id) -> {
                WarningAlert alert = Objects.requireNonNull(alerts.get(id));
                AlertState before = alert.state();
                alert.retract();
                yield tell(session, watch, alert, "alert.retracted", before);
            }
        };
    }

    /** Says that somebody knows of the alert. */
    Uni<Void> acknowledge(Mutiny.Session session, Viewer viewer, WarningAlert alert) {
        AlertState before = alert.state();
        alert.acknowledge(register.clock().instant());
        return tell(session, viewer, alert, "alert.acknowledged", before);
    }

    private Uni<Void> raise(Mutiny.Session session, Viewer watch, WarningRule rule, Episode episode) {
        RecordHead head = register.unilateral(watch, "ALR", rule.head().classification(), List.of(), List.of());
        WarningAlert alert = new WarningAlert(register.newId(), head, rule, episode);
        // An episode that ended before anybody looked is told as what it is.
        String event = episode.closed() ? "alert.cleared" : "alert.raised";
        return session.persist(alert)
                .chain(() -> register.created(session, watch, alert, event, null, data(alert, null)));
    }

    private Uni<Void> tell(Mutiny.Session session, Viewer viewer, WarningAlert alert, String event, AlertState before) {
        return register.changed(session, viewer, alert, event, null, data(alert, before));
    }

    /** Who acts in the audit trail; he may see exactly what the rule's owner lets be seen. */
    private static Viewer watchOf(WarningRule rule) {
        return new Viewer(
                "early-warning", "trade-statistics", rule.head().ownerSide(), null, Set.of(Role.RELEASER), true);
    }

    private static EventData data(WarningAlert alert, @Nullable AlertState before) {
        return EventData.of(alert, alert.title())
                .with("state", alert.state())
                .with("previousState", before)
                .with("rule", new Urn(WarningRule.TYPE, alert.ruleId()))
                .with("grade", alert.grade())
                .with("firstPeriod", alert.firstPeriod().toString())
                .with("lastPeriod", alert.lastPeriod().toString())
                .with("raisedValue", Decimals.plain(alert.raisedValue()))
                .with("latestValue", Decimals.plain(alert.latestValue()))
                .with("raisedCoverage", Decimals.plainOrNull(alert.raisedCoverage()))
                .with("latestCoverage", Decimals.plainOrNull(alert.latestCoverage()));
    }
}
