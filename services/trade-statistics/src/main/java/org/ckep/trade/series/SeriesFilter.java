package org.ckep.trade.series;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which series are asked for; what is absent does not limit. */
class SeriesFilter {
    @QueryParam("reporter")
    @Parameter(description = "Reporting area: two letters (KR) or M49 number (410)", example = "KR")
    @Nullable
    String reporter;

    @QueryParam("partner")
    @Parameter(description = "Partner area: two letters or M49 number; W0 or 0 is the world", example = "CN")
    @Nullable
    String partner;

    @QueryParam("flow")
    @Parameter(description = "Code of CL_TRADE_FLOW", example = "M")
    @Nullable
    String flow;

    @QueryParam("commodity")
    @Parameter(
            description = "TOTAL, 2, 4 or 6 digits of the Harmonized System, or a code with its edition (HS22_282520)")
    @Nullable
    String commodity;

    @QueryParam("freq")
    @Parameter(description = "A or M")
    @Nullable
    String freq;

    @QueryParam("source")
    @Parameter(
            description = "Code of CL_SOURCE; without it all but invented figures (GENERATED)",
            example = "COMTRADE_V1")
    @Nullable
    String source;

    @QueryParam("startPeriod")
    @Parameter(description = "First period, such as 2022, 2022-Q1 or 2022-05")
    @Nullable
    String startPeriod;

    @QueryParam("endPeriod")
    @Parameter(description = "Last period")
    @Nullable
    String endPeriod;

    @QueryParam("knownAt")
    @Parameter(description = "Answers what was known at that instant, before later revisions")
    @Nullable
    Instant knownAt;

    /** For the REST runtime. */
    SeriesFilter() {}
}
