package org.ckep.partnerships.organisation;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with an organisation. */
public enum OrganisationProblem implements ProblemType {
    LEI_INVALID(422),
    /** Another organisation that the caller may know of carries the same LEI. */
    ORGANISATION_CODE_TAKEN(409),
    /** A command to an organisation that goes on under another URN. */
    ORGANISATION_GONE(409),
    /** The organisation would succeed itself. */
    MERGE_CYCLE(409),
    PARENT_CYCLE(409),
    /** A reference to an organisation that does not exist, or that the caller may not know of. */
    ORGANISATION_UNKNOWN(422);

    private final int status;

    OrganisationProblem(int status) {
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
