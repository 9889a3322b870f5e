package org.ckep.investment.reconciliation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.kernel.value.Decimals;
import org.ckep.records.reconciliation.CycleView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much of what both sides state agrees, cycle by cycle.
 *
 * @param data newest first
 */
@Schema(name = "ReconciliationTrend")
record ReconciliationTrend(List<Rate> data) {
    /**
     * What a cycle came to. Figures of one side alone, and those that do not measure the same, are not compared.
     *
     * @param cycle its permanent name
     * @param closedAt when the figures were compared
     * @param month whose agreed rates it took; absent where it is of before rates were agreed
     * @param policyVersion by which version of the agreed tolerances: rates of two versions are not alike
     * @param compared pairs of figures
     * @param agreeing pairs that say the same, exactly or within the tolerance
     * @param agreedDifferences pairs that differ and that both sides have agreed to leave at that
     * @param breaks pairs that differ
     * @param rate percent of the compared pairs that agree; absent where nothing was compared
     * @param settledRate percent of them that agree or are left at that; absent likewise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReconciliationRate")
    record Rate(
            Urn cycle,
            Instant closedAt,

            @Schema(implementation = String.class, format = "year-month", examples = "2026-11") @Nullable
            YearMonth month,

            int policyVersion,
            int compared,
            int agreeing,
            int agreedDifferences,
            int breaks,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal rate,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal settledRate) {

        static Rate of(CycleView cycle) {
            int agreeing = pairs(cycle, MatchStatus.MATCHED) + pairs(cycle, MatchStatus.WITHIN_TOLERANCE);
            int left = pairs(cycle, MatchStatus.AGREED_DIFFERENCE);
            int breaks = pairs(cycle, MatchStatus.BREAK);
            int compared = agreeing + left + breaks;
            return new Rate(
                    cycle.urn(),
                    cycle.closedAt(),
                    cycle.month(),
                    cycle.policyVersion(),
                    compared,
                    agreeing,
                    left,
                    breaks,
                    percent(agreeing, compared),
                    percent(agreeing + left, compared));
        }

        private static int pairs(CycleView cycle, MatchStatus status) {
            return cycle.pairs().getOrDefault(status, 0);
        }

        private static @Nullable BigDecimal percent(int part, int whole) {
            return whole == 0
                    ? null
                    : Decimals.normal(BigDecimal.valueOf(part)
                            .movePointRight(2)
                            .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP));
        }
    }

    static ReconciliationTrend of(List<CycleView> cycles) {
        return new ReconciliationTrend(cycles.stream().map(Rate::of).toList());
    }
}
