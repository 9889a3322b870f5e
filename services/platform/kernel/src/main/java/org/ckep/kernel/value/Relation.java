package org.ckep.kernel.value;

/** How a stated number stands to the true one: "over 200" is GT 200. */
public enum Relation {
    EQ,
    GT,
    GE,
    LT,
    LE,
    APPROX,
    /** Between the value and its upper bound, both included. */
    RANGE
}
