package org.ckep.policy.milestone;

import java.util.EnumSet;
import java.util.Set;
import org.ckep.kernel.access.Side;

/**
 * Where an accepted command leads.
 *
 * @param state the state afterwards
 * @param awaiting the sides whose consent is still missing; while there is one, the consent alone is stored
 */
record MilestoneOutcome(MilestoneState state, Set<Side> awaiting) {
    MilestoneOutcome {
        awaiting = awaiting.isEmpty() ? EnumSet.noneOf(Side.class) : EnumSet.copyOf(awaiting);
    }

    static MilestoneOutcome of(MilestoneState state) {
        return new MilestoneOutcome(state, EnumSet.noneOf(Side.class));
    }
}
