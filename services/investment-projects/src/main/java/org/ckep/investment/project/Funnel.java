package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many projects came how far, and how long they stayed where.
 *
 * @param total number of projects, each counted once
 * @param coverage always {@code visible-only}: the counts are of what the viewer may see, and say nothing of the rest
 * @param data by profile and state, in the order of the states
 */
@Schema(name = "Funnel")
record Funnel(long total, String coverage, List<Stage> data) {

    /**
     * One state of one of the two state machines.
     *
     * @param reached number of projects that came to it, or further
     * @param now number of those that are in it, a suspended one where it was halted
     * @param advanced number of those that went on to a later state
     * @param lost number of those that were given up in it
     * @param advancedPercent how many of those that reached it went on, with one decimal; absent where none reached it
     * @param measured number of those of which both the day they came and the day they left are known
     * @param medianDays the median of their days in it, suspensions included
     * @param longestDays the most of their days in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FunnelStage")
    record Stage(
            Profile profile,
            ProjectStatus state,
            int reached,
            int now,
            int advanced,
            int lost,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal advancedPercent,

            int measured,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal medianDays,

            @Nullable Integer longestDays) {}
}
