package org.ckep.policy.register;

import java.util.EnumSet;
import java.util.Set;
import org.ckep.kernel.access.Side;

/** Who owes something. */
public enum Owner {
    CN,
    KR,
    /** Both sides: neither alone can agree to it, nor declare it reached. */
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
