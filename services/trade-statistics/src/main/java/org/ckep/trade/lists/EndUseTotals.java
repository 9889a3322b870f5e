package org.ckep.trade.lists;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What one reporter traded with one partner in one period, by what the goods are used for, as the reporter says.
 *
 * @param flow X or M
 * @param total the sum of all six-digit commodities, in USD; 0 where there is none
 * @param totals one line for each end use, for commodities without a category (UNCLASSIFIED) and for those not specified
 *     by kind (NOT_SPECIFIED); they sum to the total, but for the rounding of each
 */
@Schema(name = "EndUseTotals")
record EndUseTotals(
        String reporter,
        String partner,
        String flow,
        String source,
        String edition,
        String period,
        BigDecimal total,
        List<Line> totals) {
    EndUseTotals {
        totals = List.copyOf(totals);
    }

    /**
     * What the database sums up.
     *
     * @param total of all figures
     * @param ofUses by end use
     */
    record Sums(BigDecimal total, Map<String, Sum> ofUses) {
        Sums {
            ofUses = Map.copyOf(ofUses);
        }
    }

    /** The sums of one end use, rounded to two decimals. */
    record Sum(BigDecimal value, BigDecimal estimated, long commodities) {}

    /**
     * One end use.
     *
     * @param value in USD, rounded to two decimals
     * @param estimated how much of it rests on equal parts, in USD, rounded to two decimals
     * @param commodities how many six-digit commodities contribute
     */
    @Schema(name = "EndUseTotal")
    record Line(String endUse, LocalizedText names, BigDecimal value, BigDecimal estimated, long commodities) {}
}
