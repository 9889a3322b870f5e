package org.ckep.investment.project;

import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * The date since when a state holds, where a state implies a key date: the two are one date, and either may be given.
 *
 * @param content the content, with the key date set where only {@code stateSince} was given
 * @param since since when the state holds, null where neither says it
 */
record StateDates(ProjectContent content, @Nullable FuzzyDate since) {

    /**
     * Makes one date of the two.
     *
     * @param since what is said of {@code stateSince}, null where nothing is
     * @throws org.ckep.kernel.problem.ProblemException PROJECT_DATE_CONFLICT where the two differ
     */
    static StateDates settle(ProjectContent content, ProjectState state, @Nullable FuzzyDate since) {
        KeyDate implied = state.status().impliedDate();
        if (implied == null) {
            return new StateDates(content, since);
        }
        FuzzyDate actual = content.keyDate(implied).actual();
        if (since == null) {
            return new StateDates(content, actual);
        }
        if (actual == null) {
            return new StateDates(content.happened(implied, since), since);
        }
        if (!actual.equals(since)) {
            Violation.refuse(List.of(new Violation(
                    ProjectProblem.PROJECT_DATE_CONFLICT,
                    "/stateSince",
                    "conflict",
                    "The state holds since " + since + ", but the actual date of " + implied + " is " + actual + ".")));
        }
        return new StateDates(content, since);
    }
}
