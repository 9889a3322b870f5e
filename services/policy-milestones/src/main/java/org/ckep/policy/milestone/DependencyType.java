package org.ckep.policy.milestone;

/** How one milestone depends on another: what of the successor waits for what of the predecessor. */
public enum DependencyType {
    /** Finish to start: the successor is met only after the predecessor is. */
    FS,
    /** Start to start: the successor starts only after the predecessor has. */
    SS,
    /** Finish to finish: the successor is met only after the predecessor is. */
    FF,
    /** Start to finish: the successor ends once the predecessor has started. */
    SF,
    /** A dependency without a rule of time. */
    DEPENDS_ON;

    /** True where the predecessor has to be met before the successor can be. */
    boolean needsPredecessorMet() {
        return this == FS || this == FF;
    }

    /** True where the predecessor has to have started before the successor can start. */
    boolean needsPredecessorStarted() {
        return this == SS;
    }
}
