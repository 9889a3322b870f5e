package org.ckep.trade.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.ckep.trade.observation.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * Something peculiar about a file as a whole. It is told to whoever sent the file and is no reason to refuse it.
 *
 * @param figure what the file says
 * @param comparedWith what it was held against
 */
record Finding(Rule rule, Place place, BigDecimal figure, BigDecimal comparedWith) {
    private static final int DIGITS = 4;

    /** What a file is looked at for; there is a sentence to each in every language. */
    enum Rule {
        /** Fewer figures of a chapter than the last file had that held figures of it. */
        FEWER_FIGURES,
        /** The partners do not add up to the World. */
        PARTNERS_NOT_WORLD,
        /** The six-digit codes do not add up to their heading. */
        SUBHEADINGS_NOT_HEADING,
        /** The six-digit codes do not add up to the total. */
        SUBHEADINGS_NOT_TOTAL,
        /** The rows that a row of totals sums up do not add up to it. */
        TOTALS_ROW_NOT_SUM,
        /** Figures of commodities that stand in the code list without a name, among all of their edition. */
        UNNAMED_COMMODITIES,
        /** Rows left out because of a code that its list does not have, among all rows. */
        UNKNOWN_CODES,
        /** A value that differs from the median of its series by the factor 8 or more. */
        FAR_FROM_MEDIAN
    }

    /**
     * Where it was found, as far as the rule tells places apart.
     *
     * @param commodity a code, or the chapter whose figures were counted
     */
    record Place(
            @Nullable String frequency,
            @Nullable String period,
            @Nullable String reporter,
            @Nullable String flow,
            @Nullable String edition,
            @Nullable String commodity,
            @Nullable String partner) {}

    Finding {
        figure = Decimals.plain(figure);
        comparedWith = Decimals.plain(comparedWith);
    }

    /** Figure by what it was compared with; null where that is zero. */
    @Nullable
    BigDecimal ratio() {
        return comparedWith.signum() == 0
                ? null
                : Decimals.plain(figure.divide(comparedWith, DIGITS, RoundingMode.HALF_UP));
    }

    /** What its sentence speaks of. */
    List<String> arguments() {
        BigDecimal ratio = ratio();
        return List.of(
                figure.toPlainString(), comparedWith.toPlainString(), ratio == null ? "–" : ratio.toPlainString());
    }
}
