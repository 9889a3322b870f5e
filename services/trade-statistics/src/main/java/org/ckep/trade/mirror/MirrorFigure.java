package org.ckep.trade.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.ckep.trade.observation.Sender;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one area reports about one direction of its trade with the other.
 *
 * @param reporter the area whose figure it is
 * @param partner the area it reports about
 * @param flow X or M
 * @param source code of CL_SOURCE
 * @param sentBy whose statisticians sent it under that source, null with the value
 * @param value in USD, null where the figure is missing
 * @param valuation CIF, FOB or UNKNOWN; null with the value
 * @param classification edition in which the area reported, null with the value
 * @param provisional true where the source means to replace the value by a final one
 * @param knownSince since when this value stands, null with the value
 * @param missing why there is no value, null where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MirrorFigure")
record MirrorFigure(
        String reporter,
        String partner,
        String flow,
        String source,
        @Nullable Sender sentBy,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,
        @Nullable String valuation,
        @Nullable String classification,
        @Nullable Boolean provisional,
        @Nullable Instant knownSince,
        @Nullable Missing missing) {

    /** Why a value is null. */
    enum Missing {
        /** This area's figure is not held for this source, period and commodity. */
        NOT_REPORTED,
        /** This area keeps the figure back: its source says that the value is suppressed. */
        SUPPRESSED,
        /** The source says that there is a figure and that it was not collected. */
        NOT_COLLECTED,
        /** The source says that there can be no figure. */
        CANNOT_EXIST,
        /** The source says that there is no value, for another reason or without one. */
        MISSING_AT_SOURCE,
        /** The figure was told before and has been taken back. */
        WITHDRAWN,
        /** The commodity does not exist in the edition in which this area reports. */
        NOT_IN_CLASSIFICATION,
        /** The figure waits in a draft of its side, or for the end of an embargo; told to that side alone. */
        NOT_YET_RELEASED,
        /** A figure that this one is computed from is missing. */
        INPUT_MISSING,
        /** The figures are of different editions of the Harmonized System, in which a code may mean different goods. */
        CLASSIFICATIONS_DIFFER,
        /** A factor between CIF and FOB says something of imports valued CIF against exports valued FOB alone. */
        VALUATIONS_UNSUITABLE,
        /** Balances have signs, and a percentage of two numbers of opposite sign says nothing. */
        SIGNED_AMOUNTS,
        /** The computation would divide by zero. */
        ZERO_DENOMINATOR;

        /** What the status of an observation without a value says. */
        static Missing ofStatus(String code) {
            return switch (code) {
                case "Q" -> SUPPRESSED;
                case "L" -> NOT_COLLECTED;
                case "M" -> CANNOT_EXIST;
                default -> MISSING_AT_SOURCE;
            };
        }
    }

    /** False where both are held in different editions. */
    boolean isOfEditionOf(MirrorFigure other) {
        return classification == null
                || other.classification() == null
                || classification.equals(other.classification());
    }

    static MirrorFigure missing(String reporter, String partner, String flow, String source, Missing why) {
        return new MirrorFigure(reporter, partner, flow, source, null, null, null, null, null, null, why);
    }
}
