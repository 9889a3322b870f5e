package org.ckep.policy.measure;

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
import org.ckep.policy.register.Expand;
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

/** HTTP in and out of the measures. */
@Path("v1/measures")
@Tag(name = "Measures", description = "Measures of governments, those of third countries included")
class MeasureResource {
    private final Register register;
    private final MeasureService measures;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    MeasureResource(
            Register register,
            MeasureService measures,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.measures = measures;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List measures")
    public Uni<RestResponse<Page<MeasureView>>> list(
            @RestQuery @Parameter(description = "ISO 3166-1 code of who issued it") @Nullable String issuer,
            @RestQuery @Parameter(description = "What it is") @Nullable MeasureKind kind,
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @RestQuery
                    @Parameter(
                            description =
                                    "Code of the Harmonized System; finds measures on it, on its headings and on its parts")
                    @Nullable
                    String hs,
            @RestQuery @Parameter(description = "In force on this day") @Nullable LocalDate inForceOn,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        MeasureFilter filter = new MeasureFilter(issuer, kind, sector, hs, inForceOn);
        return register.list(
                        measures,
                        currentViewer.get(),
                        measures.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a measure")
    public Uni<RestResponse<MeasureView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(measures, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a measure of the own side")
    @RequestBody(content = @Content(schema = @Schema(implementation = NewMeasure.class), example = NewMeasure.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The measure was entered",
            content = @Content(schema = @Schema(implementation = MeasureView.class)))
    public Uni<Response> create(@Valid NewMeasure measure) {
        return register.create(measures, currentViewer.get(), key, measure);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a measure that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The measure was registered",
            content = @Content(schema = @Schema(implementation = MeasureView.class)))
    public Uni<Response> registerObserved(@Valid NewMeasure measure) {
        return register.registerObserved(measures, currentViewer.get(), key, measure);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change a measure", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewMeasure.class)))
    public Uni<RestResponse<MeasureView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(measures, currentViewer.get(), id, ifMatch, patch).map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, MeasureService.KIND).map(conditional::get);
    }
}
