package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
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

/** What is said about records, and by whom. */
@Path("v1/claims")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Claims", description = "What is said about records, by whom, in which mood and on which basis")
class ClaimResource {
    private final RecordTransactions transactions;
    private final Claims claims;
    private final Idempotency idempotency;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    ClaimResource(
            RecordTransactions transactions,
            Claims claims,
            Idempotency idempotency,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.transactions = transactions;
        this.claims = claims;
        this.idempotency = idempotency;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List claims",
            description = "Expectations and opinions are left out unless modality asks for them, and deprecated claims "
                    + "unless rank does. knownAt answers the list as it was answered then.")
    public Uni<RestResponse<Page<ClaimView>>> list(
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String attribute,
            @RestQuery List<Modality> modality,
            @RestQuery @Nullable String sector,
            @RestQuery @Nullable Rank rank,
            @RestQuery @Nullable Expansion expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt,
            @BeanParam PageRequest page,
            UriInfo uri) {
        Viewer viewer = currentViewer.get();
        ClaimFilter filter = new ClaimFilter(urn("subject", subject), attribute, modality, sector, rank);
        return transactions
                .read(
                        viewer,
                        KnownAt.of(knownAt),
                        session -> claims.list(session, viewer, filter, page, expand == Expansion.record))
                .map(found -> Paging.ok(uri, found));
    }

    private static @Nullable Urn urn(String parameter, @Nullable String value) {
        try {
            return value == null ? null : Urn.parse(value);
        } catch (IllegalArgumentException notAUrn) {
            throw ProblemException.invalidParameter(
                    parameter, "The parameter '" + parameter + "' must be a URN such as " + Urn.CN_KR_RELATION + ".");
        }
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a claim")
    public Uni<RestResponse<ClaimView>> get(
            @RestPath String id,
            @RestQuery @Nullable Expansion expand,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer viewer = currentViewer.get();
        UUID uuid = RecordIds.parse(id, Claims.TYPE);
        return transactions
                .read(
                        viewer,
                        KnownAt.of(knownAt),
                        session -> claims.get(session, viewer, uuid, expand == Expansion.record))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Record a claim")
    @APIResponse(responseCode = "201", description = "The claim was recorded")
    public Uni<Response> record(@Valid NewClaim claim) {
        Viewer viewer = currentViewer.get();
        return transactions.write(
                viewer,
                session -> idempotency.once(session, viewer, key, claim, () -> claims.record(session, viewer, claim)
                        .map(view ->
                                StoredResponse.created("v1/claims/" + view.urn().uuid(), view))));
    }

    @POST
    @Path("{id}/deprecate")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.STATISTICIAN})
    @Operation(summary = "Let a claim no longer count")
    @APIResponse(responseCode = "200", description = "The claim no longer counts")
    public Uni<Response> deprecate(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid Deprecation deprecation) {
        Viewer viewer = currentViewer.get();
        UUID uuid = RecordIds.parse(id, Claims.TYPE);
        return transactions.write(
                viewer,
                session -> idempotency.once(session, viewer, key, deprecation, () -> claims.deprecate(
                                session, viewer, uuid, ifMatch, deprecation.reason())
                        .map(StoredResponse::ok)));
    }

    @POST
    @Path("{id}/release")
    @RolesAllowed(Roles.RELEASER)
    @Operation(summary = "Let others read a claim of the own side", description = Release.DESCRIPTION)
    @RequestBody(content = @Content(examples = @ExampleObject(name = "both sides", value = Release.EXAMPLE)))
    @APIResponseSchema(value = ClaimView.class, responseCode = "200", responseDescription = "They read it")
    public Uni<Response> release(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Release release) {
        Viewer viewer = currentViewer.get();
        UUID uuid = RecordIds.parse(id, Claims.TYPE);
        return transactions.write(
                viewer,
                session -> idempotency.once(
                        session, viewer, key, release, () -> claims.release(session, viewer, uuid, ifMatch, release)
                                .map(StoredResponse::ok)));
    }

    /**
     * Why a claim no longer counts.
     *
     * @param reason one sentence
     */
    record Deprecation(@NotBlank @Size(max = 1000) String reason) {}
}
