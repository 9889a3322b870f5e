package org.ckep.hub.feed;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What may be wrong with a cursor. */
enum FeedProblem implements ProblemType {
    CURSOR_INVALID(400),
    CURSOR_EXPIRED(410);

    private final int status;

    FeedProblem(int status) {
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
