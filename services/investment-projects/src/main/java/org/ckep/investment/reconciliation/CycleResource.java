package org.ckep.investment.reconciliation;

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
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.reconciliation.CycleView;
import org.ckep.records.reconciliation.NewCycle;
import org.ckep.records.reconciliation.PairedRecords;
import org.ckep.records.reconciliation.Reconcilable;
import org.ckep.records.reconciliation.Reconciliation;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The cycles in which both sides' figures are compared, all at one moment. */
@Path("v1/reconciliation-cycles")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reconciliation", description = "Where the two sides' figures differ, and why")
class CycleResource {
    private final Register register;
    private final Reconciliation reconciliation;
    private final Reconcilable projects;
    private final PairedRecords paired;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;

    CycleResource(
            Register register,
            Reconciliation reconciliation,
            Reconcilable projects,
            PairedRecords paired,
            CurrentViewer viewer,
            IdempotencyKey key) {
        this.register = register;
        this.reconciliation = reconciliation;
        this.projects = projects;
        this.paired = paired;
        this.viewer = viewer;
        this.key = key;
    }

    @GET
    @PermitAll // Who may not read both sides' figures is refused.
    @Operation(
            summary = "List the cycles of reconciliation",
            description = "Newest first, with how many pairs came to which status. For both sides and the secretariat.")
    public Uni<Page<CycleView>> list() {
        Viewer reader = viewer.get();
        return register.read(reader, session -> reconciliation.cycles(session, reader))
                .map(cycles -> new Page<>(cycles, null));
    }

    @POST
    @RolesAllowed(Roles.SECRETARIAT)
    @Operation(
            summary = "Close a cycle: compare both sides' figures as they stand",
            description =
                    "Of this month or the one before, by the rates of it that both sides agreed; each month has one cycle, and none follows that of a later one. Only figures that both sides may read take part, on records of both sides and on paired "
                            + "ones. Pairs that differ by more than the agreed tolerance become breaks; breaks whose figures "
                            + "agree by now are noted as corrected, and as lapsed where there are no two figures any more.")
    @RequestBody(
            content = @Content(examples = @ExampleObject(name = "this month", value = ReconciliationExamples.CYCLE)))
    @APIResponseSchema(value = CycleView.class, responseCode = "201", responseDescription = "The cycle was closed")
    public Uni<Response> close(@NotNull @Valid NewCycle cycle) {
        Viewer actor = viewer.get();
        return register.once(actor, key, cycle, session -> reconciliation
                .close(session, actor, projects, paired, cycle)
                .map(view -> StoredResponse.created("v1/reconciliation-cycles", view)));
    }
}
