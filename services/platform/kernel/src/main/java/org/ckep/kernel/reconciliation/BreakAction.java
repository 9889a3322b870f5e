package org.ckep.kernel.reconciliation;

import java.util.Locale;

/** What a person does about a break. */
public enum BreakAction {
    /** Say whose it is to explain. */
    ASSIGN,
    /** Say why the figures differ. */
    EXPLAIN,
    /** Prepare one's side's agreement to leave it at that. */
    PREPARE,
    /** Agree for one's side, on what another person has prepared, to leave it at that. */
    AGREE,
    /** Accept the other side's explanation, or put away what is settled. */
    CLOSE;

    /** The action's name in paths and in the member {@code allowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
