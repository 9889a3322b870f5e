package org.ckep.hub.subscription;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** By what deliveries show who they are at an endpoint. */
@Path("subscriptions/v1/{id}/authorization")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
class AuthorizationResource {
    private final Authorizations authorizations;
    private final Owners owners;

    AuthorizationResource(Authorizations authorizations, Owners owners) {
        this.authorizations = authorizations;
        this.owners = owners;
    }

    private static UUID uuid(String id) {
        return SubscriptionResource.uuid(id);
    }

    @GET
    @Authenticated
    @Operation(
            operationId = "readEndpointAuthorization",
            summary = "By what deliveries show who they are",
            description = "Without the secret or the token, which are in no answer.")
    public Uni<Authorizations.View> read(@PathParam("id") String id) {
        return owners.current().chain(owner -> authorizations.read(owner, uuid(id)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "setEndpointAuthorization",
            summary = "Let deliveries show an access token",
            description =
                    "Either OAuth 2 client credentials (tokenUrl, clientId, clientSecret, scope), by which a token is "
                            + "fetched, or such a token itself (accessToken, expiresAt), in the place of what was set "
                            + "before. It is shown in each request to the endpoint as Authorization: Bearer. The "
                            + "endpoint is asked again, with the token; the subscription's state tells whether it "
                            + "consented. A token that has ended is not shown: nothing is sent, attempts fail as "
                            + "credentials-expired and the owner is told.")
    @APIResponse(responseCode = "204", description = "It is set")
    public Uni<RestResponse<Void>> set(@PathParam("id") String id, @NotNull Authorizations.Wanted wanted) {
        return owners.current()
                .chain(owner -> authorizations.set(owner, uuid(id), wanted))
                .map(done -> RestResponse.noContent());
    }

    @DELETE
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "deleteEndpointAuthorization",
            summary = "Deliver without a token",
            description = "The endpoint is asked again, without a token.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<RestResponse<Void>> remove(@PathParam("id") String id) {
        return owners.current()
                .chain(owner -> authorizations.remove(owner, uuid(id)))
                .map(done -> RestResponse.noContent());
    }
}
