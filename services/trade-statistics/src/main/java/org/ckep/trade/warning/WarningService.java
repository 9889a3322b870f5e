package org.ckep.trade.warning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.EventData;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.jspecify.annotations.Nullable;

/** Sets and retires rules, and acknowledges alerts. */
@ApplicationScoped
class WarningService {
    private final Register register;
    private final Warnings warnings;
    private final AlertWriter alerts;
    private final CodeCheck codes;

    WarningService(Register register, Warnings warnings, AlertWriter alerts, CodeCheck codes) {
        this.register = register;
        this.warnings = warnings;
        this.alerts = alerts;
        this.codes = codes;
    }

    Uni<Page<WarningRuleView>> rules(Viewer viewer, @Nullable String commodity, PageRequest page) {
        return register.read(viewer, session -> warnings.rules(session, viewer, commodity, page)
                .map(found -> found.map(WarningRuleView::of)));
    }

    Uni<WarningRuleView> rule(Viewer viewer, UUID id) {
        return register.read(
                viewer, session -> warnings.rule(session, viewer, id).map(WarningRuleView::of));
    }

    Uni<Page<AlertView>> alerts(
            Viewer viewer, @Nullable UUID rule, @Nullable AlertState state, @Nullable Grade grade, PageRequest page) {
        return register.read(viewer, session -> warnings.alerts(session, viewer, rule, state, grade, page)
                .map(found -> found.map(AlertView::of)));
    }

    Uni<AlertView> alert(Viewer viewer, UUID id) {
        return register.read(
                viewer, session -> warnings.alert(session, viewer, id).map(AlertView::of));
    }

    /**
     * Sets a rule of the viewer's side.
     *
     * @return fails naming the member that is wrong
     */
    Uni<Response> set(Viewer viewer, IdempotencyKey key, NewWarningRule request) {
        request.requireSound();
        Classification classification = request.classification();
        if (classification instanceof Classification.Ministry) {
            throw ProblemException.invalid(
                    "/classification", "not-offered", "A rule is for a side, for both, or public.");
        }
        return known("/source", codes.item("source", CodeLists.SOURCE, request.source()))
                .chain(() -> known("/reporter", codes.area("reporter", request.reporter())))
                .chain(reporter -> known("/partner", codes.area("partner", request.partner()))
                        .map(partner -> request.withAreas(String.valueOf(reporter), partner)))
                .chain(checked -> register.once(viewer, key, request, session -> {
                    RecordHead head = register.unilateral(viewer, "WRN", classification, List.of(), List.of());
                    WarningRule rule = new WarningRule(register.newId(), head, checked);
                    return session.persist(rule)
                            .chain(() -> register.created(session, viewer, rule, "warning_rule.set", null, data(rule)))
                            .map(done ->
                                    StoredResponse.created("v1/warning-rules/" + rule.id(), WarningRuleView.of(rule)));
                }));
    }

    /** A code of the body: what a list does not know is wrong there, and not in a parameter. */
    private static Uni<@Nullable String> known(String pointer, Uni<@Nullable String> code) {
        return code.onFailure(ProblemException.class)
                .transform(failure ->
                        ProblemException.invalid(pointer, "unknown-code", ((ProblemException) failure).detail()));
    }

    Uni<WarningRuleView> retire(Viewer viewer, UUID id, @Nullable String ifMatch) {
        return register.write(viewer, session -> warnings.rule(session, viewer, id)
                .call(rule -> {
                    register.requireMatch(ifMatch, WarningRuleView.of(rule), WarningRuleView.of(rule));
                    rule.head().requireMayChange(viewer);
                    if (rule.retired()) {
                        throw refused("The rule is retired already.");
                    }
                    rule.retire();
                    return register.changed(session, viewer, rule, "warning_rule.retired", null, data(rule));
                })
                .call(session::flush)
                .map(WarningRuleView::of));
    }

    Uni<AlertView> acknowledge(Viewer viewer, UUID id, @Nullable String ifMatch) {
        return register.write(viewer, session -> warnings.alert(session, viewer, id)
                .call(alert -> {
                    register.requireMatch(ifMatch, AlertView.of(alert), AlertView.of(alert));
                    alert.head().requireMayChange(viewer);
                    if (alert.state() != AlertState.RAISED) {
                        throw refused(
                                "Only an alert that is RAISED is acknowledged; this one is " + alert.state() + ".");
                    }
                    return alerts.acknowledge(session, viewer, alert);
                })
                .call(session::flush)
                .map(AlertView::of));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(KernelProblem.STATE_FORBIDS, detail).withMember("allowed", List.of());
    }

    private static EventData data(WarningRule rule) {
        return EventData.of(rule, rule.title())
                .with("state", rule.retired() ? "RETIRED" : "ACTIVE")
                .with("metric", rule.metric())
                .with("source", rule.source())
                .with("frequency", rule.frequency())
                .with("reporter", rule.reporter())
                .with("partner", rule.partner())
                .with("edition", rule.edition())
                .with("commodity", rule.commodity())
                .with("grade", rule.grade());
    }
}
