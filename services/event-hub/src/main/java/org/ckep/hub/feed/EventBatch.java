package org.ckep.hub.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes events that are JSON already as an array, byte for byte. */
public final class EventBatch {
    /** Several events in one document, by CloudEvents' JSON format. */
    public static final String MEDIA_TYPE = "application/cloudevents-batch+json";

    private EventBatch() {}

    /** The array of the events. */
    public static byte[] of(List<byte[]> events) {
        return of("[", events, "]");
    }

    static byte[] of(String before, List<byte[]> events, String after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                joined.write(',');
            }
            joined.writeBytes(events.get(i));
        }
        joined.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return joined.toByteArray();
    }
}
