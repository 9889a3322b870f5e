package org.ckep.messaging;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.access.Audience;

/**
 * A row of the outbox as the relay sends it.
 *
 * @param seq number of the row; orders the rows of one aggregate
 * @param topic where it goes
 * @param key the aggregate; records with one key of one topic stay in order
 * @param headers the event's attributes
 * @param payload the event's data
 * @param createdAt start of the transaction that wrote the row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRecord(
        long seq, String topic, String key, Map<String, String> headers, byte[] payload, Instant createdAt) {

    /**
     * Turns a row into a record.
     *
     * @throws MalformedEventException where the row does not hold an event
     */
    static OutboxRecord of(StoredRow row, EventTopics topics) {
        Audience audience;
        try {
            audience = new Audience(row.audience());
        } catch (IllegalArgumentException notAnAudience) {
            throw new MalformedEventException("row " + row.seq() + " has no audience", notAnAudience);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Object> header : row.headers()) {
            if (!(header.getValue() instanceof String value)) {
                throw new MalformedEventException("row " + row.seq() + " has a header that is not text");
            }
            headers.put(header.getKey(), value);
        }
        for (String required : new String[] {"ce_specversion", "ce_id", "ce_source", "ce_type"}) {
            if (!headers.containsKey(required)) {
                throw new MalformedEventException("row " + row.seq() + " has no header " + required);
            }
        }
        return new OutboxRecord(
                row.seq(), topics.topic(audience), row.aggregateId(), headers, row.payload(), row.createdAt());
    }
}
