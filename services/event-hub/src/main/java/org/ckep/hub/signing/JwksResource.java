package org.ckep.hub.signing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The platform's public keys. */
@Path(".well-known/jwks.json")
@Tag(name = "Keys")
class JwksResource {
    private final PlatformKeys keys;

    JwksResource(PlatformKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "readPlatformKeys",
            summary = "Public keys of digests",
            description = "The keys that signed or will sign digests. The keys of a subscription's deliveries stand at "
                    + "/subscriptions/v1/{id}/jwks.json.")
    public Uni<RestResponse<JwksView>> read() {
        return keys.published().map(published -> RestResponse.ResponseBuilder.ok(new JwksView(published))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build());
    }

    /** A set of keys (RFC 7517). */
    record JwksView(List<JsonWebKey> keys) {}
}
