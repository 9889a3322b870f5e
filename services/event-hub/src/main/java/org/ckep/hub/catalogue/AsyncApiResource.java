package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The description of events where programs look for it first; the same as beside the catalogue. */
@Path("/")
class AsyncApiResource {
    private final CatalogueResource catalogue;

    AsyncApiResource(CatalogueResource catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Path("asyncapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<ObjectNode> json() {
        return catalogue.asyncApi();
    }

    @GET
    @Path("asyncapi.yaml")
    @Produces(AsyncApi.YAML)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> yaml() {
        return catalogue.asyncApiAsYaml();
    }
}
