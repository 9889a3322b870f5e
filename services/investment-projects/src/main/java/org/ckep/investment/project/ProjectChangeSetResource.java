package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.records.RecordIds;
import org.ckep.records.change.ChangeAct;
import org.ckep.records.change.ChangeSetView;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.change.NewChangeSet;
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
import org.jspecify.annotations.Nullable;

/** How both sides change a project together. */
@Path("v1/projects/{id}/changes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change sets", description = "How both governments change a record together: four persons, one content")
class ProjectChangeSetResource {
    private static final String DONE = "The change set as the act leaves it";

    private final ProjectChangeSetService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ProjectChangeSetResource(
            ProjectChangeSetService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who acts for no side sees none.
    @Operation(
            summary = "List the change sets of a project",
            description =
                    "Newest first. A side sees its own from the draft on, the other side's once they are proposed.")
    public Uni<RestResponse<Page<ChangeSetView>>> list(@RestPath String id, @BeanParam PageRequest page, UriInfo uri) {
        return service.list(viewer.get(), project(id), page).map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{change}")
    @PermitAll // As above.
    @Operation(summary = "Get a change set")
    public Uni<RestResponse<ChangeSetView>> get(@RestPath String id, @RestPath String change) {
        return service.get(viewer.get(), project(id), change(change)).map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Draft a change set",
            description =
                    "The own side alone knows of it until its checker proposes it. On a record that is not one of "
                            + "both sides yet, makesJoint proposes to make it one. The member step carries a step of "
                            + "the project's states, in the form that transitions take. One with a classification lets others "
                            + "read a record of both sides and does nothing else; releasers sign it where checkers do otherwise. One with a "
                            + "figure agrees on it for both sides alone, beside the record.")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "joint", value = ProjectExamples.MAKES_JOINT),
                                @ExampleObject(name = "sum", value = ProjectExamples.CHANGE_SET),
                                @ExampleObject(name = "step", value = ProjectExamples.STEP),
                                @ExampleObject(name = "release", value = ProjectExamples.RELEASE_BY_BOTH),
                                @ExampleObject(name = "figure", value = ProjectExamples.FIGURE_OF_BOTH)
                            }))
    @APIResponseSchema(
            value = ChangeSetView.class,
            responseCode = "201",
            responseDescription = "The change set was drafted")
    public Uni<Response> draft(@RestPath String id, @NotNull @Valid NewChangeSet changeSet) {
        return service.draft(viewer.get(), key, project(id), changeSet);
    }

    @PUT
    @Path("{change}")
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Write a draft anew")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "sum", value = ProjectExamples.CHANGE_SET)))
    public Uni<RestResponse<ChangeSetView>> edit(
            @RestPath String id,
            @RestPath String change,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid NewChangeSet changeSet) {
        return service.edit(viewer.get(), project(id), change(change), ifMatch, changeSet)
                .map(conditional::ok);
    }

    @POST
    @Path("{change}/submit")
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Sign a draft as its maker and hand it to the own side's checker")
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> submit(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.SUBMIT, act);
    }

    @POST
    @Path("{change}/return")
    @RolesAllowed({Roles.CHECKER, Roles.RELEASER})
    @Operation(summary = "Give a submitted change set back to its maker")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "reason", value = ProjectExamples.REASON)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> giveBack(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.RETURN, act);
    }

    @POST
    @Path("{change}/dismiss")
    @RolesAllowed({Roles.CHECKER, Roles.RELEASER})
    @Operation(summary = "Dismiss a submitted change set within the own side")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "reason", value = ProjectExamples.REASON)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> dismiss(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.DISMISS, act);
    }

    @POST
    @Path("{change}/propose")
    @RolesAllowed({Roles.CHECKER, Roles.RELEASER})
    @Operation(
            summary = "Sign as the own side's checker and put the change set before the other side",
            description =
                    "The checker is a person who neither wrote nor signed it, and names the hash that he has read.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = ProjectExamples.HASH)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> propose(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.PROPOSE, act);
    }

    @POST
    @Path("{change}/withdraw")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER, Roles.RELEASER})
    @Operation(summary = "Take an own side's change set back while it is open")
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> withdraw(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.WITHDRAW, act);
    }

    @POST
    @Path("{change}/review")
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Sign a proposed change set as the other side's reviewer")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = ProjectExamples.HASH)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> review(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.REVIEW, act);
    }

    @POST
    @Path("{change}/counter")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Answer a change set under review with another one",
            description = "The answer is a draft of the answering side; once its checker proposes it, the answered "
                    + "change set is countered and the answer stands before the first side.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "sum", value = ProjectExamples.CHANGE_SET)))
    @APIResponseSchema(
            value = ChangeSetView.class,
            responseCode = "201",
            responseDescription = "The answer was drafted")
    public Uni<Response> counter(@RestPath String id, @RestPath String change, @NotNull @Valid NewChangeSet changeSet) {
        return service.counter(viewer.get(), key, project(id), change(change), changeSet);
    }

    @POST
    @Path("{change}/reject")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER, Roles.RELEASER})
    @Operation(
            summary = "Refuse a change set as the other side's checker, or object to one that silence would agree to",
            description =
                    "The reason stands in both zh-Hans and ko. Where silence is consent, a maker objects as well, and "
                            + "whether or not the change set has been reviewed.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "reason", value = ProjectExamples.REASON)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> reject(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.REJECT, act);
    }

    @POST
    @Path("{change}/agree")
    @RolesAllowed({Roles.CHECKER, Roles.RELEASER})
    @Operation(
            summary = "Sign as the other side's checker: the change comes into force",
            description = "The fourth signature. The record gets its new agreed values in the same transaction, and "
                    + "every other open change set of the record becomes stale.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = ProjectExamples.HASH)))
    @APIResponseSchema(value = ChangeSetView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> agree(@RestPath String id, @RestPath String change, @Valid @Nullable ChangeAct act) {
        return act(id, change, ChangeAction.AGREE, act);
    }

    private Uni<Response> act(String id, String change, ChangeAction action, @Nullable ChangeAct act) {
        return service.act(viewer.get(), key, project(id), change(change), action, act);
    }

    private static UUID project(String id) {
        return RecordIds.parse(id, Project.TYPE);
    }

    private static UUID change(String id) {
        return RecordIds.parse(id, ChangeSets.TYPE);
    }
}
