package org.ckep.hub.sink;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a sink.
 *
 * @param method {@code POST} or {@code OPTIONS}
 * @param headers names and values
 * @param body the bytes to send, null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SinkRequest(String method, URI sink, Map<String, String> headers, byte @Nullable [] body) {
    public SinkRequest {
        headers = Map.copyOf(headers);
    }

    /** The same with one more header. */
    SinkRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new SinkRequest(method, sink, more, body);
    }
}
