package org.ckep.trade.mirror;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Instants;
import org.ckep.trade.observation.Period;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which mirror figures are asked for.
 *
 * @param a the first area, a code of CL_AREA
 * @param b the second area
 * @param period the only period, null for all of the frequency
 * @param commodity the only commodity, null for all of a level
 * @param digits length of the commodity codes, null where one commodity is asked for
 * @param knownAt instant of knowledge, null for now
 * @param cifFobFactor by which imports valued CIF are divided beside the unconverted figures, null for no conversion
 */
record MirrorQuery(
        String a,
        String b,
        Frequency frequency,
        @Nullable Period period,
        @Nullable String source,
        @Nullable String commodity,
        @Nullable Integer digits,
        @Nullable Instant knownAt,
        @Nullable BigDecimal cifFobFactor) {

    private static final Pattern COMMODITY = Pattern.compile("TOTAL|[0-9]{2}|[0-9]{4}|[0-9]{6}");
    private static final Pattern FACTOR = Pattern.compile("1(\\.[0-9]{1,6})?|2(\\.0{1,6})?");
    private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** The parameters as they came. */
    static class Filter {
        @QueryParam("a")
        @Parameter(
                description = "First area: two letters or M49 number",
                schema = @Schema(defaultValue = "CN"),
                example = "CN")
        @Nullable
        String a;

        @QueryParam("b")
        @Parameter(
                description = "Second area: two letters or M49 number",
                schema = @Schema(defaultValue = "KR"),
                example = "KR")
        @Nullable
        String b;

        @QueryParam("period")
        @Parameter(description = "A year or a month; without it all years", example = "2020")
        @Nullable
        String period;

        @QueryParam("source")
        @Parameter(
                description =
                        "Code of CL_SOURCE; without it every source that has a figure, but for invented ones (GENERATED)",
                example = "DOTS")
        @Nullable
        String source;

        @QueryParam("commodity")
        @Parameter(description = "TOTAL (the default) or 2, 4 or 6 digits of the Harmonized System", example = "282520")
        @Nullable
        String commodity;

        @QueryParam("level")
        @Parameter(description = "2, 4 or 6: every commodity with that many digits, instead of one commodity")
        @Nullable
        String level;

        @QueryParam("knownAt")
        @Parameter(description = "Answers what was known at that instant, before later revisions")
        @Nullable
        Instant knownAt;

        @QueryParam("cifFobFactor")
        @Parameter(
                description =
                        "A factor of your own between CIF and FOB, from 1 to 2: imports valued CIF are divided by it and"
                                + " set against exports valued FOB, beside the discrepancy of the figures as reported. Without"
                                + " it nothing is converted",
                example = "1.06")
        @Nullable
        String cifFobFactor;

        /** For the REST runtime. */
        Filter() {}
    }

    /**
     * Reads everything that needs no list; areas and source are taken over as they are.
     *
     * @throws ProblemException naming the parameter that is not understood
     */
    static MirrorQuery of(Filter filter) {
        Integer digits = digits(filter);
        String commodity = digits != null ? null : filter.commodity == null ? MirrorView.TOTAL : filter.commodity;
        if (commodity != null && !COMMODITY.matcher(commodity).matches()) {
            throw ProblemException.invalidParameter(
                    "commodity",
                    "The parameter 'commodity' must be TOTAL or 2, 4 or 6 digits of the Harmonized System.");
        }
        if (filter.knownAt != null && !Instants.isStorable(filter.knownAt)) {
            throw ProblemException.invalidParameter(
                    "knownAt", "The parameter 'knownAt' must be an instant from 1900 to 9999.");
        }
        Period period = filter.period == null ? null : period(filter.period);
        return new MirrorQuery(
                filter.a == null ? "CN" : filter.a,
                filter.b == null ? "KR" : filter.b,
                period == null ? Frequency.A : period.frequency(),
                period,
                filter.source,
                commodity,
                digits,
                filter.knownAt,
                factor(filter.cifFobFactor));
    }

    /** This query with areas by their code, however the request named them. */
    MirrorQuery withAreas(String first, String second) {
        if (first.equals(second)) {
            throw ProblemException.invalidParameter("b", "The parameter 'b' must name another area than 'a'.");
        }
        return new MirrorQuery(first, second, frequency, period, source, commodity, digits, knownAt, cifFobFactor);
    }

    LocalDate first() {
        return period == null ? EARLIEST : period.start();
    }

    LocalDate last() {
        return period == null ? LATEST : period.start();
    }

    private static @Nullable Integer digits(Filter filter) {
        if (filter.level == null) {
            return null;
        }
        if (filter.commodity != null) {
            throw ProblemException.invalidParameter(
                    "level", "The parameter 'level' asks for all commodities; leave it out beside 'commodity'.");
        }
        return switch (filter.level) {
            case "2" -> 2;
            case "4" -> 4;
            case "6" -> 6;
            default -> throw ProblemException.invalidParameter("level", "The parameter 'level' must be 2, 4 or 6.");
        };
    }

    private static @Nullable BigDecimal factor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!FACTOR.matcher(text).matches()) {
            throw ProblemException.invalidParameter(
                    "cifFobFactor",
                    "The parameter 'cifFobFactor' must be a number from 1 to 2 with at most 6 decimals, such as 1.06.");
        }
        return Decimals.plain(new BigDecimal(text));
    }

    private static Period period(String text) {
        return Period.parse(text)
                .orElseThrow(() -> ProblemException.invalidParameter(
                        "period", "The parameter 'period' must be a year (2023) or a month (2023-05)."));
    }
}
