package org.ckep.kernel.access;

/** One of the two governments. Neither is above the other, and no third owner exists. */
public enum Side {
    /** The Chinese side. */
    CN,
    /** The side of the Republic of Korea. */
    KR;

    /** The counterpart of this side. */
    public Side other() {
        return switch (this) {
            case CN -> KR;
            case KR -> CN;
        };
    }
}
