package org.ckep.trade.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.ckep.trade.mirror.MirrorFigure.Missing;
import org.ckep.trade.observation.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * How far two figures of the same thing are apart. It is a discrepancy and nothing else: neither freight nor an error,
 * and never resolved by an average.
 *
 * @param absolute the first minus the second, in USD
 * @param ratio the first divided by the second, to six decimals
 * @param percent 200 (first − second) / (first + second), to four decimals: from −200 to 200, 0 where they agree
 * @param missing why values are null, null where none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Discrepancy(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal absolute,
        @Nullable BigDecimal ratio,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal percent,
        @Nullable Missing missing) {

    private static final BigDecimal TWO_HUNDRED = BigDecimal.valueOf(200);
    private static final int RATIO_DECIMALS = 6;
    private static final int PERCENT_DECIMALS = 4;

    /**
     * The importer's figure against the exporter's. Codes of two editions may mean different goods, so their figures are
     * shown and not compared; a total over all goods has no edition.
     */
    static Discrepancy of(MirrorFigure importer, MirrorFigure exporter, boolean total) {
        return total || importer.isOfEditionOf(exporter)
                ? between(importer.value(), exporter.value())
                : new Discrepancy(null, null, null, Missing.CLASSIFICATIONS_DIFFER);
    }

    /** Between two figures that are not negative; all null where one of them is. */
    static Discrepancy between(@Nullable BigDecimal first, @Nullable BigDecimal second) {
        if (first == null || second == null) {
            return new Discrepancy(null, null, null, Missing.INPUT_MISSING);
        }
        BigDecimal absolute = first.subtract(second);
        BigDecimal sum = first.add(second);
        BigDecimal ratio = quotient(first, second, RATIO_DECIMALS);
        BigDecimal percent = quotient(absolute.multiply(TWO_HUNDRED), sum, PERCENT_DECIMALS);
        Missing missing = ratio == null || percent == null ? Missing.ZERO_DENOMINATOR : null;
        return new Discrepancy(Decimals.plain(absolute), ratio, percent, missing);
    }

    /**
     * Between two balances, each seen from its own side: where the sides agree their sum is zero. A percentage of two
     * numbers of opposite sign says nothing and is left out.
     */
    static Discrepancy ofBalances(@Nullable BigDecimal first, @Nullable BigDecimal second) {
        if (first == null || second == null) {
            return new Discrepancy(null, null, null, Missing.INPUT_MISSING);
        }
        return new Discrepancy(Decimals.plain(first.add(second)), null, null, Missing.SIGNED_AMOUNTS);
    }

    private static @Nullable BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, int decimals) {
        if (divisor.signum() == 0) {
            return null;
        }
        BigDecimal exact = dividend.divide(divisor, MathContext.DECIMAL128);
        return Decimals.plain(exact.setScale(decimals, RoundingMode.HALF_UP));
    }
}
