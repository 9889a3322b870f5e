package org.ckep.messaging;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 with its data as bytes. Attribute values are printable ASCII without spaces, because neither the
 * Kafka binding nor the common libraries encode anything else alike; human text belongs in the data.
 *
 * @param id unique within the source
 * @param source {@code /{service}/{audience}}, for instance {@code /investment-projects/public}
 * @param type {@code org.ckep.{domain}.{record}.{verb}.v{major}}
 * @param subject URN of the record; null where the event is about the source itself
 * @param time when it happened, null where unknown
 * @param dataContentType media type of {@code data}, null without data
 * @param dataSchema absolute URI of the schema of {@code data}
 * @param extensions extension attributes by name; 64-bit numbers are strings
 * @param data the payload; never changed after construction; null for none
 */
public record CloudEvent(
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable String dataContentType,
        @Nullable String dataSchema,
        SortedMap<String, String> extensions,
        byte @Nullable [] data) {

    public static final String AUDIENCE = "audience";
    public static final String CLASSIFICATION = "dataclassification";
    public static final String EMBARGO = "ckembargo";
    public static final String PARTITION_KEY = "partitionkey";
    public static final String RECORD_VERSION = "recordversion";
    public static final String RECORDED_TIME = "recordedtime";
    public static final String SECTOR = "sector";

    /** The trace of the request that the event began with (W3C Trace Context), not of any hop after it. */
    public static final String TRACE_PARENT = "traceparent";

    public static final String SEQUENCE = "sequence";

    private static final Pattern EXTENSION_NAME = Pattern.compile("[a-z0-9]{1,20}");

    /**
     * @throws MalformedEventException where a value is not allowed in an attribute
     */
    public CloudEvent {
        required("id", id);
        required("source", source);
        required("type", type);
        optional("subject", subject);
        optional("dataschema", dataSchema);
        for (Map.Entry<String, String> extension : extensions.entrySet()) {
            if (!EXTENSION_NAME.matcher(extension.getKey()).matches()) {
                throw new MalformedEventException("not an attribute name: " + abbreviate(extension.getKey()));
            }
            required(extension.getKey(), extension.getValue());
        }
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    }

    private static void optional(String name, @Nullable String value) {
        if (value != null) {
            required(name, value);
        }
    }

    private static void required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException("attribute " + name + " is missing or empty");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x21 || c > 0x7e) {
                throw new MalformedEventException(
                        "attribute " + name + " holds a character outside U+0021 to U+007E at index " + i);
            }
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The extension's value, null where the event does not carry it. */
    public @Nullable String extension(String name) {
        return extensions.get(name);
    }

    /**
     * The readers that this rendering is for.
     *
     * @throws MalformedEventException where the event names none or an unknown one
     */
    public Audience audience() {
        String value = extensions.get(AUDIENCE);
        if (value == null) {
            throw new MalformedEventException("attribute audience is missing");
        }
        try {
            return new Audience(value);
        } catch (IllegalArgumentException notAnAudience) {
            throw new MalformedEventException("attribute audience is not an audience", notAnAudience);
        }
    }

    /** A copy with one more extension, or with another value of it. */
    public CloudEvent withExtension(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(extensions);
        more.put(name, value);
        return new CloudEvent(id, source, type, subject, time, dataContentType, dataSchema, more, data);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloudEvent that
                && id.equals(that.id)
                && source.equals(that.source)
                && type.equals(that.type)
                && Objects.equals(subject, that.subject)
                && Objects.equals(time, that.time)
                && Objects.equals(dataContentType, that.dataContentType)
                && Objects.equals(dataSchema, that.dataSchema)
                && extensions.equals(that.extensions)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, source, type);
    }

    @Override
    public String toString() {
        return "CloudEvent[" + type + " " + source + " " + id + "]";
    }
}
