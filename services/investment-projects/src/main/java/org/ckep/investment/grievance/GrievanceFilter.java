package org.ckep.investment.grievance;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of grievances; those left out leave nothing out. */
class GrievanceFilter {
    @QueryParam("project")
    @Parameter(description = "URN of the project")
    @Nullable
    String project;

    @QueryParam("raisedBy")
    @Parameter(description = "URN of the company that raised it")
    @Nullable
    String raisedBy;

    @QueryParam("state")
    @Parameter(description = "Only in these states; may be repeated")
    @Nullable
    List<GrievanceState> state;

    @QueryParam("side")
    @Parameter(description = "Only that side's")
    @Nullable
    Side side;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    /** For the REST runtime. */
    GrievanceFilter() {}

    /** The states asked for, null for all. */
    @Nullable
    List<GrievanceState> states() {
        return state == null || state.isEmpty() ? null : state;
    }
}
