package org.ckep.partnerships.partnership;

/**
 * The guards and invariants that a state rests on and that a public source may fail to prove. An observed record names
 * those in {@code guardsNotShown}; until the list is empty it cannot become a joint record.
 */
enum Guard {
    /** EXPLORING: a party itself, or a government, has said so publicly. */
    STATEMENT_OF_A_PARTY,
    /** SIGNED: a document with its SHA-256. */
    SIGNED_DOCUMENT,
    /** SIGNED: signatories of each side. */
    SIGNATORIES,
    /** SIGNED: the day of signature. */
    SIGNING_DATE,
    /** SIGNED: whether the document binds. */
    BINDING_KNOWN,
    /** ACTIVE: the start has been reached. */
    START_REACHED,
    /** ACTIVE: every required licence is in force (P4). */
    LICENCES_IN_FORCE,
    /** ACTIVE: terms for intellectual property where the kind needs them. */
    IP_TERMS,
    /** COMPLETED: nothing promised is open. */
    DELIVERABLES_CLOSED,
    /** EXPIRED: the end has been reached. */
    END_REACHED,
    /** LAPSED: non-binding and twelve months without a report. */
    LAPSE_DUE,
    /** ON_HOLD, TERMINATED: why. */
    REASON_KNOWN,
    /** P10: no group among the parties from SIGNED on. */
    NO_GROUP_PARTY
}
