package org.ckep.portal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The gateway's routes that the pages use. */
@RegisterRestClient(configKey = "gateway")
interface GatewayClient {
    @GET
    @Path("/trade/v1/bilateral-totals")
    Uni<JsonNode> bilateralTotals(@BeanParam OnBehalf visitor);

    @GET
    @Path("/trade/v1/claims")
    Uni<JsonNode> tradeClaims(@BeanParam OnBehalf visitor, @RestQuery String subject);

    @GET
    @Path("/investment/v1/projects")
    Uni<JsonNode> projects(
            @BeanParam OnBehalf visitor,
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String sector,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/investment/v1/pipeline")
    Uni<JsonNode> pipeline(@BeanParam OnBehalf visitor);

    @GET
    @Path("/policy/v1/milestones")
    Uni<JsonNode> milestones(
            @BeanParam OnBehalf visitor,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String sector,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/policy/v1/milestones/{id}")
    Uni<JsonNode> milestone(@BeanParam OnBehalf visitor, @RestPath String id);

    @GET
    @Path("/policy/v1/engagements")
    Uni<JsonNode> engagements(@BeanParam OnBehalf visitor, @RestQuery int limit);

    @GET
    @Path("/partnerships/v1/sectors")
    Uni<JsonNode> sectors(@BeanParam OnBehalf visitor, @RestQuery int limit);

    @GET
    @Path("/partnerships/v1/sectors/{code}/cockpit")
    Uni<JsonNode> cockpit(@BeanParam OnBehalf visitor, @RestPath String code);

    @GET
    @Path("/{register}/v1/sources/{id}")
    Uni<JsonNode> source(@BeanParam OnBehalf visitor, @RestPath String register, @RestPath String id);
}
