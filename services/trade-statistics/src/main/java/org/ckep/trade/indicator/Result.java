package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The value of an indicator, or why there is none.
 *
 * @param value null exactly where {@code missing} is not
 */
record Result(@Nullable BigDecimal value, @Nullable Reason missing) {
    /** 34 digits, so that what is rounded to 16 in the answer is right to the last. */
    static final MathContext PRECISION = MathContext.DECIMAL128;

    static final Result NOT_REPORTED = missing(Reason.NOT_REPORTED);
    static final Result INPUT_MISSING = missing(Reason.INPUT_MISSING);
    static final Result ZERO_DENOMINATOR = missing(Reason.ZERO_DENOMINATOR);

    Result {
        if ((value == null) == (missing == null)) {
            throw new IllegalArgumentException("either a value or a reason");
        }
    }

    static Result of(BigDecimal value) {
        return new Result(value, null);
    }

    static Result missing(Reason reason) {
        return new Result(null, reason);
    }

    /** The quotient, or a reason where an input is null or the divisor zero. */
    static Result ratio(@Nullable BigDecimal dividend, @Nullable BigDecimal divisor) {
        if (dividend == null || divisor == null) {
            return INPUT_MISSING;
        }
        return divisor.signum() == 0 ? ZERO_DENOMINATOR : of(dividend.divide(divisor, PRECISION));
    }

    /** This, or null with the first of the reasons that there is one: a figure that is kept back is unknown, and no zero. */
    Result unless(@Nullable Reason... withheld) {
        for (Reason reason : withheld) {
            if (reason != null) {
                return missing(reason);
            }
        }
        return this;
    }

    /** The value changed, a reason staying as it is. */
    Result map(UnaryOperator<BigDecimal> change) {
        return value == null ? this : of(change.apply(value));
    }
}
