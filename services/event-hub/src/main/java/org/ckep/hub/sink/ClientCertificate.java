package org.ckep.hub.sink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the platform shows one endpoint in TLS, and whom it believes there to be that endpoint.
 *
 * @param key names it in this version: connections are shared by requests with the same key alone
 * @param chain PEM, its own certificate first
 * @param privateKey of that certificate, PKCS#8 in DER
 * @param authorities PEM of those who alone may vouch for the endpoint, null for the public ones
 * @param endsAt from when it is not shown any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClientCertificate(
        String key,
        String chain,
        byte[] privateKey,
        @Nullable String authorities,
        Instant endsAt) {
    @Override
    public String toString() {
        return "ClientCertificate[" + key + " until " + endsAt + "]";
    }
}
