package org.ckep.trade.warning;

import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.problem.ProblemException;

/**
 * A step that is asked for.
 *
 * @param to the state after it
 */
record WarningTransition(@NotNull String to) {
    /** Refuses every step but the one that is left to people. */
    void requireTo(String state) {
        if (!to.equals(state)) {
            throw ProblemException.invalid(
                    "/to", "unknown-state", "The only step that can be asked for is " + state + ".");
        }
    }
}
