package org.ckep.messaging;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** One rendering of an event, ready to be written: everything the relay sends stands in it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRow(
        UUID id,
        String aggregateType,
        String aggregateId,
        String type,
        String audience,
        byte[] payload,
        JsonObject headers,
        short partitionNo) {}
