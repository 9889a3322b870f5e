package org.ckep.policy.instrument;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.util.List;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Params;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private final RecordRequests requests;
    private final TrackService tracks;

    TrackResource(RecordRequests requests, TrackService tracks) {
        this.requests = requests;
        this.tracks = tracks;
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
        TrackFilter filter = new TrackFilter(Params.id("instrument", instrument, InstrumentService.KIND), open);
        return requests.list(tracks, tracks.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a track")
    public Uni<RestResponse<TrackView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(tracks, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a track of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewTrack track) {
        return requests.create(tracks, track);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a track that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewTrack track) {
        return requests.registerObserved(tracks, track);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a track")
    public Uni<RestResponse<TrackView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(tracks, id, ifMatch, patch);
    }

    /**
     * Another state.
     *
     * @param sources that show it; needed for an observed track
     */
    @Schema(examples = "{\"to\": \"CONCLUDED\"}")
    record TrackTransition(
            @NotNull TrackState to,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) {}

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Declare another state",
            description = "A track becomes dormant after twelve months without a round, and wakes with the next.")
    public Uni<RestResponse<TrackView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid TrackTransition transition) {
        return requests.changed(tracks.declare(requests.viewer(), id, ifMatch, transition.to(), transition.sources()));
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(tracks, id);
    }
}
