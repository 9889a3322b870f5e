package org.ckep.investment.site;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a site. */
enum SiteProblem implements ProblemType {
    /** It exists since a day in the future. */
    SITE_DATE_IN_FUTURE(422),
    /** An area that is not in square kilometres, or no plausible one. */
    SITE_LAND_AREA(422),
    /** The city does not lie in the province that is given. */
    SITE_PLACE(422),
    /** An unnamed owner without a source that speaks of it. */
    SITE_OWNER(422),
    /** An unknownReason for a value that is there, or none for one that is missing. */
    SITE_UNKNOWN_REASON(422);

    private final int status;

    SiteProblem(int status) {
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
