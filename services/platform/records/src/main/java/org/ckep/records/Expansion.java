package org.ckep.records;

/** What an answer may carry beside the plain view; the constants are values of {@code expand}. */
enum Expansion {
    /** The head of the record. */
    record
}
