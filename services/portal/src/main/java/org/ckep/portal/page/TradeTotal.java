package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One year's bilateral trade by either side's count, in billion US dollars; null where a side has not reported.
 *
 * @param discrepancyPercent the difference in percent of the mean of both figures, as the statistics service states it
 */
record TradeTotal(
        String period,
        @Nullable BigDecimal cn,
        @Nullable BigDecimal kr,
        @Nullable BigDecimal discrepancyPercent) {
    private static final int BILLION_DIGITS = 9;

    static TradeTotal of(JsonNode year) {
        return new TradeTotal(
                year.path("period").asText(),
                billions(totalOf("CN", year)),
                billions(totalOf("KR", year)),
                number(year.path("total").path("percent")));
    }

    private static JsonNode totalOf(String side, JsonNode year) {
        for (JsonNode totals : year.path("sides")) {
            if (side.equals(totals.path("side").asText())) {
                return totals.path("total");
            }
        }
        return MissingNode.getInstance();
    }

    private static @Nullable BigDecimal billions(JsonNode amount) {
        BigDecimal dollars = number(amount);
        return dollars == null ? null : dollars.movePointLeft(BILLION_DIGITS).setScale(1, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal number(JsonNode number) {
        return number.isTextual() || number.isNumber() ? new BigDecimal(number.asText()) : null;
    }
}
