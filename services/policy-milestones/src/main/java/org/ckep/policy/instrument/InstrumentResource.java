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
import java.time.LocalDate;
import java.util.List;
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

/** HTTP in and out of the instruments. */
@Path("v1/instruments")
@Tag(name = "Instruments", description = "Treaties, agreements, memoranda and laws, with the acts of their parties")
class InstrumentResource {
    private final Register register;
    private final InstrumentService instruments;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    InstrumentResource(
            Register register,
            InstrumentService instruments,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.instruments = instruments;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List instruments",
            description =
                    "Whether an instrument is in force follows from the acts of its parties; where a source says so without showing them, stageBasis is REPORTED.")
    public Uni<RestResponse<Page<InstrumentView>>> list(
            @RestQuery
                    @Parameter(
                            description =
                                    "Stage on the day of the answer; NEGOTIATING also finds instruments with an open negotiation track")
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
        InstrumentFilter filter = new InstrumentFilter(Params.given(stage), kind, level, party, sector, inForceOn);
        return register.list(
                        instruments,
                        currentViewer.get(),
                        instruments.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an instrument")
    public Uni<RestResponse<InstrumentView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(instruments, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter an instrument of the own side")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = NewInstrument.class), example = NewInstrument.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The instrument was entered",
            content = @Content(schema = @Schema(implementation = InstrumentView.class)))
    public Uni<Response> create(@Valid NewInstrument instrument) {
        return register.create(instruments, currentViewer.get(), key, instrument);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register an instrument that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The instrument was registered",
            content = @Content(schema = @Schema(implementation = InstrumentView.class)))
    public Uni<Response> registerObserved(@Valid NewInstrument instrument) {
        return register.registerObserved(instruments, currentViewer.get(), key, instrument);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change an instrument", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewInstrument.class)))
    public Uni<RestResponse<InstrumentView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(instruments, currentViewer.get(), id, ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/acts")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Record an act of a party",
            description = "Acts are only added. Being in force follows from them.")
    @APIResponse(
            responseCode = "201",
            description = "The act was recorded",
            content = @Content(schema = @Schema(implementation = InstrumentView.class)))
    public Uni<Response> addAct(@RestPath String id, @Valid PartyAct act) {
        return instruments.addAct(currentViewer.get(), key, id, act);
    }

    /** A later stage. */
    record StageTransition(@NotNull InstrumentStage to) {}

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Declare a later stage",
            description = "By a checker who did not write the record; of an observed instrument by a maker or loader.")
    public Uni<RestResponse<InstrumentView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid StageTransition transition) {
        return instruments
                .declare(currentViewer.get(), id, ifMatch, transition.to())
                .map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, InstrumentService.KIND).map(conditional::get);
    }
}
