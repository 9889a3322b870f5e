package org.ckep.investment.pending;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** Why somebody does not confirm what waits for a second person. */
enum PendingProblem implements ProblemType {
    /** By whoever drafted it. */
    PENDING_ACT_OF_ONES_OWN(403),
    /** By a system. */
    PENDING_ACT_NEEDS_A_PERSON(403);

    private final int status;

    PendingProblem(int status) {
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
