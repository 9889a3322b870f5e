package org.ckep.hub.subscription;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What may be wrong with a subscription. */
enum SubscriptionProblem implements ProblemType {
    /** The filters cannot be understood. */
    FILTER_INVALID(400),
    /** The URL is no place to deliver to. */
    SINK_REFUSED(422),
    /** The filters ask for what the agency has not undertaken the conditions of. */
    UNDERTAKING_MISSING(403),
    /** A number that the subscription has not given out yet. */
    NUMBER_AHEAD(400),
    /** A number whose events are no longer kept. */
    NUMBER_EXPIRED(410),
    /** Too many of something. */
    LIMIT_REACHED(409);

    private final int status;

    SubscriptionProblem(int status) {
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
