package org.ckep.partnerships.sourcing;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a sourcing relation. */
enum SourcingProblem implements ProblemType {
    /** P7: adoption FULL leaves no room for a share below 100. */
    FULL_ADOPTION_WITH_PARTIAL_SHARE(422),
    /** P7: the shares of one buyer and material would exceed 100 percent. */
    SOURCING_SHARES_ABOVE_100(409),
    /** Neither an origin country nor a supplier. */
    ORIGIN_MISSING(422),
    /** The buyer is neither an organisation nor a site. */
    BUYER_KIND_WRONG(422);

    private final int status;

    SourcingProblem(int status) {
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
