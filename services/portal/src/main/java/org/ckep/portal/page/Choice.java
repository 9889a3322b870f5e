package org.ckep.portal.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a filter.
 *
 * @param value the code that the register knows
 * @param name what the visitor reads
 */
record Choice(String value, String name, boolean chosen) {
    static Choice of(String value, String name, @Nullable String chosen) {
        return new Choice(value, name, value.equals(chosen));
    }

    static List<Choice> ofCodes(List<String> codes, String kind, @Nullable String chosen, Json json) {
        return codes.stream()
                .map(code -> of(code, json.label(kind, code), chosen))
                .toList();
    }
}
