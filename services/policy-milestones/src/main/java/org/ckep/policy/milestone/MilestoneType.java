package org.ckep.policy.milestone;

/** What a milestone is: the types of the Open Contracting Data Standard, and those of policy. */
public enum MilestoneType {
    PRE_PROCUREMENT,
    ENGAGEMENT,
    APPROVAL,
    ASSESSMENT,
    DELIVERY,
    REPORTING,
    FINANCING,
    LEGAL,
    NEGOTIATION,
    TARIFF_STEP,
    REVIEW,
    TARGET
}
