package org.ckep.hub.signing;

import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A public ed25519 key (RFC 8037). */
@Schema(name = "JsonWebKey")
public record JsonWebKey(
        @Schema(examples = "OKP") String kty,
        @Schema(examples = "Ed25519") String crv,
        @Schema(examples = "EdDSA") String alg,
        @Schema(examples = "sig") String use,
        @Schema(examples = "b2NlYW4tMQ") String kid,
        @Schema(description = "Raw public key, base64url") String x) {

    public static JsonWebKey of(String kid, byte[] publicKey) {
        return new JsonWebKey(
                "OKP",
                "Ed25519",
                "EdDSA",
                "sig",
                kid,
                Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey));
    }
}
