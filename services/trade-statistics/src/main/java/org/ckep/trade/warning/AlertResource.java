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
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Roles;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
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

/** Alerts that rules raised. */
@Path("v1/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "early warning")
class AlertResource {
    private final WarningService service;
    private final CurrentViewer viewer;
    private final Conditional conditional;

    AlertResource(WarningService service, CurrentViewer viewer, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List alerts", description = "One for each episode in which a rule's limit was crossed.")
    @APIResponse(
            responseCode = "200",
            description = "Those that the caller may see",
            content = @Content(examples = @ExampleObject(name = "alerts", value = WarningExamples.ALERTS)))
    public Uni<RestResponse<Page<AlertView>>> list(
            @RestQuery @Parameter(description = "The rule that raised them") @Nullable String rule,
            @RestQuery @Parameter(description = "How far they are", example = "RAISED") @Nullable AlertState state,
            @RestQuery @Parameter(description = "Grade of the rule", example = "A") @Nullable Grade grade,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return service.alerts(
                        viewer.get(), rule == null ? null : RecordIds.parse(rule, WarningRule.TYPE), state, grade, page)
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get an alert")
    @APIResponse(
            responseCode = "200",
            description = "The alert",
            content =
                    @Content(
                            schema = @Schema(implementation = AlertView.class),
                            examples = @ExampleObject(name = "alert", value = WarningExamples.ALERT)))
    public Uni<RestResponse<AlertView>> get(@RestPath String id) {
        return service.alert(viewer.get(), RecordIds.parse(id, WarningAlert.TYPE))
                .map(conditional::get);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(
            summary = "Acknowledge an alert of the own side",
            description = "All other steps follow from the figures: an alert is cleared where the value falls below the"
                    + " limit for clearing, and retracted where revised figures no longer show that it was crossed.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = WarningTransition.class),
                            examples = @ExampleObject(name = "acknowledge", value = "{\"to\": \"ACKNOWLEDGED\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The alert is acknowledged",
            content =
                    @Content(
                            schema = @Schema(implementation = AlertView.class),
                            examples = @ExampleObject(name = "alert", value = WarningExamples.ALERT)))
    public Uni<RestResponse<AlertView>> step(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid WarningTransition transition) {
        transition.requireTo(AlertState.ACKNOWLEDGED.name());
        return service.acknowledge(viewer.get(), RecordIds.parse(id, WarningAlert.TYPE), ifMatch)
                .map(conditional::ok);
    }
}
