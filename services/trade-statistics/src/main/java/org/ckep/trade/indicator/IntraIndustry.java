package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trade in the same products both ways, told apart by unit value: formulas 8 and 8b. */
final class IntraIndustry {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal OVERLAP_OF_TWO_WAY_TRADE = new BigDecimal("0.1");

    private IntraIndustry() {}

    /** What the trade in a product is. */
    enum Kind {
        /** Goods of like unit value go both ways. */
        HORIZONTAL,
        /** Goods go both ways, the exported ones being dearer. */
        VERTICAL_HIGH,
        /** Goods go both ways, the exported ones being cheaper. */
        VERTICAL_LOW,
        /** Goods go one way. */
        ONE_WAY,
        /** Goods go both ways, and a weight is missing. */
        UNALLOCATED
    }

    /**
     * Trade in one product.
     *
     * @param exportWeight in kg, null where it is not told
     * @param importWeight in kg, null where it is not told
     */
    record Trade(
            BigDecimal exports,
            BigDecimal imports,
            @Nullable BigDecimal exportWeight,
            @Nullable BigDecimal importWeight) {

        BigDecimal smaller() {
            return exports.min(imports);
        }

        BigDecimal both() {
            return exports.add(imports);
        }

        /** Unit value of exports divided by that of imports, null where a weight is missing or zero. */
        @Nullable
        BigDecimal unitValueRatio() {
            if (exportWeight == null
                    || importWeight == null
                    || exportWeight.signum() == 0
                    || importWeight.signum() == 0
                    || imports.signum() == 0) {
                return null;
            }
            return exports.multiply(importWeight).divide(imports.multiply(exportWeight), Result.PRECISION);
        }
    }

    /** Greenaway, Hine, Milner: horizontal where 1−a ≤ r ≤ 1+a; every overlap is two-way trade. */
    static Kind ghm(Trade trade, BigDecimal a) {
        return trade.smaller().signum() == 0
                ? Kind.ONE_WAY
                : byUnitValue(trade.unitValueRatio(), BigDecimal.ONE.subtract(a), BigDecimal.ONE.add(a));
    }

    /** Fontagné, Freudenberg: two-way above 10 % overlap; horizontal where 1/(1+a) ≤ r ≤ 1+a. */
    static Kind ff(Trade trade, BigDecimal a) {
        BigDecimal larger = trade.exports().max(trade.imports());
        boolean twoWay = trade.smaller().compareTo(larger.multiply(OVERLAP_OF_TWO_WAY_TRADE)) > 0;
        if (!twoWay) {
            return Kind.ONE_WAY;
        }
        BigDecimal upper = BigDecimal.ONE.add(a);
        return byUnitValue(trade.unitValueRatio(), BigDecimal.ONE.divide(upper, Result.PRECISION), upper);
    }

    private static Kind byUnitValue(@Nullable BigDecimal ratio, BigDecimal lower, BigDecimal upper) {
        if (ratio == null) {
            return Kind.UNALLOCATED;
        }
        if (ratio.compareTo(upper) > 0) {
            return Kind.VERTICAL_HIGH;
        }
        return ratio.compareTo(lower) < 0 ? Kind.VERTICAL_LOW : Kind.HORIZONTAL;
    }

    /** Each kind's part of all trade by GHM: the overlap 2·min(X,M) is classed, and what has no overlap is one-way. */
    static Map<Kind, BigDecimal> ghmAmounts(Iterable<Trade> trades, BigDecimal a) {
        Map<Kind, BigDecimal> amounts = nothing();
        for (Trade trade : trades) {
            BigDecimal overlap = trade.smaller().multiply(TWO);
            amounts.merge(ghm(trade, a), overlap, BigDecimal::add);
            amounts.merge(Kind.ONE_WAY, trade.both().subtract(overlap), BigDecimal::add);
        }
        return amounts;
    }

    /** Each kind's part of all trade by FF: the whole flow is classed. */
    static Map<Kind, BigDecimal> ffAmounts(Iterable<Trade> trades, BigDecimal a) {
        Map<Kind, BigDecimal> amounts = nothing();
        for (Trade trade : trades) {
            amounts.merge(ff(trade, a), trade.both(), BigDecimal::add);
        }
        return amounts;
    }

    private static Map<Kind, BigDecimal> nothing() {
        Map<Kind, BigDecimal> amounts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            amounts.put(kind, BigDecimal.ZERO);
        }
        return amounts;
    }
}
