package org.ckep.policy.milestone;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a link between milestones. */
public enum DependencyProblem implements ProblemType {
    /** Rule M1: the link would close a cycle; the member {@code cycle} names it. */
    DEPENDENCY_CYCLE(409),
    /** Rule M1: the two milestones are linked already in that direction. */
    DEPENDENCY_EXISTS(409);

    private final int status;

    DependencyProblem(int status) {
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
