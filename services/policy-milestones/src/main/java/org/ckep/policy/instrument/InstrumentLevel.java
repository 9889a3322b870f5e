package org.ckep.policy.instrument;

/** Between whom an instrument holds. */
public enum InstrumentLevel {
    /** Between two parties; in force when it is for both. */
    BILATERAL,
    /** Between several; in force by its own rule, and for each party from its own date. */
    PLURILATERAL,
    /** Of one party alone. */
    UNILATERAL
}
