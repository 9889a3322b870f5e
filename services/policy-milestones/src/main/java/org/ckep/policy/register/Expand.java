package org.ckep.policy.register;

import org.jspecify.annotations.Nullable;

/** What an answer may carry beside the plain view; the constants are the values of {@code expand}. */
public enum Expand {
    /** The head of the record: who stands behind it, its sources, guards not shown, ids elsewhere. */
    record;

    /** True where the head is asked for. */
    public static boolean head(@Nullable Expand asked) {
        return asked == record;
    }
}
