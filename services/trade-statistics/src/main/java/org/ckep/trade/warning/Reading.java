package org.ckep.trade.warning;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a metric was in one period.
 *
 * @param period its first day
 * @param value null where it is undefined or not reported
 * @param amount trade in USD that the value speaks of
 * @param coverage part of that trade that the suppliers listed make up, null for a metric that is not over suppliers
 */
record Reading(
        LocalDate period,
        @Nullable BigDecimal value,
        BigDecimal amount,
        @Nullable BigDecimal coverage) {
    Reading(LocalDate period, @Nullable BigDecimal value, BigDecimal amount) {
        this(period, value, amount, null);
    }
}
