package org.ckep.policy.challenge;

/** What a challenge is; one may be of several kinds. */
public enum ChallengeKind {
    DECOUPLING_PRESSURE,
    COMPETITION,
    IP_PROTECTION,
    SUPPLY_CHAIN_VOLATILITY,
    PROTECTIONISM,
    TECH_CONTROL,
    GEOPOLITICS,
    WEAK_RECOVERY,
    REALIGNMENT
}
