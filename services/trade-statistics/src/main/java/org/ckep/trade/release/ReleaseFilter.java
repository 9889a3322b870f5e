package org.ckep.trade.release;

import jakarta.ws.rs.QueryParam;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which releases are asked for; what is absent does not limit. */
class ReleaseFilter {
    @QueryParam("state")
    @Parameter(description = "Only releases in that state")
    @Nullable
    ReleaseState state;

    @QueryParam("side")
    @Parameter(description = "Only releases of that side")
    @Nullable
    Side side;

    @QueryParam("source")
    @Parameter(description = "Only releases of that source, a code of CL_SOURCE", example = "NATIONAL")
    @Nullable
    String source;

    /** For the REST runtime. */
    ReleaseFilter() {}
}
