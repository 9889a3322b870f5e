package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.change.ChangeFilter;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** The change sets of all projects as a file. */
@Path("v1/changes.csv")
@Tag(name = "Exports")
class ChangeSetListExportResource {
    private final ProjectChangeSetService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ChangeSetListExportResource(ProjectChangeSetService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; who acts for no side gets a file without rows.
    @Operation(summary = "The change sets of all projects as CSV")
    public RestMulti<byte[]> changes(@BeanParam ChangeSetFilter filter) {
        Viewer asking = viewer.get();
        ChangeFilter asked = filter.parsed();
        return Exports.file(
                "changes.csv", page -> service.list(asking, asked, page), new Csv<>(json, ProjectColumns.ALL_CHANGES));
    }
}
