package org.ckep.partnerships.sector;

import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of sectors; those left out leave nothing out. */
class SectorFilter {
    @QueryParam("parent")
    @Parameter(description = "Code of the umbrella sector", example = "NEWEN")
    @Nullable
    String parent;

    @QueryParam("growthArea")
    @Parameter(description = "Only new growth areas, or only others")
    @Nullable
    Boolean growthArea;

    @QueryParam("validOn")
    @Parameter(description = "Only codes that may be used on that day", example = "2026-01-04")
    @Nullable
    LocalDate validOn;

    /** For the REST runtime. */
    SectorFilter() {}

    @Nullable
    String parent() {
        return parent;
    }

    @Nullable
    Boolean growthArea() {
        return growthArea;
    }

    @Nullable
    LocalDate validOn() {
        return validOn;
    }
}
