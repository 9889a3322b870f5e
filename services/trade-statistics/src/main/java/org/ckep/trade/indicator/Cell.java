package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a slice summed by its key.
 *
 * @param value in USD
 * @param squares sum of the figures' squares
 * @param count figures above zero
 * @param weight in kg, null where a figure does not tell it
 * @param top the largest partners, where the slice asks for them
 */
record Cell(
        BigDecimal value,
        BigDecimal squares,
        int count,
        @Nullable BigDecimal weight,
        List<Supplier> top) {

    /** A partner with its value in USD. */
    record Supplier(String area, BigDecimal value) {}
}
