package org.ckep.investment.project;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/**
 * Who changes what others read of a side's own project (rule C2): a maker of that side drafts the revision, and a checker of
 * it confirms exactly that content, a person who made neither it nor one that it replaces.
 */
final class RevisionRules {
    private RevisionRules() {}

    /** What is done with a pending revision. */
    enum Act {
        /** The project says so from now on. */
        CONFIRM,
        /** It goes on saying what it says. */
        DROP;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A revision as the rules see it.
     *
     * @param hash of the content that the project has with it
     * @param makers subjects of the maker and of all who made one that it replaces
     */
    record Revision(Side side, RevisionState state, String hash, Set<String> makers) {
        Revision {
            makers = Set.copyOf(makers);
        }
    }

    private record Denial(ProblemType type, String detail) {}

    /** True where a change of the content waits for a second person: it is one side's word, and others read it. */
    static boolean isNeeded(Stewardship stewardship, Classification readers) {
        return switch (stewardship) {
            case UNILATERAL, SHARED -> readers.level().isReadByBothSides();
            case OBSERVED, JOINT -> false;
        };
    }

    /**
     * Decides on an act of somebody of the revision's side, to whom alone it is shown.
     *
     * @param hash the content that he has read, null where the act names none
     */
    static Decision<RevisionState> decide(Revision revision, Act act, Viewer viewer, @Nullable String hash) {
        if (!exists(revision)) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS,
                    revision.state() == RevisionState.STALE
                            ? "The project has changed since the revision was drafted; a maker reads it and drafts anew."
                            : "A revision in the state " + revision.state() + " knows no act '" + act.code() + "'.",
                    List.of());
        }
        Optional<Denial> denial = denial(revision, act, viewer);
        if (denial.isPresent()) {
            return Decision.refuse(denial.get().type(), denial.get().detail(), allowed(revision, viewer));
        }
        return switch (act) {
            case CONFIRM ->
                revision.hash().equals(hash)
                        ? Decision.accept(RevisionState.CONFIRMED)
                        : Decision.refuse(
                                ChangeProblem.CHANGE_HASH_DIFFERS,
                                "What is confirmed is not the revision as it stands; read it again.",
                                allowed(revision, viewer));
            case DROP -> Decision.accept(RevisionState.DROPPED);
        };
    }

    /** The codes of the acts that are open to this viewer. */
    static List<String> allowed(Revision revision, Viewer viewer) {
        return Stream.of(Act.values())
                .filter(act -> exists(revision) && denial(revision, act, viewer).isEmpty())
                .map(Act::code)
                .toList();
    }

    private static boolean exists(Revision revision) {
        return switch (revision.state()) {
            case PENDING -> true;
            case CONFIRMED, DROPPED, STALE, REPLACED -> false;
        };
    }

    private static Optional<Denial> denial(Revision revision, Act act, Viewer viewer) {
        boolean checks = viewer.hasRole(Role.CHECKER);
        boolean may =
                switch (act) {
                    case CONFIRM -> checks;
                    case DROP -> checks || viewer.hasRole(Role.MAKER);
                };
        if (viewer.side() != revision.side() || !may) {
            return deny(
                    KernelProblem.FORBIDDEN,
                    act == Act.CONFIRM
                            ? "This is confirmed by a checker of the project's side."
                            : "This is done by a maker or a checker of the project's side.");
        }
        return switch (act) {
            case DROP -> Optional.empty();
            case CONFIRM -> denialToConfirm(revision, viewer);
        };
    }

    /** By subject, never by name or role. */
    private static Optional<Denial> denialToConfirm(Revision revision, Viewer viewer) {
        if (viewer.serviceAccount() || viewer.subject() == null) {
            return deny(
                    ProjectProblem.PROJECT_SERVICE_ACCOUNT,
                    "A person confirms what others read; a system drafts it at most.");
        }
        return revision.makers().contains(viewer.subject())
                ? deny(
                        ProjectProblem.PROJECT_OWN_APPROVAL,
                        "A revision is confirmed by someone who made neither it nor one that it replaces.")
                : Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }
}
