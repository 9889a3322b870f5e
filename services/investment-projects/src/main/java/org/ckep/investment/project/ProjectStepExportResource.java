package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.UUID;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
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

/** The steps of a project as a file. */
@Path("v1/projects/{id}/transitions.csv")
@Tag(name = "Exports")
class ProjectStepExportResource {
    private final ProjectService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ProjectStepExportResource(ProjectService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; a hidden project has no files.
    @Operation(summary = "The steps that a project took as CSV")
    public RestMulti<byte[]> transitions(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        UUID project = RecordIds.parse(id, Project.TYPE);
        return Exports.file(
                "transitions.csv",
                page -> service.steps(asking, project, moment),
                new Csv<>(json, ProjectColumns.TRANSITIONS));
    }
}
