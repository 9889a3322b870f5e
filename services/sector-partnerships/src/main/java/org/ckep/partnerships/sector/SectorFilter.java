package org.ckep.partnerships.sector;

import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
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

    /** Fails with INVALID_VALUE for a day of a year that no record may name. */
    @Nullable
    LocalDate validOn() {
        if (validOn != null && (validOn.getYear() < FuzzyDate.FIRST_YEAR || validOn.getYear() > FuzzyDate.LAST_YEAR)) {
            throw ProblemException.invalidParameter(
                    "validOn",
                    "The parameter 'validOn' must be a day from " + FuzzyDate.FIRST_YEAR + " to " + FuzzyDate.LAST_YEAR
                            + ", such as 2026-01-04.");
        }
        return validOn;
    }
}
