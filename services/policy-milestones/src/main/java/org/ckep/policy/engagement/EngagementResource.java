package org.ckep.policy.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import org.ckep.kernel.access.Roles;
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
import org.ckep.policy.mechanism.Mechanisms;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Params;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP in and out of the engagements. */
@Path("v1/engagements")
@Tag(name = "Engagements", description = "Visits, sessions, rounds and exhibitions")
class EngagementResource {
    private final RecordRequests requests;
    private final EngagementService engagements;

    EngagementResource(RecordRequests requests, EngagementService engagements) {
        this.requests = requests;
        this.engagements = engagements;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List engagements")
    public Uni<RestResponse<Page<EngagementView>>> list(
            @RestQuery @Parameter(description = "What it is") @Nullable EngagementKind kind,
            @RestQuery @Parameter(description = "Where it stands") @Nullable EngagementState state,
            @RestQuery @Parameter(description = "URN or id of the mechanism") @Nullable String mechanism,
            @RestQuery @Parameter(description = "URN or id of the negotiation track") @Nullable String track,
            @RestQuery @Parameter(description = "Code of a sector on its agenda") @Nullable String sector,
            @RestQuery @Parameter(description = "URN of an organisation that takes part") @Nullable String organisation,
            @RestQuery @Parameter(description = "Not over before this day") @Nullable LocalDate from,
            @RestQuery @Parameter(description = "Begins at the latest on this day") @Nullable LocalDate to,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        EngagementFilter filter = new EngagementFilter(
                kind,
                state,
                Params.id("mechanism", mechanism, Mechanisms.KIND),
                Params.id("track", track, EngagementService.TRACK),
                sector,
                Params.urn("organisation", organisation),
                Params.day("from", from),
                Params.day("to", to));
        return requests.list(engagements, engagements.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an engagement")
    public Uni<RestResponse<EngagementView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(engagements, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter an engagement of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewEngagement engagement) {
        return requests.create(engagements, engagement);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register an engagement that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewEngagement engagement) {
        return requests.registerObserved(engagements, engagement);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change an engagement")
    public Uni<RestResponse<EngagementView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(engagements, id, ifMatch, patch);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Move an engagement on",
            description =
                    "By a checker who did not write the record; HELD brings the actual dates, POSTPONED the new ones. "
                            + "MINUTES_AGREED takes a checker of each side: the first answer still shows HELD.")
    public Uni<RestResponse<EngagementView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid EngagementService.Transition transition) {
        return requests.changed(engagements.move(requests.viewer(), id, ifMatch, transition));
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(engagements, id);
    }
}
