package org.ckep.partnerships.complementarity;

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
import org.ckep.records.RecordIds;
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

/** What each side is said to be strong in. */
@Path("v1/complementarities")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Complementarities", description = "What each side is said to be strong in, by sector")
class ComplementarityResource {
    private static final String EXAMPLE = """
            {"sector": "SEMI", "side": "KR", "modality": "OPINION",
             "strengths": [{"en": "manufacturing technology"}, {"en": "high-end chips"}],
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final ComplementarityService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ComplementarityResource(
            ComplementarityService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List strengths",
            description = "Expectations and opinions are left out unless modality asks for them.")
    public Uni<RestResponse<Page<ComplementarityView>>> list(
            @BeanParam ComplementarityFilter filter,
            @RestQuery List<Expand> expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an assessment of strengths")
    public Uni<RestResponse<ComplementarityView>> get(@RestPath String id, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), RecordIds.parse(id, Complementarity.TYPE), expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register an assessment of the own side")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "chips", value = EXAMPLE)))
    @APIResponseSchema(
            value = ComplementarityView.class,
            responseCode = "201",
            responseDescription = "The assessment was registered")
    public Uni<Response> register(@Valid NewComplementarity complementarity) {
        return service.register(viewer.get(), key, complementarity, false);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register an assessment that is known from public sources")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "chips", value = EXAMPLE)))
    @APIResponseSchema(
            value = ComplementarityView.class,
            responseCode = "201",
            responseDescription = "The assessment was registered")
    public Uni<Response> registerObserved(@Valid NewComplementarity complementarity) {
        return service.register(viewer.get(), key, complementarity, true);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change an assessment of strengths",
            description = "A JSON Merge Patch (RFC 7396). A change of an observed record brings its sources.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ComplementarityContent.class),
                            examples = @ExampleObject(name = "mood", value = "{\"modality\": \"ASSERTED\"}")))
    public Uni<RestResponse<ComplementarityView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, Complementarity.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }
}
