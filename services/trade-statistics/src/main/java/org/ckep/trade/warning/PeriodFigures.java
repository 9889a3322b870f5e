package org.ckep.trade.warning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * A reporter's imports of one product in one period; null is what is not reported or missing.
 *
 * @param total from the world, in USD
 * @param weight of the total in kg
 * @param part from the partner that the rule names
 * @param largest from the largest supplier, itself and unspecified areas left out
 * @param suppliers from all suppliers
 * @param squares sum of the squares of what each supplier supplies
 */
record PeriodFigures(
        LocalDate period,
        @Nullable BigDecimal total,
        @Nullable BigDecimal weight,
        @Nullable BigDecimal part,
        @Nullable BigDecimal largest,
        @Nullable BigDecimal suppliers,
        @Nullable BigDecimal squares,
        Missing missing) {

    private static final MathContext PRECISION = MathContext.DECIMAL64;

    /**
     * Which figures are there without their value, as suppressed ones are: what they amount to is unknown and not zero.
     *
     * @param total the value of the total
     * @param weight the weight of the total
     * @param part the value of the partner that the rule names
     * @param supplier the value of any supplier
     */
    record Missing(boolean total, boolean weight, boolean part, boolean supplier) {
        static final Missing NOTHING = new Missing(false, false, false, false);
    }

    /**
     * What the metric was in each period; what runs over a gap in the reports, or over what is missing, is neither a jump
     * nor a row of months.
     */
    static List<Reading> readings(Metric metric, boolean partner, Frequency frequency, List<PeriodFigures> figures) {
        List<Reading> readings = new ArrayList<>();
        PeriodFigures latest = null;
        int zeroMonths = 0;
        for (PeriodFigures now : figures) {
            if (now.total() == null && !now.missing().total()) {
                latest = null;
                continue;
            }
            PeriodFigures before = latest != null
                            && latest.period().plusMonths(frequency.months()).equals(now.period())
                    ? latest
                    : null;
            latest = now;
            boolean withheld = now.lacks(metric, partner)
                    || metric == Metric.UNIT_VALUE_JUMP && before != null && before.lacks(metric, partner);
            if (withheld) {
                zeroMonths = 0;
                readings.add(Reading.withheld(now.period()));
                continue;
            }
            zeroMonths = isNothing(now.part()) ? (before == null ? 0 : zeroMonths) + 1 : 0;
            BigDecimal total = now.total();
            BigDecimal value =
                    switch (metric) {
                        case SUPPLIER_SHARE -> ratio(partner ? orZero(now.part()) : now.largest(), total);
                        case SUPPLIER_HHI -> now.hhi();
                        case UNIT_VALUE_JUMP -> now.jump(before);
                        case ZERO_TRADE_MONTHS -> BigDecimal.valueOf(zeroMonths);
                    };
            boolean overSuppliers = metric == Metric.SUPPLIER_HHI || metric == Metric.SUPPLIER_SHARE && !partner;
            readings.add(new Reading(
                    now.period(), value, total, overSuppliers ? ratio(orZero(now.suppliers()), total) : null));
        }
        return readings;
    }

    /** True where a figure that the metric needs is there without its value. */
    private boolean lacks(Metric metric, boolean partner) {
        return missing.total()
                || switch (metric) {
                    case SUPPLIER_SHARE -> partner ? missing.part() : missing.supplier();
                    case SUPPLIER_HHI -> missing.supplier();
                    case UNIT_VALUE_JUMP -> missing.weight();
                    case ZERO_TRADE_MONTHS -> missing.part();
                };
    }

    private @Nullable BigDecimal hhi() {
        return suppliers == null || squares == null ? null : ratio(squares, suppliers.multiply(suppliers));
    }

    private @Nullable BigDecimal jump(@Nullable PeriodFigures before) {
        BigDecimal change = before == null ? null : ratio(unitValue(), before.unitValue());
        return change == null ? null : change.subtract(BigDecimal.ONE).abs();
    }

    private @Nullable BigDecimal unitValue() {
        return ratio(total, weight);
    }

    private static boolean isNothing(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() == 0;
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static @Nullable BigDecimal ratio(@Nullable BigDecimal dividend, @Nullable BigDecimal divisor) {
        return dividend == null || divisor == null || divisor.signum() == 0
                ? null
                : dividend.divide(divisor, PRECISION);
    }
}
