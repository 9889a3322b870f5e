package org.ckep.investment.exposure;

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

/** Control exposures as a file. */
@Path("v1/exposures.csv")
@Tag(name = "Exports")
class ExposureExportResource {
    private static final List<String> COLUMNS = List.of(
            "urn",
            "displayId",
            "subject",
            "measure",
            "measureTitle.en",
            "effect.en",
            "effect.zh-Hans",
            "effect.ko",
            "state",
            "since",
            "clearedOn",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "sources.urn",
            "side",
            "stewardship",
            "classification");

    private final ExposureService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ExposureExportResource(ExposureService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All control exposures as CSV")
    public RestMulti<byte[]> exposures(
            @BeanParam ExposureFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "exposures.csv", page -> service.list(asking, filter, page, moment, false), new Csv<>(json, COLUMNS));
    }
}
