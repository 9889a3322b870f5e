package org.ckep.investment.register;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with any record of this register. */
public enum RegisterProblem implements ProblemType {
    /** What the record refers to has fewer readers than the record itself. */
    NARROWER_THAN_ITS_READER(422),
    /** A change of an observed record without a source. */
    SOURCE_NEEDED(422),
    /** A title that would be markup where it is shown. */
    MARKUP_IN_TEXT(422);

    private final int status;

    RegisterProblem(int status) {
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
