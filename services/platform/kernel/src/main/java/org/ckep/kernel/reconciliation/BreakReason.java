package org.ckep.kernel.reconciliation;

/** Why two figures of one thing differ. */
public enum BreakReason {
    /** With freight and insurance, or without. */
    VALUATION,
    /** Another period or cut-off. */
    TIMING,
    /** A phase or the whole, a company or its group. */
    SCOPE,
    /** Declared or contracted, or arrived or used. */
    COMMITMENT_BASIS,
    /** Converted at another rate. */
    CURRENCY_RATE,
    /** By way of a third economy; the immediate investor or the ultimate one. */
    ROUTING,
    /** One is the other in fewer digits. */
    ROUNDING,
    /** Another definition of what is counted. */
    DEFINITION,
    /** Enterprises or persons. */
    COUNTING_UNIT,
    /** A myriad, a hundred million or a thousand taken for one; square metres for square kilometres. */
    UNIT,
    /** The Chinese figure is wrong. */
    ERROR_CN,
    /** The Korean figure is wrong. */
    ERROR_KR,
    /** Nobody knows, which is a legitimate answer. */
    UNEXPLAINED
}
