package org.ckep.investment.project;

/** How far a revision of a project is that others than its side read. */
enum RevisionState {
    /** A maker has drafted it; its side alone knows of it. */
    PENDING,
    /** A checker of the same side has confirmed it: the project says so now. */
    CONFIRMED,
    /** Its side has given it up. */
    DROPPED,
    /** The project has changed otherwise meanwhile. */
    STALE,
    /** A maker of its side has drafted another one in its place. */
    REPLACED
}
