package org.ckep.partnerships.register;

/** What an answer may carry beside the plain view; the constants are values of {@code expand}. */
public enum Expand {
    /** The head of the record: who stands behind it, since when it is known, its guards and local ids. */
    record,
    /** How it came to be what it is. */
    history
}
