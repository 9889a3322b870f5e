package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.ckep.investment.pending.Confirmation;
import org.ckep.kernel.access.Roles;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** How what others read of a side's own project changes: a maker drafts it by a patch, and a checker confirms it here. */
@Path("v1/projects/{id}/revision")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class ProjectRevisionResource {
    private final ProjectRevisions revisions;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ProjectRevisionResource(
            ProjectRevisions revisions, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.revisions = revisions;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // A side is told of its own; to everybody else there is none.
    @Operation(
            summary = "Get the newest revision of a project by the own side",
            description = "What a patch of a project that others read is to change, and what has become of it: PENDING "
                    + "until a checker confirms it, then CONFIRMED; DROPPED; REPLACED by another patch; STALE once the "
                    + "project has changed otherwise.")
    public Uni<RestResponse<RevisionView>> get(@RestPath String id) {
        return revisions.get(viewer.get(), project(id)).map(conditional::get);
    }

    @POST
    @Path("confirm")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Let a revision of a project come into force",
            description =
                    "By a checker of the project's side, a person who made neither it nor one that it replaces, and "
                            + "who names by its hash what he has read. The project is changed by all the rules of a patch, and "
                            + "its readers are told then.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = Confirmation.EXAMPLE)))
    @APIResponseSchema(value = ProjectView.class, responseCode = "200", responseDescription = "The project was changed")
    public Uni<Response> confirm(@RestPath String id, @NotNull @Valid Confirmation confirmation) {
        return revisions.confirm(viewer.get(), project(id), key, confirmation);
    }

    @POST
    @Path("drop")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(summary = "Give up a revision of a project")
    @APIResponseSchema(
            value = RevisionView.class,
            responseCode = "200",
            responseDescription = "The revision as the act leaves it")
    public Uni<Response> drop(@RestPath String id) {
        return revisions.drop(viewer.get(), project(id), key);
    }

    private static UUID project(String id) {
        return RecordIds.parse(id, Project.TYPE);
    }
}
