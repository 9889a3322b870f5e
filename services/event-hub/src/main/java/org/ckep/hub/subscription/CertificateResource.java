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

/** By what deliveries show in TLS who they are at an endpoint. */
@Path("subscriptions/v1/{id}/certificate")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
class CertificateResource {
    private final Certificates certificates;
    private final Owners owners;

    CertificateResource(Certificates certificates, Owners owners) {
        this.certificates = certificates;
        this.owners = owners;
    }

    private static UUID uuid(String id) {
        return SubscriptionResource.uuid(id);
    }

    @GET
    @Authenticated
    @Operation(
            operationId = "readEndpointCertificate",
            summary = "The certificate that deliveries show",
            description = "Without certificate and private key themselves, which are in no answer.")
    public Uni<Certificates.View> read(@PathParam("id") String id) {
        return owners.current().chain(owner -> certificates.read(owner, uuid(id)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "setEndpointCertificate",
            summary = "Let deliveries show a certificate",
            description =
                    "Mutual TLS: the certificate is shown to the endpoint in each handshake and delivery, in place of "
                            + "the one before. The endpoint is asked again, showing it; the subscription's state tells whether it "
                            + "consented. It is not shown where an access token is fetched.")
    @APIResponse(responseCode = "204", description = "It is set")
    public Uni<RestResponse<Void>> set(@PathParam("id") String id, @NotNull Certificates.Wanted wanted) {
        return owners.current()
                .chain(owner -> certificates.set(owner, uuid(id), wanted))
                .map(done -> RestResponse.noContent());
    }

    @DELETE
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "deleteEndpointCertificate",
            summary = "Deliver without a certificate",
            description = "The endpoint is asked again, without one.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<RestResponse<Void>> remove(@PathParam("id") String id) {
        return owners.current()
                .chain(owner -> certificates.remove(owner, uuid(id)))
                .map(done -> RestResponse.noContent());
    }
}
