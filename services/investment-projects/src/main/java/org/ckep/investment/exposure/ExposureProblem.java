package org.ckep.investment.exposure;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with an exposure or with its end. */
enum ExposureProblem implements ProblemType {
    /** What is exposed is neither a project nor a site, or what it is exposed to is no measure. */
    EXPOSURE_REFERENCE(422),
    /** Raised or cleared in the future, or cleared before it was raised. */
    EXPOSURE_DATE(422);

    private final int status;

    ExposureProblem(int status) {
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
