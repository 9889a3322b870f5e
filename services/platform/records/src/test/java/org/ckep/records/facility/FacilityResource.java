package org.ckep.records.facility;

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
import org.ckep.kernel.access.Roles;
import org.ckep.records.HeadView;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP in and out; methods are public, everything else is package-private. */
@Path("v1/facilities")
@Tag(name = "Facilities")
class FacilityResource {
    private final FacilityService service;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    FacilityResource(
            FacilityService service, CurrentViewer currentViewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List facilities")
    public Uni<RestResponse<Page<FacilityView>>> list(
            @RestQuery @Nullable FacilityState state,
            @RestQuery @Nullable String city,
            @RestQuery @Nullable String sector,
            @RestQuery @Nullable String localId,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(currentViewer.get(), new FacilityFilter(state, city, sector, localId), page)
                .map(found -> Paging.ok(uri, found.map(facility -> FacilityView.of(facility, false))));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a facility")
    public Uni<RestResponse<FacilityView>> get(@RestPath String id, @RestQuery @Nullable String expand) {
        return service.get(currentViewer.get(), RecordIds.parse(id, Facility.TYPE))
                .map(facility -> conditional.get(FacilityView.of(facility, HeadView.EXPAND.equals(expand))));
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register a facility of the own side")
    @APIResponse(responseCode = "201", description = "The facility was registered")
    public Uni<Response> register(@Valid NewFacility facility) {
        return service.register(currentViewer.get(), key, facility);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a facility known from public sources")
    @APIResponse(responseCode = "201", description = "The facility was registered")
    public Uni<Response> registerObserved(@Valid NewFacility facility) {
        return service.registerObserved(currentViewer.get(), key, facility);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a facility")
    public Uni<RestResponse<FacilityView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(currentViewer.get(), RecordIds.parse(id, Facility.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Move a facility on")
    public Uni<Response> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid FacilityTransition transition) {
        return service.transition(currentViewer.get(), RecordIds.parse(id, Facility.TYPE), ifMatch, key, transition);
    }
}
