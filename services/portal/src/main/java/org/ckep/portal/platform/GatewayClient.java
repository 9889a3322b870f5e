package org.ckep.portal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The gateway's routes that the pages use. A null token asks as the public viewer. */
@RegisterRestClient(configKey = "gateway")
interface GatewayClient {
    @GET
    @Path("/trade/v1/bilateral-totals")
    Uni<JsonNode> bilateralTotals(@HeaderParam("Authorization") @Nullable String bearer);

    @GET
    @Path("/trade/v1/claims")
    Uni<JsonNode> tradeClaims(@HeaderParam("Authorization") @Nullable String bearer, @RestQuery String subject);

    @GET
    @Path("/investment/v1/projects")
    Uni<JsonNode> projects(
            @HeaderParam("Authorization") @Nullable String bearer,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String sector,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/investment/v1/pipeline")
    Uni<JsonNode> pipeline(@HeaderParam("Authorization") @Nullable String bearer);

    @GET
    @Path("/policy/v1/milestones")
    Uni<JsonNode> milestones(
            @HeaderParam("Authorization") @Nullable String bearer,
            @RestQuery @Nullable String state,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/policy/v1/engagements")
    Uni<JsonNode> engagements(@HeaderParam("Authorization") @Nullable String bearer, @RestQuery int limit);

    @GET
    @Path("/partnerships/v1/sectors")
    Uni<JsonNode> sectors(@HeaderParam("Authorization") @Nullable String bearer, @RestQuery int limit);

    @GET
    @Path("/partnerships/v1/sectors/{code}/cockpit")
    Uni<JsonNode> cockpit(@HeaderParam("Authorization") @Nullable String bearer, @RestPath String code);
}
