package org.ckep.investment.project;

/**
 * What has to be shown before a project enters a state. A record that is learnt after the fact names those its sources
 * cannot show ({@code guardsNotShown}); it cannot become joint while one is left.
 */
enum Guard {
    /** A reason in words. */
    REASON,
    /** A public statement of a party: a source that is at least a company statement. */
    ANNOUNCEMENT,
    /** The filing's number where one's own side hosts, else a source for the host side's act. */
    FILING,
    /** Every filing decided positively or not required. */
    FILINGS_DECIDED,
    /** The explicit word that no filing is required, by which APPROVED may be skipped. */
    FILING_NOT_REQUIRED,
    /** At least one binding commitment. */
    BINDING_COMMITMENT,
    /** The shareholding complete, or its remainder entered as undisclosed. */
    SHAREHOLDING,
    /** No party without a name. */
    NAMED_PARTIES,
    /** Actual capacity above zero where the project has a product. */
    ACTUAL_CAPACITY,
    /** What becomes of the sites. */
    SITE_STATE,
    /** A part of the committed sum paid: more than nothing, less than the whole. */
    PARTIAL_PAYMENT,
    /** The sum paid at the final closing, with a reason where it differs from the committed one. */
    FINAL_CLOSING,
    /** Where money has been paid, what becomes of it. */
    SETTLEMENT,
    /** The plant that is upgraded or expanded stands: the parent project operates, or else the site is in operation. */
    STANDING_PLANT,
    /** The date that the state implies (rule I7). */
    STATE_DATE,
    /** A modality that can drive a state: neither EXPECTATION nor OPINION (rule I16). */
    MODALITY,
    /** A source for the step, where no side stands behind the record. */
    SOURCE
}
