package org.ckep.investment.pending;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * Who does something with a side's own record that others read (rule C2): one person of that side drafts it, and a checker of
 * the side who did not confirms exactly that.
 */
final class ActRules {
    private ActRules() {}

    /** What becomes of an act that waits. */
    enum Verdict {
        /** It is done now. */
        CONFIRM,
        /** It is not done. */
        DROP;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An act that waits, as the rules see it.
     *
     * @param hash of what was drafted
     * @param maker subject of whoever drafted it
     */
    record Waiting(Side side, ActState state, String hash, String maker) {}

    private record Denial(ProblemType type, String detail) {}

    /** True where an act waits for a second person: the record is one side's word, and others read it. */
    static boolean isNeeded(Stewardship stewardship, Classification readers) {
        return switch (stewardship) {
            case UNILATERAL, SHARED -> readers.level().isReadByBothSides();
            case OBSERVED, JOINT -> false;
        };
    }

    /**
     * Decides for somebody of the act's side, to whom alone it is shown.
     *
     * @param hash of what he has read, null where he names none
     */
    static Decision<ActState> decide(Waiting waiting, Verdict verdict, Viewer viewer, @Nullable String hash) {
        if (waiting.state() != ActState.PENDING) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS,
                    waiting.state() == ActState.STALE
                            ? "The record has changed since this was drafted; it is read and drafted anew."
                            : "What is in the state " + waiting.state() + " waits for nobody.",
                    List.of());
        }
        Optional<Denial> denial = denial(waiting, verdict, viewer);
        if (denial.isPresent()) {
            return Decision.refuse(denial.get().type(), denial.get().detail(), allowed(waiting, viewer));
        }
        return switch (verdict) {
            case CONFIRM ->
                waiting.hash().equals(hash)
                        ? Decision.accept(ActState.CONFIRMED)
                        : Decision.refuse(
                                ChangeProblem.CHANGE_HASH_DIFFERS,
                                "What is confirmed is not what was drafted; read it again.",
                                allowed(waiting, viewer));
            case DROP -> Decision.accept(ActState.DROPPED);
        };
    }

    /** The codes of what this viewer may say. */
    static List<String> allowed(Waiting waiting, Viewer viewer) {
        return Stream.of(Verdict.values())
                .filter(verdict -> waiting.state() == ActState.PENDING
                        && denial(waiting, verdict, viewer).isEmpty())
                .map(Verdict::code)
                .toList();
    }

    private static Optional<Denial> denial(Waiting waiting, Verdict verdict, Viewer viewer) {
        boolean checks = viewer.hasRole(Role.CHECKER);
        boolean may =
                switch (verdict) {
                    case CONFIRM -> checks;
                    case DROP -> checks || viewer.hasRole(Role.MAKER) || viewer.hasRole(Role.STATISTICIAN);
                };
        if (viewer.side() != waiting.side() || !may) {
            return deny(
                    KernelProblem.FORBIDDEN,
                    verdict == Verdict.CONFIRM
                            ? "This is confirmed by a checker of the record's side."
                            : "This is done by a maker, a statistician or a checker of the record's side.");
        }
        return switch (verdict) {
            case DROP -> Optional.empty();
            case CONFIRM -> denialToConfirm(waiting, viewer);
        };
    }

    /** By subject, never by name or role. */
    private static Optional<Denial> denialToConfirm(Waiting waiting, Viewer viewer) {
        if (viewer.serviceAccount() || viewer.subject() == null) {
            return deny(
                    PendingProblem.PENDING_ACT_NEEDS_A_PERSON,
                    "A person confirms what others read; a system drafts it at most.");
        }
        return waiting.maker().equals(viewer.subject())
                ? deny(PendingProblem.PENDING_ACT_OF_ONES_OWN, "It is confirmed by someone who did not draft it.")
                : Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }
}
