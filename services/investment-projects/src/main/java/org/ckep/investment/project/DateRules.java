package org.ckep.investment.project;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Rules I6 and I7: in which order key dates can be, and which of them a state implies. */
final class DateRules {
    /** Earlier dates stand first; a pair is compared wherever both dates are known. A filing (FILED) may lie before or after any of them. */
    private static final List<KeyDate> ORDER = List.of(
            KeyDate.MOU_SIGNED,
            KeyDate.ANNOUNCED,
            KeyDate.APPROVED,
            KeyDate.CONTRACT_SIGNED,
            KeyDate.GROUNDBREAKING,
            KeyDate.COMPLETION,
            KeyDate.COMMISSIONED);

    private DateRules() {}

    /** Rule I6: what has happened does not lie in the future, and its order is possible as exactly as it is known. */
    static List<Violation> order(ProjectContent content, LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        for (KeyDate key : KeyDate.values()) {
            FuzzyDate actual = content.keyDate(key).actual();
            if (actual != null && actual.isCertainlyAfter(today)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_DATE_IN_FUTURE,
                        pointer(key),
                        "future",
                        key + " has the actual date " + actual + ", which lies after today (" + today + ")."));
            }
        }
        for (int earlier = 0; earlier < ORDER.size(); earlier++) {
            for (int later = earlier + 1; later < ORDER.size(); later++) {
                if (isOrdered(content.profile(), ORDER.get(earlier), ORDER.get(later))) {
                    compare(content, ORDER.get(earlier), ORDER.get(later), violations);
                }
            }
        }
        compare(content, KeyDate.GROUNDBREAKING, KeyDate.MASS_PRODUCTION, violations);
        return violations;
    }

    /** In a transaction clearance follows the signed contract, so the contract is free against approval. */
    private static boolean isOrdered(Profile profile, KeyDate earlier, KeyDate later) {
        return switch (profile) {
            case PHYSICAL -> true;
            case TRANSACTION -> !(later == KeyDate.CONTRACT_SIGNED && earlier == KeyDate.APPROVED);
        };
    }

    private static void compare(ProjectContent content, KeyDate earlier, KeyDate later, List<Violation> violations) {
        FuzzyDate first = content.keyDate(earlier).actual();
        FuzzyDate second = content.keyDate(later).actual();
        if (first != null && second != null && first.isCertainlyAfter(second)) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_ORDER,
                    pointer(later),
                    "order",
                    later + " (" + second + ") lies before " + earlier + " (" + first + ")."));
        }
    }

    /** Rule I7: the date that the state implies is there; states without a date of their own carry {@code stateSince}. */
    static List<Violation> implied(ProjectContent content, ProjectState state, @Nullable FuzzyDate stateSince) {
        List<Violation> violations = new ArrayList<>();
        KeyDate implied = state.effective().impliedDate();
        if (implied != null && content.keyDate(implied).actual() == null) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_MISSING,
                    pointer(implied),
                    "missing",
                    state.effective() + " needs the actual date of " + implied + "."));
        }
        if (state.status().impliedDate() == null && stateSince == null) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_MISSING,
                    "/stateSince",
                    "missing",
                    state.status() + " needs the date since when it holds."));
        }
        return violations;
    }

    /** Plans are a history: every date that was planned once stays, and new ones follow at the end. */
    static List<Violation> plansKept(ProjectContent before, ProjectContent after) {
        List<Violation> violations = new ArrayList<>();
        for (KeyDate key : KeyDate.values()) {
            List<FuzzyDate> old = before.keyDate(key).planned();
            List<FuzzyDate> now = after.keyDate(key).planned();
            if (now.size() < old.size() || !now.subList(0, old.size()).equals(old)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_PLAN_REWRITTEN,
                        "/keyDates/" + key + "/planned",
                        "rewritten",
                        "The planned dates of " + key
                                + " start with those already recorded; a new plan is added at the end."));
            }
        }
        return violations;
    }

    static String pointer(KeyDate key) {
        return "/keyDates/" + key + "/actual";
    }
}
