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
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Params;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private final RecordRequests requests;
    private final MeasureService measures;

    MeasureResource(RecordRequests requests, MeasureService measures) {
        this.requests = requests;
        this.measures = measures;
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
                                    "Code of the Harmonized System; finds measures on it, on its headings and on its"
                                            + " parts")
                    @Nullable
                    String hs,
            @RestQuery @Parameter(description = "In force on this day") @Nullable LocalDate inForceOn,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        MeasureFilter filter =
                new MeasureFilter(issuer, kind, sector, Params.hs("hs", hs), Params.day("inForceOn", inForceOn));
        return requests.list(measures, measures.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a measure")
    public Uni<RestResponse<MeasureView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(measures, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a measure of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewMeasure measure) {
        return requests.create(measures, measure);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a measure that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewMeasure measure) {
        return requests.registerObserved(measures, measure);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a measure")
    public Uni<RestResponse<MeasureView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(measures, id, ifMatch, patch);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(measures, id);
    }
}
