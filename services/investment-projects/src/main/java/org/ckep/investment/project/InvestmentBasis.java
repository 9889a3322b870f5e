package org.ckep.investment.project;

/**
 * What an amount of investment counts. The two sides count differently: declared (KR) answers to contracted (CN), arrived
 * (KR) to used (CN); the two rows are never compared with each other.
 */
public enum InvestmentBasis {
    /** Declared to the Korean side (신고). */
    DECLARED,
    /** Contracted by the Chinese count (合同外资). */
    CONTRACTED,
    /** Arrived by the Korean count (도착). */
    ARRIVED,
    /** Actually used by the Chinese count (实际使用外资). */
    USED,
    /** The whole sum that the parties plan. */
    TOTAL_PLANNED
}
