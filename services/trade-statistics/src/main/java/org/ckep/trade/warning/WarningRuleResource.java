package org.ckep.trade.warning;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Roles;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Rules that watch figures. */
@Path("v1/warning-rules")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "early warning")
class WarningRuleResource {
    private final WarningService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    WarningRuleResource(WarningService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List the rules that watch figures")
    @APIResponse(
            responseCode = "200",
            description = "Those that the caller may see",
            content = @Content(examples = @ExampleObject(name = "rules", value = WarningExamples.RULES)))
    public Uni<RestResponse<Page<WarningRuleView>>> list(
            @RestQuery
                    @Parameter(description = "2, 4 or 6 digits of the Harmonized System", example = "850760")
                    @Nullable
                    String commodity,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return service.rules(viewer.get(), commodity, page).map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a rule")
    @APIResponse(
            responseCode = "200",
            description = "The rule",
            content =
                    @Content(
                            schema = @Schema(implementation = WarningRuleView.class),
                            examples = @ExampleObject(name = "rule", value = WarningExamples.RULE)))
    public Uni<RestResponse<WarningRuleView>> get(@RestPath String id) {
        return service.rule(viewer.get(), RecordIds.parse(id, WarningRule.TYPE)).map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(
            summary = "Set a rule of the own side",
            description = "An alert is raised where the metric rises above raiseAt while trade reaches the floor, and"
                    + " cleared where it falls below clearAt. A rule is not changed: set another and retire this one. It"
                    + " looks at all periods at once, and again whenever its figures are revised.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NewWarningRule.class),
                            examples = @ExampleObject(name = "share", value = WarningExamples.NEW_RULE)))
    @APIResponse(
            responseCode = "201",
            description = "The rule was set",
            content =
                    @Content(
                            schema = @Schema(implementation = WarningRuleView.class),
                            examples = @ExampleObject(name = "rule", value = WarningExamples.RULE)))
    public Uni<Response> set(@Valid NewWarningRule rule) {
        return service.set(viewer.get(), key, rule);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(
            summary = "Retire a rule of the own side",
            description = "It is no longer looked at; the alerts that it raised stay as they are.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = WarningTransition.class),
                            examples = @ExampleObject(name = "retire", value = "{\"to\": \"RETIRED\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The rule is retired",
            content =
                    @Content(
                            schema = @Schema(implementation = WarningRuleView.class),
                            examples = @ExampleObject(name = "rule", value = WarningExamples.RULE)))
    public Uni<RestResponse<WarningRuleView>> step(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid WarningTransition transition) {
        transition.requireTo("RETIRED");
        return service.retire(viewer.get(), RecordIds.parse(id, WarningRule.TYPE), ifMatch)
                .map(conditional::ok);
    }
}
