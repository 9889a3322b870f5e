package org.ckep.kernel.reconciliation;

import java.math.BigDecimal;

/**
 * How far two figures of one attribute may lie apart, as both sides agreed.
 *
 * @param days for dates: days between them; 0 for legal dates
 * @param percent for sums of one currency, and for measured quantities: percent of the larger one
 * @param units for sums of one currency: as many units of it, where that is more
 * @param convertedPercent for sums of two currencies, at the agreed rate
 * @param points for shares: percentage points
 */
public record Tolerance(
        int days, BigDecimal percent, BigDecimal units, BigDecimal convertedPercent, BigDecimal points) {
    /** Nothing is left alone. */
    public static final Tolerance EXACT =
            new Tolerance(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Events, sums and shares as the two sides usually agree. */
    public static final Tolerance USUAL = new Tolerance(
            3, new BigDecimal("0.5"), new BigDecimal("50000"), new BigDecimal("3"), new BigDecimal("0.05"));
}
