package org.ckep.trade.indicator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.Reimport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A figure that an indicator was computed from.
 *
 * @param classification edition in which the reporter reported
 * @param reimport true of imports whose reporter is its own partner; the CSV file shows it by the two areas alone
 * @param value in USD, null where the figure is there without it; the CSV file leaves the column empty
 * @param missing why there is no value, as its source says
 * @param netWeight in kg, null where the reporter does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IndicatorInputFigure")
record InputFigure(
        String source,
        String frequency,
        String reporter,
        String flow,
        String classification,
        String commodity,
        String partner,
        String period,
        boolean reimport,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,
        @Nullable Reason missing,
        @Nullable BigDecimal netWeight,
        String valuation) {

    static InputFigure of(IndicatorQuery query, Row row) {
        return new InputFigure(
                query.source(),
                query.frequency().name(),
                row.getString("reporter"),
                row.getString("flow"),
                row.getString("edition"),
                row.getString("commodity"),
                row.getString("partner"),
                new Period(query.frequency(), row.getLocalDate("period")).toString(),
                Reimport.is(row.getString("reporter"), row.getString("partner"), row.getString("flow")),
                Decimals.plainOrNull(row.getBigDecimal("value")),
                row.getString("status") == null ? null : Reason.ofStatus(row.getString("status")),
                Decimals.plainOrNull(row.getBigDecimal("net_weight")),
                row.getString("valuation"));
    }
}
