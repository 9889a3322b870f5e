package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unit values and the indices over them: formula 16. */
final class Prices {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Prices() {}

    /** Which weights an index gives its products. */
    enum Index {
        LASPEYRES,
        PAASCHE,
        FISHER
    }

    /**
     * A product in both periods; null is what is not told.
     *
     * @param before value in the base period
     * @param weightBefore in kg
     * @param now value in the period
     * @param weightNow in kg
     */
    record Product(
            @Nullable BigDecimal before,
            @Nullable BigDecimal weightBefore,
            @Nullable BigDecimal now,
            @Nullable BigDecimal weightNow) {}

    /** A product whose unit value is known in both periods. */
    private record Matched(BigDecimal before, BigDecimal weightBefore, BigDecimal now, BigDecimal weightNow) {

        /** p_t / p_0. */
        BigDecimal relative() {
            return now.multiply(weightBefore).divide(before.multiply(weightNow), Result.PRECISION);
        }
    }

    /**
     * An index with how much of trade it speaks of.
     *
     * @param result 100 in the base period
     * @param coverage value of its products as part of all value of the period
     * @param matched products in the index
     * @param trimmed products left out as outliers
     */
    record Priced(Result result, Result coverage, int matched, int trimmed) {}

    /** V/W. */
    static Result unitValue(@Nullable BigDecimal value, @Nullable BigDecimal weight) {
        if (value == null) {
            return Result.NOT_REPORTED;
        }
        return weight == null || weight.signum() == 0
                ? Result.missing(Reason.WEIGHT_MISSING)
                : Result.of(value.divide(weight, Result.PRECISION));
    }

    /**
     * The index over products matched in both periods.
     *
     * @param widest largest ratio of unit values, and its inverse the smallest, that is not an outlier; null for none
     */
    static Priced index(Iterable<Product> products, Index index, @Nullable BigDecimal widest) {
        List<Matched> matched = new ArrayList<>();
        BigDecimal all = BigDecimal.ZERO;
        int trimmed = 0;
        for (Product product : products) {
            all = product.now() == null ? all : all.add(product.now());
            Matched candidate = matched(product);
            if (candidate != null && isOutlier(candidate, widest)) {
                trimmed++;
            } else if (candidate != null) {
                matched.add(candidate);
            }
        }
        if (matched.isEmpty()) {
            Result none = Result.missing(Reason.NOTHING_MATCHED);
            return new Priced(none, none, 0, trimmed);
        }
        BigDecimal covered = matched.stream().map(Matched::now).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Priced(Result.of(value(matched, index)), Result.ratio(covered, all), matched.size(), trimmed);
    }

    /** Net barter terms of trade: 100·UVX/UVM. */
    static Result termsOfTrade(Result exports, Result imports) {
        if (exports.value() == null) {
            return exports;
        }
        return imports.value() == null ? imports : Result.ratio(exports.value().multiply(HUNDRED), imports.value());
    }

    private static BigDecimal value(List<Matched> matched, Index index) {
        return switch (index) {
            case LASPEYRES -> laspeyres(matched);
            case PAASCHE -> paasche(matched);
            case FISHER -> laspeyres(matched).multiply(paasche(matched)).sqrt(Result.PRECISION);
        };
    }

    /** 100·Σp_t q_0/Σp_0 q_0. */
    private static BigDecimal laspeyres(List<Matched> matched) {
        BigDecimal revalued = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        for (Matched product : matched) {
            revalued = revalued.add(
                    product.now().multiply(product.weightBefore()).divide(product.weightNow(), Result.PRECISION));
            before = before.add(product.before());
        }
        return revalued.multiply(HUNDRED).divide(before, Result.PRECISION);
    }

    /** 100·Σp_t q_t/Σp_0 q_t. */
    private static BigDecimal paasche(List<Matched> matched) {
        BigDecimal revalued = BigDecimal.ZERO;
        BigDecimal now = BigDecimal.ZERO;
        for (Matched product : matched) {
            revalued = revalued.add(
                    product.before().multiply(product.weightNow()).divide(product.weightBefore(), Result.PRECISION));
            now = now.add(product.now());
        }
        return now.multiply(HUNDRED).divide(revalued, Result.PRECISION);
    }

    private static @Nullable Matched matched(Product product) {
        BigDecimal before = aboveZero(product.before());
        BigDecimal weightBefore = aboveZero(product.weightBefore());
        BigDecimal now = aboveZero(product.now());
        BigDecimal weightNow = aboveZero(product.weightNow());
        return before == null || weightBefore == null || now == null || weightNow == null
                ? null
                : new Matched(before, weightBefore, now, weightNow);
    }

    private static @Nullable BigDecimal aboveZero(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() <= 0 ? null : amount;
    }

    private static boolean isOutlier(Matched product, @Nullable BigDecimal widest) {
        if (widest == null) {
            return false;
        }
        BigDecimal relative = product.relative();
        return relative.compareTo(widest) > 0 || relative.multiply(widest).compareTo(BigDecimal.ONE) < 0;
    }
}
