package org.ckep.policy.shift;

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
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
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

/** HTTP in and out of the shifts. */
@Path("v1/shifts")
@Tag(name = "Shifts", description = "Changes of the pattern of cooperation as a whole")
class ShiftResource {
    private final RecordRequests requests;
    private final ShiftService shifts;

    ShiftResource(RecordRequests requests, ShiftService shifts) {
        this.requests = requests;
        this.shifts = shifts;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List shifts")
    public Uni<RestResponse<Page<ShiftView>>> list(
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return requests.list(shifts, shifts.query(requests.viewer()), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a shift")
    public Uni<RestResponse<ShiftView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(shifts, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a shift of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewShift shift) {
        return requests.create(shifts, shift);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a shift that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewShift shift) {
        return requests.registerObserved(shifts, shift);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a shift")
    public Uni<RestResponse<ShiftView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(shifts, id, ifMatch, patch);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(shifts, id);
    }
}
