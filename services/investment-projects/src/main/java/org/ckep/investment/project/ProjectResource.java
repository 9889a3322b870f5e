package org.ckep.investment.project;

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
import org.ckep.records.figure.NewFigure;
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

/** The register of investment projects. */
@Path("v1/projects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects", description = "Who invests in what, where, and how far it is")
class ProjectResource {
    private final ProjectService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ProjectResource(ProjectService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List projects",
            description =
                    "Newest first; with q the best fit first, with sort as that says. What is only expected or opined is left out unless modality "
                            + "asks for it. knownAt answers the list as it was answered then.")
    public Uni<RestResponse<Page<ProjectView>>> list(
            @BeanParam ProjectFilter filter,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand, KnownAt.of(knownAt))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(
            summary = "Get a project",
            description =
                    "view reads it as whose record: agreed by both sides, as cn or kr has it with that side's own "
                            + "figures, or as the public is told. Left out, all that the caller may see stands side by side. "
                            + "knownAt and asOf ask the two other clocks: what was recorded then, and how it stood in "
                            + "the world then.")
    public Uni<RestResponse<ProjectView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(schema = @Schema(enumeration = {"agreed", "cn", "kr", "public"})) @RestQuery @Nullable
                    String view,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @Parameter(
                            description =
                                    "As it stood in the world then, by the dates that the record gives; what certainly "
                                            + "came later is left out",
                            example = "2023-05")
                    @RestQuery
                    @Nullable
                    String asOf) {
        Reading reading = Reading.of(expand, view, knownAt, asOf);
        return service.get(viewer.get(), RecordIds.parse(id, Project.TYPE), reading)
                .map(conditional::get);
    }

    @POST
    @Path("{id}/figures/{attribute}")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Enter the own side's figure of a project of both sides or of its own",
            description =
                    "Of keyDates, totalInvestment, registeredCapital, ownContribution, jobs or capacity. It stands beside the other side's figure and the "
                            + "agreed value, on the own side's project beside the value of the record; the own side "
                            + "alone reads it, or one ministry of it, until it is released.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "sum", value = ProjectExamples.FIGURE)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "200",
            responseDescription = "The project with the figure")
    public Uni<Response> enterFigure(
            @RestPath String id, @RestPath String attribute, @NotNull @Valid NewFigure figure) {
        return service.enterFigure(viewer.get(), key, RecordIds.parse(id, Project.TYPE), attribute, figure);
    }

    @POST
    @Path("{id}/figures/{attribute}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(
            summary = "Let others read the own side's figure of a project of both sides or of its own",
            description =
                    "The newest that the caller reads, for good: all ministries of his side, both sides (BILATERAL), "
                            + "named agencies (PARTNER) or everybody, and at most those who read the project. By a "
                            + "releaser, a person who has not entered it. If-Match is the project's tag.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "200",
            responseDescription = "The project with the figure")
    public Uni<Response> releaseFigure(
            @RestPath String id,
            @RestPath String attribute,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release command) {
        return service.releaseFigure(viewer.get(), RecordIds.parse(id, Project.TYPE), attribute, ifMatch, key, command);
    }

    @POST
    @Path("{id}/filings")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Enter a filing in the own side's annex",
            description =
                    "The own side alone reads it. On one side's own record filings also come with steps; on a record "
                            + "of both sides they are entered here. The newest word about a filing stands.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "filing", value = ProjectExamples.FILING)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "200",
            responseDescription = "The project with the filing")
    public Uni<Response> enterFiling(@RestPath String id, @NotNull @Valid Filing filing) {
        return service.enterFiling(viewer.get(), key, RecordIds.parse(id, Project.TYPE), filing);
    }

    @POST
    @Path("{id}/rag")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Say how the own side sees the project's prospects",
            description =
                    "A traffic light in the own side's annex, which the own side alone reads. The newest word stands.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "amber", value = ProjectExamples.RAG)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "200",
            responseDescription = "The project with the assessment")
    public Uni<Response> assess(@RestPath String id, @NotNull @Valid Rag rag) {
        return service.assess(viewer.get(), key, RecordIds.parse(id, Project.TYPE), rag);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Register a project of one's own side",
            description = "It starts as PROSPECT; an upgrade or expansion of a standing plant may start as ANNOUNCED.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "plant", value = ProjectExamples.NEW)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "201",
            responseDescription = "The project was registered")
    public Uni<Response> create(@Valid NewProject project) {
        return service.create(viewer.get(), key, project);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a project that is known from public sources alone",
            description = "Directly in the state that the sources support. guardsNotShown names exactly what they do "
                    + "not show, and unknownReasons says why a date or an amount is missing.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "upgrade", value = ProjectExamples.OBSERVED)))
    @APIResponseSchema(
            value = ProjectView.class,
            responseCode = "201",
            responseDescription = "The project was registered")
    public Uni<Response> registerObserved(@Valid ObservedProject project) {
        return service.registerObserved(viewer.get(), key, project);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change a project",
            description = "A JSON Merge Patch (RFC 7396) of the members of a new project, and of stateSince. The state "
                    + "changes by transitions alone. Planned dates are only added to. Once the project is over, the "
                    + "patch needs a member correctionReason. What others than its side read of a project of that side "
                    + "changes once a checker confirms it (see revision): then the answer is 202 with the project as it "
                    + "stands, and a new patch takes the place of the one that waits.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ProjectPatch.class),
                            examples = @ExampleObject(name = "slippage", value = ProjectExamples.PATCH)))
    @APIResponseSchema(value = ProjectView.class, responseCode = "200", responseDescription = "The project was changed")
    @APIResponse(
            responseCode = "202",
            description = "The change waits for a checker of the project's side",
            content = @Content(schema = @Schema(implementation = ProjectView.class)))
    public Uni<RestResponse<ProjectView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, Project.TYPE), ifMatch, patch)
                .map(changed ->
                        changed.waits() ? conditional.accepted(changed.view()) : conditional.ok(changed.view()));
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read a project of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = ProjectView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release command) {
        return service.release(viewer.get(), RecordIds.parse(id, Project.TYPE), ifMatch, key, command);
    }

    @GET
    @Path("{id}/transitions")
    @PermitAll // As above.
    @Operation(
            summary = "List the steps that a project took",
            description = "In the order in which they were recorded.")
    public Uni<Page<StepView>> steps(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.steps(viewer.get(), RecordIds.parse(id, Project.TYPE), KnownAt.of(knownAt));
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Carry a project to another state",
            description = "A refusal names in allowed the states that are open to the caller, and in errors what the "
                    + "step rests on and is not shown. Steps that need a checker or both sides are confirmed, on one "
                    + "side's record, by a checker of that side who neither made nor changed the record. A maker's step of "
                    + "a project that others than its side read waits for a checker (see pending-acts).")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "announced", value = ProjectExamples.ANNOUNCED),
                                @ExampleObject(name = "committed", value = ProjectExamples.COMMITTED),
                                @ExampleObject(name = "suspended", value = ProjectExamples.SUSPENDED)
                            }))
    @APIResponseSchema(value = ProjectView.class, responseCode = "200", responseDescription = "The step was taken")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid TransitionCommand command) {
        return service.transition(viewer.get(), RecordIds.parse(id, Project.TYPE), ifMatch, key, command);
    }
}
