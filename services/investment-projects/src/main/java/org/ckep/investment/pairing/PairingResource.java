package org.ckep.investment.pairing;

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
import java.util.Arrays;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordIds;
import org.ckep.records.change.ChangeAct;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How both sides link their own records of one thing, and take the link away. */
@Path("v1/pairings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pairings", description = "Both sides' own records of one thing, linked by four persons")
class PairingResource {
    private final Pairings pairings;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    PairingResource(Pairings pairings, CurrentViewer viewer, IdempotencyKey key, Conditional conditional) {
        this.pairings = pairings;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who acts for no side sees none.
    @Operation(
            summary = "List pairings",
            description =
                    "Newest first. A side sees its own from the draft on, the other side's once they are proposed.")
    public Uni<RestResponse<Page<PairingView>>> list(
            @Parameter(description = "URN of a project: only pairings of it") @RestQuery @Nullable String project,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return pairings.list(viewer.get(), Parameters.id("project", project, Projects.TYPE), page)
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{pairing}")
    @PermitAll // As above.
    @Operation(summary = "Get a pairing", description = "allowed names the acts that are open to the caller.")
    public Uni<RestResponse<PairingView>> get(@RestPath String pairing) {
        return pairings.get(viewer.get(), id(pairing)).map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Draft a pairing",
            description = "The own side alone knows of it until its checker proposes it. PAIR links one record of one "
                    + "side with one or several of the other, all shared with both; each of several says which part "
                    + "it is. UNPAIR takes a group apart. The records themselves stay as they are.")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "pair", value = PairingExamples.PAIR),
                                @ExampleObject(name = "unpair", value = PairingExamples.UNPAIR)
                            }))
    @APIResponseSchema(value = PairingView.class, responseCode = "201", responseDescription = "The pairing was drafted")
    public Uni<Response> draft(@NotNull @Valid NewPairing pairing) {
        return pairings.draft(viewer.get(), key, pairing);
    }

    @POST
    @Path("{pairing}/{act}")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Act upon a pairing",
            description = "As upon a change set. A maker of the own side submits, its checker proposes, returns or "
                    + "dismisses, either withdraws; a maker of the other side reviews, its checker agrees or rejects. "
                    + "Four persons, of whom the last three name the hash that they have read. By agreeing the group is "
                    + "made, or taken apart, and every other open pairing of the same records becomes stale.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = PairingExamples.HASH)))
    @APIResponseSchema(
            value = PairingView.class,
            responseCode = "200",
            responseDescription = "The pairing as the act leaves it")
    public Uni<Response> act(
            @RestPath String pairing,
            @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "submit",
                                                "return",
                                                "dismiss",
                                                "propose",
                                                "withdraw",
                                                "review",
                                                "reject",
                                                "agree"
                                            }))
                    @RestPath
                    String act,
            @Valid @Nullable ChangeAct content) {
        return pairings.act(viewer.get(), key, id(pairing), action(act), content);
    }

    private static UUID id(String pairing) {
        return RecordIds.parse(pairing, StoredPairing.TYPE);
    }

    private static ChangeAction action(String code) {
        return Arrays.stream(ChangeAction.values())
                .filter(action -> action.code().equals(code) && PairingActs.knows(action))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }
}
