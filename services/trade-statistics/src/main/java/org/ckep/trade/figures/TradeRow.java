package org.ckep.trade.figures;

import java.math.BigDecimal;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.QuantityUnit;
import org.ckep.trade.observation.Valuation;
import org.jspecify.annotations.Nullable;

/**
 * One figure as it is stored: what was traded between whom, valued in USD, with weights in kg. Null is "not told",
 * never zero.
 *
 * @param row number of the line in the file
 * @param reporter area that reports, as a code of CL_AREA
 * @param partner area it reports about
 * @param flow code of CL_TRADE_FLOW
 * @param commodity code within the edition, or TOTAL
 * @param value primary value in USD
 * @param cifValue value with cost, insurance and freight in USD
 * @param fobValue value free on board in USD
 */
public record TradeRow(
        long row,
        Period period,
        String reporter,
        String partner,
        String flow,
        Edition edition,
        String commodity,
        BigDecimal value,
        @Nullable BigDecimal cifValue,
        @Nullable BigDecimal fobValue,
        Valuation valuation,
        Measured netWeight,
        Measured grossWeight,
        Measured quantity,
        @Nullable QuantityUnit quantityUnit,
        Measured altQuantity,
        @Nullable QuantityUnit altQuantityUnit,
        @Nullable Integer legacyEstimationFlag,
        @Nullable Boolean reported,
        @Nullable Boolean aggregate,
        @Nullable Boolean originalClassification) {

    /**
     * A weight or quantity and whether the source estimated it.
     *
     * @param amount null where the source does not know it
     * @param estimated null where the source does not tell
     */
    public record Measured(
            @Nullable BigDecimal amount, @Nullable Boolean estimated) {}
}
