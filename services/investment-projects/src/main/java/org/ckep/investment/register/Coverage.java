package org.ckep.investment.register;

/** What a report is made of, as it says of itself. */
public final class Coverage {
    /** Of what its viewer may see; it says nothing of the rest. */
    public static final String VISIBLE_ONLY = "visible-only";

    private Coverage() {}
}
