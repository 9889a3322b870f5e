package org.ckep.policy.milestone;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Owner;
import org.ckep.policy.register.Params;
import org.ckep.policy.register.Register;
import org.ckep.policy.signoff.SignOffPermission;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP in and out of the milestones. */
@Path("v1/milestones")
@Tag(name = "Milestones", description = "What was agreed by when, and who says that it is met")
class MilestoneResource {
    private final Register register;
    private final MilestoneService milestones;
    private final MilestoneMoves moves;
    private final DependencyService dependencies;
    private final SignOffPermission permission;
    private final Links links;
    private final CurrentViewer currentViewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    MilestoneResource(
            Register register,
            MilestoneService milestones,
            MilestoneMoves moves,
            DependencyService dependencies,
            SignOffPermission permission,
            Links links,
            CurrentViewer currentViewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.register = register;
        this.milestones = milestones;
        this.moves = moves;
        this.dependencies = dependencies;
        this.permission = permission;
        this.links = links;
        this.currentViewer = currentViewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List milestones")
    public Uni<RestResponse<Page<MilestoneView>>> list(
            @RestQuery @Parameter(description = "Where it stands") List<MilestoneState> state,
            @RestQuery @Parameter(description = "What it is") @Nullable MilestoneType type,
            @RestQuery @Parameter(description = "Who owes it") @Nullable Owner owner,
            @RestQuery @Parameter(description = "Code of a sector") @Nullable String sector,
            @RestQuery @Parameter(description = "URN of what it belongs to") @Nullable String subject,
            @RestQuery @Parameter(description = "Due at the latest at the end of this day, month or year") @Nullable
                    String dueBy,
            @RestQuery
                    @Parameter(description = "What is computed of it, from the records that the viewer may see")
                    @Nullable
                    MilestoneFlag flag,
            @RestQuery @Parameter(description = "Id in another register, as scheme:value") @Nullable String localId,
            @RestQuery @Nullable Expand expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        MilestoneFilter filter = new MilestoneFilter(
                Params.given(state),
                type,
                owner,
                sector,
                Params.urn("subject", subject),
                Params.date("dueBy", dueBy),
                flag);
        return register.list(
                        milestones,
                        currentViewer.get(),
                        milestones.query(currentViewer.get(), filter).whereLocalId(localId),
                        page,
                        Expand.head(expand))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a milestone")
    public Uni<RestResponse<MilestoneView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return register.get(milestones, currentViewer.get(), id, Expand.head(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a milestone of the own side")
    @RequestBody(
            content = @Content(schema = @Schema(implementation = NewMilestone.class), example = NewMilestone.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The milestone was entered",
            content = @Content(schema = @Schema(implementation = MilestoneView.class)))
    public Uni<Response> create(@Valid NewMilestone milestone) {
        return register.create(milestones, currentViewer.get(), key, milestone);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a milestone that is known from public sources",
            description = "Needs sources; what they cannot prove is listed in guardsNotShown.")
    @APIResponse(
            responseCode = "201",
            description = "The milestone was registered",
            content = @Content(schema = @Schema(implementation = MilestoneView.class)))
    public Uni<Response> registerObserved(@Valid NewMilestone milestone) {
        return register.registerObserved(milestones, currentViewer.get(), key, milestone);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Change a milestone", description = "A merge patch (RFC 7396) of what it was entered with.")
    @RequestBody(
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = NewMilestone.class)))
    public Uni<RestResponse<MilestoneView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return register.patch(milestones, currentViewer.get(), id, ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Move a milestone on",
            description =
                    "A step that both sides must take is consented to by a checker of each: until the second has, it "
                            + "stands in the member pending and the state is as it was. MET is reached by sign-off alone.")
    public Uni<RestResponse<MilestoneView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid MilestoneStep step) {
        return moves.step(currentViewer.get(), id, ifMatch, step).map(conditional::ok);
    }

    /**
     * What the own side declares.
     *
     * @param note why
     */
    record NewAssessment(
            @NotNull Assessment assessment,
            @Nullable @Size(max = 2000) String note) {}

    @POST
    @Path("{id}/assessments")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Declare the own side's assessment, short of met",
            description = "It is a declaration to everybody who reads the milestone. Met is declared by sign-off.")
    public Uni<RestResponse<MilestoneView>> assess(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid NewAssessment assessment) {
        if (assessment.assessment() == Assessment.MET) {
            throw ProblemException.invalid("/assessment", "signed-off", "Met is declared by sign-off.");
        }
        return moves.assess(currentViewer.get(), id, ifMatch, assessment.assessment(), assessment.note())
                .map(conditional::ok);
    }

    /**
     * A sign-off.
     *
     * @param evidence what shows that the criteria are met; needed where none is on record
     * @param metOn on which day they were met, today where not given
     */
    record SignOff(
            @Nullable @Size(max = 50) List<@Valid Evidence> evidence,
            @Nullable LocalDate metOn,
            @Nullable @Size(max = 2000) String note) {
        static final String EXAMPLE = """
                {"evidence": [{"title": {"en": "Minutes of round 14"}, "url": "https://example.org/minutes/14"}], \
                "metOn": "2026-03-20"}""";
    }

    @POST
    @Path("{id}/sign-off")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Sign a milestone off for the own side",
            description =
                    "By a checker whom Keycloak's authorisation services let pass. With the last side that owes the "
                            + "milestone it is met. While Keycloak does not answer nobody signs off: 503.")
    @RequestBody(content = @Content(schema = @Schema(implementation = SignOff.class), example = SignOff.EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "Signed off for the own side",
            content = @Content(schema = @Schema(implementation = MilestoneView.class)))
    public Uni<RestResponse<MilestoneView>> signOff(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid SignOff signOff) {
        return permission
                .require()
                .chain(() -> moves.signOff(
                        currentViewer.get(),
                        id,
                        ifMatch,
                        signOff.evidence() == null ? List.of() : signOff.evidence(),
                        signOff.metOn(),
                        signOff.note()))
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/evidence")
    @RolesAllowed({Roles.LOADER, Roles.MAKER, Roles.CHECKER})
    @Operation(summary = "Add evidence", description = "By the side that keeps the milestone or owes it.")
    public Uni<RestResponse<MilestoneView>> addEvidence(@RestPath String id, @Valid Evidence evidence) {
        return moves.addEvidence(currentViewer.get(), id, evidence).map(conditional::ok);
    }

    @GET
    @Path("{id}/dependencies")
    @PermitAll // Links are filtered by viewer: whoever reads both ends reads them.
    @Operation(summary = "What a milestone depends on, and what depends on it")
    public Uni<RestResponse<DependencyView.Both>> dependencies(@RestPath String id) {
        return dependencies.of(currentViewer.get(), id).map(conditional::get);
    }

    @GET
    @Path("{id}/dependencies/{dependency}")
    @PermitAll // As above.
    @Operation(summary = "Get a link to a predecessor")
    public Uni<RestResponse<DependencyView>> dependency(@RestPath String id, @RestPath UUID dependency) {
        return dependencies.get(currentViewer.get(), id, dependency).map(conditional::get);
    }

    @POST
    @Path("{id}/dependencies")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Let a milestone depend on another one",
            description =
                    "A link that would close a cycle is refused with 409 and the cycle. A due date that does not fit is "
                            + "a warning, not a refusal.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DependencyService.NewDependency.class),
                            example = DependencyService.NewDependency.EXAMPLE))
    @APIResponse(
            responseCode = "201",
            description = "The link was added",
            content = @Content(schema = @Schema(implementation = DependencyView.class)))
    public Uni<Response> depend(@RestPath String id, @Valid DependencyService.NewDependency dependency) {
        return dependencies.add(currentViewer.get(), key, id, dependency);
    }

    @DELETE
    @Path("{id}/dependencies/{dependency}")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Remove a link to a predecessor")
    @APIResponse(responseCode = "204", description = "The link is gone")
    public Uni<Void> independ(@RestPath String id, @RestPath UUID dependency) {
        return dependencies.remove(currentViewer.get(), id, dependency);
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return links.of(currentViewer.get(), id, MilestoneService.KIND).map(conditional::get);
    }
}
