package org.ckep.trade.lists;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Period;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Whose trade is asked for by end use.
 *
 * @param reporter code of CL_AREA
 * @param partner code of CL_AREA
 * @param flow X or M
 */
record EndUseQuery(Edition edition, String source, Period period, String reporter, String partner, String flow) {
    /** Editions whose commodities have categories. */
    private static final List<Edition> EDITIONS = List.of(Edition.HS12, Edition.HS17, Edition.HS22);

    private static final List<String> FLOWS = List.of("X", "M");

    /** The parameters as they came. */
    static class Filter {
        @QueryParam("edition")
        @Parameter(
                description = "Edition of the Harmonized System in which the figures stand",
                required = true,
                schema = @Schema(enumeration = {"HS12", "HS17", "HS22"}),
                example = "HS22")
        @Nullable
        String edition;

        @QueryParam("source")
        @Parameter(description = "Code of CL_SOURCE", required = true, example = "COMTRADE_V1")
        @Nullable
        String source;

        @QueryParam("period")
        @Parameter(description = "A year or a month", required = true, example = "2023")
        @Nullable
        String period;

        @QueryParam("reporter")
        @Parameter(description = "Two letters or M49 number", required = true, example = "KR")
        @Nullable
        String reporter;

        @QueryParam("partner")
        @Parameter(description = "Two letters or M49 number", schema = @Schema(defaultValue = "W0"), example = "CN")
        @Nullable
        String partner;

        @QueryParam("flow")
        @Parameter(
                description = "X exports, M imports",
                required = true,
                schema = @Schema(enumeration = {"X", "M"}),
                example = "X")
        @Nullable
        String flow;

        /** For the REST runtime. */
        Filter() {}
    }

    /**
     * Reads everything that needs no list; areas and source are taken over as they are.
     *
     * @throws ProblemException naming the parameter that is missing or not understood
     */
    static EndUseQuery of(Filter filter) {
        String flow = needed("flow", filter.flow);
        if (!FLOWS.contains(flow)) {
            throw ProblemException.invalidParameter("flow", "The parameter 'flow' must be X or M.");
        }
        String period = needed("period", filter.period);
        return new EndUseQuery(
                edition(filter.edition),
                needed("source", filter.source),
                Period.parse(period)
                        .orElseThrow(() -> ProblemException.invalidParameter(
                                "period",
                                "The parameter 'period' must be a year or a month, such as 2023 or 2023-05.")),
                needed("reporter", filter.reporter),
                filter.partner == null || filter.partner.isEmpty() ? "W0" : filter.partner,
                flow);
    }

    /** This query with areas by their code, however the request named them. */
    EndUseQuery withAreas(String reporterCode, String partnerCode) {
        return new EndUseQuery(edition, source, period, reporterCode, partnerCode, flow);
    }

    /** An edition whose commodities have categories. */
    static Edition edition(@Nullable String given) {
        String name = needed("edition", given);
        return Edition.ofName(name)
                .filter(EDITIONS::contains)
                .orElseThrow(() -> ProblemException.invalidParameter(
                        "edition",
                        "The parameter 'edition' must be one of "
                                + EDITIONS.stream().map(Edition::name).collect(Collectors.joining(", ")) + "."));
    }

    private static String needed(String parameter, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw ProblemException.invalidParameter(parameter, "The parameter '" + parameter + "' is missing.");
        }
        return given;
    }
}
