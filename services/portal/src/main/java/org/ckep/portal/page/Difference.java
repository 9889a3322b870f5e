package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * How far two figures are apart, as the statistics service states it; both empty where one of them is missing.
 *
 * @param absolute in the table's unit, with its sign
 * @param percent of the mean of both figures, with its sign
 */
record Difference(String absolute, String percent) {
    static Difference of(JsonNode discrepancy, Wording words) {
        BigDecimal absolute = number(discrepancy.path("absolute"));
        BigDecimal percent = number(discrepancy.path("percent"));
        return new Difference(
                absolute == null ? "" : words.dollarDifference(absolute),
                percent == null ? "" : Wording.percentDifference(percent));
    }

    public boolean isEmpty() {
        return absolute.isEmpty();
    }

    /** A decimal of an answer, null where there is none. */
    static @Nullable BigDecimal number(JsonNode number) {
        return number.isTextual() || number.isNumber() ? new BigDecimal(number.asText()) : null;
    }
}
