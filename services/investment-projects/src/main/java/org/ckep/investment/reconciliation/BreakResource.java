package org.ckep.investment.reconciliation;

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
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.reconciliation.BreakAction;
import org.ckep.records.RecordIds;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.reconciliation.BreakAct;
import org.ckep.records.reconciliation.BreakView;
import org.ckep.records.reconciliation.Breaks;
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

/** Pairs of figures that differ, and what both sides do about them. */
@Path("v1/breaks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reconciliation")
class BreakResource {
    private static final String DONE = "The break as the act leaves it";

    private final Register register;
    private final Breaks breaks;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    BreakResource(Register register, Breaks breaks, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.register = register;
        this.breaks = breaks;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who may not read both sides' figures sees none.
    @Operation(
            summary = "List breaks",
            description = "Newest first. For both sides and the secretariat; nobody else sees any.")
    public Uni<RestResponse<Page<BreakView>>> list(
            @BeanParam BreakFilter filter, @BeanParam PageRequest page, UriInfo uri) {
        Viewer reader = viewer.get();
        Breaks.Filter asked = filter.parsed();
        return register.read(reader, session -> breaks.page(session, reader, asked, page))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a break", description = "allowed names the acts that are open to the caller.")
    public Uni<RestResponse<BreakView>> get(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID found = RecordIds.parse(id, Breaks.TYPE);
        return register.read(reader, session -> breaks.get(session, reader, found))
                .map(conditional::get);
    }

    @POST
    @Path("{id}/assign")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER, Roles.STATISTICIAN, Roles.SECRETARIAT})
    @Operation(summary = "Say whose it is to explain", description = "One side's or both. Anew until it is explained.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both", value = ReconciliationExamples.ASSIGN)))
    @APIResponseSchema(value = BreakView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> assign(@RestPath String id, @NotNull @Valid BreakAct act) {
        return act(id, BreakAction.ASSIGN, act);
    }

    @POST
    @Path("{id}/explain")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Say why the figures differ",
            description = "By a side that the break is assigned to. UNEXPLAINED is an answer; that a figure is wrong "
                    + "says the side whose figure it is.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "timing", value = ReconciliationExamples.EXPLAIN)))
    @APIResponseSchema(value = BreakView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> explain(@RestPath String id, @NotNull @Valid BreakAct act) {
        return act(id, BreakAction.EXPLAIN, act);
    }

    @POST
    @Path("{id}/prepare")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Prepare one's side's agreement to leave the difference as it is",
            description = "The first of the two persons of a side, with the break's hash. The other side is not told.")
    @APIResponseSchema(value = BreakView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> prepare(@RestPath String id, @NotNull @Valid BreakAct act) {
        return act(id, BreakAction.PREPARE, act);
    }

    @POST
    @Path("{id}/agree")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Agree to leave the difference as it is",
            description = "By another person than the one who prepared it, with the break's hash. Once both sides have "
                    + "agreed, by four persons on one hash, it is an agreed difference, until either figure changes.")
    @APIResponseSchema(value = BreakView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> agree(@RestPath String id, @NotNull @Valid BreakAct act) {
        return act(id, BreakAction.AGREE, act);
    }

    @POST
    @Path("{id}/close")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Close a break",
            description =
                    "By a checker: of the other side than the one that explained it, or of either once it is settled.")
    @APIResponseSchema(value = BreakView.class, responseCode = "200", responseDescription = DONE)
    public Uni<Response> close(@RestPath String id, @Valid @Nullable BreakAct act) {
        return act(id, BreakAction.CLOSE, act);
    }

    private Uni<Response> act(String id, BreakAction action, @Nullable BreakAct act) {
        Viewer actor = viewer.get();
        BreakAct given = act == null ? BreakAct.NOTHING : act;
        UUID found = RecordIds.parse(id, Breaks.TYPE);
        return register.once(actor, key, given, session -> breaks.act(session, actor, found, action, given)
                .map(StoredResponse::ok));
    }
}
