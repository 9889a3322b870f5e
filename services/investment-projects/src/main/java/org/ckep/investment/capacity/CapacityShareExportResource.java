package org.ckep.investment.capacity;

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

/** Capacity shares as a file. */
@Path("v1/capacity-shares.csv")
@Tag(name = "Exports")
class CapacityShareExportResource {
    private static final List<String> COLUMNS = List.of(
            "urn",
            "displayId",
            "site.urn",
            "site.title.en",
            "site.place.iso3166_2",
            "site.place.city",
            "site.org.orgId",
            "site.orgName.en",
            "share.value",
            "share.relation",
            "share.upper",
            "product",
            "denominator.en",
            "denominator.zh-Hans",
            "denominator.ko",
            "denominatorScope",
            "denominatorCountry",
            "sector",
            "period",
            "modality",
            "unknownReasons",
            "basis",
            "sources.urn",
            "stewardship",
            "classification");

    private final CapacityShareService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    CapacityShareExportResource(CapacityShareService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All capacity shares as CSV")
    public RestMulti<byte[]> capacityShares(
            @BeanParam CapacityShareFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "capacity-shares.csv",
                page -> service.list(asking, filter, page, moment, false),
                new Csv<>(json, COLUMNS));
    }
}
