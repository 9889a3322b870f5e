package org.ckep.investment.shareholding;

import java.math.BigDecimal;
import java.util.Objects;
import org.ckep.kernel.value.Share;

/**
 * What is certain of a part.
 *
 * @param percent an exact part or a lower bound
 * @param more true where it is more than that, as in "more than 50 %"
 */
record Least(BigDecimal percent, boolean more) {
    static final Least NOTHING = new Least(BigDecimal.ZERO, false);

    private static final BigDecimal HALF = BigDecimal.valueOf(50);

    static Least of(Share share) {
        return share.exact() != null
                ? new Least(share.exact(), false)
                : new Least(Objects.requireNonNullElse(share.min(), BigDecimal.ZERO), share.exclusiveMin());
    }

    /** Both parts together; the sum is exceeded where one of them is. */
    Least plus(Least other) {
        return new Least(percent.add(other.percent), more || other.more);
    }

    /** More than half: so much controls (rule I17). */
    boolean isMajority() {
        int beyond = percent.compareTo(HALF);
        return beyond > 0 || (beyond == 0 && more);
    }
}
