package org.ckep.policy.instrument;

/** What an instrument is. */
public enum InstrumentKind {
    TREATY,
    FTA,
    PROTOCOL,
    /** A memorandum of understanding; it takes effect by signature and has no party acts. */
    MOU,
    PLAN,
    JOINT_STATEMENT,
    LAW,
    REGULATION,
    EXCHANGE_OF_NOTES
}
