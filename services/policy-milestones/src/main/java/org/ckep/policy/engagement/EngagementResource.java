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
import org.ckep.policy.links.Links;
import org.ckep.policy.mechanism.Mechanisms;
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

/** HTTP in and out of the engagements. */
@Path("v1/engagements")
@Tag(name = "Engagements", description = "Visits, sessions, rounds and exhibitions")
class EngagementResource {
    private final Register register;
    private final EngagementService engagements;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    EngagementResource(
            Register register,
            EngagementService engagements,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.engagements = engagements;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
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
                Params.id(mechanism, Mechanisms.KIND),
                Params.id(track, EngagementService.TRACK),
                sector,
                Params.urn("organisation", organisation),
                from,
                to);
        return register.list(
                        engagements,
                        currentViewer.get(),
                        engagements.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an engagement")
    public Uni<RestResponse<EngagementView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(engagements, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter an engagement of the own side")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = NewEngagement.class), example = NewEngagement.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The engagement was entered",
            content = @Content(schema = @Schema(implementation = EngagementView.class)))
    public Uni<Response> create(@Valid NewEngagement engagement) {
        return register.create(engagements, currentViewer.get(), key, engagement);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register an engagement that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The engagement was registered",
            content = @Content(schema = @Schema(implementation = EngagementView.class)))
    public Uni<Response> registerObserved(@Valid NewEngagement engagement) {
        return register.registerObserved(engagements, currentViewer.get(), key, engagement);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change an engagement", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewEngagement.class)))
    public Uni<RestResponse<EngagementView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(engagements, currentViewer.get(), id, ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Move an engagement on",
            description =
                    "By a checker who did not write the record; HELD brings the actual dates, POSTPONED the new ones. "
                            + "MINUTES_AGREED takes a checker of each side: the first answer still shows HELD.")
    public Uni<RestResponse<EngagementView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid EngagementService.Transition transition) {
        return engagements.move(currentViewer.get(), id, ifMatch, transition).map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, EngagementService.KIND).map(conditional::get);
    }
}
