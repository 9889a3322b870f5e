package org.ckep.policy.challenge;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Side;
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
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

/** HTTP in and out of the challenges. */
@Path("v1/challenges")
@Tag(name = "Challenges", description = "What stands in the way of the cooperation, and who presses whom")
class ChallengeResource {
    private final RecordRequests requests;
    private final ChallengeService challenges;

    ChallengeResource(RecordRequests requests, ChallengeService challenges) {
        this.requests = requests;
        this.challenges = challenges;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List challenges")
    public Uni<RestResponse<Page<ChallengeView>>> list(
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @RestQuery @Parameter(description = "What it is") @Nullable ChallengeKind kind,
            @RestQuery @Parameter(description = "ISO 3166-1 code of who exerts it") @Nullable String exertedBy,
            @RestQuery @Parameter(description = "The side it weighs on") @Nullable Side onSide,
            @RestQuery @Parameter(description = "URN or id of a measure behind it") @Nullable String measure,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        ChallengeFilter filter = new ChallengeFilter(
                sector, kind, exertedBy, onSide, Params.id("measure", measure, ChallengeService.MEASURE));
        return requests.list(challenges, challenges.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a challenge")
    public Uni<RestResponse<ChallengeView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(challenges, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a challenge of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewChallenge challenge) {
        return requests.create(challenges, challenge);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a challenge that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewChallenge challenge) {
        return requests.registerObserved(challenges, challenge);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a challenge")
    public Uni<RestResponse<ChallengeView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(challenges, id, ifMatch, patch);
    }

    @POST
    @Path("{id}/indicators")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Add an indicator",
            description = "A figure or claim, of this or another service, that speaks for or against the challenge.")
    public Uni<RestResponse<ChallengeView>> addIndicator(
            @RestPath String id, @Valid ChallengeService.NewIndicator indicator) {
        return requests.changed(challenges.addIndicator(requests.viewer(), id, indicator));
    }

    @PUT
    @Path("{id}/severity")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Say how heavily the own side takes it",
            description = "The view of the caller's side; nobody outside that side can see that it exists.")
    public Uni<RestResponse<ChallengeView>> assess(@RestPath String id, @Valid ChallengeService.NewSeverity severity) {
        return requests.changed(challenges.assess(requests.viewer(), id, severity));
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(challenges, id);
    }
}
