package org.ckep.investment.ledger;

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
import org.ckep.investment.pending.PendingActView;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.access.Roles;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.records.Release;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Commitments and their transactions. */
@Path("v1/commitments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ledger", description = "Who has bound himself to pay what for a project, and what was paid of it")
class CommitmentResource {
    private final CommitmentService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    CommitmentResource(CommitmentService service, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List commitments",
            description =
                    "Newest first. Both sides may keep the same promise: the entries of two sides are never to be "
                            + "added up. knownAt answers the list as it was answered then.")
    public Uni<RestResponse<Page<CommitmentView>>> list(
            @BeanParam CommitmentFilter filter,
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
    @Operation(summary = "Get a commitment with its balance")
    public Uni<RestResponse<CommitmentView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.get(
                        viewer.get(),
                        RecordIds.parse(id, StoredCommitment.TYPE),
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Enter a commitment that one's own side keeps",
            description =
                    "Its sum is its first transaction. A commitment is never changed; what was wrong is reversed.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "equity", value = LedgerExamples.SIGNED)))
    @APIResponseSchema(
            value = CommitmentView.class,
            responseCode = "201",
            responseDescription = "The commitment was entered")
    public Uni<Response> create(@Valid @NotNull SignedCommitment commitment) {
        return service.create(viewer.get(), key, commitment);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Enter a commitment that public sources state")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "Dalian", value = LedgerExamples.OBSERVED)))
    @APIResponseSchema(
            value = CommitmentView.class,
            responseCode = "201",
            responseDescription = "The commitment was entered")
    public Uni<Response> registerObserved(@Valid @NotNull ObservedCommitment commitment) {
        return service.registerObserved(viewer.get(), key, commitment);
    }

    @GET
    @Path("{id}/transactions")
    @PermitAll // As above.
    @Operation(
            summary = "List the transactions of a commitment",
            description = "In the order in which they were entered; they have the readers of their commitment.")
    public Uni<RestResponse<Page<TransactionView>>> transactions(
            @RestPath String id,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.transactions(viewer.get(), RecordIds.parse(id, StoredCommitment.TYPE), page, KnownAt.of(knownAt))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}/transactions/{transaction}")
    @PermitAll // As above.
    @Operation(summary = "Get a transaction")
    public Uni<RestResponse<TransactionView>> transaction(
            @RestPath String id,
            @RestPath String transaction,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return service.transaction(
                        viewer.get(),
                        RecordIds.parse(id, StoredCommitment.TYPE),
                        RecordIds.parse(transaction, StoredTransaction.TYPE),
                        KnownAt.of(knownAt))
                .map(conditional::get);
    }

    @POST
    @Path("{id}/transactions")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "Enter a transaction",
            description = "On no day may more be paid than was committed by then, by the value dates. A transaction is "
                    + "corrected by a REVERSAL of the whole or of a part of it; a reversal itself is not reversed. "
                    + "Where others than its side read the commitment, a checker confirms it (see pending-acts).")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "paid", value = LedgerExamples.PAID),
                                @ExampleObject(name = "reversed", value = LedgerExamples.REVERSED)
                            }))
    @APIResponseSchema(
            value = TransactionView.class,
            responseCode = "201",
            responseDescription = "The transaction was entered")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> enter(@RestPath String id, @Valid @NotNull NewTransaction transaction) {
        return service.enter(viewer.get(), key, RecordIds.parse(id, StoredCommitment.TYPE), transaction);
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(
            summary = "Let others read a commitment and its transactions of the own side",
            description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = CommitmentView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        return service.release(viewer.get(), RecordIds.parse(id, StoredCommitment.TYPE), ifMatch, key, release);
    }
}
