package org.ckep.investment.project;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckep.investment.project.StepAuthority.Denial;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * Takes a project from state to state. The order of the checks is the order of the answers: does the step exist (409), may
 * this person take it (403), is what the request says possible (422), is what the step rests on shown (409), and does the
 * result keep the invariants (422).
 */
final class ProjectSteps {
    private final ProjectSnapshot project;
    private final TransitionCommand command;
    private final StepTaker taker;
    private final BookedSums booked;
    private final LocalDate today;

    private ProjectSteps(
            ProjectSnapshot project, TransitionCommand command, StepTaker taker, BookedSums booked, LocalDate today) {
        this.project = project;
        this.command = command;
        this.taker = taker;
        this.booked = booked;
        this.today = today;
    }

    /**
     * Decides on one step.
     *
     * @param stepSources what the sources are worth that the command names
     * @param recordSources what the sources are worth that the record rests on
     * @param booked what the ledger says to all who may read the project
     * @param today the day at the project's place
     */
    static StepResult take(
            ProjectSnapshot project,
            TransitionCommand command,
            List<Testimony> stepSources,
            List<Testimony> recordSources,
            StepTaker taker,
            BookedSums booked,
            LocalDate today) {
        return new ProjectSteps(project, command, taker, booked, today).take(stepSources, recordSources);
    }

    /** The names of the states that this one may carry the project to, if the step brings what its guards ask for. */
    private List<String> open() {
        return ProjectMachine.steps(project.content().profile(), project.state()).stream()
                .filter(step -> taker.denial(step.authority()).isEmpty())
                .filter(step -> ProjectGuards.isInReach(step.guards(), project.content()))
                .map(step -> step.to().name())
                .toList();
    }

    private StepResult take(List<Testimony> stepSources, List<Testimony> recordSources) {
        ProjectState from = project.state();
        Optional<ProjectMachine.Step> found =
                ProjectMachine.step(project.content().profile(), from, command.to());
        if (found.isEmpty()) {
            return from.status().isTerminal()
                    ? refused(ProjectProblem.PROJECT_TERMINAL, "The project is " + from.status() + " for good.")
                    : refused(
                            KernelProblem.STATE_FORBIDS,
                            "No step leads from " + from.status() + " to " + command.to() + ".");
        }
        ProjectMachine.Step step = found.get();
        Optional<Denial> denial = taker.denial(step.authority());
        if (denial.isPresent()) {
            return refused(denial.get().type(), denial.get().detail());
        }
        List<Violation> impossible = impossible(step);
        if (!impossible.isEmpty()) {
            return refused(impossible);
        }
        ProjectSnapshot next = next(step);
        Evidence evidence = evidence(next, stepSources, recordSources);
        List<FieldError> failures = ProjectGuards.failures(guards(step), evidence);
        if (!failures.isEmpty()) {
            return new StepResult.Refused(
                    ProjectProblem.PROJECT_GUARD_NOT_MET, failures.getFirst().message(), failures, open());
        }
        ProjectSnapshot settled = withNotShown(next, stillNotShown(next.notShown(), evidence));
        List<Violation> broken = ProjectInvariants.violations(settled.subject(), project.content(), today);
        return broken.isEmpty() ? new StepResult.Taken(settled) : refused(broken);
    }

    private List<Guard> guards(ProjectMachine.Step step) {
        List<Guard> guards = new ArrayList<>();
        if (project.isObserved()) {
            guards.add(Guard.SOURCE);
        }
        guards.addAll(step.guards());
        if (!taker.readsAnnex()) {
            // Shown to the own side's checker; a refusal would tell the other side what stands in the annex (rule C9).
            guards.remove(Guard.FILING_NOT_REQUIRED);
            if (taker.hosts()) {
                guards.removeAll(List.of(Guard.FILING, Guard.FILINGS_DECIDED));
            }
        }
        return guards;
    }

    private StepResult refused(ProblemType type, String detail) {
        return new StepResult.Refused(type, detail, List.of(), open());
    }

    private StepResult refused(List<Violation> violations) {
        return new StepResult.Refused(
                violations.getFirst().type(),
                violations.getFirst().message(),
                violations.stream().map(Violation::error).toList(),
                open());
    }

