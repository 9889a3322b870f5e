package org.ckep.trade.warning;

/** How far an alert is. */
enum AlertState {
    /** The limit was crossed and nobody has said that he knows. */
    RAISED,
    /** Somebody of the owning side knows. */
    ACKNOWLEDGED,
    /** The value fell below the limit for clearing. */
    CLEARED,
    /** Revised figures show that the limit was never crossed. */
    RETRACTED
}
