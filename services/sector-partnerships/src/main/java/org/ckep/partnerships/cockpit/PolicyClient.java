package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.ckep.web.TokenPropagation;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the cockpit reads of policy-milestones, on behalf of the viewer. */
@RegisterRestClient(configKey = "policy")
@RegisterProvider(TokenPropagation.class)
@Path("/policy/v1")
interface PolicyClient {
    @GET
    @Path("milestones")
    Uni<JsonNode> milestones(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("challenges")
    Uni<JsonNode> challenges(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("measures")
    Uni<JsonNode> measures(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("engagements")
    Uni<JsonNode> engagements(@QueryParam("sector") String sector, @QueryParam("limit") int limit);
}
