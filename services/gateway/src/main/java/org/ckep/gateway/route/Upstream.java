package org.ckep.gateway.route;

import java.util.Locale;

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
}
