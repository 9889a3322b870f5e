package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RecordIds;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.JointRecord;
import org.ckep.records.reconciliation.BlindComparisons;
import org.ckep.records.reconciliation.BlindView;
import org.ckep.records.reconciliation.NewCommitment;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;

/** Values that each side keeps to itself and lets be compared, with one bit a month to both. */
@Path("v1/projects/{id}/blind-comparisons")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reconciliation")
class ProjectBlindResource {
    private final Register register;
    private final ProjectRepository projects;
    private final ProjectAgreement agreement;
    private final ProjectFigures figures;
    private final BlindComparisons comparisons;
    private final ProjectComparisons seen;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;

    ProjectBlindResource(
            Register register,
            ProjectRepository projects,
            ProjectAgreement agreement,
            ProjectFigures figures,
            BlindComparisons comparisons,
            ProjectComparisons seen,
            CurrentViewer viewer,
            IdempotencyKey key) {
        this.register = register;
        this.projects = projects;
        this.agreement = agreement;
        this.figures = figures;
        this.comparisons = comparisons;
        this.seen = seen;
        this.viewer = viewer;
        this.key = key;
    }

    @GET
    @PermitAll // The record is looked up for the viewer, and who acts for no side is refused.
    @Operation(
            summary = "See the blind comparisons of a project",
            description =
                    "For the two sides: who has opted in, what the own side is committed to, and what both were told.")
    public Uni<Page<BlindView>> list(@RestPath String id) {
        return seen.blind(viewer.get(), project(id)).map(views -> new Page<>(views, null));
    }

    @PUT
    @Path("{attribute}")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Opt an attribute in",
            description = "Once both sides have, each commits one value a month, and both are told whether they agree.")
    public Uni<Page<BlindView>> optIn(@RestPath String id, @RestPath String attribute) {
        Viewer actor = viewer.get();
        UUID project = project(id);
        return register.write(
                actor,
                session -> written(
                        session,
                        actor,
                        project,
                        record -> comparisons.optIn(session, actor, record, figures, attribute)));
    }

    @DELETE
    @Path("{attribute}")
    @RolesAllowed(Roles.CHECKER)
    @Operation(summary = "End it", description = "Nothing is compared any more, not even what is committed already.")
    public Uni<Page<BlindView>> end(@RestPath String id, @RestPath String attribute) {
        Viewer actor = viewer.get();
        UUID project = project(id);
        return register.write(
                actor,
                session -> written(
                        session,
                        actor,
                        project,
                        record -> comparisons.end(session, actor, record, figures, attribute)));
    }

    @POST
    @Path("{attribute}/commitments")
    @RolesAllowed({Roles.MAKER, Roles.STATISTICIAN})
    @Operation(
            summary = "Commit the own side to a value",
            description = "One in a month, and it stands. The other side is told nothing of it, and after the month "
                    + "one bit: whether both sides' values agree within the agreed tolerance.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "sum", value = ProjectExamples.COMMITMENT)))
    @APIResponse(
            responseCode = "200",
            description = "The blind comparisons of the project",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PageBlindView")))
    public Uni<Response> commit(
            @RestPath String id, @RestPath String attribute, @NotNull @Valid NewCommitment commitment) {
        Viewer actor = viewer.get();
        UUID project = project(id);
        return register.once(actor, key, commitment, session -> written(
                        session,
                        actor,
                        project,
                        record -> comparisons.commit(session, actor, record, figures, attribute, commitment.value()))
                .map(StoredResponse::ok));
    }

    private Uni<Page<BlindView>> written(
            Mutiny.Session session, Viewer actor, UUID project, Function<JointRecord, Uni<Void>> work) {
        return projects.get(session, actor, project)
                .chain(found -> work.apply(agreement.of(found)))
                .chain(() -> comparisons.of(session, actor, new Urn(Project.TYPE, project)))
                .map(views -> new Page<>(views, null));
    }

    private static UUID project(String id) {
        return RecordIds.parse(id, Project.TYPE);
    }
}
