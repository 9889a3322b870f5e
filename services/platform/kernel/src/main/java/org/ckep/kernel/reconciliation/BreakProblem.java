package org.ckep.kernel.reconciliation;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with an act on a break. */
public enum BreakProblem implements ProblemType {
    /** It is the other side's to explain, or to accept. */
    BREAK_OTHER_SIDE(403),
    /** A system does not agree to anything. */
    BREAK_PERSON_NEEDED(403),
    /** A break is assigned to a side, and explained by a reason. */
    BREAK_INCOMPLETE(422);

    private final int status;

    BreakProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
