package org.ckep.investment.project;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a project is. */
sealed interface ProjectState {
    /** Known of, nothing said by a party yet. */
    record Prospect() implements ProjectState {}

    /** A party has said publicly that it will invest. */
    record Announced() implements ProjectState {}

    /** Filed with the host country's authorities. */
    record Filed() implements ProjectState {}

    /** Every filing that is required has been decided positively. */
    record Approved() implements ProjectState {}

    /** At least one party has bound itself. */
    record Committed() implements ProjectState {}

    record UnderConstruction() implements ProjectState {}

    record Commissioning() implements ProjectState {}

    record Operational() implements ProjectState {}

    record WindingDown() implements ProjectState {}

    /** Wound up; final. */
    record Closed() implements ProjectState {}

    /** A part of the price has been paid. */
    record PartiallyClosed() implements ProjectState {}

    /** The final closing has taken place; final. */
    record Completed() implements ProjectState {}

    /** Given up before anything was announced; final. */
    record Withdrawn() implements ProjectState {}

    /** Given up later; final. */
    record Cancelled() implements ProjectState {}

    /**
     * Halted.
     *
     * @param resumeTo the state it was halted in, to which alone it can go back
     */
    record Suspended(ProjectStatus resumeTo) implements ProjectState {
        private static final Set<ProjectStatus> FROM = Set.of(
                ProjectStatus.APPROVED,
                ProjectStatus.COMMITTED,
                ProjectStatus.UNDER_CONSTRUCTION,
                ProjectStatus.COMMISSIONING,
                ProjectStatus.OPERATIONAL,
                ProjectStatus.PARTIALLY_CLOSED);

        public Suspended {
            if (!FROM.contains(resumeTo)) {
                throw new IllegalArgumentException("a project is not suspended in the state " + resumeTo);
            }
        }
    }

    /** The state's name. */
    default ProjectStatus status() {
        return switch (this) {
            case Prospect s -> ProjectStatus.PROSPECT;
            case Announced s -> ProjectStatus.ANNOUNCED;
            case Filed s -> ProjectStatus.FILED;
            case Approved s -> ProjectStatus.APPROVED;
            case Committed s -> ProjectStatus.COMMITTED;
            case UnderConstruction s -> ProjectStatus.UNDER_CONSTRUCTION;
            case Commissioning s -> ProjectStatus.COMMISSIONING;
            case Operational s -> ProjectStatus.OPERATIONAL;
            case WindingDown s -> ProjectStatus.WINDING_DOWN;
            case Closed s -> ProjectStatus.CLOSED;
            case PartiallyClosed s -> ProjectStatus.PARTIALLY_CLOSED;
            case Completed s -> ProjectStatus.COMPLETED;
            case Withdrawn s -> ProjectStatus.WITHDRAWN;
            case Cancelled s -> ProjectStatus.CANCELLED;
            case Suspended s -> ProjectStatus.SUSPENDED;
        };
    }

    /** The state by whose rules the project's data are judged: for a suspended project the one it was halted in. */
    default ProjectStatus effective() {
        return this instanceof Suspended suspended ? suspended.resumeTo() : status();
    }

    /**
     * The state of that name.
     *
     * @param resumeTo present exactly for SUSPENDED
     * @throws IllegalArgumentException where name and {@code resumeTo} do not belong together
     */
    static ProjectState of(ProjectStatus status, @Nullable ProjectStatus resumeTo) {
        if ((status == ProjectStatus.SUSPENDED) != (resumeTo != null)) {
            throw new IllegalArgumentException("resumeTo belongs to the state SUSPENDED and to no other");
        }
        return switch (status) {
            case PROSPECT -> new Prospect();
            case ANNOUNCED -> new Announced();
            case FILED -> new Filed();
            case APPROVED -> new Approved();
            case COMMITTED -> new Committed();
            case UNDER_CONSTRUCTION -> new UnderConstruction();
            case COMMISSIONING -> new Commissioning();
            case OPERATIONAL -> new Operational();
            case WINDING_DOWN -> new WindingDown();
            case CLOSED -> new Closed();
            case PARTIALLY_CLOSED -> new PartiallyClosed();
            case COMPLETED -> new Completed();
            case WITHDRAWN -> new Withdrawn();
            case CANCELLED -> new Cancelled();
            case SUSPENDED -> new Suspended(Objects.requireNonNull(resumeTo));
        };
    }
}
