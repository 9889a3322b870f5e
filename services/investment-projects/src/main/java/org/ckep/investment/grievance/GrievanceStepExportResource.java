package org.ckep.investment.grievance;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
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

/** The steps of a grievance as a file. */
@Path("v1/grievances/{id}/transitions.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class GrievanceStepExportResource {
    private static final List<String> STEPS = List.of(
            "from",
            "to",
            "date",
            "agency",
            "answer.en",
            "answer.zh-Hans",
            "answer.ko",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "recordedAt");

    private final GrievanceService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    GrievanceStepExportResource(GrievanceService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; a hidden grievance has no files.
    @Operation(summary = "The steps that a grievance took as CSV")
    public RestMulti<byte[]> steps(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        UUID grievance = RecordIds.parse(id, Grievance.TYPE);
        return Exports.file(
                "transitions.csv", page -> service.steps(asking, grievance, moment), new Csv<>(json, STEPS));
    }
}
