package org.ckep.hub.log;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from Kafka, and what it turned out to be.
 *
 * @param event the event, null where the record is not one
 * @param fault why it is not one, null where it is
 */
record Arrival(
        ConsumerRecord<byte[], byte[]> record,
        @Nullable LogEvent event,
        @Nullable String fault) {

    Arrival {
        // It quotes what came; PostgreSQL refuses U+0000 in texts too, and a record that cannot be put aside stops all
        // others.
        fault = fault == null ? null : clean(fault);
    }

    Arrival withFault(String reason) {
        return new Arrival(record, null, reason);
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The headers for a person to read; jsonb refuses U+0000, which must not block the quarantine. */
    JsonObject headers() {
        JsonObject json = new JsonObject();
        Headers headers = record.headers();
        for (Header header : headers) {
            byte[] value = header.value();
            json.put(clean(header.key()), value == null ? null : clean(new String(value, StandardCharsets.UTF_8)));
        }
        return json;
    }

    private static String clean(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
