package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How an event stands in a request. */
enum ContentMode {
    /** As one JSON document. */
    STRUCTURED,
    /** Attributes in headers and the data as body. */
    BINARY;

    /** The word in the interface and in the database. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static ContentMode of(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a known word: " + code));
    }
}
