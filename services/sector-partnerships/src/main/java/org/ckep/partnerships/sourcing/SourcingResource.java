package org.ckep.partnerships.sourcing;

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

/** Sourcing relations. */
@Path("v1/sourcing-relations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sourcing relations", description = "Which buyer takes which material from where")
class SourcingResource {
    private static final String EXAMPLE = """
            {"buyer": "urn:ckep:site:2c0f5b7e-9d1f-4e42-8f55-6a1f5b3c8d31",
             "material": {"en": "hydrogen fluoride", "zh-Hans": "氟化氢", "ko": "불화수소"}, "hs": "281111",
             "originCountry": "CN", "adoption": "FULL", "sector": "SEMI", "modality": "ASSERTED",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final SourcingService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    SourcingResource(SourcingService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List sourcing relations")
    public Uni<RestResponse<Page<SourcingView>>> list(
            @BeanParam SourcingFilter filter,
            @RestQuery List<Expand> expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a sourcing relation")
    public Uni<RestResponse<SourcingView>> get(@RestPath String id, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), RecordIds.parse(id, SourcingRelation.TYPE), expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register a sourcing relation of the own side's knowledge")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "material", value = EXAMPLE)))
    @APIResponseSchema(
            value = SourcingView.class,
            responseCode = "201",
            responseDescription = "The relation was registered")
    public Uni<Response> register(@Valid NewSourcingRelation relation) {
        return service.register(viewer.get(), key, relation, false);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a sourcing relation that is known from public sources")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "material", value = EXAMPLE)))
    @APIResponseSchema(
            value = SourcingView.class,
            responseCode = "201",
            responseDescription = "The relation was registered")
    public Uni<Response> registerObserved(@Valid NewSourcingRelation relation) {
        return service.register(viewer.get(), key, relation, true);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change a sourcing relation",
            description = "A JSON Merge Patch (RFC 7396). A change of an observed record brings its sources.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SourcingContent.class),
                            examples = @ExampleObject(name = "adoption", value = "{\"adoption\": \"MAJOR\"}")))
    public Uni<RestResponse<SourcingView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, SourcingRelation.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }
}
