package org.ckep.trade.release;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What may be wrong with a release. */
enum ReleaseProblem implements ProblemType {
    /** The embargo ends at an instant that has passed, or in years. */
    EMBARGO_OUT_OF_RANGE(422),
    /** Figures are made public by another person than the one who made them. */
    MADE_BY_CALLER(403),
    /** A release without figures cannot be published. */
    NOTHING_TO_PUBLISH(422),
    /** A step needs something that the request does not give. */
    STEP_INCOMPLETE(422);

    private final int status;

    ReleaseProblem(int status) {
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
