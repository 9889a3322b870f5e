package org.ckep.policy.engagement;

/** What an engagement is. */
public enum EngagementKind {
    STATE_VISIT,
    SUMMIT,
    MINISTERIAL,
    COMMITTEE_SESSION,
    /** A round of a negotiation track. */
    ROUND,
    CHIEF_NEGOTIATORS,
    FORUM,
    EXHIBITION,
    HOTLINE_CALL,
    WORKING_MEETING
}
