package org.ckep.investment.project;

/** How far the adoption of an observed project is. */
enum AdoptionState {
    /** A maker has prepared it; its side alone knows of it. */
    PREPARED,
    /** A checker of the same side has confirmed it: the side stands behind the project. */
    ADOPTED,
    /** Its side has given it up. */
    DROPPED,
    /** The project is no longer what was prepared: it has changed, or somebody stands behind it. */
    STALE
}
