package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Amounts by product or partner, none of them negative; what is absent contributes nothing to sums. */
final class Vector {
    private final TreeMap<String, BigDecimal> amounts = new TreeMap<>();
    private BigDecimal sum = BigDecimal.ZERO;

    Vector() {}

    static Vector of(Map<String, BigDecimal> amounts) {
        Vector vector = new Vector();
        amounts.forEach(vector::add);
        return vector;
    }

    void add(String key, BigDecimal amount) {
        amounts.merge(key, amount, BigDecimal::add);
        sum = sum.add(amount);
    }

    @Nullable
    BigDecimal get(String key) {
        return amounts.get(key);
    }

    BigDecimal orZero(String key) {
        return amounts.getOrDefault(key, BigDecimal.ZERO);
    }

    /** The amount's part of the sum; the sum must not be zero. */
    BigDecimal share(String key) {
        return orZero(key).divide(sum, Result.PRECISION);
    }

    BigDecimal sum() {
        return sum;
    }

    boolean isEmpty() {
        return amounts.isEmpty();
    }

    /** Keys with an amount above zero. */
    int traded() {
        return (int)
                amounts.values().stream().filter(amount -> amount.signum() > 0).count();
    }

    Map<String, BigDecimal> amounts() {
        return amounts;
    }

    /** The keys of several vectors in their order. */
    static SortedSet<String> keys(Vector... vectors) {
        SortedSet<String> keys = new TreeSet<>();
        for (Vector vector : vectors) {
            keys.addAll(vector.amounts.keySet());
        }
        return keys;
    }
}
