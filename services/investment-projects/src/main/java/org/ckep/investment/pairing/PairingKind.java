package org.ckep.investment.pairing;

/** What a pairing does once both sides agree to it. */
enum PairingKind {
    /** Links records of both sides as records of one thing. */
    PAIR,
    /** Takes such a link away; the records stay as they are. */
    UNPAIR
}
