package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How a side comes to stand behind a project that public sources told of. */
@Path("v1/projects/{id}/adopt")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class ProjectAdoptionResource {
    private final ProjectAdoptionService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ProjectAdoptionResource(
            ProjectAdoptionService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // A side is told of its own; to everybody else there is none.
    @Operation(summary = "Get the newest adoption of a project by the own side")
    public Uni<RestResponse<AdoptionView>> get(@RestPath String id) {
        return service.get(viewer.get(), project(id)).map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Prepare that the own side stands behind an observed project",
            description = "The project as If-Match names it. The own side alone knows of it until its checker confirms "
                    + "it; once the project changes, it is prepared anew.")
    @APIResponseSchema(
            value = AdoptionView.class,
            responseCode = "201",
            responseDescription = "The adoption was prepared")
    public Uni<Response> prepare(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return service.prepare(viewer.get(), project(id), ifMatch, key);
    }

    @POST
    @Path("confirm")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Let the own side stand behind an observed project",
            description = "For good. By a checker, a person who neither prepared it nor entered or ever changed the "
                    + "project. Everybody reads the project as before; what its sources leave unshown stays unshown.")
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "200",
            responseDescription = "The side stands behind the project")
    public Uni<Response> confirm(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return service.confirm(viewer.get(), project(id), ifMatch, key);
    }

    @POST
    @Path("drop")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(summary = "Give up what the own side has prepared")
    @APIResponseSchema(
            value = AdoptionView.class,
            responseCode = "200",
            responseDescription = "The adoption as the act leaves it")
    public Uni<Response> drop(@RestPath String id) {
        return service.drop(viewer.get(), project(id), key);
    }

    private static UUID project(String id) {
        return RecordIds.parse(id, Project.TYPE);
    }
}
