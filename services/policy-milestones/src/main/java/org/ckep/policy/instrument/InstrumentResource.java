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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP in and out of the instruments. */
@Path("v1/instruments")
@Tag(name = "Instruments", description = "Treaties, agreements, memoranda and laws, with the acts of their parties")
class InstrumentResource {
    private final RecordRequests requests;
    private final InstrumentService instruments;

    InstrumentResource(RecordRequests requests, InstrumentService instruments) {
        this.requests = requests;
        this.instruments = instruments;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List instruments",
            description =
                    "Whether an instrument is in force follows from the acts of its parties; where a source says so"
                            + " without showing them, stageBasis is REPORTED.")
    public Uni<RestResponse<Page<InstrumentView>>> list(
            @RestQuery
                    @Parameter(
                            description =
                                    "Stage on the day of the answer; NEGOTIATING also finds instruments with an open"
                                            + " negotiation track")
                    List<InstrumentStage> stage,
            @RestQuery @Parameter(description = "What it is") @Nullable InstrumentKind kind,
            @RestQuery @Parameter(description = "Between whom it holds") @Nullable InstrumentLevel level,
            @RestQuery @Parameter(description = "ISO 3166-1 code of a party") @Nullable String party,
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @RestQuery @Parameter(description = "In force or effective on this day") @Nullable LocalDate inForceOn,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        InstrumentFilter filter = new InstrumentFilter(
                Params.given(stage), kind, level, party, sector, Params.day("inForceOn", inForceOn));
        return requests.list(instruments, instruments.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an instrument")
    public Uni<RestResponse<InstrumentView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(instruments, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter an instrument of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewInstrument instrument) {
        return requests.create(instruments, instrument);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register an instrument that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewInstrument instrument) {
        return requests.registerObserved(instruments, instrument);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change an instrument")
    public Uni<RestResponse<InstrumentView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(instruments, id, ifMatch, patch);
    }

    @POST
    @Path("{id}/acts")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Record an act of a party",
            description = "Acts are only added. Being in force follows from them.")
    @APIResponse(
            responseCode = "201",
            description = "The act was recorded",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstrumentView.class)))
    public Uni<Response> addAct(@RestPath String id, @Valid PartyAct act) {
        return instruments.addAct(requests.viewer(), requests.key(), id, act);
    }

    /**
     * A later stage.
     *
     * @param sources that show it; needed for an observed instrument
     */
    @Schema(examples = "{\"to\": \"SIGNED\"}")
    record StageTransition(
            @NotNull InstrumentStage to,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) {}

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Declare a later stage",
            description = "By a checker who did not write the record; of an observed instrument by a maker.")
    public Uni<RestResponse<InstrumentView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid StageTransition transition) {
        return requests.changed(
                instruments.declare(requests.viewer(), id, ifMatch, transition.to(), transition.sources()));
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(instruments, id);
    }
}
