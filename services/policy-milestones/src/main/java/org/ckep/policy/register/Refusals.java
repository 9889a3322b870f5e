package org.ckep.policy.register;

import java.util.List;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.ProblemException;

/** Tells a caller what he may do instead of what he was refused. */
public final class Refusals {
    private Refusals() {}

    /** The refusal of a step; the state that was asked for is none of those that are named as open. */
    public static ProblemException of(Decision.Refused<?> refused, Enum<?> asked) {
        List<String> others = refused.allowed().stream()
                .filter(state -> !state.equals(asked.name()))
                .toList();
        return new Decision.Refused<>(refused.type(), refused.detail(), others).toProblem();
    }
}
