package org.ckep.trade.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The one way in which amounts are written. */
public final class Decimals {
    private Decimals() {}

    /** Without the zeros at the end that the database's scale adds, and never in powers of ten. */
    public static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** As {@link #plain}, null staying null. */
    public static @Nullable BigDecimal plainOrNull(@Nullable BigDecimal amount) {
        return amount == null ? null : plain(amount);
    }
}
