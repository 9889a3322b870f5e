package org.ckep.investment.project;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeState;
import org.ckep.records.change.ChangeFilter;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of all projects' change sets; those left out leave nothing out. */
class ChangeSetFilter {
    @QueryParam("state")
    @Parameter(description = "Only in these states; may be repeated")
    @Nullable
    List<ChangeState> state;

    @QueryParam("side")
    @Parameter(description = "Only those that this side proposes")
    @Nullable
    Side side;

    @QueryParam("record")
    @Parameter(description = "URN of a project: only its change sets")
    @Nullable
    String record;

    @QueryParam("waitingFor")
    @Parameter(
            description =
                    "Only those that wait for somebody: ME for what the caller himself can carry on, OWN_SIDE for what "
                            + "is his side's turn, himself included, OTHER_SIDE for what is the other side's.")
    ChangeFilter.@Nullable WaitingFor waitingFor;

    /** For the REST runtime. */
    ChangeSetFilter() {}

    /** The filters as they are applied; fails where the record is not the URN of a project. */
    ChangeFilter parsed() {
        return new ChangeFilter(
                state == null || state.isEmpty() ? null : state,
                side,
                Parameters.urn("record", record, Project.TYPE),
                waitingFor);
    }
}
