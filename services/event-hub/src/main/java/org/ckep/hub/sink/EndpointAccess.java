package org.ckep.hub.sink;

import org.jspecify.annotations.Nullable;

/**
 * Whose an endpoint is and by what requests to it show who makes them; both may be asked for at once.
 *
 * @param owner for whom its name is looked up
 * @param credentials by which it is shown an access token, null where it wants none
 * @param certificate that is shown in TLS, null where it wants none
 */
public record EndpointAccess(
        String owner,
        @Nullable BearerCredentials credentials,
        @Nullable ClientCertificate certificate) {
    /** To an endpoint that lets anybody in. */
    public static EndpointAccess open(String owner) {
        return new EndpointAccess(owner, null, null);
    }
}
