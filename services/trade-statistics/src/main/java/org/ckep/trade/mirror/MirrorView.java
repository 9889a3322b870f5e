package org.ckep.trade.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.trade.conversion.ConversionMethod;
import org.ckep.trade.mirror.MirrorFigure.Missing;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Valuation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The trade between two areas in one commodity and period by one source, as each of them reports it.
 *
 * @param commodity TOTAL or a code of the Harmonized System
 * @param unit of all values
 * @param flows both directions, each with the exporter's and the importer's figure: four answers, none of them the true one
 * @param sides each area's own total and balance
 * @param total how far the areas' totals are apart, the first area's against the second's
 * @param balance how far the areas' balances are from mirroring each other
 */
@Schema(name = "MirrorView")
record MirrorView(
        String period,
        String frequency,
        String source,
        String commodity,
        String unit,
        List<Flow> flows,
        List<SideTotals> sides,
        Discrepancy total,
        Discrepancy balance) {

    static final String TOTAL = "TOTAL";
    private static final String EXPORTS = "X";
    private static final String IMPORTS = "M";
    private static final int CENTS = 2;

    /**
     * One direction of trade.
     *
     * @param exporter what the area that sells calls its exports
     * @param importer what the area that buys calls its imports
     * @param discrepancy the importer's figure against the exporter's, both as they were reported, or as {@code compared}
     *     shows them
     * @param atFob the discrepancy with the request's factor between CIF and FOB, null where the request names none; of the
     *     figures as they were reported, and so without a value beside {@code compared}
     * @param compared both figures in the older of two editions, null where they were reported in one, no table leads
     *     there, or the page holds more than it converts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MirrorFlow")
    record Flow(
            String from,
            String to,
            MirrorFigure exporter,
            MirrorFigure importer,
            Discrepancy discrepancy,
            @Nullable AtFob atFob,
            @Nullable Compared compared) {}

    /**
     * Both ends of a direction in one edition of the Harmonized System, under the same code.
     *
     * @param classification the older of the two in which they were reported
     */
    @Schema(name = "MirrorCompared")
    record Compared(String classification, ComparedFigure exporter, ComparedFigure importer) {}

    /**
     * A figure in the edition in which it is compared.
     *
     * @param hsVintageReported edition in which it was reported
     * @param value in USD and exact: what conversion divides is not rounded
     * @param conversionMethod the least exact of what went into it, NONE where it is shown as it was reported
     * @param manyToManyShare share of the value that came from codes with several targets, 0 to 1; null where it is zero
     * @param reportedCodes how many reported codes went into it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MirrorComparedFigure")
    record ComparedFigure(
            String hsVintageReported,
            BigDecimal value,
            ConversionMethod conversionMethod,
            @Nullable BigDecimal manyToManyShare,
            long reportedCodes) {}

    /**
     * One direction of trade with imports reckoned down to the exporter's frontier by a factor that the request gave. It is
     * nobody's figure.
     *
     * @param cifFobFactor by which the importer's figure is divided
     * @param importer the importer's figure after that, in USD to the cent; null where it is not converted
     * @param discrepancy the converted figure against the exporter's
     * @param missing why nothing is converted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MirrorAtFob")
    record AtFob(
            BigDecimal cifFobFactor,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal importer,

            Discrepancy discrepancy,
            @Nullable Missing missing) {

        static AtFob of(BigDecimal factor, MirrorFigure exporter, MirrorFigure importer, boolean allGoods) {
            BigDecimal reported = importer.value();
            if (reported == null || exporter.value() == null) {
                return unconverted(factor, Missing.INPUT_MISSING);
            }
            if (!Valuation.CIF.name().equals(importer.valuation())
                    || !Valuation.FOB.name().equals(exporter.valuation())) {
                return unconverted(factor, Missing.VALUATIONS_UNSUITABLE);
            }
            if (!allGoods && !importer.isOfEditionOf(exporter)) {
                return unconverted(factor, Missing.CLASSIFICATIONS_DIFFER);
            }
            BigDecimal converted = Decimals.plain(reported.divide(factor, CENTS, RoundingMode.HALF_UP));
            return new AtFob(factor, converted, Discrepancy.between(converted, exporter.value()), null);
        }

        private static AtFob unconverted(BigDecimal factor, Missing why) {
            return new AtFob(factor, null, new Discrepancy(null, null, null, why), why);
        }
    }

    /**
     * What one area reports about its trade with the other.
     *
     * @param total exports plus imports, null where one is missing
     * @param balance exports minus imports, null where one is missing
     * @param missing why total and balance are null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MirrorSideTotals")
    record SideTotals(
            String side,
            MirrorFigure exports,
            MirrorFigure imports,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal total,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal balance,

            @Nullable Missing missing) {

        /** Figures of two editions are shown and not added up, but for a total over all goods, which has none. */
        static SideTotals of(String side, MirrorFigure exports, MirrorFigure imports, boolean allGoods) {
            if (!allGoods && !exports.isOfEditionOf(imports)) {
                return new SideTotals(side, exports, imports, null, null, Missing.CLASSIFICATIONS_DIFFER);
            }
            BigDecimal out = exports.value();
            BigDecimal in = imports.value();
            if (out == null || in == null) {
                return new SideTotals(side, exports, imports, null, null, Missing.INPUT_MISSING);
            }
            return new SideTotals(
                    side, exports, imports, Decimals.plain(out.add(in)), Decimals.plain(out.subtract(in)), null);
        }
    }

    /** Gives the figure of an area about the other for one of its flows. */
    interface Figures {
        MirrorFigure of(String reporter, String partner, String flow);
    }

    /** Gives the direction of trade from an area in one edition, null where it is compared as it was reported. */
    interface InOneEdition {
        @Nullable
        Compared from(String exporter);
    }

    /** Puts the four figures beside each other, as they were reported. */
    static MirrorView of(
            String period,
            String frequency,
            String source,
            String commodity,
            String a,
            String b,
            @Nullable BigDecimal cifFobFactor,
            Figures figures) {
        return of(period, frequency, source, commodity, a, b, cifFobFactor, figures, exporter -> null);
    }

    /** Puts the four figures beside each other. */
    static MirrorView of(
            String period,
            String frequency,
            String source,
            String commodity,
            String a,
            String b,
            @Nullable BigDecimal cifFobFactor,
            Figures figures,
            InOneEdition inOneEdition) {
        boolean allGoods = commodity.equals(TOTAL);
        SideTotals first = SideTotals.of(a, figures.of(a, b, EXPORTS), figures.of(a, b, IMPORTS), allGoods);
        SideTotals second = SideTotals.of(b, figures.of(b, a, EXPORTS), figures.of(b, a, IMPORTS), allGoods);
        boolean comparable = allGoods || editions(first, second).size() <= 1;
        return new MirrorView(
                period,
                frequency,
                source,
                commodity,
                "USD",
                List.of(
                        flow(first, second, allGoods, cifFobFactor, inOneEdition.from(a)),
                        flow(second, first, allGoods, cifFobFactor, inOneEdition.from(b))),
                List.of(first, second),
                comparable ? Discrepancy.between(first.total(), second.total()) : differing(),
                comparable ? Discrepancy.ofBalances(first.balance(), second.balance()) : differing());
    }

    private static Flow flow(
            SideTotals exporter,
            SideTotals importer,
            boolean allGoods,
            @Nullable BigDecimal cifFobFactor,
            @Nullable Compared compared) {
        return new Flow(
                exporter.side(),
                importer.side(),
                exporter.exports(),
                importer.imports(),
                compared == null
                        ? Discrepancy.of(importer.imports(), exporter.exports(), allGoods)
                        : Discrepancy.between(
                                compared.importer().value(), compared.exporter().value()),
                cifFobFactor == null ? null : AtFob.of(cifFobFactor, exporter.exports(), importer.imports(), allGoods),
                compared);
    }

    private static Set<String> editions(SideTotals first, SideTotals second) {
        return Stream.of(first.exports(), first.imports(), second.exports(), second.imports())
                .flatMap(figure -> Stream.ofNullable(figure.classification()))
                .collect(Collectors.toSet());
    }

    private static Discrepancy differing() {
        return new Discrepancy(null, null, null, Missing.CLASSIFICATIONS_DIFFER);
    }
}
