package org.ckep.trade.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Comparative advantage: formulas 1, 2, 3 and the dynamic form of 20. */
final class Advantage {
    private Advantage() {}

    /**
     * What a formula of comparative advantage looks at.
     *
     * @param product exports of the product, null where they are not held
     * @param all exports of all products
     * @param worldProduct the world's exports of the product
     * @param world the world's exports of all products
     */
    record Position(
            @Nullable BigDecimal product,
            @Nullable BigDecimal all,
            @Nullable BigDecimal worldProduct,
            @Nullable BigDecimal world) {}

    /** Balassa 1965: (X_ik/X_i)/(X_wk/X_w). */
    static Result rca(Position at) {
        if (at.product() == null) {
            return Result.NOT_REPORTED;
        }
        return Result.ratio(times(at.product(), at.world()), times(at.all(), at.worldProduct()));
    }

    /** Dalum, Laursen, Villumsen 1998: (RCA−1)/(RCA+1), which is −1 where RCA is 0. */
    static Result rsca(Position at) {
        Result rca = rca(at);
        BigDecimal value = rca.value();
        return value == null ? rca : Result.ratio(value.subtract(BigDecimal.ONE), value.add(BigDecimal.ONE));
    }

    /** Yu, Cai, Leung 2009: X_ik/X_w − X_i·X_wk/X_w². */
    static Result nrca(Position at) {
        if (at.product() == null) {
            return Result.NOT_REPORTED;
        }
        BigDecimal expected = times(at.all(), at.worldProduct());
        BigDecimal actual = times(at.product(), at.world());
        if (expected == null || actual == null) {
            return Result.INPUT_MISSING;
        }
        return Result.ratio(actual.subtract(expected), times(at.world(), at.world()));
    }

    /** Change of the logarithm of RCA: Δ ln s_ik − Δ ln s_wk. */
    static Result dynamic(Position now, Position before) {
        if (now.product() == null && before.product() == null) {
            return Result.NOT_REPORTED;
        }
        Result late = rca(now);
        Result early = rca(before);
        if (isNothing(now.product()) || isNothing(before.product())) {
            return Result.missing(Reason.NEW_OR_VANISHED);
        }
        if (late.value() == null || early.value() == null) {
            return late.value() == null ? late : early;
        }
        BigDecimal growth = late.value().divide(early.value(), Result.PRECISION);
        return Result.of(Logarithms.ln(growth));
    }

    private static boolean isNothing(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() == 0;
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.multiply(other);
    }
}
