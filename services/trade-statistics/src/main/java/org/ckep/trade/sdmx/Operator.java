package org.ckep.trade.sdmx;

import java.util.Locale;
import java.util.Optional;

/** How a filter compares. */
enum Operator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    CO,
    NC,
    SW,
    EW;

    static Optional<Operator> ofCode(String code) {
        for (Operator operator : values()) {
            if (operator.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** True for the operators that look into a text, which numbers and periods are not. */
    boolean isOfText() {
        return this == CO || this == NC || this == SW || this == EW;
    }

    /** Whether a code stands in this relation to the value of a filter. */
    boolean holds(String code, String value) {
        return switch (this) {
            case EQ -> code.equals(value);
            case NE -> !code.equals(value);
            case LT -> code.compareTo(value) < 0;
            case LE -> code.compareTo(value) <= 0;
            case GT -> code.compareTo(value) > 0;
            case GE -> code.compareTo(value) >= 0;
            case CO -> code.contains(value);
            case NC -> !code.contains(value);
            case SW -> code.startsWith(value);
            case EW -> code.endsWith(value);
        };
    }

    /** The condition in SQL, of an expression and one bound value; what has no value is not equal and contains nothing. */
    String sql(String expression) {
        return switch (this) {
            case EQ -> expression + " = ?";
            case NE -> expression + " is distinct from ?";
            case LT -> expression + " < ?";
            case LE -> expression + " <= ?";
            case GT -> expression + " > ?";
            case GE -> expression + " >= ?";
            case CO -> "position(? in " + expression + ") > 0";
            case NC -> "coalesce(position(? in " + expression + "), 0) = 0";
            case SW -> "starts_with(" + expression + ", ?)";
            case EW -> "right(" + expression + ", length(?)) = ?";
        };
    }
}
