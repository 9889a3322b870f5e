package org.ckep.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a value has and its JSON Schema does not name. A schema that stays open for members to come lets that pass; what
 * names no members at all describes none.
 */
public final class UnnamedMembers {
    private UnnamedMembers() {}

    /** Where such members stand, as JSON pointers. */
    public static List<String> of(JsonNode schema, JsonNode value) {
        List<String> unnamed = new ArrayList<>();
        collect(schema, value, "", unnamed);
        return unnamed;
    }

    private static void collect(JsonNode schema, JsonNode value, String at, List<String> unnamed) {
        if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                collect(schema.path("items"), value.get(index), at + "/" + index, unnamed);
            }
            return;
        }
        JsonNode named = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        if (!named.isObject() && !others.isObject()) {
            return;
        }
        value.properties().forEach(member -> {
            String pointer = at + "/" + member.getKey();
            JsonNode described = named.has(member.getKey()) ? named.get(member.getKey()) : others;
            if (described.isObject()) {
                collect(described, member.getValue(), pointer, unnamed);
            } else {
                unnamed.add(pointer);
            }
        });
    }
}
