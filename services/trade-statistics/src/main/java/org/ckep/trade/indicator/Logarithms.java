package org.ckep.trade.indicator;

import java.math.BigDecimal;

/** Logarithms of decimals, in the precision of a {@code double}: 15 digits. */
final class Logarithms {
    private Logarithms() {}

    /** The natural logarithm of a number above zero, also of one that no double holds. */
    static BigDecimal ln(BigDecimal number) {
        int magnitude = number.precision() - number.scale();
        double fraction = number.movePointLeft(magnitude).doubleValue();
        double ln = Math.log(fraction) + magnitude * Math.log(10);
        // Near one the two parts cancel; there the number itself is a good double.
        return BigDecimal.valueOf(magnitude == 0 || magnitude == 1 ? Math.log(number.doubleValue()) : ln);
    }
}
