package org.ckep.partnerships.sector;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.kernel.access.Roles;
import org.ckep.partnerships.register.Expand;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The code list of sectors. */
@Path("v1/sectors")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sectors", description = "The code list of sectors that every register refers to")
class SectorResource {
    private static final String EXAMPLE = """
            {"code": "BATT", "name": {"en": "batteries", "ko": "배터리"}, "parent": "NEWEN", "growthArea": true,
             "hs": ["850760"], "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final SectorService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    SectorResource(SectorService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // The code list is public.
    @Operation(summary = "List sectors")
    public Uni<RestResponse<Page<SectorView>>> list(
            @BeanParam SectorFilter filter, @RestQuery List<Expand> expand, @BeanParam PageRequest page, UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{code}")
    @PermitAll // As above.
    @Operation(summary = "Get a sector")
    public Uni<RestResponse<SectorView>> get(@RestPath String code, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), code, expand.contains(Expand.record)).map(conditional::get);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.SECRETARIAT, Roles.LOADER})
    @Operation(summary = "Add a sector to the code list")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "batteries", value = EXAMPLE)))
    @APIResponseSchema(value = SectorView.class, responseCode = "201", responseDescription = "The sector was added")
    public Uni<Response> register(@Valid NewSector sector) {
        return service.register(viewer.get(), key, sector);
    }

    @PATCH
    @Path("{code}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.SECRETARIAT)
    @Operation(summary = "Change a sector or retire its code", description = "A JSON Merge Patch (RFC 7396)")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SectorContent.class),
                            examples = @ExampleObject(name = "retire", value = "{\"validTo\": \"2030-12-31\"}")))
    public Uni<RestResponse<SectorView>> change(
            @RestPath String code, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), code, ifMatch, patch).map(conditional::ok);
    }
}
