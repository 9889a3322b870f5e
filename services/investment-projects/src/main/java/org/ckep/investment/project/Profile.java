package org.ckep.investment.project;

/** Which of the two state machines a project follows; derived from its type. */
enum Profile {
    /** Something is built or rebuilt: construction, commissioning, operation. */
    PHYSICAL,
    /** Something changes hands: partial and final closing. */
    TRANSACTION
}
