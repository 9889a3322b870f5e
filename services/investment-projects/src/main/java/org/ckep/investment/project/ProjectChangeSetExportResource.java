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

/** The change sets of a project as a file. */
@Path("v1/projects/{id}/changes.csv")
@Tag(name = "Exports")
class ProjectChangeSetExportResource {
    private final ProjectChangeSetService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ProjectChangeSetExportResource(ProjectChangeSetService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; a hidden project has no files.
    @Operation(summary = "The change sets of a project as CSV")
    public RestMulti<byte[]> changes(@RestPath String id) {
        Viewer asking = viewer.get();
        UUID project = RecordIds.parse(id, Project.TYPE);
        return Exports.file(
                "changes.csv", page -> service.list(asking, project, page), new Csv<>(json, ProjectColumns.CHANGES));
    }
}
