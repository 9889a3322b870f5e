package org.ckep.investment.capacity;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a capacity-share claim. */
enum CapacityProblem implements ProblemType {
    /** A share outside 0 to 100 percent, or not in percent (rule I12). */
    CAPACITY_SHARE_RANGE(422),
    /** The country of the whole is missing, superfluous or none (rule I12). */
    CAPACITY_DENOMINATOR(422),
    /** Measured or asserted for a period that has not begun. */
    CAPACITY_PERIOD_IN_FUTURE(422),
    /** An unknownReason for a value that is there, or none for one that is missing. */
    CAPACITY_UNKNOWN_REASON(422);

    private final int status;

    CapacityProblem(int status) {
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
