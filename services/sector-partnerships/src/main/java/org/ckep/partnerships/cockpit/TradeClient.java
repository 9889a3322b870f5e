package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.ckep.web.TokenPropagation;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the cockpit reads of trade-statistics, on behalf of the viewer. */
@RegisterRestClient(configKey = "trade")
@RegisterProvider(TokenPropagation.class)
@Path("/trade/v1")
interface TradeClient {
    @GET
    @Path("claims")
    Uni<JsonNode> claims(@QueryParam("sector") String sector, @QueryParam("limit") int limit);

    @GET
    @Path("series")
    Uni<JsonNode> series(
            @QueryParam("commodity") String hsCode,
            @QueryParam("reporter") String reporter,
            @QueryParam("partner") String partner,
            @QueryParam("freq") String frequency,
            @QueryParam("limit") int limit);
}
