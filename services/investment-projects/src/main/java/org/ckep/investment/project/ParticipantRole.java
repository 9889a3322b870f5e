package org.ckep.investment.project;

/** What an organisation does in a project. */
enum ParticipantRole {
    INVESTOR,
    HOST_ENTITY,
    PARTNER,
    FINANCIER,
    REGULATOR,
    PARK,
    CONTRACTOR
}
