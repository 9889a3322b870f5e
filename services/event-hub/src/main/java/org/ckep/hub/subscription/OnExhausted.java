package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What happens when an event has used up its tries. */
enum OnExhausted {
    /** Later events of the subject wait until somebody acts. */
    BLOCK_SUBJECT,
    /** It is given up and the next delivery of the subject says so. */
    SKIP_AND_MARK;

    /** The word in the interface and in the database. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static OnExhausted of(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a known word: " + code));
    }
}
