package org.ckep.trade.code;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What may be wrong with the source that a request names. */
enum SourceProblem implements ProblemType {
    /** A side's statistician sends figures under the name of a body that is none of the side's. */
    FOREIGN_SOURCE(403);

    private final int status;

    SourceProblem(int status) {
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
