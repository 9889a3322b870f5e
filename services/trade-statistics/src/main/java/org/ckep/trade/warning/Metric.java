package org.ckep.trade.warning;

/** What a rule watches; each is computed for every period from the reporter's imports of one product. */
enum Metric {
    /** Share of the named partner in imports, or of the largest supplier where none is named; from 0 to 1. */
    SUPPLIER_SHARE,
    /** Herfindahl–Hirschman index over the supplying economies, from 0 to 1. */
    SUPPLIER_HHI,
    /** How far the unit value of imports moved against the period before, as a part of it: 0.5 for half as much again. */
    UNIT_VALUE_JUMP,
    /**
     * Months in a row, up to this one, without imports from the named partner although imports are reported. A month that
     * is not reported at all, or whose value is missing, breaks the row.
     */
    ZERO_TRADE_MONTHS
}
