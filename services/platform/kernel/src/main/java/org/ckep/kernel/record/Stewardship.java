package org.ckep.kernel.record;

/** Who stands behind a record. */
public enum Stewardship {
    /** Known from public sources alone; no side stands behind it and every value is a public claim. */
    OBSERVED,
    /** One side's record. */
    UNILATERAL,
    /** One side's record that the other side sees. */
    SHARED,
    /** Both sides' record, changed by change sets only. */
    JOINT
}
