package org.ckep.trade.indicator;

/** Why an indicator has no value. Undefined is never zero, infinite or "not a number". */
enum Reason {
    /** A figure that the value depends on is kept back: its source says that it is suppressed. */
    SUPPRESSED,
    /** A figure that the value depends on exists and was not collected, as its source says. */
    NOT_COLLECTED,
    /** A figure that the value depends on is missing, as its source says, for another reason or without one. */
    MISSING_AT_SOURCE,
    /** A figure that the value depends on cannot exist, as its source says. */
    CANNOT_EXIST,
    /** The figure that the value is about is not held. */
    NOT_REPORTED,
    /** Another figure that the formula needs is not held. */
    INPUT_MISSING,
    /** The formula would divide by zero. */
    ZERO_DENOMINATOR,
    /** There is a single item, over which nothing is distributed. */
    SINGLE_ITEM,
    /** Nothing changed between the two periods. */
    NO_CHANGE,
    /** The product was not traded in one of the two periods, so that its growth has no logarithm. */
    NEW_OR_VANISHED,
    /** A weight is not told, so that there is no unit value. */
    WEIGHT_MISSING,
    /** No product has what the index needs in both periods. */
    NOTHING_MATCHED,
    /** Taken out before the computation by a filter that the answer names, or for want of any specialisation. */
    FILTERED,
    /** The economies fall into groups without a common product, or tie: there is no one order. */
    NOT_UNIQUE;

    /** What the status of a figure without its value says. */
    static Reason ofStatus(String code) {
        return switch (code) {
            case "Q" -> SUPPRESSED;
            case "L" -> NOT_COLLECTED;
            case "M" -> CANNOT_EXIST;
            default -> MISSING_AT_SOURCE;
        };
    }

    /** Of several figures without their value the one that says the most of what is not told. */
    static Reason first(Reason one, Reason other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
