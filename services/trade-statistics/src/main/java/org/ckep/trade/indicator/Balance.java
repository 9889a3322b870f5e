package org.ckep.trade.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Exports against imports of the same products: formulas 4, 7 and 13. */
final class Balance {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Balance() {}

    /** Trade specialisation: (X−M)/(X+M). */
    static Result specialisation(@Nullable BigDecimal exports, @Nullable BigDecimal imports) {
        if (exports == null || imports == null) {
            return missing(exports, imports);
        }
        return Result.ratio(exports.subtract(imports), exports.add(imports));
    }

    /** Grubel, Lloyd 1975: 1 − abs(X−M)/(X+M). */
    static Result grubelLloyd(@Nullable BigDecimal exports, @Nullable BigDecimal imports) {
        return specialisation(exports, imports).map(share -> BigDecimal.ONE.subtract(share.abs()));
    }

    /** Σ((X+M)−abs(X−M))/Σ(X+M). */
    static Result grubelLloydAggregate(Vector exports, Vector imports) {
        BigDecimal trade = exports.sum().add(imports.sum());
        return empty(exports, imports) ? Result.NOT_REPORTED : Result.ratio(overlap(exports, imports), trade);
    }

    /** The aggregate divided by 1 − abs(ΣX−ΣM)/(ΣX+ΣM). */
    static Result adjustedForImbalance(Vector exports, Vector imports) {
        if (empty(exports, imports)) {
            return Result.NOT_REPORTED;
        }
        BigDecimal trade = exports.sum().add(imports.sum());
        BigDecimal imbalance = exports.sum().subtract(imports.sum()).abs();
        return Result.ratio(overlap(exports, imports), trade.subtract(imbalance));
    }

    /** Aquino: exports and imports are scaled to half of all trade each before the aggregate is taken. */
    static Result aquino(Vector exports, Vector imports) {
        if (empty(exports, imports)) {
            return Result.NOT_REPORTED;
        }
        if (exports.sum().signum() == 0 || imports.sum().signum() == 0) {
            return Result.ZERO_DENOMINATOR;
        }
        BigDecimal apart = BigDecimal.ZERO;
        for (String product : Vector.keys(exports, imports)) {
            apart = apart.add(
                    exports.share(product).subtract(imports.share(product)).abs());
        }
        return Result.of(BigDecimal.ONE.subtract(apart.divide(TWO, Result.PRECISION)));
    }

    /** Brülhart's A, 1994: 1 − abs(ΔX−ΔM)/(abs ΔX + abs ΔM). */
    static Result marginal(
            @Nullable BigDecimal exports,
            @Nullable BigDecimal imports,
            @Nullable BigDecimal exportsBefore,
            @Nullable BigDecimal importsBefore) {
        if (exports == null || imports == null || exportsBefore == null || importsBefore == null) {
            return exports == null && imports == null ? Result.NOT_REPORTED : Result.INPUT_MISSING;
        }
        BigDecimal moreExports = exports.subtract(exportsBefore);
        BigDecimal moreImports = imports.subtract(importsBefore);
        BigDecimal changes = moreExports.abs().add(moreImports.abs());
        return changes.signum() == 0
                ? Result.missing(Reason.NO_CHANGE)
                : Result.ratio(moreExports.subtract(moreImports).abs(), changes).map(BigDecimal.ONE::subtract);
    }

    /** Lafay 1992: 100·[(X−M)/(X+M) − (ΣX−ΣM)/(ΣX+ΣM)]·(X+M)/Σ(X+M); 0 for a product without trade. */
    static Result lafay(
            @Nullable BigDecimal exports, @Nullable BigDecimal imports, BigDecimal allExports, BigDecimal allImports) {
        if (exports == null && imports == null) {
            return Result.NOT_REPORTED;
        }
        BigDecimal out = orZero(exports);
        BigDecimal in = orZero(imports);
        BigDecimal all = allExports.add(allImports);
        if (all.signum() == 0) {
            return Result.ZERO_DENOMINATOR;
        }
        // (X−M)/Σ − (ΣX−ΣM)(X+M)/Σ² over one denominator, which is the formula also where X+M is zero.
        BigDecimal own = out.subtract(in).multiply(all);
        BigDecimal expected = allExports.subtract(allImports).multiply(out.add(in));
        return Result.ratio(own.subtract(expected).multiply(HUNDRED), all.multiply(all));
    }

    /** Σ 2·min(X,M). */
    private static BigDecimal overlap(Vector exports, Vector imports) {
        BigDecimal overlap = BigDecimal.ZERO;
        for (String product : Vector.keys(exports, imports)) {
            overlap = overlap.add(exports.orZero(product).min(imports.orZero(product)));
        }
        return overlap.multiply(TWO);
    }

    private static boolean empty(Vector exports, Vector imports) {
        return exports.isEmpty() && imports.isEmpty();
    }

    private static Result missing(@Nullable BigDecimal exports, @Nullable BigDecimal imports) {
        return exports == null && imports == null ? Result.NOT_REPORTED : Result.INPUT_MISSING;
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
