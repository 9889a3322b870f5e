package org.ckep.trade.ingest;

import java.math.BigDecimal;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * A row of totals among the figures of a file, as Korea's customs puts one there ({@code 총계}). It repeats the sum of the
 * others and is no figure; what it does not name, it sums over.
 *
 * @param line number of the line on which it starts
 * @param value in USD
 */
record TotalsRow(
        long line,
        @Nullable Period period,
        String reporter,
        String flow,
        @Nullable String commodity,
        @Nullable String partner,
        BigDecimal value) {

    /** Whether a cell says that its row sums over what the column tells apart. */
    static boolean isSaidBy(@Nullable String cell) {
        return "총계".equals(cell);
    }

    /** Whether a cell leaves open what its column tells apart, in a row of totals. */
    static boolean isOpen(@Nullable String cell) {
        return cell == null || cell.equals("-") || isSaidBy(cell);
    }
}
