package org.ckep.policy.milestone;

import java.util.EnumSet;
import java.util.Set;
import org.ckep.kernel.access.Side;

/** Who owes a milestone. */
public enum MilestoneOwner {
    CN,
    KR,
    /** Both sides: neither alone can agree to it, nor declare it met. */
    BOTH;

    /** The sides that owe it. */
    public Set<Side> sides() {
        return switch (this) {
            case CN -> EnumSet.of(Side.CN);
            case KR -> EnumSet.of(Side.KR);
            case BOTH -> EnumSet.allOf(Side.class);
        };
    }
}
