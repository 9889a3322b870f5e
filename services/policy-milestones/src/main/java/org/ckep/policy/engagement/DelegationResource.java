package org.ckep.policy.engagement;

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
import org.ckep.kernel.access.Side;
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

/** HTTP in and out of the delegations. */
@Path("v1/delegations")
@Tag(name = "Delegations", description = "Who came to an engagement, and how many")
class DelegationResource {
    private final RecordRequests requests;
    private final DelegationService delegations;

    DelegationResource(RecordRequests requests, DelegationService delegations) {
        this.requests = requests;
        this.delegations = delegations;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List delegations")
    public Uni<RestResponse<Page<DelegationView>>> list(
            @RestQuery @Parameter(description = "URN or id of the engagement") @Nullable String engagement,
            @RestQuery @Parameter(description = "Whose delegation it is") @Nullable Side side,
            @RestQuery @Parameter(description = "Who travels in it") NewDelegation.@Nullable DelegationKind kind,
            @RestQuery @Parameter(description = "URN of an organisation that is a member") @Nullable
                    String organisation,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        DelegationFilter filter = new DelegationFilter(
                Params.id("engagement", engagement, EngagementService.KIND),
                side,
                kind,
                Params.urn("organisation", organisation));
        return requests.list(delegations, delegations.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a delegation")
    public Uni<RestResponse<DelegationView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(delegations, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a delegation of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewDelegation delegation) {
        return requests.create(delegations, delegation);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a delegation that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewDelegation delegation) {
        return requests.registerObserved(delegations, delegation);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a delegation")
    public Uni<RestResponse<DelegationView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(delegations, id, ifMatch, patch);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(delegations, id);
    }
}
