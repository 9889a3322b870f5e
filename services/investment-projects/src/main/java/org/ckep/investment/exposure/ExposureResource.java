package org.ckep.investment.exposure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.investment.pending.PendingActView;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.access.Roles;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.records.Release;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Which projects and sites measures of control touch. */
@Path("v1/exposures")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Control exposures", description = "Which projects and sites a measure of control touches")
class ExposureResource {
    private final ExposureService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ExposureResource(ExposureService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List control exposures",
            description = "Newest first. Both sides may see the same one, each with its own word about it.")
    public Uni<RestResponse<Page<ExposureView>>> list(
            @BeanParam ExposureFilter filter,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, KnownAt.of(knownAt), expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a control exposure")
    public Uni<RestResponse<ExposureView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.get(
                        viewer.get(),
                        RecordIds.parse(id, Exposure.TYPE),
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Raise a control exposure that one's own side sees")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "licence", value = ExposureExamples.NEW)))
    @APIResponseSchema(
            value = ExposureView.class,
            responseCode = "201",
            responseDescription = "The exposure was raised")
    public Uni<Response> create(@Valid @NotNull NewExposure exposure) {
        return service.create(viewer.get(), key, exposure);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Raise a control exposure that public sources state")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "licence", value = ExposureExamples.OBSERVED)))
    @APIResponseSchema(
            value = ExposureView.class,
            responseCode = "201",
            responseDescription = "The exposure was raised")
    public Uni<Response> registerObserved(@Valid @NotNull ObservedExposure exposure) {
        return service.registerObserved(viewer.get(), key, exposure);
    }

    @POST
    @Path("{id}/clear")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "Clear a control exposure",
            description = "For good; where the measure touches its subject again, another one is raised. "
                    + "Where others than its side read the exposure, a checker confirms it (see pending-acts).")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "granted", value = ExposureExamples.CLEARED)))
    @APIResponseSchema(
            value = ExposureView.class,
            responseCode = "200",
            responseDescription = "The exposure was cleared")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> clear(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Clearing clearing) {
        return service.clear(viewer.get(), RecordIds.parse(id, Exposure.TYPE), ifMatch, key, clearing);
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read an exposure of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = ExposureView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        return service.release(viewer.get(), RecordIds.parse(id, Exposure.TYPE), ifMatch, key, release);
    }
}
