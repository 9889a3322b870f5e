package org.ckep.investment.pending;

/** How far an act is that changes what others than its side read. */
public enum ActState {
    /** Somebody has drafted it; his side alone knows of it. */
    PENDING,
    /** A checker of the same side has confirmed it: it has been done. */
    CONFIRMED,
    /** Its side has given it up. */
    DROPPED,
    /** The record has changed meanwhile. */
    STALE
}
