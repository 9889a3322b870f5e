package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A share in percent: exact, an interval or unknown with a reason (shape of the Beneficial Ownership Data Standard).
 *
 * @param exact percent, 0 to 100; null where an interval or a reason stands
 * @param min lower bound in percent, null where unbounded
 * @param max upper bound in percent, null where unbounded
 * @param exclusiveMin true where the lower bound itself is excluded ("more than 40 %")
 * @param exclusiveMax true where the upper bound itself is excluded
 * @param unknownReason why nothing is known; null where a number stands
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Share(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal exact,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal min,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal max,

        boolean exclusiveMin,
        boolean exclusiveMax,
        @Nullable UnknownReason unknownReason) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Share {
        int forms = (exact != null ? 1 : 0) + (min != null || max != null ? 1 : 0) + (unknownReason != null ? 1 : 0);
        if (forms != 1) {
            throw new IllegalArgumentException("a share is exact, an interval, or unknown with a reason");
        }
        exact = percent(exact);
        min = percent(min);
        max = percent(max);
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException("the lower bound " + min + " lies above the upper bound " + max);
        }
        if ((exclusiveMin && min == null) || (exclusiveMax && max == null)) {
            throw new IllegalArgumentException("only a bound that is given can be exclusive");
        }
    }

    public static Share exactly(BigDecimal percent) {
        return new Share(percent, null, null, false, false, null);
    }

    public static Share unknown(UnknownReason reason) {
        return new Share(null, null, null, false, false, reason);
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("a share lies between 0 and 100 percent, not at " + value);
        }
        return Decimals.normal(value);
    }
}
