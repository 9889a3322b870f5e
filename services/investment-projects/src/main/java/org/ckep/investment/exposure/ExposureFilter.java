package org.ckep.investment.exposure;

import jakarta.ws.rs.QueryParam;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of exposures; those left out leave nothing out. */
class ExposureFilter {
    @QueryParam("subject")
    @Parameter(description = "URN of a project or site")
    @Nullable
    String subject;

    @QueryParam("measure")
    @Parameter(description = "URN of a measure: what does it touch?")
    @Nullable
    String measure;

    @QueryParam("state")
    @Parameter(description = "Whether it does still")
    @Nullable
    ExposureState state;

    @QueryParam("side")
    @Parameter(description = "Only what that side sees")
    @Nullable
    Side side;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    /** For the REST runtime. */
    ExposureFilter() {}
}
