package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** In what order events are delivered. */
enum Ordering {
    /** Events of one subject in order; subjects do not wait for each other. */
    SUBJECT,
    /** All events in order. */
    SUBSCRIPTION,
    /** In no order. */
    NONE;

    /** The word in the interface and in the database. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static Ordering of(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a known word: " + code));
    }
}
