package org.ckep.trade.bilateral;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one side reports about one direction of trade.
 *
 * @param value in USD, null where the side's figure is missing
 * @param valuation CIF, FOB or UNKNOWN; null with the value
 * @param classification edition in which the side reported, null with the value
 * @param missing why there is no value, null where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BilateralFigure")
record Figure(
        Side reporter,
        String flow,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,
        @Nullable String valuation,
        @Nullable String classification,
        @Nullable Missing missing) {

    /** Why a value is null. */
    enum Missing {
        /** This side's figure is not held for this source, period and commodity. */
        NOT_REPORTED,
        /** A figure that this one is computed from is missing. */
        INPUT_MISSING,
        /** The computation would divide by zero. */
        ZERO_DENOMINATOR
    }

    static Figure of(Side reporter, String flow, BigDecimal value, String valuation, String classification) {
        return new Figure(reporter, flow, value, valuation, classification, null);
    }

    static Figure missing(Side reporter, String flow) {
        return new Figure(reporter, flow, null, null, null, Missing.NOT_REPORTED);
    }
}
