package org.ckep.kernel.value;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a value by itself, in whichever record it stands. */
public enum ValueProblem implements ProblemType {
    /** An amount with more decimals than its currency has; KRW has none. */
    MONEY_DECIMALS(400),
    /** A code that ISO 4217 does not have, such as RMB for CNY or WON for KRW. */
    CURRENCY_UNKNOWN(400),
    /** A decimal as a JSON number, which its writer has mostly rounded before; decimals are strings. */
    DECIMAL_AS_NUMBER(400),
    /** A text that is no decimal in plain notation: digits of another script, an exponent, separators. */
    DECIMAL_INVALID(400),
    /** No day of the calendar, or a date in none of the forms that are read. */
    DATE_INVALID(400),
    /** A year that no record may name; an earlier or later one is a typing error. */
    DATE_OUT_OF_RANGE(400),
    /** A code that is none of ISO 3166-1 or ISO 3166-2. */
    PLACE_UNKNOWN(400),
    /** A text that says of none of its languages that it was written in it, such as one in machine translation alone. */
    TEXT_WITHOUT_ORIGINAL(400);

    private final int status;

    ValueProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
