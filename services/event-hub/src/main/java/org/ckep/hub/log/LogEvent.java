package org.ckep.hub.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.hub.border.Regulated;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.MalformedEventException;
import org.jspecify.annotations.Nullable;

/**
 * An event that may stand in the log of its audience, complete but for its number: the canonical form is built before
 * the log is locked, and the number is put in afterwards.
 */
final class LogEvent {
    /** Longest attribute value; a longer one could not be indexed and would block its whole batch. */
    private static final int MAX_ATTRIBUTE = 512;

    private static final int SEQUENCE_DIGITS = 20;
    private static final String NO_SEQUENCE = "0".repeat(SEQUENCE_DIGITS);
    private static final String SEQUENCE_MEMBER = ",\"sequence\":\"";
    private static final Pattern JSON_MEDIA_TYPE =
            Pattern.compile("(application|text)/json|[a-z0-9.+-]+/[a-z0-9.+-]+\\+json");

    private final CloudEvent event;
    private final Audience audience;
    private final @Nullable Instant release;
    private final byte[] template;
    private final int sequenceAt;

    private LogEvent(CloudEvent event, Audience audience, @Nullable Instant release, byte[] template, int sequenceAt) {
        this.event = event;
        this.audience = audience;
        this.release = release;
        this.template = template;
        this.sequenceAt = sequenceAt;
    }

    /**
     * Checks that the event belongs into the log of the audience and gives it its canonical form.
     *
     * @param dataSchema where the schema of its data is, unless the event says so itself; null where it is not known
     * @throws MalformedEventException where it does not, with the reason
     */
    static LogEvent of(CloudEvent event, Audience audience, @Nullable String dataSchema) {
        checkAudience(event, audience);
        checkNames(event);
        checkLengths(event);
        Instant release = release(event);
        String canonical = CanonicalJson.write(json(event, audience, dataSchema));
        // The attributes after this one are ASCII text, in which a quotation mark is escaped: the last match is ours.
        int member = canonical.lastIndexOf(SEQUENCE_MEMBER);
        int sequenceAt =
                canonical.substring(0, member).getBytes(StandardCharsets.UTF_8).length + SEQUENCE_MEMBER.length();
        return new LogEvent(event, audience, release, canonical.getBytes(StandardCharsets.UTF_8), sequenceAt);
    }

    private static void checkAudience(CloudEvent event, Audience audience) {
        String claimed = event.extension(CloudEvent.AUDIENCE);
        if (claimed != null && !claimed.equals(audience.id())) {
            throw new MalformedEventException("audience " + claimed + " on the topic of " + audience);
        }
        if (!event.source().endsWith("/" + audience.id())) {
            throw new MalformedEventException(
                    "source " + event.source() + " does not end in the audience " + audience + " of its topic");
        }
    }

    /** A second one beside ours would make what is delivered unreadable, and nobody could prove it. */
    private static void checkNames(CloudEvent event) {
        for (String ours : List.of(SubscriberEvent.SUBSEQ, SubscriberEvent.CHAIN)) {
            if (event.extension(ours) != null) {
                throw new MalformedEventException("attribute " + ours + " is given by subscriptions alone");
            }
        }
    }

    private static void checkLengths(CloudEvent event) {
        checkLength("id", event.id());
        checkLength("source", event.source());
        checkLength("type", event.type());
        checkLength("subject", event.subject());
        event.extensions().forEach(LogEvent::checkLength);
    }

    private static void checkLength(String name, @Nullable String value) {
        if (value != null && value.length() > MAX_ATTRIBUTE) {
            throw new MalformedEventException("attribute " + name + " is longer than " + MAX_ATTRIBUTE);
        }
    }

    private static @Nullable Instant release(CloudEvent event) {
        String release = event.extension(CloudEvent.EMBARGO);
        try {
            return release == null ? null : OffsetDateTime.parse(release).toInstant();
        } catch (DateTimeException notATime) {
            throw new MalformedEventException("ckembargo is not a timestamp", notATime);
        }
    }

    private static ObjectNode json(CloudEvent event, Audience audience, @Nullable String dataSchema) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        event.extensions().forEach(json::put);
        json.put("specversion", "1.0");
        json.put("id", event.id());
        json.put("source", event.source());
        json.put("type", event.type());
        put(json, "subject", event.subject());
        put(json, "time", Objects.toString(event.time(), null));
        put(json, "dataschema", event.dataSchema() == null ? dataSchema : event.dataSchema());
        put(json, "datacontenttype", event.dataContentType());
        json.put(CloudEvent.AUDIENCE, audience.id());
        json.put(CloudEvent.SEQUENCE, NO_SEQUENCE);
        byte[] data = event.data();
        if (data != null) {
            if (isJson(event.dataContentType())) {
                json.set("data", CanonicalJson.read(data));
            } else {
                json.put("data_base64", Base64.getEncoder().encodeToString(data));
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** CloudEvents' JSON format takes data without a media type for JSON. */
    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return JSON_MEDIA_TYPE.matcher(mediaType).matches();
    }

    CloudEvent event() {
        return event;
    }

    /** When its readers may know it at the earliest, null where it is not under embargo. */
    @Nullable
    Instant release() {
        return release;
    }

    Audience audience() {
        return audience;
    }

    /** The log that it stands in, beside the copies for agencies. */
    Audience log() {
        return BorderRules.log(audience, classification());
    }

    String source() {
        return event.source();
    }

    String id() {
        return event.id();
    }

    String type() {
        return event.type();
    }

    @Nullable
    String subject() {
        return event.subject();
    }

    @Nullable
    Instant time() {
        return event.time();
    }

    /** The readers that its data may have, null where it does not say. */
    @Nullable
    String classification() {
        return event.extension(CloudEvent.CLASSIFICATION);
    }

    /** What it asks of the agencies that get it. */
    Set<String> undertakings() {
        return Regulated.by(event.extension(Regulated.REGULATION), event.extension(Regulated.CATEGORY));
    }

    /** What keeps its order: the partition key, else the subject, else the event alone. */
    String partitionKey() {
        String key = event.extension(CloudEvent.PARTITION_KEY);
        return key != null ? key : Objects.requireNonNullElse(event.subject(), event.id());
    }

    /** Sequence numbers are text, because the attribute type Integer has 32 bits; padded, so that text order is order. */
    static String sequence(long number) {
        return String.format(Locale.ROOT, "%0" + SEQUENCE_DIGITS + "d", number);
    }

    /** The event in canonical form with its number. */
    byte[] body(String sequence) {
        byte[] body = template.clone();
        byte[] digits = sequence.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, body, sequenceAt, digits.length);
        return body;
    }
}
