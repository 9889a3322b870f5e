package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;

/** How unevenly something is distributed over N items: formulas 10 and 14. */
final class Concentration {
    private Concentration() {}

    /** Hirschman 1964: Σ s², from the sum of the amounts and the sum of their squares. */
    static Result hhi(BigDecimal sum, BigDecimal squares) {
        return Result.ratio(squares, sum.multiply(sum));
    }

    /** Hirschman 1964: Σ s². */
    static Result hhi(Collection<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
            squares = squares.add(amount.multiply(amount));
        }
        return hhi(sum, squares);
    }

    /** (H−1/N)/(1−1/N). */
    static Result normalised(Result hhi, int n) {
        return n == 1 ? single(hhi) : hhi.map(h -> spread(h, part(n)));
    }

    /** UNCTAD's concentration: (√H−√(1/N))/(1−√(1/N)). */
    static Result unctad(Result hhi, int n) {
        MathContext precision = Result.PRECISION;
        return n == 1 ? single(hhi) : hhi.map(h -> spread(h.sqrt(precision), part(n).sqrt(precision)));
    }

    /** −Σ s ln s, with 0·ln 0 = 0. */
    static Result entropy(Collection<BigDecimal> amounts) {
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            return Result.ZERO_DENOMINATOR;
        }
        BigDecimal entropy = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            if (amount.signum() > 0) {
                BigDecimal share = amount.divide(sum, Result.PRECISION);
                entropy = entropy.subtract(share.multiply(Logarithms.ln(share)));
            }
        }
        return Result.of(entropy);
    }

    /** H/ln N. */
    static Result relativeEntropy(Result entropy, int n) {
        return n == 1
                ? single(entropy)
                : entropy.map(h -> h.divide(Logarithms.ln(BigDecimal.valueOf(n)), Result.PRECISION));
    }

    /** Theil: ln N − H. */
    static Result theil(Result entropy, int n) {
        return entropy.map(h -> Logarithms.ln(BigDecimal.valueOf(n)).subtract(h));
    }

    private static Result single(Result ofOne) {
        return ofOne.value() == null ? ofOne : Result.missing(Reason.SINGLE_ITEM);
    }

    private static BigDecimal part(int n) {
        return BigDecimal.ONE.divide(BigDecimal.valueOf(n), Result.PRECISION);
    }

    private static BigDecimal spread(BigDecimal value, BigDecimal least) {
        return value.subtract(least).divide(BigDecimal.ONE.subtract(least), Result.PRECISION);
    }
}
