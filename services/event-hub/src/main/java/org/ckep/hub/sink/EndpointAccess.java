package org.ckep.hub.sink;

import org.jspecify.annotations.Nullable;

/**
 * By what requests to one endpoint show who makes them; both may be asked for at once.
 *
 * @param credentials by which an access token is fetched, null where it wants none
 * @param certificate that is shown in TLS, null where it wants none
 */
public record EndpointAccess(
        @Nullable ClientCredentials credentials, @Nullable ClientCertificate certificate) {
    /** For an endpoint that lets anybody in. */
    public static final EndpointAccess OPEN = new EndpointAccess(null, null);
}
