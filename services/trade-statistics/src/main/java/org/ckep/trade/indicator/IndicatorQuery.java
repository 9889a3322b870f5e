package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ckep.trade.indicator.Complexity.Norm;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * A call that was understood.
 *
 * @param source code of CL_SOURCE
 * @param reporter area whose figures count, empty for a formula over all reporters
 * @param partner the other area, the world where none was named
 * @param base earlier period, the period itself for a formula without one
 * @param edition edition asked for, null for the newest
 * @param level digits of the products
 * @param commodity the only product asked for, null for all
 * @param flow X or M
 * @param variant null for a formula without variants
 * @param trim factor above which a change of unit value is an outlier, null for none
 * @param minTrade exports in USD below which an economy is left out
 * @param knownAt instant of knowledge, null for now
 */
record IndicatorQuery(
        Formula formula,
        String source,
        String reporter,
        String partner,
        Period period,
        Period base,
        @Nullable Edition edition,
        int level,
        @Nullable String commodity,
        String flow,
        @Nullable String variant,
        World world,
        Totals totals,
        Absent absent,
        int top,
        Suppliers suppliers,
        @Nullable BigDecimal trim,
        BigDecimal minTrade,
        Norm pciNorm,
        @Nullable Instant knownAt) {

    /** Whether the world's trade contains that of the economy that is compared with it. */
    enum World {
        INCL,
        EXCL
    }

    /** What trade in all goods is. */
    enum Totals {
        REPORTED,
        SUMMED
    }

    /** What a product is that a reporter does not list. */
    enum Absent {
        MISSING,
        ZERO
    }

    /** Who counts as a supplier. */
    enum Suppliers {
        ECONOMIES,
        ALL
    }

    Frequency frequency() {
        return period.frequency();
    }

    boolean hasReporter() {
        return !reporter.isEmpty();
    }

    /** This query with areas by their code, however the request named them. */
    IndicatorQuery withAreas(String reporterCode, String partnerCode) {
        return new IndicatorQuery(
                formula,
                source,
                reporterCode,
                partnerCode,
                period,
                base,
                edition,
                level,
                commodity,
                flow,
                variant,
                world,
                totals,
                absent,
                top,
                suppliers,
                trim,
                minTrade,
                pciNorm,
                knownAt);
    }

    /** This query with what it was answered by: one edition, and one state of knowledge that later revisions leave alone. */
    IndicatorQuery pinned(Edition used, Instant at) {
        return new IndicatorQuery(
                formula, source, reporter, partner, period, base, used, level, commodity, flow, variant, world, totals,
                absent, top, suppliers, trim, minTrade, pciNorm, at);
    }

    /** The parameters that lead to the same answer, in the order of the catalogue. */
    Map<Option, String> parameters() {
        Map<Option, String> parameters = new LinkedHashMap<>();
        for (Option option : Option.values()) {
            String text = formula.accepts(option) ? text(option) : null;
            if (text != null) {
                parameters.put(option, text);
            }
        }
        return parameters;
    }

    private @Nullable String text(Option option) {
        return switch (option) {
            case SOURCE -> source;
            case REPORTER -> reporter.isEmpty() ? null : reporter;
            case PARTNER -> partner;
            case PERIOD -> period.toString();
            case BASE_PERIOD -> base.toString();
            case CLASSIFICATION -> edition == null ? null : edition.name();
            case LEVEL -> Integer.toString(level);
            case COMMODITY -> commodity;
            case FLOW -> flow;
            case VARIANT -> variant;
            case WORLD -> lower(world);
            case TOTALS -> lower(totals);
            case ABSENT -> lower(absent);
            case TOP -> Integer.toString(top);
            case SUPPLIERS -> lower(suppliers);
            case TRIM -> trim == null ? null : trim.toPlainString();
            case MIN_TRADE -> minTrade.toPlainString();
            case PCI_NORM -> lower(pciNorm);
            case KNOWN_AT -> knownAt == null ? null : knownAt.toString();
        };
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
