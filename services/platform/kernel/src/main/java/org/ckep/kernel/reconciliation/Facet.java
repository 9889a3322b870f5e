package org.ckep.kernel.reconciliation;

import org.jspecify.annotations.Nullable;

/** What a figure is a figure of, beside its number. Two figures that name a facet differently are told apart by it. */
public enum Facet {
    /** The thing itself: another flow, product or body is no pair. */
    OF(BreakReason.DEFINITION, true),
    /** Which row of the agreed mapping: declared with contracted, arrived with used, never across. */
    BASIS(BreakReason.COMMITMENT_BASIS, true),
    /** Phase or whole, company or group. */
    SCOPE(BreakReason.SCOPE, true),
    /** The period that is measured. */
    PERIOD(BreakReason.TIMING, true),
    /** CIF or FOB. */
    VALUATION(BreakReason.VALUATION, false),
    /** Directly, or by way of a third economy. */
    ROUTE(BreakReason.ROUTING, false),
    /** The definition or denominator. */
    DEFINITION(BreakReason.DEFINITION, false);

    private final BreakReason reason;
    private final boolean parts;

    Facet(BreakReason reason, boolean parts) {
        this.reason = reason;
        this.parts = parts;
    }

    /** The reason for a difference that this facet gives. */
    public BreakReason reason() {
        return reason;
    }

    /** True where figures of different values of this facet are not compared at all. */
    boolean parts() {
        return parts;
    }

    /** True where both name it, and differently. */
    boolean differs(Statement cn, Statement kr) {
        @Nullable String one = cn.facets().get(this);
        @Nullable String other = kr.facets().get(this);
        return one != null && other != null && !one.equals(other);
    }
}
