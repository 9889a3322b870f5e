package org.ckep.investment.site;

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

/** The register of sites. */
@Path("v1/sites")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sites", description = "Plants, fabs and laboratories that projects build, upgrade or sell")
class SiteResource {
    private static final String NEW = """
            {"title": {"en": "Battery plant Yancheng"},
             "org": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"},
             "place": {"iso3166_2": "CN-JS", "city": "Yancheng"},
             "product": "EV battery cells", "sectors": ["BATT"], "state": "IN_OPERATION", "since": "2022",
             "landArea": {"value": "0.42", "unit": "km2"}}""";
    private static final String OBSERVED = """
            {"title": {"en": "Samsung Xi'an NAND plant"},
             "org": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"},
             "place": {"iso3166_2": "CN-SN", "city": "Xi'an"},
             "product": "NAND flash", "sectors": ["SEMI"], "state": "IN_OPERATION",
             "unknownReasons": {"since": "NOT_STATED"},
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final SiteService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    SiteResource(SiteService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List sites")
    public Uni<RestResponse<Page<SiteView>>> list(
            @BeanParam SiteFilter filter,
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
    @Operation(summary = "Get a site")
    public Uni<RestResponse<SiteView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.get(
                        viewer.get(),
                        RecordIds.parse(id, Sites.TYPE),
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register a site of one's own side")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "plant", value = NEW)))
    @APIResponseSchema(value = SiteView.class, responseCode = "201", responseDescription = "The site was registered")
    public Uni<Response> create(@Valid NewSite site) {
        return service.create(viewer.get(), key, site);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a site that is known from public sources alone")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "Xi'an", value = OBSERVED)))
    @APIResponseSchema(value = SiteView.class, responseCode = "201", responseDescription = "The site was registered")
    public Uni<Response> registerObserved(@Valid ObservedSite site) {
        return service.registerObserved(viewer.get(), key, site);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change a site",
            description =
                    "A JSON Merge Patch (RFC 7396) of the members of a new site. Where others than its side read the "
                            + "site, a checker confirms what it says afterwards (see pending-acts).")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SiteContent.class),
                            examples = @ExampleObject(name = "idle", value = "{\"state\": \"IDLE\"}")))
    @APIResponseSchema(value = SiteView.class, responseCode = "200", responseDescription = "It was changed")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, Sites.TYPE), ifMatch, key, patch);
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read a site of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = SiteView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        return service.release(viewer.get(), RecordIds.parse(id, Sites.TYPE), ifMatch, key, release);
    }
}
