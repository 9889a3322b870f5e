package org.ckep.kernel.reconciliation;

import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/**
 * A break as its rules see it.
 *
 * @param assigned whose it is to explain; empty while nobody's
 * @param reason why the figures differ, as one side has said; null while nobody has
 * @param explainedBy who said so
 * @param hash of the figures and of what is said of them, which those sign who leave it at that; null while nothing is said
 * @param prepared by side, who prepared its agreement; a side's own is known to it alone until it has agreed
 * @param agreed by side, who agreed to leave it at that
 */
public record Break(
        BreakState state,
        Set<Side> assigned,
        @Nullable BreakReason reason,
        @Nullable Side explainedBy,
        @Nullable String hash,
        Map<Side, String> prepared,
        Map<Side, String> agreed) {
    /** A break that was just found. */
    public static final Break FOUND = new Break(BreakState.OPEN, Set.of());

    public Break {
        assigned = Set.copyOf(assigned);
        prepared = Map.copyOf(prepared);
        agreed = Map.copyOf(agreed);
    }

    /** A break of which nobody has said anything. */
    Break(BreakState state, Set<Side> assigned) {
        this(state, assigned, null, null, null, Map.of(), Map.of());
    }

    /** The break in another state. */
    Break in(BreakState next) {
        return new Break(next, assigned, reason, explainedBy, hash, prepared, agreed);
    }

    /** The break once the figures agree. */
    public Break corrected() {
        return in(BreakState.CORRECTED);
    }

    /** The break once there are no two figures to compare. */
    public Break lapsed() {
        return in(BreakState.LAPSED);
    }
}
