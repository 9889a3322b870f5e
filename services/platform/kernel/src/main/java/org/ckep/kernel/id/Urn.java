package org.ckep.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permanent name of a record, {@code urn:ckep:{type}:{random UUID}}. Version 4 on purpose: an ordered id would show
 * when a hidden record was created.
 *
 * @param type the kind of record, such as {@code project}
 * @param uuid 122 random bits, never derived from attributes and never reused
 */
public record Urn(String type, UUID uuid) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    private static final Pattern FORM = Pattern.compile(
            "urn:ckep:([a-z][a-z0-9-]{0,40}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /** The relation between the two countries as a whole, as the subject of claims. */
    public static final Urn CN_KR_RELATION =
            new Urn("relation", UUID.fromString("c0a1b2c3-0000-4000-8000-000000000001"));

    public Urn {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("not a record type: " + type);
        }
    }

    /** A new name for a record of that type. */
    public static Urn random(String type) {
        return new Urn(type, UUID.randomUUID());
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException where the text is not a URN of this platform
     */
    @JsonCreator
    public static Urn parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected urn:ckep:{type}:{uuid}, got '" + abbreviate(text) + "'");
        }
        return new Urn(matcher.group(1), UUID.fromString(matcher.group(2)));
    }

    private static String abbreviate(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @JsonValue
    @Override
    public String toString() {
        return "urn:ckep:" + type + ":" + uuid;
    }
}
