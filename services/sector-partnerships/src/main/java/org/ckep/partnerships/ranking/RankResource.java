package org.ckep.partnerships.ranking;

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

/** Where organisations are said to stand in the world. */
@Path("v1/rank-claims")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rank claims", description = "Where organisations are said to stand in the world")
class RankResource {
    private static final String EXAMPLE = """
            {"orgId": "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11",
             "metric": "EV_BATTERY_INSTALLATION",
             "level": {"level": "TOP_TIER", "words": "consistently rank among the top globally"},
             "sector": "BATT", "modality": "ASSERTED",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final RankService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    RankResource(RankService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List rank claims")
    public Uni<RestResponse<Page<RankView>>> list(
            @BeanParam RankFilter filter, @RestQuery List<Expand> expand, @BeanParam PageRequest page, UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a rank claim")
    public Uni<RestResponse<RankView>> get(@RestPath String id, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), RecordIds.parse(id, RankClaim.TYPE), expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register a rank claim of the own side")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "batteries", value = EXAMPLE)))
    @APIResponseSchema(value = RankView.class, responseCode = "201", responseDescription = "The claim was registered")
    public Uni<Response> register(@Valid NewRankClaim claim) {
        return service.register(viewer.get(), key, claim, false);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a rank claim that is known from public sources")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "batteries", value = EXAMPLE)))
    @APIResponseSchema(value = RankView.class, responseCode = "201", responseDescription = "The claim was registered")
    public Uni<Response> registerObserved(@Valid NewRankClaim claim) {
        return service.register(viewer.get(), key, claim, true);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change a rank claim",
            description = "A JSON Merge Patch (RFC 7396). A change of an observed record brings its sources.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RankContent.class),
                            examples = @ExampleObject(name = "time", value = "{\"asOf\": \"2025\"}")))
    public Uni<RestResponse<RankView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, RankClaim.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }
}
