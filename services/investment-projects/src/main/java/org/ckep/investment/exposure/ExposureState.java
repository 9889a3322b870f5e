package org.ckep.investment.exposure;

/** Whether a measure touches its subject. */
enum ExposureState {
    /** It does. */
    RAISED,
    /** It does no longer; final, a new exposure is raised where it does again. */
    CLEARED
}
