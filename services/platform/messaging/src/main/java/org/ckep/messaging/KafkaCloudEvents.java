package org.ckep.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka binding of CloudEvents 1.0: attributes in headers {@code ce_<name>}, the media type in {@code content-type},
 * the data as the record's value. Structured records are read too, so that a producer may choose; batch mode does not
 * exist on Kafka.
 */
public final class KafkaCloudEvents {
    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED_JSON = "application/cloudevents+json";
    private static final String SPEC_VERSION = "1.0";

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

    private KafkaCloudEvents() {}

    /** The headers of the event in binary mode, in a stable order. */
    public static Map<String, String> headers(CloudEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(PREFIX + "specversion", SPEC_VERSION);
        headers.put(PREFIX + "id", event.id());
        headers.put(PREFIX + "source", event.source());
        headers.put(PREFIX + "type", event.type());
        put(headers, PREFIX + "subject", event.subject());
        Instant time = event.time();
        put(headers, PREFIX + "time", time == null ? null : time.toString());
        put(headers, PREFIX + "dataschema", event.dataSchema());
        event.extensions().forEach((name, value) -> headers.put(PREFIX + name, value));
        put(headers, CONTENT_TYPE, event.dataContentType());
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /**
     * Reads a record in binary or structured mode.
     *
     * @throws MalformedEventException where it is not a CloudEvent 1.0 or breaks the rules of {@link CloudEvent}
     */
    public static CloudEvent decode(Headers headers, byte @Nullable [] value) {
        String contentType = text(headers, CONTENT_TYPE);
        // The binding tells the mode by the prefix of the media type, ignoring case.
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/cloudevents")) {
            String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!mediaType.equals(STRUCTURED_JSON)) {
                throw new MalformedEventException("event format " + mediaType + " is not supported on Kafka");
            }
            return structured(value);
        }
        return binary(headers, contentType, value);
    }

    private static CloudEvent binary(Headers headers, @Nullable String contentType, byte @Nullable [] value) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (Header header : headers) {
            if (header.key().startsWith(PREFIX)) {
                String name = header.key().substring(PREFIX.length());
                if (attributes.put(name, decode(header)) != null) {
                    throw new MalformedEventException("attribute " + name + " occurs twice");
                }
            }
        }
        return event(attributes, contentType, value);
    }

    private static CloudEvent structured(byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedEventException("a structured record has no value");
        }
        JsonNode json;
        try {
            json = JSON.readTree(value);
        } catch (IOException notJson) {
            throw new MalformedEventException("a structured record's value is not JSON", notJson);
        }
        if (!json.isObject()) {
            throw new MalformedEventException("a structured record's value is not a JSON object");
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        String contentType = null;
        byte[] data = null;
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            JsonNode content = member.getValue();
            switch (member.getKey()) {
                case "data" -> data = bytes(content);
                case "data_base64" -> data = base64(content);
                case "datacontenttype" -> contentType = content.isNull() ? null : content.asText();
                default -> {
                    if (content.isContainerNode()) {
                        throw new MalformedEventException("attribute " + member.getKey() + " is not a simple value");
                    }
                    if (!content.isNull()) {
                        attributes.put(member.getKey(), content.asText());
                    }
                }
            }
        }
        if (json.has("data") && json.has("data_base64")) {
            throw new MalformedEventException("data and data_base64 exclude each other");
        }
        return event(attributes, data != null && contentType == null ? "application/json" : contentType, data);
    }

    private static byte[] bytes(JsonNode content) {
        try {
            return WRITER.writeValueAsBytes(content);
        } catch (JsonProcessingException impossible) {
            throw new MalformedEventException("data cannot be written as JSON", impossible);
        }
    }

    private static byte[] base64(JsonNode content) {
        try {
            return Base64.getDecoder().decode(content.asText());
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedEventException("data_base64 is not base64", notBase64);
        }
    }

    private static CloudEvent event(
            SortedMap<String, String> attributes, @Nullable String contentType, byte @Nullable [] data) {
        String version = attributes.remove("specversion");
        if (!SPEC_VERSION.equals(version)) {
            throw new MalformedEventException("specversion is not 1.0");
        }
        String id = take(attributes, "id");
        String source = take(attributes, "source");
        String type = take(attributes, "type");
        String subject = attributes.remove("subject");
        String time = attributes.remove("time");
        String dataSchema = attributes.remove("dataschema");
        if (attributes.containsKey("datacontenttype")) {
            throw new MalformedEventException("datacontenttype stands in content-type, never in ce_datacontenttype");
        }
        return new CloudEvent(
                id,
                source,
                type,
                subject,
                time == null ? null : instant(time),
                contentType,
                dataSchema,
                attributes,
                data);
    }

    private static String take(SortedMap<String, String> attributes, String name) {
        String value = attributes.remove(name);
        if (value == null) {
            throw new MalformedEventException("attribute " + name + " is missing or empty");
        }
        return value;
    }

    private static Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notATime) {
            throw new MalformedEventException("time is not an RFC 3339 timestamp", notATime);
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header found = null;
        for (Header header : headers) {
            if (header.key().equalsIgnoreCase(name)) {
                found = header;
            }
        }
        return found == null ? null : decode(found);
    }

    private static String decode(Header header) {
        if (header.value() == null) {
            throw new MalformedEventException("header " + header.key() + " has no value");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedEventException("header " + header.key() + " is not UTF-8", notUtf8);
        }
    }
}
