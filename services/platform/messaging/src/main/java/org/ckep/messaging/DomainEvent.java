package org.ckep.messaging;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * A change of a record that others must learn of, rendered once for each audience that may know. An audience without a
 * rendering learns nothing, not even that something happened.
 *
 * @param type {@code org.ckep.{domain}.{record}.{verb}.v{major}}, for instance {@code org.ckep.trade.release.published.v1}
 * @param subject the record; events of one subject stay in order
 * @param time when it happened
 * @param sector code of the sector, null where the record has none
 * @param recordVersion version as the audience counts it, null where it does not count
 * @param attributes further attributes, the same for every audience
 * @param renderings what each audience is told, written as JSON; never empty
 */
public record DomainEvent(
        String type,
        Urn subject,
        Instant time,
        @Nullable String sector,
        @Nullable String recordVersion,
        Map<String, String> attributes,
        Map<Audience, Object> renderings) {

    private static final Pattern TYPE = Pattern.compile("org\\.ckep(\\.[a-z][a-z0-9_]*){3}\\.v[1-9][0-9]*");

    public DomainEvent {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("not an event type: " + type);
        }
        if (renderings.isEmpty()) {
            throw new IllegalArgumentException("an event nobody may see is no event: " + type);
        }
        // Sorted, so that the rows of one change are always written in the same order.
        renderings = Collections.unmodifiableMap(new TreeMap<>(renderings));
        attributes = Map.copyOf(attributes);
    }

    /** The same data, marked with its classification, for every audience that is entitled to it. */
    public static DomainEvent forAll(
            String type,
            Urn subject,
            Instant time,
            @Nullable String sector,
            Classification classification,
            Object data) {
        return forAll(type, subject, time, sector, classification, audience -> data);
    }

    /** What each audience that is entitled to that classification is told of it. */
    public static DomainEvent forAll(
            String type,
            Urn subject,
            Instant time,
            @Nullable String sector,
            Classification classification,
            Function<Audience, Object> told) {
        Map<Audience, Object> renderings = new TreeMap<>();
        Audience.entitled(classification).forEach(audience -> renderings.put(audience, told.apply(audience)));
        return new DomainEvent(type, subject, time, sector, null, marked(classification), renderings);
    }

    /** What passes between the two sides and concerns nobody else, not even those who may read the record. */
    public static DomainEvent forSides(String type, Urn subject, Instant time, Object data) {
        Map<Audience, Object> renderings = new TreeMap<>();
        for (Side side : Side.values()) {
            renderings.put(Audience.side(side), data);
        }
        return new DomainEvent(type, subject, time, null, null, marked(Classification.BILATERAL), renderings);
    }

    private static Map<String, String> marked(Classification classification) {
        return Map.of(
                CloudEvent.CLASSIFICATION, DataClassification.of(classification).code());
    }

    /** A copy of which those audiences are not told; others must be left. */
    public DomainEvent without(Set<Audience> audiences) {
        Map<Audience, Object> others = new TreeMap<>(renderings);
        others.keySet().removeAll(audiences);
        return new DomainEvent(type, subject, time, sector, recordVersion, attributes, others);
    }

    /** A copy that tells the version of the record as its audiences count it; null where they do not. */
    public DomainEvent withRecordVersion(@Nullable String version) {
        return new DomainEvent(type, subject, time, sector, version, attributes, renderings);
    }

    /**
     * A copy that says when its readers may know it at the earliest. An embargoed change is published at its release and not
     * before; this makes sure of it where the services' clocks differ, and tells readers when that was.
     */
    public DomainEvent withEmbargo(Instant release) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(CloudEvent.EMBARGO, release.toString());
        return new DomainEvent(type, subject, time, sector, recordVersion, more, renderings);
    }
}
