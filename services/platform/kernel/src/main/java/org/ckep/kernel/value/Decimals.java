package org.ckep.kernel.value;

import java.math.BigDecimal;

/** Reading and writing decimals: never by a binary float, equal numbers always in one form. */
public final class Decimals {
    private Decimals() {}

    /** The number without trailing zeros and never in scientific notation, so that equal numbers are equal objects. */
    public static BigDecimal normal(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
