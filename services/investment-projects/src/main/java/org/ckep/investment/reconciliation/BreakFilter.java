package org.ckep.investment.reconciliation;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.records.reconciliation.Breaks;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of breaks; those left out leave nothing out. */
class BreakFilter {
    @QueryParam("state")
    @Parameter(description = "Only in these states; may be repeated")
    @Nullable
    List<BreakState> state;

    @QueryParam("reason")
    @Parameter(description = "Only with this reason, as a side has said or, before, as the figures suggest")
    @Nullable
    BreakReason reason;

    @QueryParam("assigned")
    @Parameter(description = "Only those that this side is to explain")
    @Nullable
    Side assigned;

    @QueryParam("record")
    @Parameter(
            description =
                    "URN of a project: only its figures, and those of the group of paired records that it is or was in")
    @Nullable
    String record;

    /** For the REST runtime. */
    BreakFilter() {}

    /** The filters as they are applied; fails where the record is not the URN of a project. */
    Breaks.Filter parsed() {
        return new Breaks.Filter(
                state == null || state.isEmpty() ? null : state,
                reason,
                assigned,
                Parameters.urn("record", record, "project"));
    }
}
