package org.ckep.policy.target;

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
import org.ckep.kernel.claim.Modality;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Owner;
import org.ckep.policy.register.Params;
import org.ckep.policy.register.Register;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP in and out of the targets. */
@Path("v1/targets")
@Tag(name = "Targets", description = "What an owner has said he will reach, and by when")
class TargetResource {
    private final Register register;
    private final TargetService targets;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    TargetResource(
            Register register,
            TargetService targets,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.targets = targets;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List targets")
    public Uni<RestResponse<Page<TargetView>>> list(
            @RestQuery @Parameter(description = "Who owes it") @Nullable Owner owner,
            @RestQuery
                    @Parameter(description = "Due at the latest at the end of this day, month or year, such as 2030")
                    @Nullable
                    String dueBy,
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @RestQuery @Parameter(description = "Code of what is measured") @Nullable String metric,
            @RestQuery @Parameter(description = "In which mood it is said") @Nullable Modality modality,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        TargetFilter filter = new TargetFilter(owner, Params.date("dueBy", dueBy), sector, metric, modality);
        return register.list(
                        targets,
                        currentViewer.get(),
                        targets.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a target")
    public Uni<RestResponse<TargetView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(targets, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a target of the own side")
    @RequestBody(content = @Content(schema = @Schema(implementation = NewTarget.class), example = NewTarget.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The target was entered",
            content = @Content(schema = @Schema(implementation = TargetView.class)))
    public Uni<Response> create(@Valid NewTarget target) {
        return register.create(targets, currentViewer.get(), key, target);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a target that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The target was registered",
            content = @Content(schema = @Schema(implementation = TargetView.class)))
    public Uni<Response> registerObserved(@Valid NewTarget target) {
        return register.registerObserved(targets, currentViewer.get(), key, target);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change a target", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content = @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewTarget.class)))
    public Uni<RestResponse<TargetView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(targets, currentViewer.get(), id, ifMatch, patch).map(conditional::ok);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, TargetService.KIND).map(conditional::get);
    }
}
