package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.records.RecordIds;
import org.ckep.records.change.NewObjection;
import org.ckep.records.change.ObjectionView;
import org.ckep.records.change.Objections;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** How a side objects to what both agreed on of a project, or withdraws its consent to all of it. */
@Path("v1/projects/{id}/objections")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change sets")
class ProjectObjectionResource {
    private static final String DONE = "The objection as the act leaves it";

    private final ProjectObjectionService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ProjectObjectionResource(
            ProjectObjectionService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who acts for no side sees none.
    @Operation(
            summary = "List the objections to a project",
            description =
                    "Newest first. A side sees its own from their preparation on, the other side's once they are raised.")
    public Uni<RestResponse<Page<ObjectionView>>> list(@RestPath String id, @BeanParam PageRequest page, UriInfo uri) {
        return service.list(viewer.get(), project(id), page).map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{objection}")
    @PermitAll // As above.
    @Operation(summary = "Get an objection")
    public Uni<RestResponse<ObjectionView>> get(@RestPath String id, @RestPath String objection) {
        return service.get(viewer.get(), project(id), objection(objection)).map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Prepare an objection",
            description =
                    "To one agreed value, or without an attribute to the whole record, to which the own side then "
                            + "withdraws its consent. The own side alone knows of it until its checker raises it.")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "value", value = ProjectExamples.OBJECTION),
                                @ExampleObject(name = "record", value = ProjectExamples.WITHDRAWS_CONSENT)
                            }))
    @APIResponseSchema(
            value = ObjectionView.class,
            responseCode = "201",
            responseDescription = "The objection was prepared")
    public Uni<Response> prepare(@RestPath String id, @NotNull @Valid NewObjection objection) {
        return service.prepare(viewer.get(), key, project(id), objection);
    }

    @POST
    @Path("{objection}/raise")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Put an objection before the other side as the own side's checker",
            description =
                    "A person who did not prepare it. The agreed values stay as they are, marked as contested, and "
                            + "no change set changes what is contested unless it settles the objection.")
    @APIResponseSchema(value = ObjectionView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> raise(@RestPath String id, @RestPath String objection) {
        return act(id, objection, ObjectionAction.RAISE);
    }

    @POST
    @Path("{objection}/drop")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Give an own side's objection up",
            description = "A maker or a checker before it is raised, and then a checker.")
    @APIResponseSchema(value = ObjectionView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> drop(@RestPath String id, @RestPath String objection) {
        return act(id, objection, ObjectionAction.DROP);
    }

    private Uni<Response> act(String id, String objection, ObjectionAction action) {
        return service.act(viewer.get(), key, project(id), objection(objection), action);
    }

    private static UUID project(String id) {
        return RecordIds.parse(id, Project.TYPE);
    }

    private static UUID objection(String id) {
        return RecordIds.parse(id, Objections.TYPE);
    }
}
