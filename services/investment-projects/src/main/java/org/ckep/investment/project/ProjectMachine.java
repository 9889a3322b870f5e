package org.ckep.investment.project;

import static org.ckep.investment.project.Guard.ACTUAL_CAPACITY;
import static org.ckep.investment.project.Guard.ANNOUNCEMENT;
import static org.ckep.investment.project.Guard.BINDING_COMMITMENT;
import static org.ckep.investment.project.Guard.FILING;
import static org.ckep.investment.project.Guard.FILINGS_DECIDED;
import static org.ckep.investment.project.Guard.FILING_NOT_REQUIRED;
import static org.ckep.investment.project.Guard.FINAL_CLOSING;
import static org.ckep.investment.project.Guard.MODALITY;
import static org.ckep.investment.project.Guard.NAMED_PARTIES;
import static org.ckep.investment.project.Guard.PARTIAL_PAYMENT;
import static org.ckep.investment.project.Guard.REASON;
import static org.ckep.investment.project.Guard.SETTLEMENT;
import static org.ckep.investment.project.Guard.SHAREHOLDING;
import static org.ckep.investment.project.Guard.SITE_STATE;
import static org.ckep.investment.project.Guard.STATE_DATE;

import java.util.List;
import java.util.Optional;

/**
 * The two state machines of a project: which states are open from a state, what must be shown, and whose act it is.
 * Steps that do not stand here do not exist; nothing leads back, an error is corrected by a new version.
 */
final class ProjectMachine {
    private static final Step WITHDRAWN = new Step(ProjectStatus.WITHDRAWN, Authority.MAKER, REASON, STATE_DATE);
    private static final Step ANNOUNCED =
            new Step(ProjectStatus.ANNOUNCED, Authority.CHECKER, ANNOUNCEMENT, STATE_DATE, MODALITY);
    private static final Step FILED = new Step(ProjectStatus.FILED, Authority.HOST, FILING, STATE_DATE, MODALITY);
    private static final Step APPROVED =
            new Step(ProjectStatus.APPROVED, Authority.HOST, FILINGS_DECIDED, STATE_DATE, MODALITY);
    private static final Step COMMITTED = new Step(
            ProjectStatus.COMMITTED, Authority.BILATERAL, BINDING_COMMITMENT, SHAREHOLDING, NAMED_PARTIES, MODALITY);
    private static final Step COMMITTED_WITHOUT_FILING = new Step(
            ProjectStatus.COMMITTED,
            Authority.BILATERAL,
            FILING_NOT_REQUIRED,
            BINDING_COMMITMENT,
            SHAREHOLDING,
            NAMED_PARTIES,
            MODALITY);
    private static final Step UNDER_CONSTRUCTION =
            new Step(ProjectStatus.UNDER_CONSTRUCTION, Authority.HOST, STATE_DATE, MODALITY);
    private static final Step COMMISSIONING =
            new Step(ProjectStatus.COMMISSIONING, Authority.HOST, STATE_DATE, MODALITY);
    private static final Step OPERATIONAL =
            new Step(ProjectStatus.OPERATIONAL, Authority.BILATERAL, STATE_DATE, ACTUAL_CAPACITY, MODALITY);
    private static final Step WINDING_DOWN =
            new Step(ProjectStatus.WINDING_DOWN, Authority.BILATERAL, REASON, SITE_STATE, MODALITY);
    private static final Step CLOSED =
            new Step(ProjectStatus.CLOSED, Authority.BILATERAL, REASON, SITE_STATE, STATE_DATE, MODALITY);
    private static final Step PARTIALLY_CLOSED =
            new Step(ProjectStatus.PARTIALLY_CLOSED, Authority.BILATERAL, PARTIAL_PAYMENT, MODALITY);
    private static final Step COMPLETED =
            new Step(ProjectStatus.COMPLETED, Authority.BILATERAL, FINAL_CLOSING, MODALITY);
    private static final Step SUSPENDED = new Step(ProjectStatus.SUSPENDED, Authority.MAKER, REASON);
    private static final Step CANCELLED = new Step(ProjectStatus.CANCELLED, Authority.BILATERAL, REASON, SETTLEMENT);

    private ProjectMachine() {}

    /**
     * One step of a machine.
     *
     * @param to the state it leads to
     * @param authority whose act it is
     * @param guards what must be shown, in the order in which it is asked for
     */
    record Step(ProjectStatus to, Authority authority, List<Guard> guards) {
        Step(ProjectStatus to, Authority authority, Guard... guards) {
            this(to, authority, List.of(guards));
        }
    }

    /** The steps that lead out of a state; none for a terminal state. */
    static List<Step> steps(Profile profile, ProjectState from) {
        return switch (from) {
            case ProjectState.Prospect s -> List.of(ANNOUNCED, WITHDRAWN, CANCELLED);
            case ProjectState.Announced s -> List.of(FILED, APPROVED, COMMITTED_WITHOUT_FILING, CANCELLED);
            case ProjectState.Filed s -> List.of(APPROVED, CANCELLED);
            case ProjectState.Approved s -> List.of(COMMITTED, SUSPENDED, CANCELLED);
            case ProjectState.Committed s ->
                switch (profile) {
                    case PHYSICAL -> List.of(UNDER_CONSTRUCTION, SUSPENDED, CANCELLED);
                    case TRANSACTION -> List.of(PARTIALLY_CLOSED, COMPLETED, SUSPENDED, CANCELLED);
                };
            case ProjectState.UnderConstruction s -> List.of(COMMISSIONING, SUSPENDED, CANCELLED);
            case ProjectState.Commissioning s -> List.of(OPERATIONAL, SUSPENDED, CANCELLED);
            case ProjectState.Operational s -> List.of(WINDING_DOWN, SUSPENDED);
            case ProjectState.WindingDown s -> List.of(CLOSED);
            case ProjectState.PartiallyClosed s -> List.of(COMPLETED, SUSPENDED, CANCELLED);
            case ProjectState.Suspended s -> List.of(new Step(s.resumeTo(), Authority.MAKER, REASON));
            case ProjectState.Closed s -> List.of();
            case ProjectState.Completed s -> List.of();
            case ProjectState.Withdrawn s -> List.of();
            case ProjectState.Cancelled s -> List.of();
        };
    }

    /** The step from a state to another, empty where the machine has none. */
    static Optional<Step> step(Profile profile, ProjectState from, ProjectStatus to) {
        return steps(profile, from).stream().filter(step -> step.to() == to).findFirst();
    }

    /** The state that a step leads to. */
    static ProjectState next(ProjectState from, Step step) {
        return step.to() == ProjectStatus.SUSPENDED
                ? new ProjectState.Suspended(from.status())
                : ProjectState.of(step.to(), null);
    }
}
