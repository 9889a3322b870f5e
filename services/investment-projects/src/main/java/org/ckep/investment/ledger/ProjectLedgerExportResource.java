package org.ckep.investment.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The sums of a project's ledger as a file. */
@Path("v1/projects/{id}/ledger.csv")
@Tag(name = "Exports")
class ProjectLedgerExportResource {
    private static final List<String> TOTALS = List.of(
            "side",
            "basis",
            "currency",
            "commitments",
            "balance.committed",
            "balance.paid",
            "balance.outstanding",
            "balance.sold");

    private final CommitmentService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ProjectLedgerExportResource(CommitmentService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Sums up only what the viewer may see; a hidden project has no files.
    @Operation(summary = "The sums of a project's ledger as CSV")
    public RestMulti<byte[]> ledger(
            @RestPath String id,
            @Parameter(description = "By the value dates up to this day", example = "2024-12-31") @RestQuery @Nullable
                    String asOf,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        UUID project = RecordIds.parse(id, Projects.TYPE);
        LocalDate day = Parameters.day("asOf", asOf);
        Instant moment = KnownAt.of(knownAt);
        return Exports.whole(
                "ledger.csv",
                () -> service.ofProject(asking, project, day, moment).map(ProjectLedger::data),
                new Csv<>(json, TOTALS));
    }
}
