package org.ckep.investment.pending;

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
import org.ckep.investment.register.Parameters;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How something is done with a side's own record that others read: somebody asks for it, and a checker confirms it here. */
@Path("v1/pending-acts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pending acts", description = "What waits for a second person of a side, since others read its record")
class PendingActResource {
    private final PendingActs acts;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    PendingActResource(PendingActs acts, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.acts = acts;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // A side is told of its own; everybody else of none.
    @Operation(
            summary = "List what the own side has drafted of its records that others read",
            description = "Newest first")
    public Uni<RestResponse<Page<PendingActView>>> list(
            @Parameter(description = "Only on the record of this URN") @RestQuery @Nullable String record,
            @Parameter(description = "Only in this state") @RestQuery @Nullable PendingState state,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return acts.list(viewer.get(), Parameters.anyUrn("record", record), state, page)
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(
            summary = "Get an act that waits, and what has become of it",
            description =
                    "PENDING until a checker confirms it, then CONFIRMED; DROPPED; STALE once the record has changed.")
    public Uni<RestResponse<PendingActView>> get(@RestPath String id) {
        return acts.get(viewer.get(), act(id)).map(conditional::get);
    }

    @POST
    @Path("{id}/confirm")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Do what waits",
            description =
                    "By a checker of the record's side who did not draft it, and who names by its hash what he has read. It "
                            + "is done by all the rules once more, and the record's readers are told then.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = Confirmation.EXAMPLE)))
    @APIResponseSchema(value = PendingActView.class, responseCode = "200", responseDescription = "It was done")
    public Uni<Response> confirm(@RestPath String id, @NotNull @Valid Confirmation confirmation) {
        return acts.confirm(viewer.get(), act(id), key, confirmation);
    }

    @POST
    @Path("{id}/drop")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN, Roles.CHECKER})
    @Operation(summary = "Give up what waits")
    @APIResponseSchema(value = PendingActView.class, responseCode = "200", responseDescription = "It is not done")
    public Uni<Response> drop(@RestPath String id) {
        return acts.drop(viewer.get(), act(id), key);
    }

    private static UUID act(String id) {
        return RecordIds.parse(id, StoredAct.TYPE);
    }
}
