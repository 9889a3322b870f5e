package org.ckep.trade.warning;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * A rule to be set.
 *
 * @param title what it watches, in words
 * @param source code of CL_SOURCE
 * @param frequency A or M
 * @param reporter area whose imports are watched, by its code or number of CL_AREA
 * @param partner area they come from; needed for months of zero trade, and null for the largest supplier
 * @param edition edition of the Harmonized System in which the reporter reports
 * @param commodity 2, 4 or 6 digits
 * @param raiseAt an alert is raised above it
 * @param clearAt it is cleared below it; above 0 and at most {@code raiseAt}
 * @param floor trade in USD below which nothing is raised
 * @param classification who may know of the rule and its alerts; null for the own side's ministries
 */
record NewWarningRule(
        @NotNull LocalizedText title,
        @NotNull Metric metric,
        @NotNull @Size(max = 40) String source,
        @NotNull Frequency frequency,
        @NotNull @Size(max = 10) String reporter,
        @Nullable @Size(max = 10) String partner,
        @NotNull Edition edition,

        @NotNull @Pattern(regexp = "[0-9]{2}|[0-9]{4}|[0-9]{6}")
        String commodity,

        @NotNull BigDecimal raiseAt,
        @NotNull BigDecimal clearAt,
        @NotNull BigDecimal floor,
        @NotNull Grade grade,
        @Nullable Classification classification) {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MOST_FLOOR = new BigDecimal("1e15");
    private static final int DECIMALS = 4;
    private static final String WORLD = "W0";

    /**
     * What the annotations cannot say.
     *
     * @throws ProblemException naming the member that is wrong
     */
    void requireSound() {
        requireLimit("/raiseAt", raiseAt, metric == Metric.SUPPLIER_SHARE || metric == Metric.SUPPLIER_HHI);
        requireLimit("/clearAt", clearAt, false);
        if (clearAt.signum() == 0) {
            throw ProblemException.invalid(
                    "/clearAt", "out-of-range", "Nothing falls below 0: clearAt must lie above it.");
        }
        if (clearAt.compareTo(raiseAt) > 0) {
            throw ProblemException.invalid("/clearAt", "above-raise-at", "clearAt must not lie above raiseAt.");
        }
        if (floor.signum() < 0 || floor.compareTo(MOST_FLOOR) > 0 || floor.scale() > 2) {
            throw ProblemException.invalid("/floor", "out-of-range", "floor is an amount in USD, 0 or more.");
        }
        boolean zeroTrade = metric == Metric.ZERO_TRADE_MONTHS;
        if (zeroTrade && frequency != Frequency.M) {
            throw ProblemException.invalid("/frequency", "not-monthly", "Months of zero trade need monthly figures.");
        }
        if (zeroTrade && partner == null) {
            throw ProblemException.invalid("/partner", "required", "Months of zero trade need a partner.");
        }
        if (partner != null && metric != Metric.SUPPLIER_SHARE && !zeroTrade) {
            throw ProblemException.invalid("/partner", "not-used", "The metric " + metric + " takes no partner.");
        }
    }

    /**
     * The rule with its areas by their codes, however they were given.
     *
     * @throws ProblemException where it would watch the world's imports, or what an area imports from itself or the world
     */
    NewWarningRule withAreas(String reporterCode, @Nullable String partnerCode) {
        if (reporterCode.equals(WORLD)) {
            throw ProblemException.invalid("/reporter", "not-an-economy", "The world reports no imports.");
        }
        if (partnerCode != null && (partnerCode.equals(WORLD) || partnerCode.equals(reporterCode))) {
            throw ProblemException.invalid(
                    "/partner", "not-a-partner", "partner names another area than reporter, and not the world.");
        }
        return new NewWarningRule(
                title,
                metric,
                source,
                frequency,
                reporterCode,
                partnerCode,
                edition,
                commodity,
                raiseAt,
                clearAt,
                floor,
                grade,
                classification);
    }

    private static void requireLimit(String pointer, BigDecimal limit, boolean share) {
        boolean fits = limit.signum() >= 0
                && limit.compareTo(share ? BigDecimal.ONE : MOST) <= 0
                && limit.stripTrailingZeros().scale() <= DECIMALS;
        if (!fits) {
            throw ProblemException.invalid(
                    pointer,
                    "out-of-range",
                    "The limit lies from 0 to " + (share ? "1" : "1000000") + ", with at most four decimals.");
        }
    }
}
