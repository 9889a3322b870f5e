package org.ckep.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.ckep.kernel.change.ChangeHash;
import org.jspecify.annotations.Nullable;

/**
 * What an act changed and left, as the audit trail notes it.
 *
 * @param attributes names of the attributes that it changed, sorted; null where it changed none
 * @param contentHash SHA-256 over the canonical JSON (RFC 8785) of what it left, as 64 hexadecimal digits; null where that
 *     is not hashed
 */
public record Imprint(
        @Nullable List<String> attributes, @Nullable String contentHash) {
    /** Of an act of which nothing more is noted. */
    public static final Imprint NONE = new Imprint(null, null);

    public Imprint {
        attributes = attributes == null || attributes.isEmpty() ? null : List.copyOf(new TreeSet<>(attributes));
    }

    /** Of an act that changed these attributes and left this content, an object or a list. */
    static Imprint of(Collection<String> attributes, JsonNode content) {
        return new Imprint(List.copyOf(attributes), ChangeHash.of(content.toString()));
    }

    /** Of an act that changed these attributes. */
    public static Imprint of(Collection<String> attributes) {
        return new Imprint(List.copyOf(attributes), null);
    }

    /** Of an act that left something whose hash is known already. */
    public static Imprint ofHash(String contentHash) {
        return new Imprint(null, contentHash);
    }

    /** Of an act that gave an attribute a value: what is hashed is an object with that one member. */
    public static Imprint ofValue(String attribute, JsonNode value) {
        return of(List.of(attribute), JsonNodeFactory.instance.objectNode().set(attribute, value));
    }
}
