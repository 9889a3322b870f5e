package org.ckep.kernel.claim;

/** In which mood something is said. */
public enum Modality {
    /** Counted or measured. */
    MEASURED,
    /** Stated as a fact. */
    ASSERTED,
    /** Said to be intended. */
    STATED_INTENT,
    /** Planned with a date or an amount. */
    PLAN,
    /** Thought likely. */
    EXPECTATION,
    /** Thought right. */
    OPINION;

    /** True where a default answer leaves claims of this modality out. */
    public boolean onlyOnRequest() {
        return this == EXPECTATION || this == OPINION;
    }
}
