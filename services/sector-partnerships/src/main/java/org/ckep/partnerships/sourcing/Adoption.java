package org.ckep.partnerships.sourcing;

/** How far a material of that origin has been taken into use. */
enum Adoption {
    TESTING,
    PARTIAL,
    MAJOR,
    /** Nothing else is used. */
    FULL
}
