package org.ckep.policy.measure;

/** Where a measure stands on a day, computed from its dates. */
public enum MeasureState {
    /** Announced and not in force yet. */
    ANNOUNCED,
    IN_FORCE,
    REMOVED,
    /** The source gives no dates. */
    UNDATED
}
