package org.ckep.investment.shareholding;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a statement of a shareholding history. */
enum ShareholdingProblem implements ProblemType {
    /** More than the whole, or not the whole where the statement is complete (rule I1). */
    SHAREHOLDING_SUM(422),
    /** A holder that stands twice from one date on (rule I2), or one through whom and not. */
    SHAREHOLDING_HOLDER(422),
    /** A statement that lies in the future or ends before it begins. */
    SHAREHOLDING_DATE(422),
    /** A capital increase that does not add up (rule I3). */
    SHAREHOLDING_CAPITAL(422),
    /** A capital increase that leaves a holder out (rule I4), or one by a project of another type. */
    SHAREHOLDING_INCREASE(422),
    /** The side keeps a history of this organisation and kind for the same readers already. */
    SHAREHOLDING_KEPT_ALREADY(409);

    private final int status;

    ShareholdingProblem(int status) {
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
