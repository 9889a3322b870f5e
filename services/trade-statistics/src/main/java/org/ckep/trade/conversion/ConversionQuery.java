package org.ckep.trade.conversion;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Instants;
import org.ckep.trade.observation.TimeRange;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which figures are asked for, and in which classification.
 *
 * @param edition in which they were reported, null for each
 * @param commodity the only code of the answer, null for all
 * @param firstDay first day of the earliest period
 * @param lastDay last day of the latest period
 * @param knownAt instant of knowledge, null for now
 */
record ConversionQuery(
        ShownClassification classification,
        @Nullable Edition edition,
        String source,
        Frequency frequency,
        String reporter,
        String partner,
        String flow,
        @Nullable String commodity,
        LocalDate firstDay,
        LocalDate lastDay,
        @Nullable Instant knownAt) {

    private static final Pattern COMMODITY = Pattern.compile("[0-9]{1,6}");
    private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** The parameters as they came. */
    static class Filter {
        @QueryParam("classification")
        @Parameter(
                description = "Classification in which the figures are shown",
                schema =
                        @Schema(
                                enumeration = {"HS07", "HS12", "HS17", "HS22", "SITC4", "ISIC4", "MTI"},
                                defaultValue = "HS12"))
        @Nullable
        String classification;

        @QueryParam("edition")
        @Parameter(
                description = "Figures that were reported in this edition alone; without it those of each, by itself",
                example = "HS22")
        @Nullable
        String edition;

        @QueryParam("source")
        @Parameter(description = "Code of CL_SOURCE", required = true, example = "COMTRADE_V1")
        @Nullable
        String source;

        @QueryParam("freq")
        @Parameter(description = "A or M", schema = @Schema(defaultValue = "A"))
        @Nullable
        String freq;

        @QueryParam("reporter")
        @Parameter(description = "Two letters or M49 number", required = true, example = "KR")
        @Nullable
        String reporter;

        @QueryParam("partner")
        @Parameter(description = "Two letters or M49 number", schema = @Schema(defaultValue = "W0"), example = "CN")
        @Nullable
        String partner;

        @QueryParam("flow")
        @Parameter(description = "Code of CL_TRADE_FLOW", required = true, example = "X")
        @Nullable
        String flow;

        @QueryParam("commodity")
        @Parameter(description = "This code of the answer alone, without its edition", example = "854232")
        @Nullable
        String commodity;

        @QueryParam("startPeriod")
        @Parameter(description = "First period, such as 2022 or 2022-05", example = "2023")
        @Nullable
        String startPeriod;

        @QueryParam("endPeriod")
        @Parameter(description = "Last period", example = "2023")
        @Nullable
        String endPeriod;

        @QueryParam("knownAt")
        @Parameter(description = "Converts what was known at that instant, by the tables of today")
        @Nullable
        Instant knownAt;

        /** For the REST runtime. */
        Filter() {}
    }

    /**
     * Reads everything that needs no list; areas, flow and source are taken over as they are.
     *
     * @throws ProblemException naming the parameter that is missing, not understood, or asks for a conversion to a newer
     *     edition
     */
    static ConversionQuery of(Filter filter) {
        String shown = filter.classification == null ? ShownClassification.HS12.name() : filter.classification;
        ShownClassification classification = ShownClassification.ofName(shown)
                .orElseThrow(() -> refuse("classification", shown, "one of " + ShownClassification.names()));
        Edition edition = filter.edition == null ? null : edition(classification, filter.edition);
        if (filter.commodity != null && !COMMODITY.matcher(filter.commodity).matches()) {
            throw refuse("commodity", filter.commodity, "1 to 6 digits");
        }
        LocalDate first = filter.startPeriod == null
                ? EARLIEST
                : range("startPeriod", filter.startPeriod).first();
        LocalDate last = filter.endPeriod == null
                ? LATEST
                : range("endPeriod", filter.endPeriod).last();
        if (last.isBefore(first)) {
            throw ProblemException.invalidParameter(
                    "endPeriod", "The parameter 'endPeriod' must not lie before 'startPeriod'.");
        }
        if (filter.knownAt != null && !Instants.isStorable(filter.knownAt)) {
            throw refuse("knownAt", filter.knownAt.toString(), "an instant from 1900 to 9999");
        }
        String freq = filter.freq == null ? Frequency.A.name() : filter.freq;
        return new ConversionQuery(
                classification,
                edition,
                needed("source", filter.source),
                Frequency.ofCode(freq).orElseThrow(() -> refuse("freq", freq, "A or M")),
                needed("reporter", filter.reporter),
                filter.partner == null || filter.partner.isEmpty() ? "W0" : filter.partner,
                needed("flow", filter.flow),
                filter.commodity,
                first,
                last,
                filter.knownAt);
    }

    /** This query with areas by their code, however the request named them. */
    ConversionQuery withAreas(String reporterCode, String partnerCode) {
        return new ConversionQuery(
                classification,
                edition,
                source,
                frequency,
                reporterCode,
                partnerCode,
                flow,
                commodity,
                firstDay,
                lastDay,
                knownAt);
    }

    private static Edition edition(ShownClassification classification, String given) {
        Edition edition = Edition.ofName(given)
                .filter(known -> known != Edition.HS)
                .orElseThrow(() -> refuse("edition", given, "an edition of the Harmonized System such as HS22"));
        Obstacle obstacle = classification.wayFrom(edition).obstacle();
        if (obstacle == Obstacle.NEWER_EDITION) {
            throw ProblemException.invalidParameter(
                    "classification",
                    "Figures of " + edition + " are not converted to " + classification
                            + ": the official tables lead to older editions alone.");
        }
        if (obstacle != null) {
            throw ProblemException.invalidParameter(
                    "edition", "No table leads from " + edition + " to " + classification + ".");
        }
        return edition;
    }

    private static TimeRange range(String parameter, String text) {
        return TimeRange.parse(text)
                .orElseThrow(() -> refuse(parameter, text, "a year, quarter or month, such as 2023 or 2023-05"));
    }

    private static String needed(String parameter, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw ProblemException.invalidParameter(parameter, "The parameter '" + parameter + "' is missing.");
        }
        return given;
    }

    private static ProblemException refuse(String parameter, String given, String expected) {
        return ProblemException.invalidParameter(
                parameter,
                "The parameter '" + parameter + "' must be " + expected + ", not '" + CodeCheck.shorten(given) + "'.");
    }
}
