package org.ckep.kernel.change;

/** How a change set is agreed to. */
public enum Procedure {
    /** By the signatures of two of its persons. Silence is never consent. */
    EXPLICIT,
    /** By not objecting within a period; only for attributes of which the record's policy says so. */
    SILENCE,
    /**
     * By the signatures of two persons of each side, as {@link #EXPLICIT}, but of releasers where checkers sign otherwise: others
     * are let read the record (rule C2), and nothing else is done with it.
     */
    RELEASE
}
