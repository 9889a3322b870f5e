package org.ckep.gateway.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A service behind the gateway. */
public enum Upstream {
    TRADE,
    INVESTMENT,
    PARTNERSHIPS,
    POLICY,
    EVENTS,
    PORTAL;

    /** The short name, as it stands in configuration, metrics, scopes and document names. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the service offers an API, and with it an OpenAPI document. */
    public boolean isApi() {
        return this != PORTAL;
    }

    /** The API with this short name. */
    public static Optional<Upstream> api(String key) {
        return Arrays.stream(values())
                .filter(upstream -> upstream.isApi() && upstream.key().equals(key))
                .findFirst();
    }
}
