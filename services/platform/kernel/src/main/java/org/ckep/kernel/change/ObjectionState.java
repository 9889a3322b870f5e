package org.ckep.kernel.change;

/** How far an objection is. Nothing leads out of its last two states. */
public enum ObjectionState {
    /** Written by a maker of its side, which alone knows of it. */
    PREPARED,
    /** Raised before the other side: what it is about is contested. */
    STANDING,
    /** Given up by its own side; the other side learns of that where it knew of the objection. */
    DROPPED,
    /** Settled by a change set that both sides agreed on. */
    SETTLED
}
