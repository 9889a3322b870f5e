package org.ckep.trade.indicator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An indicator explained.
 *
 * @param id how a call names it
 * @param version of the formula; another version may yield other values
 * @param expression the formula in its symbols
 * @param range which values it takes, and which one is neutral
 * @param meaning what it tells
 * @param inputs its symbols
 * @param variants ways to compute it that differ in value, one of which a call must name
 * @param limits what to beware of
 * @param source where the formula was published
 * @param needs parameters that a call must give
 * @param takes parameters that a call may give
 * @param grades published classes of its values, empty where there are none
 * @param gradesSource where the classes were published, null where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IndicatorCatalogueEntry")
record CatalogueEntry(
        String id,
        String version,
        LocalizedText names,
        String expression,
        String range,
        LocalizedText meaning,
        List<Named> inputs,
        List<Named> variants,
        LocalizedText limits,
        String source,
        List<String> needs,
        List<String> takes,
        List<Graded> grades,
        @Nullable String gradesSource) {

    /** A symbol or variant with what it stands for. */
    @Schema(name = "IndicatorTerm")
    record Named(String id, LocalizedText names) {}

    /**
     * A class of values: those above, or at least, a lower limit and at most, or below, an upper one.
     *
     * @param id what answers call it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IndicatorGrade")
    record Graded(
            String id,
            @Nullable BigDecimal above,
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost,
            @Nullable BigDecimal below,
            LocalizedText names) {}
}
