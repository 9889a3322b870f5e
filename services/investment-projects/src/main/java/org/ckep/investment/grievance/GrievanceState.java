package org.ckep.investment.grievance;

/** How far a grievance is. */
enum GrievanceState {
    /** A company has raised it. */
    RECEIVED,
    /** An agency looks into it. */
    UNDER_REVIEW,
    /** The agency has answered. */
    ANSWERED,
    /** Settled; final. */
    RESOLVED,
    /** Not taken up; final. */
    REJECTED,
    /** Taken back by who raised it; final. */
    WITHDRAWN
}
