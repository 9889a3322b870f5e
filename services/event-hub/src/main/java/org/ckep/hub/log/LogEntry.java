package org.ckep.hub.log;

/**
 * One event of a log.
 *
 * @param pos its position
 * @param body the event in canonical JSON, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogEntry(long pos, byte[] body) {}