    private List<Violation> impossible(ProjectMachine.Step step) {
        List<Violation> violations = new ArrayList<>(StepData.superfluous(step, command, project.notShown()));
        if (taker.together() && !command.filings().isEmpty()) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_STEP_DATA,
                    "/filings",
                    "own-annex",
                    "Filings stand in the annex of one side: enter them at the project's /filings, which that side alone"
                            + " reads."));
        }
        KeyDate implied = impliedDate(step);
        FuzzyDate recorded =
                implied == null ? null : project.content().keyDate(implied).actual();
        if (recorded != null && command.date() != null && !recorded.equals(command.date())) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_CONFLICT,
                    "/date",
                    "conflict",
                    "The record gives " + recorded + " as the actual date of " + implied + ", the request "
                            + command.date() + "."));
        }
        for (int i = 0; i < command.filings().size(); i++) {
            violations.addAll(command.filings().get(i).violations(today, "/filings/" + i));
        }
        violations.addAll(HoldingRules.violations(command.holdings()));
        violations.addAll(PaymentRules.violations(
                commitments(), project.bindings().paid(), command.paid(), command.date(), mayBeUncommitted(), today));
        if (command.paid() != null) {
            boolean agreed = project.custody().stewardship() == Stewardship.JOINT;
            violations.addAll(PaymentRules.againstLedger(commitments(), booked, command.paid(), agreed));
        }
        return violations;
    }

    /** Of an observed record the commitments may not be known; those of the ledger are looked at beside the record. */
    private boolean mayBeUncommitted() {
        return project.notShown().contains(Guard.BINDING_COMMITMENT) || booked.bind();
    }

    /** Going back to the state a project was halted in repeats no key date. */
    private @Nullable KeyDate impliedDate(ProjectMachine.Step step) {
        return project.state() instanceof ProjectState.Suspended
                ? null
                : step.to().impliedDate();
    }

    private ProjectSnapshot next(ProjectMachine.Step step) {
        KeyDate implied = impliedDate(step);
        ProjectContent content =
                project.content().withSources(command.sources()).nowKnown("stateSince");
        FuzzyDate since = command.date();
        if (implied == null) {
            since = since == null ? FuzzyDate.day(today) : since;
        } else if (since == null) {
            since = content.keyDate(implied).actual();
        } else {
            content = content.happened(implied, since);
        }
        return new ProjectSnapshot(
                project.urn(),
                content,
                ProjectMachine.next(project.state(), step),
                since,
                command.reason(),
                project.notShown(),
                new Evidence.Bindings(
                        filings(),
                        commitments(),
                        command.holdings().isEmpty() ? project.bindings().holdings() : command.holdings(),
                        paid(step)),
                project.custody(),
                project.siteCountries());
    }

    /**
     * What is paid so far: as the step says or, where it asks for that and does not say it, as the ledger does. What both sides
     * agree on they sign, and so it stands in the step.
     */
    private @Nullable Money paid(ProjectMachine.Step step) {
        Money before = project.bindings().paid();
        if (command.paid() != null) {
            return command.paid();
        }
        boolean paying =
                step.guards().contains(Guard.PARTIAL_PAYMENT) || step.guards().contains(Guard.FINAL_CLOSING);
        if (!paying || taker.together()) {
            return before;
        }
        Money committed = new Evidence.Bindings(List.of(), commitments(), List.of(), null)
                .committed()
                .orElse(null);
        return booked.paid(committed).filter(now -> isNoLess(now, before)).orElse(before);
    }

    /** A sum of payments does not fall. */
    private static boolean isNoLess(Money now, @Nullable Money before) {
        return before == null
                || (before.currency().equals(now.currency()) && now.amount().compareTo(before.amount()) >= 0);
    }

    /** The filings on record, each replaced by what the command says about it, and the command's new ones. */
    private List<Filing> filings() {
        List<Filing> filings = new ArrayList<>(project.bindings().filings());
        for (Filing filing : command.filings()) {
            filings.removeIf(filing::continues);
            filings.add(filing);
        }
        return filings;
    }

    private List<Commitment> commitments() {
        List<Commitment> commitments = new ArrayList<>(project.bindings().commitments());
        commitments.addAll(command.commitments());
        return commitments;
    }

    private Evidence evidence(ProjectSnapshot next, List<Testimony> stepSources, List<Testimony> recordSources) {
        List<Testimony> known = new ArrayList<>(recordSources);
        known.addAll(stepSources);
        return new Evidence(
                next.content(),
                next.state(),
                next.stateSince(),
                known,
                stepSources,
                taker.hosts(),
                project.isObserved(),
                next.bindings(),
                booked,
                new Evidence.Given(command.reason(), command.settlementNote(), command.siteState()));
    }

    /** What an observed record could not show once and shows now leaves the list; the state's own date is proven anew. */
    static Set<Guard> stillNotShown(Set<Guard> before, Evidence evidence) {
        Set<Guard> still = EnumSet.noneOf(Guard.class);
        for (Guard guard : before) {
            if (!ProjectGuards.isShown(guard, evidence)) {
                still.add(guard);
            }
        }
        return still;
    }

    private static ProjectSnapshot withNotShown(ProjectSnapshot next, Set<Guard> notShown) {
        return new ProjectSnapshot(
                next.urn(),
                next.content(),
                next.state(),
                next.stateSince(),
                next.stateReason(),
                notShown,
                next.bindings(),
                next.custody(),
                next.siteCountries());
    }
}
