package org.ckep.trade.bilateral;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.trade.observation.Decimals;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The trade between the two sides in one period by one source, as each of them reports it.
 *
 * @param commodity TOTAL or a code of the Harmonized System
 * @param unit of all values
 * @param flows both directions, each with the exporter's and the importer's figure
 * @param sides each side's own totals and balance
 * @param total how far the sides' totals are apart, China's against Korea's
 * @param balance how far the sides' balances are from mirroring each other
 */
record BilateralTotals(
        String period,
        String frequency,
        String source,
        String commodity,
        String unit,
        List<Flow> flows,
        List<SideTotals> sides,
        Discrepancy total,
        Discrepancy balance) {

    private static final String EXPORTS = "X";
    private static final String IMPORTS = "M";

    /**
     * One direction of trade.
     *
     * @param discrepancy the importer's figure against the exporter's
     */
    @Schema(name = "BilateralFlow")
    record Flow(Side from, Side to, Figure exporter, Figure importer, Discrepancy discrepancy) {}

    /**
     * What one side reports about its trade with the other.
     *
     * @param total exports plus imports, null where one is missing
     * @param balance exports minus imports, null where one is missing
     * @param missing why total and balance are null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BilateralSideTotals")
    record SideTotals(
            Side side,
            Figure exports,
            Figure imports,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal total,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal balance,

            Figure.@Nullable Missing missing) {

        static SideTotals of(Side side, Figure exports, Figure imports) {
            BigDecimal out = exports.value();
            BigDecimal in = imports.value();
            if (out == null || in == null) {
                return new SideTotals(side, exports, imports, null, null, Figure.Missing.INPUT_MISSING);
            }
            return new SideTotals(
                    side, exports, imports, Decimals.plain(out.add(in)), Decimals.plain(out.subtract(in)), null);
        }
    }

    /** Gives the figure of a side for one of its flows. */
    interface Figures {
        Figure of(Side reporter, String flow);
    }

    /** Puts the four figures beside each other. */
    static BilateralTotals of(String period, String frequency, String source, String commodity, Figures figures) {
        SideTotals cn = SideTotals.of(Side.CN, figures.of(Side.CN, EXPORTS), figures.of(Side.CN, IMPORTS));
        SideTotals kr = SideTotals.of(Side.KR, figures.of(Side.KR, EXPORTS), figures.of(Side.KR, IMPORTS));
        return new BilateralTotals(
                period,
                frequency,
                source,
                commodity,
                "USD",
                List.of(flow(cn, kr), flow(kr, cn)),
                List.of(cn, kr),
                Discrepancy.between(cn.total(), kr.total()),
                Discrepancy.ofBalances(cn.balance(), kr.balance()));
    }

    private static Flow flow(SideTotals exporter, SideTotals importer) {
        return new Flow(
                exporter.side(),
                importer.side(),
                exporter.exports(),
                importer.imports(),
                Discrepancy.between(
                        importer.imports().value(), exporter.exports().value()));
    }
}
