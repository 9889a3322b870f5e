package org.ckep.investment.grievance;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.access.Roles;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What companies complain of. */
@Path("v1/grievances")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Grievances", description = "What companies complain of in a project, and what becomes of it")
class GrievanceResource {
    private final GrievanceService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    GrievanceResource(GrievanceService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; none is ever public.
    @Operation(
            summary = "List grievances",
            description = "Newest first: the own side's, and what the other side shares.")
    public Uni<RestResponse<Page<GrievanceView>>> list(
            @BeanParam GrievanceFilter filter,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, KnownAt.of(knownAt), expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a grievance")
    public Uni<RestResponse<GrievanceView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.get(
                        viewer.get(),
                        RecordIds.parse(id, Grievance.TYPE),
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Enter a grievance that one's own side has received",
            description = "The own side alone, or one of its ministries, reads it.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "power", value = GrievanceExamples.NEW)))
    @APIResponseSchema(
            value = GrievanceView.class,
            responseCode = "201",
            responseDescription = "The grievance was entered")
    public Uni<Response> create(@Valid @NotNull NewGrievance grievance) {
        return service.create(viewer.get(), key, grievance);
    }

    @GET
    @Path("{id}/transitions")
    @PermitAll // As above.
    @Operation(summary = "List the steps that a grievance took")
    public Uni<Page<GrievanceStepView>> steps(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.steps(viewer.get(), RecordIds.parse(id, Grievance.TYPE), KnownAt.of(knownAt));
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Carry a grievance on",
            description = "A maker of its side does; that it is resolved or rejected says a checker of that side who "
                    + "neither entered it nor took its last step. A refusal names in allowed the states that are open "
                    + "to the caller, and in errors what the step rests on and is not given.")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "review", value = GrievanceExamples.REVIEW),
                                @ExampleObject(name = "answer", value = GrievanceExamples.ANSWER),
                                @ExampleObject(name = "resolved", value = GrievanceExamples.RESOLVED)
                            }))
    @APIResponseSchema(value = GrievanceView.class, responseCode = "200", responseDescription = "The step was taken")
    public Uni<Response> step(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull GrievanceCommand command) {
        return service.step(viewer.get(), RecordIds.parse(id, Grievance.TYPE), ifMatch, key, command);
    }

    @POST
    @Path("{id}/share")
    @RolesAllowed(Roles.RELEASER)
    @Operation(
            summary = "Let the other side read a grievance",
            description = "For good. A releaser of its side does who neither entered it nor took its last step.")
    @APIResponseSchema(value = GrievanceView.class, responseCode = "200", responseDescription = "Both sides read it")
    public Uni<Response> share(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return service.share(viewer.get(), RecordIds.parse(id, Grievance.TYPE), ifMatch, key);
    }
}
