package org.ckep.investment.pending;

import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.problem.ProblemType;

/**
 * What differs between the kinds of what waits for a second person; all else is one rule.
 *
 * @param type of its URN, which its entries in the trail name too
 * @param drafters roles of those who draft it, and may give it up
 * @param ofOnesOwn refuses whoever drafted it
 * @param needsAPerson refuses a system
 */
public record PendingKind(String type, Set<Role> drafters, ProblemType ofOnesOwn, ProblemType needsAPerson) {
    public PendingKind {
        drafters = Set.copyOf(drafters);
    }
}
