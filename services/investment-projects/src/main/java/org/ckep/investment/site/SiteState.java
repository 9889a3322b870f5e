package org.ckep.investment.site;

/** What a site is at present. */
public enum SiteState {
    PLANNED,
    UNDER_CONSTRUCTION,
    IN_OPERATION,
    /** Standing still, but kept. */
    IDLE,
    /** Sold to another owner. */
    DIVESTED,
    CLOSED
}
