package org.ckep.kernel.change;

/** How the other side agrees to a change set. */
public enum Procedure {
    /** By the signatures of two of its persons. Silence is never consent. */
    EXPLICIT,
    /** By not objecting within a period; only for attributes of which the record's policy says so. */
    SILENCE
}
