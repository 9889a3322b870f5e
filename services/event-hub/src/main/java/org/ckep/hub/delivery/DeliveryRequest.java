package org.ckep.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckep.hub.log.CanonicalJson;
import org.ckep.hub.sink.SinkRequest;
import org.ckep.kernel.id.TraceContext;
import org.ckep.messaging.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Writes the HTTP request of a delivery: CloudEvents' HTTP binding, signed by Standard Webhooks. */
final class DeliveryRequest {
    /** In small letters: the CloudEvents SDK for JavaScript knows the type by exactly these characters. */
    private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeliveryRequest() {}

    /**
     * The request for an event.
     *
     * @param body the event in canonical form, with number and chain value
     * @param timestamp Unix seconds of this attempt
     * @param redelivery {@code possible}, {@code certain} or {@code replay}; null where it is certainly the first time
     * @param gaps numbers of the events of this lane that were given up before
     */
    static SinkRequest of(
            Recipient recipient,
            URI sink,
            String origin,
            byte[] body,
            long timestamp,
            @Nullable String redelivery,
            List<Long> gaps) {
        JsonNode event = read(body);
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] content = recipient.isBinary() ? binary(event, headers) : body;
        if (!recipient.isBinary()) {
            headers.put("content-type", STRUCTURED);
        }
        String id = event.path("id").asText();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put(
                "webhook-signature",
                recipient.keys().stream()
                        .map(key -> key.signature(id, timestamp, content))
                        .collect(Collectors.joining(" ")));
        headers.put("webhook-request-origin", origin);
        headers.put("user-agent", "ckep-webhooks/1");
        String trace = event.path(CloudEvent.TRACE_PARENT).textValue();
        // An event of anybody's may call anything a trace; a header is worth it where it is one.
        if (trace != null && TraceContext.isTraceParent(trace)) {
            headers.put("traceparent", trace);
        }
        if (redelivery != null) {
            headers.put("ck-redelivery", redelivery);
        }
        if (!gaps.isEmpty()) {
            headers.put("ck-gap", gaps.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return new SinkRequest("POST", sink, headers, content);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException impossible) {
            throw new IllegalStateException("a stored event is not JSON", impossible);
        }
    }

    private static byte[] binary(JsonNode event, Map<String, String> headers) {
        byte[] content = new byte[0];
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            String name = member.getKey();
            if (name.equals("data")) {
                content = CanonicalJson.write(member.getValue()).getBytes(StandardCharsets.UTF_8);
            } else if (name.equals("data_base64")) {
                content = java.util.Base64.getDecoder().decode(member.getValue().asText());
            } else if (name.equals("datacontenttype")) {
                headers.put("content-type", member.getValue().asText());
            } else {
                headers.put("ce-" + name, percentEncoded(member.getValue().asText()));
            }
        }
        return content;
    }

    /** Attribute values are printable ASCII without spaces, so two characters remain to be encoded. */
    private static String percentEncoded(String value) {
        return value.replace("%", "%25").replace("\"", "%22");
    }
}
