package org.ckep.policy.instrument;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import org.ckep.kernel.access.Roles;
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

/** HTTP in and out of the tracks. */
@Path("v1/tracks")
@Tag(name = "Tracks", description = "Negotiation tracks of instruments")
class TrackResource {
    private final Register register;
    private final TrackService tracks;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    TrackResource(
            Register register,
            TrackService tracks,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.tracks = tracks;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List tracks")
    public Uni<RestResponse<Page<TrackView>>> list(
            @RestQuery @Parameter(description = "URN or id of the instrument") @Nullable String instrument,
            @RestQuery @Parameter(description = "Whether it is still open") @Nullable Boolean open,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        TrackFilter filter = new TrackFilter(Params.id(instrument, InstrumentService.KIND), open);
        return register.list(
                        tracks,
                        currentViewer.get(),
                        tracks.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a track")
    public Uni<RestResponse<TrackView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(tracks, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a track of the own side")
    @RequestBody(content = @Content(schema = @Schema(implementation = NewTrack.class), example = NewTrack.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The track was entered",
            content = @Content(schema = @Schema(implementation = TrackView.class)))
    public Uni<Response> create(@Valid NewTrack track) {
        return register.create(tracks, currentViewer.get(), key, track);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a track that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The track was registered",
            content = @Content(schema = @Schema(implementation = TrackView.class)))
    public Uni<Response> registerObserved(@Valid NewTrack track) {
        return register.registerObserved(tracks, currentViewer.get(), key, track);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change a track", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewTrack.class)))
    public Uni<RestResponse<TrackView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(tracks, currentViewer.get(), id, ifMatch, patch).map(conditional::ok);
    }

    /** Another state. */
    record TrackTransition(@NotNull TrackState to) {}

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Declare another state",
            description = "A track becomes dormant after twelve months without a round, and wakes with the next.")
    public Uni<RestResponse<TrackView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid TrackTransition transition) {
        return tracks.declare(currentViewer.get(), id, ifMatch, transition.to()).map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, TrackService.KIND).map(conditional::get);
    }
}
