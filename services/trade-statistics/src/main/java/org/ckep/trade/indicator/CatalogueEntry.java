package org.ckep.trade.indicator;

import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
 */
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
        List<String> takes) {

    /** A symbol or variant with what it stands for. */
    @Schema(name = "IndicatorTerm")
    record Named(String id, LocalizedText names) {}
}
