package org.ckep.messaging;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A row of the outbox as read back by the relay, not yet known to be sendable. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredRow(
        long seq, String aggregateId, String audience, JsonObject headers, byte[] payload, Instant createdAt) {}
