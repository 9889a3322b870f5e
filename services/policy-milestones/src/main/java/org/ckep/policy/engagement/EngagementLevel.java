package org.ckep.policy.engagement;

/** The rank at which the two sides meet. */
public enum EngagementLevel {
    HEAD_OF_STATE,
    HEAD_OF_GOVERNMENT,
    MINISTER,
    VICE_MINISTER,
    DIRECTOR_GENERAL,
    DIRECTOR,
    WORKING
}
