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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.http.RecordRequests;
import org.ckep.policy.links.Links;
import org.ckep.policy.register.Expand;
import org.ckep.policy.register.Owner;
import org.ckep.policy.register.Params;
import org.ckep.policy.signoff.SignOffPermission;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private final RecordRequests requests;
    private final MilestoneService milestones;
    private final MilestoneMoves moves;
    private final DependencyService dependencies;
    private final SignOffPermission permission;

    MilestoneResource(
            RecordRequests requests,
            MilestoneService milestones,
            MilestoneMoves moves,
            DependencyService dependencies,
            SignOffPermission permission) {
        this.requests = requests;
        this.milestones = milestones;
        this.moves = moves;
        this.dependencies = dependencies;
        this.permission = permission;
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
        return requests.list(milestones, milestones.query(requests.viewer(), filter), localId, expand, page, uri);
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a milestone")
    public Uni<RestResponse<MilestoneView>> get(@RestPath String id, @RestQuery @Nullable Expand expand) {
        return requests.get(milestones, id, expand);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Enter a milestone of the own side")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> create(@Valid NewMilestone milestone) {
        return requests.create(milestones, milestone);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register a milestone that is known from public sources")
    @APIResponse(responseCode = "201", description = "It was entered")
    public Uni<Response> registerObserved(@Valid NewMilestone milestone) {
        return requests.registerObserved(milestones, milestone);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Change a milestone")
    public Uni<RestResponse<MilestoneView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return requests.patch(milestones, id, ifMatch, patch);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Move a milestone on",
            description =
                    "A step that both sides must take is consented to by a checker of each: until the second has, it"
                            + " stands in the member pending and the state is as it was. MET is reached by sign-off"
                            + " alone.")
    public Uni<RestResponse<MilestoneView>> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid MilestoneStep step) {
        return requests.changed(moves.step(requests.viewer(), id, ifMatch, step));
    }

    /**
     * What the own side declares.
     *
     * @param note why
     */
    @Schema(examples = "{\"assessment\": \"PARTIALLY_MET\", \"note\": \"One of two offers is tabled\"}")
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
        return requests.changed(
                moves.assess(requests.viewer(), id, ifMatch, assessment.assessment(), assessment.note()));
    }

    /**
     * A sign-off.
     *
     * @param evidence what shows that the criteria are met; needed where none is on record
     * @param metOn on which day they were met, today where not given
     */
    @Schema(examples = SignOff.EXAMPLE)
    record SignOff(
            @Nullable @Size(max = 50) List<@Valid Evidence> evidence,
            @Nullable LocalDate metOn,
            @Nullable @Size(max = 2000) String note) {
        static final String EXAMPLE = """
            {"evidence": [{"title": {"en": "Minutes of round 14"}, "url": "https://example.org/minutes/14"}], \
            "metOn": "2026-03-20"}\
            """;
    }

    @POST
    @Path("{id}/sign-off")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Sign a milestone off for the own side",
            description =
                    "By a checker whom Keycloak's authorisation services let pass. With the last side that owes the "
                            + "milestone it is met. While Keycloak does not answer nobody signs off: 503.")
    @APIResponse(
            responseCode = "200",
            description = "Signed off for the own side",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MilestoneView.class)))
    public Uni<RestResponse<MilestoneView>> signOff(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid SignOff signOff) {
        return requests.changed(permission
                .require()
                .chain(() -> moves.signOff(
                        requests.viewer(),
                        id,
                        ifMatch,
                        signOff.evidence() == null ? List.of() : signOff.evidence(),
                        signOff.metOn(),
                        signOff.note())));
    }

    @POST
    @Path("{id}/evidence")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(summary = "Add evidence", description = "By the side that keeps the milestone or owes it.")
    public Uni<RestResponse<MilestoneView>> addEvidence(@RestPath String id, @Valid Evidence evidence) {
        return requests.changed(moves.addEvidence(requests.viewer(), id, evidence));
    }

    @GET
    @Path("{id}/dependencies")
    @PermitAll // Links are filtered by viewer: whoever reads both ends reads them.
    @Operation(
            summary = "What a milestone depends on, and what depends on it",
            description = "Links of which the caller may see both ends; there is no other link for him.")
    public Uni<RestResponse<DependencyView.Both>> dependencies(@RestPath String id) {
        return requests.found(dependencies.of(requests.viewer(), id));
    }

    @GET
    @Path("{id}/dependencies/{dependency}")
    @PermitAll // As above.
    @Operation(
            summary = "Get a link to a predecessor",
            description = "Its warnings say where the due dates of the two do not fit.")
    public Uni<RestResponse<DependencyView>> dependency(@RestPath String id, @RestPath UUID dependency) {
        return requests.found(dependencies.get(requests.viewer(), id, dependency));
    }

    @POST
    @Path("{id}/dependencies")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Let a milestone depend on another one",
            description =
                    "A link that would close a cycle is refused with 409 and the cycle. A due date that does not fit"
                            + " is a warning, not a refusal.")
    @APIResponse(
            responseCode = "201",
            description = "The link was added",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DependencyView.class)))
    public Uni<Response> depend(@RestPath String id, @Valid DependencyService.NewDependency dependency) {
        return dependencies.add(requests.viewer(), requests.key(), id, dependency);
    }

    @DELETE
    @Path("{id}/dependencies/{dependency}")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Remove a link to a predecessor",
            description = "By the side that keeps the milestone which depends.")
    @APIResponse(responseCode = "204", description = "The link is gone")
    public Uni<Void> independ(
            @RestPath String id,
            @RestPath UUID dependency,
            @RestQuery
                    @Parameter(
                            description =
                                    "URN of the source that speaks against the link; needed where the milestone is"
                                            + " observed")
                    @Nullable
                    String source) {
        return dependencies.remove(requests.viewer(), id, dependency, Params.urn("source", source));
    }

    @GET
    @Path("{id}/links")
    @PermitAll // Links are filtered by viewer.
    @Operation(summary = "What refers to it")
    public Uni<RestResponse<Links.View>> links(@RestPath String id) {
        return requests.links(milestones, id);
    }
}
