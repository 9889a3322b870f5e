package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordIds;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;

/** What comparing both sides' figures of a project came to, openly and blind, as files. */
@Path("v1/projects/{id}")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class ComparisonExportResource {
    private final ProjectComparisons comparisons;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ComparisonExportResource(ProjectComparisons comparisons, CurrentViewer viewer, ObjectMapper json) {
        this.comparisons = comparisons;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("reconciliation.csv")
    @PermitAll // The record is looked up for the viewer, and who may not read both sides' figures is refused.
    @Operation(summary = "Both sides' figures of a project side by side, as the last cycle compared them, as CSV")
    public RestMulti<byte[]> matches(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID project = RecordIds.parse(id, Project.TYPE);
        return Exports.whole(
                "reconciliation.csv",
                () -> comparisons.matches(reader, project),
                new Csv<>(json, ProjectColumns.MATCHES));
    }

    @GET
    @Path("blind-comparisons.csv")
    @PermitAll // The record is looked up for the viewer, and who acts for no side is refused.
    @Operation(summary = "The blind comparisons of a project as CSV")
    public RestMulti<byte[]> comparisons(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID project = RecordIds.parse(id, Project.TYPE);
        return Exports.whole(
                "blind-comparisons.csv",
                () -> comparisons.blind(reader, project),
                new Csv<>(json, ProjectColumns.BLIND));
    }
}
