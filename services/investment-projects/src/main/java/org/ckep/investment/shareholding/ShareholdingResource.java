package org.ckep.investment.shareholding;

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

/** Shareholding histories. */
@Path("v1/shareholdings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Shareholdings", description = "Who holds which part of an organisation since when")
class ShareholdingResource {
    private final ShareholdingService service;
    private final ShareholdingReader reader;
    private final ShareholdingStatements statements;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ShareholdingResource(
            ShareholdingService service,
            ShareholdingReader reader,
            ShareholdingStatements statements,
            CurrentViewer viewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.service = service;
        this.reader = reader;
        this.statements = statements;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List shareholding histories, each with who holds what on a day",
            description = "Newest first. Both sides may keep one of the same organisation; they are never merged. "
                    + "knownAt answers the list as it was answered then.")
    public Uni<RestResponse<Page<ShareholdingView>>> list(
            @BeanParam ShareholdingFilter filter,
            @RestQuery List<Expand> expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return reader.list(viewer.get(), filter, page, KnownAt.of(knownAt), expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a shareholding history with who holds what on a day")
    public Uni<RestResponse<ShareholdingView>> get(
            @RestPath String id,
            @RestQuery List<Expand> expand,
            @Parameter(description = "Who held what on this day; left out, today", example = "2023-06-30")
                    @RestQuery
                    @Nullable
                    String asOf,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return reader.get(
                        viewer.get(),
                        RecordIds.parse(id, StoredShareholding.TYPE),
                        asOf,
                        KnownAt.of(knownAt),
                        expand.contains(Expand.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Begin a shareholding history that one's own side keeps",
            description = "With its first statement, which says of all holders what they hold from a date on. A side "
                    + "keeps one of an organisation and kind for the same readers.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "halves", value = ShareholdingExamples.NEW)))
    @APIResponseSchema(
            value = ShareholdingView.class,
            responseCode = "201",
            responseDescription = "The history was begun")
    public Uni<Response> create(@Valid @NotNull NewShareholding shareholding) {
        return service.create(viewer.get(), key, shareholding);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Begin a shareholding history that public sources state")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "rest", value = ShareholdingExamples.OBSERVED)))
    @APIResponseSchema(
            value = ShareholdingView.class,
            responseCode = "201",
            responseDescription = "The history was begun")
    public Uni<Response> registerObserved(@Valid @NotNull ObservedShareholding shareholding) {
        return service.registerObserved(viewer.get(), key, shareholding);
    }

    @GET
    @Path("{id}/statements")
    @PermitAll // As above.
    @Operation(
            summary = "List the statements of a history that stand",
            description = "The oldest first, each until the next one begins; they have the readers of their history.")
    public Uni<RestResponse<Page<Statement>>> statements(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        return reader.statements(viewer.get(), RecordIds.parse(id, StoredShareholding.TYPE), KnownAt.of(knownAt))
                .map(conditional::get);
    }

    @POST
    @Path("{id}/statements")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "State who holds what from a date on",
            description =
                    "It says so of all holders. From the same date on as an earlier statement it replaces that one. "
                            + "Where the capital grew, every holder of before is restated. If-Match takes the entity "
                            + "tag of the list of statements: the history's own shows one day alone. Where others than its side "
                            + "read the history, a checker confirms it (see pending-acts).")
    @RequestBody(
            content = @Content(examples = @ExampleObject(name = "increase", value = ShareholdingExamples.INCREASE)))
    @APIResponseSchema(
            value = ShareholdingView.class,
            responseCode = "200",
            responseDescription = "The statement was entered")
    @APIResponse(
            responseCode = "202",
            description = "It waits for a checker of the own side, since others read the record",
            content = @Content(schema = @Schema(implementation = PendingActView.class)))
    public Uni<Response> state(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewStatement statement) {
        return statements.state(viewer.get(), RecordIds.parse(id, StoredShareholding.TYPE), ifMatch, key, statement);
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(
            summary = "Let others read a shareholding history of the own side",
            description = Release.DESCRIPTION
                    + " If-Match takes the entity tag of the list of statements, as for a statement.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = ShareholdingView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        return service.release(viewer.get(), RecordIds.parse(id, StoredShareholding.TYPE), ifMatch, key, release);
    }
}
