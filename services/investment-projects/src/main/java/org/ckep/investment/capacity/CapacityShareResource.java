package org.ckep.investment.capacity;

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
import org.ckep.web.MergePatch;
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

/** The register of capacity-share claims. */
@Path("v1/capacity-shares")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Capacity shares", description = "Which part of an output one site makes, and who says so")
class CapacityShareResource {
    private static final String NEW = """
            {"site": "urn:ckep:site:3f6f0f0e-2d4e-4c1e-8a52-0f6f6a0c9b11",
             "product": "NAND flash", "sector": "SEMI",
             "share": {"value": "35", "relation": "APPROX"},
             "denominator": {"en": "Samsung global NAND flash production"}, "denominatorScope": "ORG_WORLD",
             "period": "2025", "modality": "ASSERTED",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";
    private static final String OBSERVED = """
            {"site": "urn:ckep:site:3f6f0f0e-2d4e-4c1e-8a52-0f6f6a0c9b11",
             "product": "NAND flash", "sector": "SEMI",
             "share": {"value": "40", "relation": "EQ"},
             "denominator": {"en": "Samsung global NAND flash production"}, "denominatorScope": "ORG_WORLD",
             "modality": "ASSERTED", "unknownReasons": {"period": "NOT_STATED"},
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final CapacityShareService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    CapacityShareResource(
            CapacityShareService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List capacity shares",
            description = "Which sites in China make at least 30 percent of their owner's world output: "
                    + "minPercent=30&country=CN&scope=ORG_WORLD")
    public Uni<RestResponse<Page<CapacityShareView>>> list(
            @BeanParam CapacityShareFilter filter,
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
    @Operation(summary = "Get a capacity share")
    public Uni<RestResponse<CapacityShareView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.get(
                        viewer.get(),
                        RecordIds.parse(id, CapacityShare.TYPE),
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Register a capacity share that one's own side states")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "share", value = NEW)))
    @APIResponseSchema(
            value = CapacityShareView.class,
            responseCode = "201",
            responseDescription = "The claim was registered")
    public Uni<Response> create(@Valid NewCapacityShare claim) {
        return service.create(viewer.get(), key, claim);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Register a capacity share that public sources state")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "Xi'an", value = OBSERVED)))
    @APIResponseSchema(
            value = CapacityShareView.class,
            responseCode = "201",
            responseDescription = "The claim was registered")
    public Uni<Response> registerObserved(@Valid ObservedCapacityShare claim) {
        return service.registerObserved(viewer.get(), key, claim);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Change a capacity share",
            description =
                    "A JSON Merge Patch (RFC 7396) of the members of a new claim. Where others than its side read "
                            + "the claim, a checker confirms what it says afterwards (see pending-acts).")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CapacityShareContent.class),
                            examples = @ExampleObject(name = "period", value = "{\"period\": \"2024\"}")))
    @APIResponseSchema(value = CapacityShareView.class, responseCode = "200", responseDescription = "It was changed")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, CapacityShare.TYPE), ifMatch, key, patch);
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read a capacity share of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = CapacityShareView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        return service.release(viewer.get(), RecordIds.parse(id, CapacityShare.TYPE), ifMatch, key, release);
    }
}
