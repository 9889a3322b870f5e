package org.ckep.policy.register;

/** The rank at which the two sides meet. */
public enum MeetingLevel {
    HEAD_OF_STATE,
    HEAD_OF_GOVERNMENT,
    MINISTER,
    VICE_MINISTER,
    DIRECTOR_GENERAL,
    DIRECTOR,
    WORKING
}
