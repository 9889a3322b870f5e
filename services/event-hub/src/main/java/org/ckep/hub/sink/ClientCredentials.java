package org.ckep.hub.sink;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2 client credentials of the platform towards one endpoint (RFC 6749, section 4.4).
 *
 * @param key names them in this version: whoever changes them gets another token
 * @param tokenUrl where a token is fetched; vetted and pinned like a sink
 * @param scope what is asked for, null for what the server gives by itself
 */
public record ClientCredentials(
        String key,
        URI tokenUrl,
        String clientId,
        String clientSecret,
        @Nullable String scope) implements BearerCredentials {
    @Override
    public String toString() {
        return "ClientCredentials[" + key + " " + tokenUrl + "]";
    }
}
