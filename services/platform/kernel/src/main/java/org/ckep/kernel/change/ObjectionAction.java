package org.ckep.kernel.change;

import java.util.Locale;

/** What a person does with an objection of his side; it is settled by change sets alone. */
public enum ObjectionAction {
    /** Put it before the other side. */
    RAISE,
    /** Give it up. */
    DROP;

    /** The action's name in paths and in the member {@code allowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
