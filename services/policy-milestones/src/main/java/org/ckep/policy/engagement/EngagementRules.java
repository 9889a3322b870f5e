package org.ckep.policy.engagement;

import static org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS;
import static org.ckep.kernel.problem.KernelProblem.UNPROCESSABLE;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** The states of an engagement (domain model 11.2) and its rules M7 and M8. */
final class EngagementRules {
    private EngagementRules() {}

    /**
     * Dates that come with a transition: the actual ones for HELD, the new ones for POSTPONED.
     *
     * @param reason why it is postponed or cancelled
     */
    record Dates(
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end,
            @Nullable String reason) {}

    /** Decides a transition; the dates are those of the record with what the command brings laid over them. */
    static Decision<EngagementState> decide(EngagementState now, EngagementState to, Dates dates, LocalDate today) {
        List<String> allowed = now.next().stream().map(Enum::name).toList();
        if (to == now && to != EngagementState.POSTPONED) {
            return Decision.unchanged();
        }
        if (!now.next().contains(to)) {
            return Decision.refuse(
                    STATE_FORBIDS, "An engagement that is " + now + " cannot become " + to + ".", allowed);
        }
        return switch (to) {
            case HELD -> held(dates, today, allowed);
            case POSTPONED ->
                dates.start() == null || isBlank(dates.reason())
                        ? Decision.refuse(UNPROCESSABLE, "POSTPONED needs a new start and a reason.", allowed)
                        : Decision.accept(to);
            case CANCELLED ->
                isBlank(dates.reason())
                        ? Decision.refuse(UNPROCESSABLE, "CANCELLED needs a reason.", allowed)
                        : Decision.accept(to);
            case PLANNED, CONFIRMED, MINUTES_AGREED -> Decision.accept(to);
        };
    }

    private static Decision<EngagementState> held(Dates dates, LocalDate today, List<String> allowed) {
        if (dates.start() == null || dates.end() == null) {
            return Decision.refuse(UNPROCESSABLE, "HELD needs the actual start and end.", allowed);
        }
        if (dates.end().isCertainlyAfter(today)) {
            return Decision.refuse(
                    UNPROCESSABLE, "An engagement that ends on " + dates.end() + " was not held yet.", allowed);
        }
        return Decision.accept(EngagementState.HELD);
    }

    /** Rule M8, first half: an engagement does not end before it begins. */
    static Optional<FieldError> wrongDates(@Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        return start != null && end != null && start.isCertainlyAfter(end)
                ? Optional.of(FieldError.at(
                        "/end", "end-before-start", "It ends on " + end + " and begins on " + start + "."))
                : Optional.empty();
    }

    /** Rule M8, second half: a round has one head per side. */
    static Optional<FieldError> tooManyHeads(EngagementKind kind, List<Side> heads) {
        if (kind != EngagementKind.ROUND) {
            return Optional.empty();
        }
        Map<Side, Integer> count = new EnumMap<>(Side.class);
        heads.forEach(side -> count.merge(side, 1, Integer::sum));
        return count.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .findFirst()
                .map(entry -> FieldError.at(
                        "/heads",
                        "two-heads-of-one-side",
                        "A round has one head of the " + entry.getKey() + " side, not " + entry.getValue() + "."));
    }

    /**
     * Rule M7 and the guard of 11.2: ordinals of one mechanism or track follow each other without a gap, unless the gap is
     * explained.
     *
     * @param last the highest ordinal that the actor can see in the mechanism or track, null where there is none
     */
    static Optional<FieldError> wrongOrdinal(int ordinal, @Nullable Integer last, @Nullable String gapReason) {
        if (ordinal < 1) {
            return Optional.of(FieldError.at("/ordinal", "ordinal-not-positive", "An ordinal counts from 1."));
        }
        int expected = last == null ? 1 : last + 1;
        return ordinal == expected || !isBlank(gapReason)
                ? Optional.empty()
                : Optional.of(FieldError.at(
                        "/ordinal",
                        "ordinal-out-of-sequence",
                        last == null
                                ? "No earlier one is recorded, so this is number 1; a gapReason explains another"
                                        + " number."
                                : "Number " + last + " is the last one recorded, so this is number " + expected
                                        + "; a gapReason explains another number."));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
