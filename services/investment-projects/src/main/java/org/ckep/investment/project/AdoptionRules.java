package org.ckep.investment.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/**
 * Who lets a side stand behind a project that public sources told of: a maker of that side prepares it, and a checker of it
 * confirms exactly what the maker had before himself, a person who neither prepared it nor ever wrote on the project.
 */
final class AdoptionRules {
    private static final String PERSON_NEEDED = "Persons alone let their side stand behind a record; no system does.";

    private AdoptionRules() {}

    /** What is done with a prepared adoption. */
    enum Act {
        /** The side stands behind the project from now on. */
        CONFIRM,
        /** It does not. */
        DROP;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An adoption as the rules see it.
     *
     * @param preparedBy subject of the maker
     * @param writers subjects of all who entered the project or ever changed it
     */
    record Adoption(Side side, AdoptionState state, String preparedBy, Set<String> writers) {
        Adoption {
            writers = Set.copyOf(writers);
        }
    }

    private record Denial(ProblemType type, String detail) {}

    /**
     * Decides on a new adoption.
     *
     * @param last the newest one of the viewer's side, null where there is none
     * @return the side that is to stand behind the project
     */
    static Decision<Side> prepare(Stewardship stewardship, Viewer viewer, @Nullable Adoption last) {
        Side side = viewer.side();
        if (side == null || !viewer.hasRole(Role.MAKER)) {
            return Decision.refuse(KernelProblem.FORBIDDEN, "This is done by a maker of a side.", List.of());
        }
        if (stewardship != Stewardship.OBSERVED) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS,
                    "Somebody stands behind this project; a side adopts what nobody does.",
                    List.of());
        }
        if (last != null && last.state() == AdoptionState.PREPARED) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS, "The adoption is prepared already.", allowed(last, viewer));
        }
        if (viewer.serviceAccount()) {
            return Decision.refuse(ProjectProblem.PROJECT_SERVICE_ACCOUNT, PERSON_NEEDED, List.of());
        }
        return Decision.accept(side);
    }

    /** Decides on an act of somebody of the adoption's side, to whom alone it is shown. */
    static Decision<AdoptionState> decide(Adoption adoption, Act act, Viewer viewer) {
        if (!exists(adoption, act)) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS,
                    adoption.state() == AdoptionState.STALE
                            ? "The project is no longer what was prepared; a maker reads it and prepares anew."
                            : "An adoption in the state " + adoption.state() + " knows no act '" + act.code() + "'.",
                    allowed(adoption, viewer));
        }
        Optional<Denial> denial = denial(adoption, act, viewer);
        if (denial.isPresent()) {
            return Decision.refuse(denial.get().type(), denial.get().detail(), allowed(adoption, viewer));
        }
        return Decision.accept(
                switch (act) {
                    case CONFIRM -> AdoptionState.ADOPTED;
                    case DROP -> AdoptionState.DROPPED;
                });
    }

    /** The codes of the acts that are open to this viewer. */
    static List<String> allowed(Adoption adoption, Viewer viewer) {
        return Stream.of(Act.values())
                .filter(act ->
                        exists(adoption, act) && denial(adoption, act, viewer).isEmpty())
                .map(Act::code)
                .toList();
    }

    private static boolean exists(Adoption adoption, Act act) {
        return switch (adoption.state()) {
            case PREPARED -> true;
            case STALE -> act == Act.DROP;
            case ADOPTED, DROPPED -> false;
        };
    }

    private static Optional<Denial> denial(Adoption adoption, Act act, Viewer viewer) {
        boolean checks = viewer.hasRole(Role.CHECKER);
        boolean may =
                switch (act) {
                    case CONFIRM -> checks;
                    case DROP -> checks || viewer.hasRole(Role.MAKER);
                };
        if (viewer.side() != adoption.side() || !may) {
            return deny(
                    KernelProblem.FORBIDDEN,
                    act == Act.CONFIRM
                            ? "This is confirmed by a checker of the adopting side."
                            : "This is done by a maker or a checker of the adopting side.");
        }
        if (viewer.serviceAccount()) {
            return deny(ProjectProblem.PROJECT_SERVICE_ACCOUNT, PERSON_NEEDED);
        }
        // By subject, never by name or role.
        boolean ownWork = viewer.subject() == null
                || Objects.equals(viewer.subject(), adoption.preparedBy())
                || adoption.writers().contains(viewer.subject());
        return act == Act.CONFIRM && ownWork
                ? deny(
                        ProjectProblem.PROJECT_OWN_APPROVAL,
                        "An adoption is confirmed by someone who neither prepared it nor entered or ever changed the"
                                + " project.")
                : Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }
}
