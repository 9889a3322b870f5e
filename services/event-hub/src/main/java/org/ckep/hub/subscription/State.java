package org.ckep.hub.subscription;

/** Where a subscription stands. */
enum State {
    /** The endpoint has not consented. */
    PENDING,
    ACTIVE,
    /** Nothing is delivered; events gather. */
    PAUSED,
    /** Deleted. */
    RETIRED
}
