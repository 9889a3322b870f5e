package org.ckep.trade.indicator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Values of an indicator with everything that is needed to compute them again.
 *
 * @param formula which formula computed them
 * @param basis whose figures, in which edition, of which source and period
 * @param notSpecified how much of the reporter's trade is not specified by kind, null for a formula over no products
 * @param suppressed how many figures that the answer looks at are there without their value
 * @param inputs the figures that were used
 * @param data the values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IndicatorAnswer")
record IndicatorAnswer(
        Used formula,
        Basis basis,
        @Nullable NotSpecified notSpecified,
        Suppressed suppressed,
        Inputs inputs,
        List<IndicatorRow> data) {

    /**
     * A formula in the version and variant that was used.
     *
     * @param method name of the method, where libraries know several under one name
     * @param catalogue where it is explained
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IndicatorFormulaUsed")
    record Used(
            String id,
            String version,
            @Nullable String variant,
            @Nullable String method,
            String expression,
            String catalogue) {}

    /**
     * What the values rest on.
     *
     * @param reporter area whose figures they are, null for a formula over all reporters
     * @param classification edition of the Harmonized System; figures of another one are not used
     * @param valuations CIF, FOB or UNKNOWN, as the figures say
     * @param reporters number of areas whose figures are used
     * @param mixedSides true where figures of one reporter are set against another's
     * @param unit of all amounts
     * @param parameters the parameters that lead to the same answer again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IndicatorBasis")
    record Basis(
            @Nullable String reporter,
            @Nullable String partner,
            String source,
            String classification,
            String period,
            @Nullable String basePeriod,
            List<String> valuations,
            int reporters,
            boolean mixedSides,
            String unit,
            Map<String, String> parameters) {}

    /**
     * Trade under the code for what is not specified by kind, which no product-level formula counts as a product.
     *
     * @param share of all of the reporter's trade in that flow, null where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IndicatorNotSpecified")
    record NotSpecified(
            String commodity,
            @Nullable BigDecimal value,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal share,

            @Nullable Reason missing) {}

    /**
     * Trade that is kept back, or that its source says to be missing: the figure is there without its amount. How much it
     * is nobody but its source knows.
     *
     * @param figures how many of the reporter's products of the level, in the flow and period that {@code notSpecified} is
     *     about; null for a formula over no products
     * @param share of all of the reporter's trade in that flow: 0 where there is none, else null
     * @param shareAtMost the part of that trade which neither products that are told nor goods not specified by kind
     *     make up, which the suppressed trade is a part of; null where it is not known
     * @param ofOtherReporters figures that the sums over all reporters lack, which are sums of what is told; for complexity
     *     those of the economies that were left out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IndicatorSuppressed")
    record Suppressed(
            @Nullable Integer figures,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal share,

            @Nullable BigDecimal shareAtMost,
            int ofOtherReporters) {}

    /**
     * The figures that were used.
     *
     * @param figures how many
     * @param sha256 hash of the CSV file at {@code csv}, byte for byte
     * @param csv where to fetch them, at the state of knowledge that was used, whatever is revised later
     * @param knownAt that state of knowledge
     */
    @Schema(name = "IndicatorInputs")
    record Inputs(long figures, String sha256, String csv, Instant knownAt) {}
}
