package org.ckep.records;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The documents that records and claims rest on. */
@Path("v1/sources")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sources", description = "The documents that records and claims rest on")
class SourceResource {
    private final RecordTransactions transactions;
    private final Sources sources;
    private final Idempotency idempotency;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    SourceResource(
            RecordTransactions transactions,
            Sources sources,
            Idempotency idempotency,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.transactions = transactions;
        this.sources = sources;
        this.idempotency = idempotency;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List sources", description = "knownAt answers the list as it was answered then.")
    public Uni<RestResponse<Page<SourceView>>> list(
            @RestQuery @Nullable SourceKind kind,
            @RestQuery @Nullable Expansion expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        Viewer viewer = currentViewer.get();
        return transactions
                .read(
                        viewer,
                        KnownAt.of(knownAt),
                        session -> sources.list(session, viewer, new SourceFilter(kind), page))
                .map(found -> Paging.ok(uri, found.map(source -> SourceView.of(source, expand == Expansion.record))));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a source")
    public Uni<RestResponse<SourceView>> get(
            @RestPath String id,
            @RestQuery @Nullable Expansion expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer viewer = currentViewer.get();
        UUID uuid = RecordIds.parse(id, Sources.TYPE);
        return transactions
                .read(viewer, KnownAt.of(knownAt), session -> sources.get(session, viewer, uuid))
                .map(source -> conditional.get(SourceView.of(source, expand == Expansion.record)));
    }

    @POST
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Register a source")
    @APIResponse(responseCode = "201", description = "The source was registered")
    public Uni<Response> register(@Valid NewSource source) {
        Viewer viewer = currentViewer.get();
        return transactions.write(
                viewer,
                session ->
                        idempotency.once(session, viewer, key, source, () -> sources.register(session, viewer, source)
                                .map(stored -> StoredResponse.created(
                                        "v1/sources/" + stored.id(), SourceView.of(stored, false)))));
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read a source of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = SourceView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        Viewer viewer = currentViewer.get();
        UUID uuid = RecordIds.parse(id, Sources.TYPE);
        return transactions.write(
                viewer,
                session -> idempotency.once(
                        session, viewer, key, release, () -> sources.release(session, viewer, uuid, ifMatch, release)
                                .map(source -> StoredResponse.ok(SourceView.of(source, false)))));
    }
}
