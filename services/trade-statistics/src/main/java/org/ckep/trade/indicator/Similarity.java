package org.ckep.trade.indicator;

import java.math.BigDecimal;

/** Structures of trade compared product by product: formulas 6, 6b, 9 and 15. */
final class Similarity {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Similarity() {}

    /** Finger, Kreinin 1979: 100·Σ min(s_ik, s_jk). */
    static Result fingerKreinin(Vector one, Vector other) {
        return compared(one, other).map(apart -> percent(BigDecimal.ONE.subtract(apart.multiply(HALF))));
    }

    /** Michaely 1996: 100·(1 − ½ Σ abs(M_jk/M_j − X_ik/X_i)); the same form, over imports and exports. */
    static Result michaely(Vector exports, Vector imports) {
        return fingerKreinin(exports, imports);
    }

    /** Krugman's index of specialisation: Σ abs(s_ik − s_jk) = 2·(1 − FK/100). */
    static Result krugman(Vector one, Vector other) {
        return compared(one, other);
    }

    /** UNCTAD's index of diversification: ½ Σ abs(s_ik − s_wk). */
    static Result diversification(Vector exports, Vector world) {
        return compared(exports, world).map(apart -> apart.multiply(HALF));
    }

    /** Drysdale: Σ_k RCA_ik·RMA_jk·(X_wk/X_w) over the products that the world trades. */
    static Result drysdale(Vector exports, Vector worldExports, Vector imports, Vector worldImports) {
        if (exports.isEmpty() || imports.isEmpty()) {
            return Result.NOT_REPORTED;
        }
        if (exports.sum().signum() == 0
                || imports.sum().signum() == 0
                || worldExports.sum().signum() == 0
                || worldImports.sum().signum() == 0) {
            return Result.ZERO_DENOMINATOR;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (String product : Vector.keys(exports, imports)) {
            // RCA_ik·(X_wk/X_w) is the share s_ik, so that only the import side needs the world.
            BigDecimal worldShare = worldImports.share(product);
            if (worldShare.signum() > 0 && worldExports.orZero(product).signum() > 0) {
                sum = sum.add(
                        exports.share(product).multiply(imports.share(product)).divide(worldShare, Result.PRECISION));
            }
        }
        return Result.of(sum);
    }

    /** Σ abs(s − t). */
    private static Result compared(Vector one, Vector other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? Result.NOT_REPORTED : Result.INPUT_MISSING;
        }
        if (one.sum().signum() == 0 || other.sum().signum() == 0) {
            return Result.ZERO_DENOMINATOR;
        }
        BigDecimal apart = BigDecimal.ZERO;
        for (String product : Vector.keys(one, other)) {
            apart = apart.add(one.share(product).subtract(other.share(product)).abs());
        }
        return Result.of(apart);
    }

    private static BigDecimal percent(BigDecimal share) {
        return share.multiply(HUNDRED);
    }
}
