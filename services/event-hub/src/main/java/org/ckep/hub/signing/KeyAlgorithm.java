package org.ckep.hub.signing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The two schemes of Standard Webhooks. */
public enum KeyAlgorithm {
    /** ed25519: verifying needs no secret. */
    V1A,
    /** HMAC-SHA256 with a shared secret. */
    V1;

    /** The scheme's name in a signature header and in the interface. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static KeyAlgorithm of(String code) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be v1a or v1"));
    }
}
