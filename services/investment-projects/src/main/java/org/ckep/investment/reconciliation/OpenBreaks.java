package org.ckep.investment.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.kernel.reconciliation.BreakReason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many differences are open, and for how long.
 *
 * @param open number of breaks about which somebody has to do something, each counted once
 * @param overdue how many of them nobody has explained although the day has passed in both capitals
 * @param coverage always {@code visible-only}: the counts are of what the viewer may see, and say nothing of the rest
 * @param data counts by sector, reason and age; a break of a project of several sectors stands in each of them
 */
@Schema(name = "OpenBreaks")
record OpenBreaks(long open, long overdue, String coverage, List<Count> data) {
    /**
     * One cell.
     *
     * @param sector code of the sector, absent for breaks of projects without one
     * @param reason as a side has said or, before, as the figures suggest the likeliest; absent where neither says one
     * @param breaks number of breaks in it
     * @param explained of how many a side has said why
     * @param overdue how many nobody has explained although the day has passed in both capitals
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OpenBreakCount")
    record Count(
            @Nullable String sector,
            @Nullable BreakReason reason,
            BreakAge age,
            long breaks,
            long explained,
            long overdue) {}
}
