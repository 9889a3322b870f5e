package org.ckep.trade.conversion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one reporter says of its trade with one partner, commodity by commodity, in a classification of choice.
 *
 * @param classification in which figures are shown, but for those that could not be converted
 * @param unit of all values
 * @param tables the correspondences that were used, each at its revision
 * @param sums of the periods and editions of this page, over all of their commodities
 * @param next the cursor of the page after this one, null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ConvertedFigures")
record ConvertedFigures(
        String classification,
        String source,
        String frequency,
        String reporter,
        String partner,
        String flow,
        String unit,
        List<Table> tables,
        List<Figure> data,
        List<Sum> sums,
        @Nullable String next) {
    static final String UNIT = "USD";

    ConvertedFigures {
        tables = List.copyOf(tables);
        data = List.copyOf(data);
        sums = List.copyOf(sums);
    }

    /**
     * A correspondence at a revision; its links are found by {@code /trade/v1/correspondences/{id}/links?revision=…}.
     *
     * @param revision 0 where it was not imported yet
     */
    @Schema(name = "ConversionTable")
    record Table(String id, int revision) {}

    /**
     * A figure. Figures of different reported editions are never summed.
     *
     * @param hsVintageReported edition in which it was reported
     * @param hsVintageShown edition in which it is shown, the reported one where it could not be converted; null in any
     *     other classification
     * @param classification of the code
     * @param commodity the code
     * @param names of the code, null where no list has it
     * @param value in USD and exact: what conversion divides is not rounded; null where it is told to be missing
     * @param conversionMethod the least exact of what went into it
     * @param manyToManyShare share of the value that came from codes with several targets, 0 to 1; null where the value is
     *     zero or missing
     * @param reportedCodes how many reported codes went into it
     * @param notConverted why it is shown as it was reported, null where it is shown as asked for
     * @param valuation CIF, FOB, UNKNOWN, or VARIES
     * @param sentBy CN, KR, OPERATOR, or VARIES
     * @param provisional true where a part of it is
     * @param knownSince since when the newest part of it stands
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConvertedFigure")
    record Figure(
            String period,
            String hsVintageReported,
            @Nullable String hsVintageShown,
            String classification,
            String commodity,
            @Nullable LocalizedText names,
            @Nullable BigDecimal value,
            ConversionMethod conversionMethod,
            @Nullable BigDecimal manyToManyShare,
            long reportedCodes,
            @Nullable Obstacle notConverted,
            String valuation,
            String sentBy,
            boolean provisional,
            Instant knownSince) {}

    /**
     * All commodities of one period that were reported in one edition.
     *
     * @param total what was reported in six-digit codes, in USD
     * @param converted how much of it is shown as asked for
     * @param notConverted how much of it is shown as it was reported; both sum to the total
     * @param manyToManyShare share of what is shown as asked for that came from codes with several targets
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConvertedSum")
    record Sum(
            String period,
            String hsVintageReported,
            BigDecimal total,
            BigDecimal converted,
            BigDecimal notConverted,
            @Nullable BigDecimal manyToManyShare) {}
}
