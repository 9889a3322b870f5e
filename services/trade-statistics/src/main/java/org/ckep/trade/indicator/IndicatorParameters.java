package org.ckep.trade.indicator;

import jakarta.ws.rs.QueryParam;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of a call as they came; the catalogue says which formula needs or takes which. */
class IndicatorParameters {
    @QueryParam("source")
    @Parameter(description = "Code of CL_SOURCE; always needed, since sources are never mixed", example = "COMTRADE_V1")
    @Nullable
    String source;

    @QueryParam("reporter")
    @Parameter(description = "Area whose figures count: two letters or M49 number", example = "KR")
    @Nullable
    String reporter;

    @QueryParam("partner")
    @Parameter(description = "The other area: two letters or M49 number", example = "CN")
    @Nullable
    String partner;

    @QueryParam("period")
    @Parameter(description = "A year or a month; always needed", example = "2023")
    @Nullable
    String period;

    @QueryParam("basePeriod")
    @Parameter(description = "Earlier period of the same frequency, for what is measured as a change", example = "2022")
    @Nullable
    String basePeriod;

    @QueryParam("classification")
    @Parameter(
            description = "Edition of the Harmonized System, such as HS22. Without it the newest in which the reporter"
                    + " reports the periods; figures of several editions are never mixed")
    @Nullable
    String classification;

    @QueryParam("level")
    @Parameter(description = "Digits of the products: 2, 4 or 6", schema = @Schema(defaultValue = "6"))
    @Nullable
    String level;

    @QueryParam("commodity")
    @Parameter(description = "One product of 2, 4 or 6 digits instead of all of a level", example = "854232")
    @Nullable
    String commodity;

    @QueryParam("flow")
    @Parameter(description = "X for exports or M for imports")
    @Nullable
    String flow;

    @QueryParam("variant")
    @Parameter(description = "Which of the formula's variants; needed wherever there are several")
    @Nullable
    String variant;

    @QueryParam("world")
    @Parameter(
            description = "incl: the world with the reporter; excl: without it",
            schema = @Schema(defaultValue = "incl"))
    @Nullable
    String world;

    @QueryParam("totals")
    @Parameter(
            description = "reported: the reporter's own TOTAL; summed: the sum of the listed products",
            schema = @Schema(defaultValue = "reported"))
    @Nullable
    String totals;

    @QueryParam("absent")
    @Parameter(
            description = "missing: a product that a reporter does not list gives no value; zero: it counts as zero",
            schema = @Schema(defaultValue = "missing"))
    @Nullable
    String absent;

    @QueryParam("top")
    @Parameter(
            description = "How many of the largest suppliers are summed and named, 1 to 20",
            schema = @Schema(defaultValue = "3"))
    @Nullable
    String top;

    @QueryParam("suppliers")
    @Parameter(
            description = "economies: the reporter itself and unspecified areas are no suppliers; all: they are",
            schema = @Schema(defaultValue = "economies"))
    @Nullable
    String suppliers;

    @QueryParam("trim")
    @Parameter(
            description = "Leaves out products whose unit value rose or fell by more than this factor (above 1)",
            example = "5")
    @Nullable
    String trim;

    @QueryParam("minTrade")
    @Parameter(description = "Leaves out economies with exports below so many USD", example = "1000000000")
    @Nullable
    String minTrade;

    @QueryParam("pciNorm")
    @Parameter(
            description = "eci: products on the scale of economies; own: by their own mean and deviation",
            schema = @Schema(defaultValue = "eci"))
    @Nullable
    String pciNorm;

    @QueryParam("knownAt")
    @Parameter(description = "Computes from what was known at that instant, before later revisions")
    @Nullable
    String knownAt;

    /** For the REST runtime. */
    IndicatorParameters() {}

    /** What was given, by parameter. */
    Map<Option, String> given() {
        Map<Option, String> given = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String text = text(option);
            if (text != null) {
                given.put(option, text);
            }
        }
        return given;
    }

    private @Nullable String text(Option option) {
        return switch (option) {
            case SOURCE -> source;
            case REPORTER -> reporter;
            case PARTNER -> partner;
            case PERIOD -> period;
            case BASE_PERIOD -> basePeriod;
            case CLASSIFICATION -> classification;
            case LEVEL -> level;
            case COMMODITY -> commodity;
            case FLOW -> flow;
            case VARIANT -> variant;
            case WORLD -> world;
            case TOTALS -> totals;
            case ABSENT -> absent;
            case TOP -> top;
            case SUPPLIERS -> suppliers;
            case TRIM -> trim;
            case MIN_TRADE -> minTrade;
            case PCI_NORM -> pciNorm;
            case KNOWN_AT -> knownAt;
        };
    }
}
