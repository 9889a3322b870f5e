package org.ckep.trade.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Instants;
import org.ckep.trade.observation.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A filter that was understood; null does not limit.
 *
 * @param edition edition of the commodity code, null for all
 * @param commodity code within the edition
 * @param firstDay first day of the earliest period
 * @param lastDay last day of the latest period
 * @param knownAt instant of knowledge, null for now
 */
record SeriesQuery(
        @Nullable String source,
        @Nullable Frequency frequency,
        @Nullable String reporter,
        @Nullable String flow,
        @Nullable Edition edition,
        @Nullable String commodity,
        @Nullable String partner,
        LocalDate firstDay,
        LocalDate lastDay,
        @Nullable Instant knownAt) {

    private static final Pattern COMMODITY = Pattern.compile("(?:(HS[0-9]{0,2})_)?(TOTAL|[0-9]{2}|[0-9]{4}|[0-9]{6})");
    private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /**
     * Reads everything that needs no list; codes of areas, flow and source are taken over as they are.
     *
     * @throws ProblemException naming the parameter that is not understood
     */
    static SeriesQuery of(SeriesFilter filter) {
        Edition edition = null;
        String commodity = null;
        if (filter.commodity != null) {
            Matcher matcher = COMMODITY.matcher(filter.commodity.toUpperCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw refuse("commodity", filter.commodity, "TOTAL, 2, 4 or 6 digits, or a code such as HS22_854232");
            }
            commodity = matcher.group(2);
            edition = edition(matcher.group(1), filter.commodity);
        }
        LocalDate firstDay = filter.startPeriod == null
                ? EARLIEST
                : range("startPeriod", filter.startPeriod).first();
        LocalDate lastDay = filter.endPeriod == null
                ? LATEST
                : range("endPeriod", filter.endPeriod).last();
        if (filter.knownAt != null && !Instants.isStorable(filter.knownAt)) {
            throw refuse("knownAt", filter.knownAt.toString(), "an instant from 1900 to 9999");
        }
        if (lastDay.isBefore(firstDay)) {
            throw ProblemException.invalidParameter(
                    "endPeriod", "The parameter 'endPeriod' must not lie before 'startPeriod'.");
        }
        return new SeriesQuery(
                filter.source,
                frequency(filter.freq),
                filter.reporter,
                filter.flow,
                edition,
                commodity,
                filter.partner,
                firstDay,
                lastDay,
                filter.knownAt);
    }

    /** This query with areas by their code, however the request named them. */
    SeriesQuery withAreas(@Nullable String reporterCode, @Nullable String partnerCode) {
        return new SeriesQuery(
                source, frequency, reporterCode, flow, edition, commodity, partnerCode, firstDay, lastDay, knownAt);
    }

    private static @Nullable Edition edition(@Nullable String name, String given) {
        if (name == null) {
            return null;
        }
        return Edition.ofName(name)
                .orElseThrow(() -> refuse(
                        "commodity", given, "a code of an edition of the Harmonized System, such as HS22_854232"));
    }

    private static @Nullable Frequency frequency(@Nullable String code) {
        return code == null ? null : Frequency.ofCode(code).orElseThrow(() -> refuse("freq", code, "A or M"));
    }

    private static TimeRange range(String parameter, String text) {
        return TimeRange.parse(text)
                .orElseThrow(() -> refuse(parameter, text, "a year, quarter or month, such as 2023 or 2023-05"));
    }

    static ProblemException refuse(String parameter, String given, String expected) {
        return ProblemException.invalidParameter(
                parameter,
                "The parameter '" + parameter + "' must be " + expected + ", not '" + CodeCheck.shorten(given) + "'.");
    }
}
