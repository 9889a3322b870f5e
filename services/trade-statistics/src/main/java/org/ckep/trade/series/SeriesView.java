package org.ckep.trade.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Sender;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one reporter about one partner, flow and commodity, from one source. They are that reporter's figures and
 * nobody else's.
 *
 * @param reimport true of imports whose reporter is its own partner: goods that came back; part of its totals, and no supplier
 * @param sentBy CN, KR or OPERATOR where all values were sent by the same, else VARIES and each value says its own
 * @param unit of the values
 * @param valuation CIF, FOB or UNKNOWN where all values are alike, else VARIES and each value says its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TradeSeries")
record SeriesView(
        Coded reporter,
        Coded partner,
        Coded flow,
        Commodity commodity,
        String frequency,
        String source,
        boolean reimport,
        String sentBy,
        String valuation,
        String unit,
        List<Value> observations) {

    static final String UNIT = "USD";
    static final String VARIES = "VARIES";

    /** A code with its names. */
    @Schema(name = "TradeCode")
    record Coded(String code, LocalizedText names) {}

    /**
     * What was traded.
     *
     * @param classification edition of the Harmonized System in which the reporter reported
     * @param id the code with its edition, as SDMX spells it
     */
    @Schema(name = "TradeCommodity")
    record Commodity(String code, String classification, String id, LocalizedText names) {}

    /**
     * The figure of one period.
     *
     * @param value in the unit of the series
     * @param netWeight in kg, null where the reporter does not tell
     * @param netWeightEstimated true where the source estimated the weight
     * @param quantity supplementary quantity
     * @param provisional true where the source means to replace the value by a final one
     * @param status code of CL_OBS_STATUS of the value; one whose value is missing is told by SDMX alone
     * @param netWeightStatus that of the weight, null where the reporter says nothing of it
     * @param quantityStatus that of the quantity, null where the reporter says nothing of it
     * @param sentBy whose statisticians sent the figure under the source of the series
     * @param knownSince since when this value stands; earlier ones are found by {@code knownAt}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TradeFigure")
    record Value(
            String period,
            BigDecimal value,
            String valuation,
            @Nullable BigDecimal netWeight,
            @Nullable Boolean netWeightEstimated,
            @Nullable BigDecimal quantity,
            @Nullable String quantityUnit,
            boolean provisional,
            String status,
            @Nullable String netWeightStatus,
            @Nullable String quantityStatus,
            Sender sentBy,
            Instant knownSince) {}
}
