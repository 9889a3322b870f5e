package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far what happens lies from what was planned.
 *
 * @param total number of projects with at least one planned date, each counted once
 * @param coverage always {@code visible-only}: it is made of what the viewer may see, and says nothing of the rest
 * @param data by key date, those with a plan
 */
@Schema(name = "Slippage")
record Slippage(long total, String coverage, List<Slip> data) {

    /**
     * One key date. Days count from the last day of the first plan; a date that is not known to the day counts as its last
     * day.
     *
     * @param happened number of projects in which it was planned and has happened
     * @param late those of them in which it happened after the first plan
     * @param medianDays median of the days from the first plan to the day on which it happened, negative where earlier
     * @param worstDays most of these days
     * @param pending number of projects under way in which it is planned and has not happened
     * @param postponed those of them whose last plan lies after the first one
     * @param medianPostponedDays median of the days from the first to the last plan of all that are pending
     * @param overdue those that are pending though the last plan is over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SlippageOfKeyDate")
    record Slip(
            KeyDate keyDate,
            int happened,
            int late,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal medianDays,

            @Nullable Integer worstDays,
            int pending,
            int postponed,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal medianPostponedDays,

            int overdue) {}
}
