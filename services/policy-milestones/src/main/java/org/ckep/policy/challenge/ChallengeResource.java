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
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Params;
import org.ckep.policy.register.Register;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
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
    private final Register register;
    private final ChallengeService challenges;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ChallengeResource(
            Register register,
            ChallengeService challenges,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.challenges = challenges;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
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
        ChallengeFilter filter =
                new ChallengeFilter(sector, kind, exertedBy, onSide, Params.id(measure, ChallengeService.MEASURE));
        return register.list(
                        challenges,
                        currentViewer.get(),
                        challenges.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a challenge")
    public Uni<RestResponse<ChallengeView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(challenges, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a challenge of the own side")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = NewChallenge.class), example = NewChallenge.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The challenge was entered",
            content = @Content(schema = @Schema(implementation = ChallengeView.class)))
    public Uni<Response> create(@Valid NewChallenge challenge) {
        return register.create(challenges, currentViewer.get(), key, challenge);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a challenge that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The challenge was registered",
            content = @Content(schema = @Schema(implementation = ChallengeView.class)))
    public Uni<Response> registerObserved(@Valid NewChallenge challenge) {
        return register.registerObserved(challenges, currentViewer.get(), key, challenge);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change a challenge", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewChallenge.class)))
    public Uni<RestResponse<ChallengeView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(challenges, currentViewer.get(), id, ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/indicators")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Add an indicator",
            description = "A figure or claim, of this or another service, that speaks for or against the challenge.")
    public Uni<RestResponse<ChallengeView>> addIndicator(
            @RestPath String id, @Valid ChallengeService.NewIndicator indicator) {
        return challenges
                .addIndicator(currentViewer.get(), id, indicator.indicator())
                .map(conditional::ok);
    }

    @PUT
    @Path("{id}/severity")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Say how heavily the own side takes it",
            description = "The view of the caller's side; nobody outside that side can see that it exists.")
    public Uni<RestResponse<ChallengeView>> assess(@RestPath String id, @Valid ChallengeService.NewSeverity severity) {
        return challenges.assess(currentViewer.get(), id, severity).map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, ChallengeService.KIND).map(conditional::get);
    }
}
