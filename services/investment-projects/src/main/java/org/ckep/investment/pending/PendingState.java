package org.ckep.investment.pending;

/** How far something is that changes what others than its side read. */
public enum PendingState {
    /** Somebody has drafted it; his side alone knows of it. */
    PENDING,
    /** A checker of the same side has confirmed it: it has been done. */
    CONFIRMED,
    /** Its side has given it up. */
    DROPPED,
    /** The record has changed otherwise meanwhile. */
    STALE,
    /** Somebody of its side has drafted another one in its place, where a record has one at most. */
    REPLACED
}
