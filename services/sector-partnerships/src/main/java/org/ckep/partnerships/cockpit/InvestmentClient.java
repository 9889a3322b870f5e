package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.ckep.web.TokenPropagation;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the cockpit reads of investment-projects, on behalf of the viewer. */
@RegisterRestClient(configKey = "investment")
@RegisterProvider(TokenPropagation.class)
@Path("/investment/v1")
interface InvestmentClient {
    @GET
    @Path("projects")
    Uni<JsonNode> projects(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("sites")
    Uni<JsonNode> sites(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("capacity-shares")
    Uni<JsonNode> capacityShares(@QueryParam("sector") String sector, @QueryParam("limit") int limit);
}
