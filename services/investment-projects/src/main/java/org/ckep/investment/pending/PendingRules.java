package org.ckep.investment.pending;

import java.util.List;
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
 * Who changes what others read of a side's own record (rule C2): one person of that side drafts it, and a checker of the side
 * who drafted neither it nor what it replaces confirms exactly that.
 */
final class PendingRules {
    private PendingRules() {}

    /**
     * What waits, as the rules see it.
     *
     * @param hash of what was drafted
     * @param makers subjects of whoever drafted it and of all who drafted one that it replaces
     */
    record Waiting(PendingKind kind, Side side, PendingState state, String hash, Set<String> makers) {
        Waiting {
            makers = Set.copyOf(makers);
        }
    }

    private record Denial(ProblemType type, String detail) {}

    /** True where a change waits for a second person: the record is one side's word, and others read it. */
    static boolean isNeeded(Stewardship stewardship, Classification readers) {
        return switch (stewardship) {
            case UNILATERAL, SHARED -> readers.level().isReadByBothSides();
            case OBSERVED, JOINT -> false;
        };
    }

    /** True where it is shown: to its own side, and to nobody else. */
    static boolean isShown(Side side, Viewer viewer) {
        return side == viewer.side();
    }

    /**
     * Decides for somebody to whom it is shown.
     *
     * @param hash of what he has read, null where he names none
     */
    static Decision<PendingState> decide(Waiting waiting, Verdict verdict, Viewer viewer, @Nullable String hash) {
        if (!waits(waiting)) {
            return Decision.refuse(
                    KernelProblem.STATE_FORBIDS,
                    waiting.state() == PendingState.STALE
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
                        ? Decision.accept(PendingState.CONFIRMED)
                        : Decision.refuse(
                                ChangeProblem.CHANGE_HASH_DIFFERS,
                                "What is confirmed is not what was drafted; read it again.",
                                allowed(waiting, viewer));
            case DROP -> Decision.accept(PendingState.DROPPED);
        };
    }

    /** The codes of what this viewer may say. */
    static List<String> allowed(Waiting waiting, Viewer viewer) {
        return Stream.of(Verdict.values())
                .filter(verdict ->
                        waits(waiting) && denial(waiting, verdict, viewer).isEmpty())
                .map(Verdict::code)
                .toList();
    }

    private static boolean waits(Waiting waiting) {
        return switch (waiting.state()) {
            case PENDING -> true;
            case CONFIRMED, DROPPED, STALE, REPLACED -> false;
        };
    }

    private static Optional<Denial> denial(Waiting waiting, Verdict verdict, Viewer viewer) {
        boolean checks = viewer.hasRole(Role.CHECKER);
        boolean may =
                switch (verdict) {
                    case CONFIRM -> checks;
                    case DROP -> checks || waiting.kind().drafters().stream().anyMatch(viewer::hasRole);
                };
        if (!isShown(waiting.side(), viewer) || !may) {
            return deny(
                    KernelProblem.FORBIDDEN,
                    verdict == Verdict.CONFIRM
                            ? "This is confirmed by a checker of the record's side."
                            : "This is done by a checker of the record's side, or by one who could have drafted it.");
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
                    waiting.kind().needsAPerson(), "A person confirms what others read; a system drafts it at most.");
        }
        return waiting.makers().contains(viewer.subject())
                ? deny(
                        waiting.kind().ofOnesOwn(),
                        "It is confirmed by someone who drafted neither it nor one that it replaces.")
                : Optional.empty();
    }

    private static Optional<Denial> deny(ProblemType type, String detail) {
        return Optional.of(new Denial(type, detail));
    }
}
