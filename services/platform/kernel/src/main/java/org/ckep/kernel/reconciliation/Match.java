package org.ckep.kernel.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found.
 *
 * @param reasons the reasons that the figures themselves suggest, the likeliest first; UNEXPLAINED where they suggest none.
 *     Empty where nothing has to be explained
 * @param delta the Chinese figure less the Korean one, with its unit; null where there is none. Never a value of its own
 */
public record Match(
        MatchStatus status,
        List<BreakReason> reasons,
        @Nullable String delta) {
    static final Match ONE_SIDED = new Match(MatchStatus.ONE_SIDED, List.of(), null);
    static final Match MATCHED = new Match(MatchStatus.MATCHED, List.of(), null);

    public Match {
        reasons = List.copyOf(reasons);
    }

    static Match notComparable(BreakReason reason) {
        return new Match(MatchStatus.NOT_COMPARABLE, List.of(reason), null);
    }
}
