package org.ckep.investment.pending;

import java.util.Locale;

/** What somebody says of what waits. */
public enum Verdict {
    /** It is done now. */
    CONFIRM,
    /** It is not done. */
    DROP;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
