package org.ckep.kernel.field;

/** Who may change an attribute of a record that both governments share, and how many values it has. */
public enum FieldClass {
    /** One value, changed by a bilateral change set alone. */
    JOINT,
    /** A figure of each side, which that side changes, beside an agreed value that only both sides change. */
    SIDED,
    /** The annex of one side: its filings, contacts and assessments; nobody else learns of it. */
    OWN,
    /** What sources say; of a record of both sides it is changed by a change set with a source, where the policy asks for evidence. */
    PUBLIC_CLAIM,
    /** Computed; nobody changes it. */
    DERIVED;

    /** True where the record has an agreed value of the attribute, so that a change set may change it. */
    public boolean isAgreed() {
        return switch (this) {
            case JOINT, SIDED -> true;
            case OWN, PUBLIC_CLAIM, DERIVED -> false;
        };
    }
}
