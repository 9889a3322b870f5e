package org.ckep.kernel.reconciliation;

import java.math.BigDecimal;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a statement leaves possible.
 *
 * @param low least of them, null where unbounded
 * @param high greatest of them, null where unbounded
 * @param openLow true where the least itself is excluded
 * @param openHigh true where the greatest itself is excluded
 */
record Interval(@Nullable BigDecimal low, @Nullable BigDecimal high, boolean openLow, boolean openHigh) {

    static Interval of(BigDecimal number) {
        return new Interval(number, number, false, false);
    }

    /** The numbers of a quantity, each multiplied. */
    static Interval of(Quantity quantity, BigDecimal factor) {
        BigDecimal value = quantity.value().multiply(factor);
        return switch (quantity.relation()) {
            case EQ, APPROX -> of(value);
            case GT -> new Interval(value, null, true, false);
            case GE -> new Interval(value, null, false, false);
            case LT -> new Interval(null, value, false, true);
            case LE -> new Interval(null, value, false, false);
            case RANGE -> {
                BigDecimal upper = quantity.upper();
                yield new Interval(value, upper == null ? value : upper.multiply(factor), false, false);
            }
        };
    }

    /** The percent of a share, null where it is not known. */
    static @Nullable Interval of(Share share) {
        if (share.unknownReason() != null) {
            return null;
        }
        return share.exact() != null
                ? of(share.exact())
                : new Interval(share.min(), share.max(), share.exclusiveMin(), share.exclusiveMax());
    }

    boolean isExact() {
        return low != null && high != null && low.compareTo(high) == 0;
    }

    /** How far the other lies from this one; zero where a number is possible in both. */
    BigDecimal distance(Interval other) {
        return gap(this, other).max(gap(other, this));
    }

    /** True where no number is possible in both. */
    boolean excludes(Interval other) {
        return endsBefore(this, other) || endsBefore(other, this);
    }

    private static BigDecimal gap(Interval lower, Interval upper) {
        return lower.high == null || upper.low == null
                ? BigDecimal.ZERO
                : upper.low.subtract(lower.high).max(BigDecimal.ZERO);
    }

    private static boolean endsBefore(Interval lower, Interval upper) {
        if (lower.high == null || upper.low == null) {
            return false;
        }
        int order = lower.high.compareTo(upper.low);
        return order < 0 || (order == 0 && (lower.openHigh || upper.openLow));
    }

    /** The bound by which it is told how large it is. */
    BigDecimal size() {
        BigDecimal bound = low == null ? high : low;
        return bound == null ? BigDecimal.ZERO : bound;
    }
}
