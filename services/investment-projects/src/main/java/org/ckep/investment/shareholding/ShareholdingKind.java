package org.ckep.investment.shareholding;

/** Of what a holder has a part. */
enum ShareholdingKind {
    /** The capital. */
    EQUITY,
    /** The votes. */
    VOTING,
    /** The profit. */
    PROFIT
}
