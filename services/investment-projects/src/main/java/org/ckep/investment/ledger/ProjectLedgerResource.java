package org.ckep.investment.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Parameters;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The sums of a project's ledger. */
@Path("v1/projects/{id}/ledger")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ledger")
class ProjectLedgerResource {
    private final CommitmentService service;
    private final CurrentViewer viewer;

    ProjectLedgerResource(CommitmentService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Sums up only what the viewer may see; a hidden project has no ledger.
    @Operation(
            summary = "Sum up what is committed and paid for a project",
            description = "Each side's sums by themselves, by basis and currency; never one made of both sides' words.")
    public Uni<ProjectLedger> ledger(
            @RestPath String id,
            @Parameter(description = "By the value dates up to this day", example = "2024-12-31") @RestQuery @Nullable
                    String asOf,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        LocalDate day = Parameters.day("asOf", asOf);
        return service.ofProject(viewer.get(), RecordIds.parse(id, Projects.TYPE), day, KnownAt.of(knownAt));
    }
}
