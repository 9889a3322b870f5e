package org.ckep.investment.grievance;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Grievances as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class GrievanceExportResource {
    private static final List<String> GRIEVANCES = List.of(
            "urn",
            "displayId",
            "project",
            "raisedBy.orgId",
            "raisedBy.unnamed.side",
            "raisedBy.unnamed.description",
            "raisedByName.en",
            "text.en",
            "text.zh-Hans",
            "text.ko",
            "opened",
            "state",
            "stateSince",
            "agency",
            "answer.en",
            "answer.zh-Hans",
            "answer.ko",
            "sources.urn",
            "side",
            "stewardship",
            "classification");

    private final GrievanceService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    GrievanceExportResource(GrievanceService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("grievances.csv")
    @PermitAll // Rows are filtered by viewer; none is ever public.
    @Operation(summary = "All grievances as CSV")
    public RestMulti<byte[]> grievances(
            @BeanParam GrievanceFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "grievances.csv",
                page -> service.list(asking, filter, page, moment, false),
                new Csv<>(json, GRIEVANCES));
    }
}
