package org.ckep.investment.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.investment.register.Violation;

/** A step brings what it asks for and nothing else, so that no effect comes as a by-product of another step. */
final class StepData {
    private StepData() {}

    /**
     * What the command gives and the step has no use for.
     *
     * @param notShown guards that the record does not show yet; a later step may bring what shows them
     */
    static List<Violation> superfluous(ProjectMachine.Step step, TransitionCommand command, Set<Guard> notShown) {
        List<Violation> violations = new ArrayList<>();
        List<Guard> guards = step.guards();
        boolean binding = step.to().isBinding();
        boolean filing = binding || guards.contains(Guard.FILING) || guards.contains(Guard.FILINGS_DECIDED);
        boolean paying = guards.contains(Guard.PARTIAL_PAYMENT)
                || guards.contains(Guard.FINAL_CLOSING)
                || guards.contains(Guard.SETTLEMENT);
        check(filing || command.filings().isEmpty(), "filings", step, violations);
        check(binding || command.commitments().isEmpty(), "commitments", step, violations);
        boolean holding = guards.contains(Guard.SHAREHOLDING) || notShown.contains(Guard.SHAREHOLDING);
        check(holding || command.holdings().isEmpty(), "holdings", step, violations);
        check(paying || command.paid() == null, "paid", step, violations);
        check(
                guards.contains(Guard.SETTLEMENT) || command.settlementNote() == null,
                "settlementNote",
                step,
                violations);
        check(guards.contains(Guard.SITE_STATE) || command.siteState() == null, "siteState", step, violations);
        return violations;
    }

    private static void check(boolean allowed, String name, ProjectMachine.Step step, List<Violation> violations) {
        if (!allowed) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_STEP_DATA,
                    "/" + name,
                    "superfluous",
                    "'" + name + "' does not belong to the step to " + step.to() + "."));
        }
    }
}
