package org.ckep.policy.milestone;

/** What is computed of a milestone, from the records that the viewer may read. */
public enum MilestoneFlag {
    /** Its due date has passed and it is still owed. */
    OVERDUE,
    /** A predecessor that it must wait for is past its own due date and not met. */
    BLOCKED,
    /** A predecessor's due date plus the lag lies after its own due date (rule M2). */
    AT_RISK,
    /** The two sides have assessed it differently. */
    CONTESTED
}
