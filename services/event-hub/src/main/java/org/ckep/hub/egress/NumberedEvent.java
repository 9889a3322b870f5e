package org.ckep.hub.egress;

/**
 * An event of a subscription.
 *
 * @param subseq its number
 * @param event the event in canonical JSON, with number and chain value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NumberedEvent(long subseq, byte[] event) {}
