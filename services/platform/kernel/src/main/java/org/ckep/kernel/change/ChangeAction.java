package org.ckep.kernel.change;

import java.util.Locale;

/** What a person does with a change set. */
public enum ChangeAction {
    /** Write it anew, before it is submitted. */
    EDIT,
    /** Sign it as its maker and hand it to the own side's checker. */
    SUBMIT,
    /** Give it back to its maker, with a reason. */
    RETURN,
    /** Dismiss it within the own side, with a reason. */
    DISMISS,
    /** Sign it as the own side's checker and put it before the other side. */
    PROPOSE,
    /** Take it back. */
    WITHDRAW,
    /** Sign it as the other side's reviewer. */
    REVIEW,
    /** Answer it with another change set, which takes its place once that is proposed. */
    COUNTER,
    /** Refuse it as the other side's checker, or object where silence is consent, with a reason in both languages. */
    REJECT,
    /** Sign it as the other side's checker: it comes into force. */
    AGREE;

    /** The action's name in paths and in the member {@code allowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
