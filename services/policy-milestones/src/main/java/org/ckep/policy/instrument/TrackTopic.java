package org.ckep.policy.instrument;

/** What a track negotiates. */
public enum TrackTopic {
    TRADE,
    GOODS,
    SERVICES,
    INVESTMENT,
    FINANCE,
    RULES_OF_ORIGIN,
    INTELLECTUAL_PROPERTY,
    DIGITAL_TRADE,
    COMPETITION,
    GOVERNMENT_PROCUREMENT
}
