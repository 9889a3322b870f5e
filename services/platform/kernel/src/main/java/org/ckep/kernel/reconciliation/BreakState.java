package org.ckep.kernel.reconciliation;

/** How far a break is. */
public enum BreakState {
    /** Found, and nobody's yet. */
    OPEN,
    /** One side, or both, are to say why. */
    ASSIGNED,
    /** The side whose it is has said why. */
    EXPLAINED,
    /** The figures agree by now, since one of them was corrected. */
    CORRECTED,
    /** Both sides have agreed to leave it at that. */
    AGREED_DIFFERENCE,
    /** There are no two figures any more: one was withdrawn, or the records are no longer paired. */
    LAPSED,
    /** Done with; another value of either side opens it again. */
    CLOSED;

    /** True where nobody has to do anything about it. */
    public boolean isSettled() {
        return switch (this) {
            case OPEN, ASSIGNED, EXPLAINED -> false;
            case CORRECTED, AGREED_DIFFERENCE, LAPSED, CLOSED -> true;
        };
    }

    /** True where there was no difference any more: one that is found later is another one. */
    public boolean isGone() {
        return this == CORRECTED || this == LAPSED;
    }
}
