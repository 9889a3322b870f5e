package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Option.WORLD;
import static org.ckep.trade.indicator.Plan.ALL_REPORTERS;
import static org.ckep.trade.indicator.Plan.EXPORTS;
import static org.ckep.trade.indicator.Plan.IMPORTS;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.ckep.trade.indicator.IndicatorQuery.World;
import org.jspecify.annotations.Nullable;

/** Formulas that compare the trade of two economies, or of one with the world. */
final class StructureFormulas {
    private StructureFormulas() {}

    static List<Formula> all() {
        return List.of(
                Formula.named("trade-intensity")
                        .needs(REPORTER, PARTNER)
                        .takes(COMMODITY)
                        .variants("plain", "world-exports", "kojima")
                        .mixedSides()
                        .of(StructureFormulas::intensitySlices, StructureFormulas::intensity),
                Formula.named("complementarity-michaely")
                        .needs(REPORTER, PARTNER)
                        .takes(LEVEL)
                        .summed()
                        .mixedSides()
                        .of(
                                StructureFormulas::exporterAndImporter,
                                (query, figures) ->
                                        one(Similarity.michaely(figures.vector("X_ik"), figures.vector("M_jk"))
                                                .unless(figures.withheldIn("X_ik", "M_jk")))),
                Formula.named("complementarity-drysdale")
                        .needs(REPORTER, PARTNER)
                        .takes(LEVEL)
                        .summed()
                        .mixedSides()
                        .of(
                                StructureFormulas::exporterImporterAndWorld,
                                (query, figures) -> one(Similarity.drysdale(
                                                figures.vector("X_ik"),
                                                figures.vector("X_wk"),
                                                figures.vector("M_jk"),
                                                figures.vector("M_wk"))
                                        .unless(figures.withheldIn("X_ik", "M_jk")))),
                Formula.named("export-similarity")
                        .needs(REPORTER, PARTNER)
                        .takes(LEVEL)
                        .summed()
                        .mixedSides()
                        .of(StructureFormulas::twoExporters, StructureFormulas::similarity),
                Formula.named("diversification")
                        .needs(REPORTER)
                        .takes(LEVEL, WORLD)
                        .summed()
                        .of(StructureFormulas::exporterAndWorld, StructureFormulas::diversification),
                Formula.named("export-margins")
                        .needs(REPORTER)
                        .takes(LEVEL)
                        .summed()
                        .of(StructureFormulas::exporterAndWorld, StructureFormulas::margins));
    }

    private static List<IndicatorRow> one(Result result) {
        return List.of(IndicatorRow.of(result));
    }

    private static void intensitySlices(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.amount("x_ij", query.reporter(), query.partner(), EXPORTS, query.period())
                .amount("X_i", query.reporter(), Slice.WORLD, EXPORTS, query.period());
        if ("world-exports".equals(query.variant())) {
            plan.amount("x_wj", ALL_REPORTERS, query.partner(), EXPORTS, query.period())
                    .amount("X_w", ALL_REPORTERS, Slice.WORLD, EXPORTS, query.period());
            return;
        }
        plan.amount("M_j", query.partner(), Slice.WORLD, IMPORTS, query.period())
                .amount("M_w", ALL_REPORTERS, Slice.WORLD, IMPORTS, query.period());
        if ("kojima".equals(query.variant())) {
            plan.amount("M_i", query.reporter(), Slice.WORLD, IMPORTS, query.period());
        }
    }

    private static List<IndicatorRow> intensity(IndicatorQuery query, Figures figures) {
        BigDecimal bilateral = figures.amountOfAll("x_ij");
        BigDecimal exports = figures.amountOfAll("X_i");
        boolean worldExports = "world-exports".equals(query.variant());
        BigDecimal market = figures.amountOfAll(worldExports ? "x_wj" : "M_j");
        BigDecimal world = figures.amountOfAll(worldExports ? "X_w" : "M_w");
        BigDecimal own = figures.amountOfAll("M_i");
        BigDecimal reference = "kojima".equals(query.variant()) ? minus(world, own) : world;
        Result result = bilateral == null
                ? Result.NOT_REPORTED
                : Result.ratio(times(bilateral, reference), times(exports, market));
        IndicatorRow row = IndicatorRow.of(result.unless(figures.withheldIn("x_ij", "X_i", "M_j", "M_i")))
                .with("x_ij", bilateral)
                .with("X_i", exports)
                .with(worldExports ? "x_wj" : "M_j", market)
                .with(worldExports ? "X_w" : "M_w", world)
                .with("M_i", own);
        return List.of(row);
    }

    private static void exporterAndImporter(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.allProducts("X_ik", query.reporter(), Slice.WORLD, EXPORTS, query.period())
                .allProducts("M_jk", query.partner(), Slice.WORLD, IMPORTS, query.period());
    }

    private static void exporterImporterAndWorld(Plan plan) {
        exporterAndImporter(plan);
        plan.allProducts(
                        "X_wk",
                        ALL_REPORTERS,
                        Slice.WORLD,
                        EXPORTS,
                        plan.query().period())
                .allProducts(
                        "M_wk",
                        ALL_REPORTERS,
                        Slice.WORLD,
                        IMPORTS,
                        plan.query().period());
    }

    private static void twoExporters(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.allProducts("X_ik", query.reporter(), Slice.WORLD, EXPORTS, query.period())
                .allProducts("X_jk", query.partner(), Slice.WORLD, EXPORTS, query.period());
    }

    private static void exporterAndWorld(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.allProducts("X_ik", query.reporter(), Slice.WORLD, EXPORTS, query.period())
                .allProducts("X_wk", ALL_REPORTERS, Slice.WORLD, EXPORTS, query.period());
    }

    private static List<IndicatorRow> similarity(IndicatorQuery query, Figures figures) {
        Vector one = figures.vector("X_ik");
        Vector other = figures.vector("X_jk");
        Reason withheld = figures.withheldIn("X_ik", "X_jk");
        return List.of(IndicatorRow.of(Similarity.fingerKreinin(one, other).unless(withheld))
                .with("krugman", Similarity.krugman(one, other).unless(withheld)));
    }

    private static List<IndicatorRow> diversification(IndicatorQuery query, Figures figures) {
        Vector exports = figures.vector("X_ik");
        Vector world = figures.vector("X_wk");
        Vector others = query.world() == World.INCL ? world : without(world, exports);
        return one(Similarity.diversification(exports, others).unless(figures.withheldIn("X_ik")));
    }

    private static List<IndicatorRow> margins(IndicatorQuery query, Figures figures) {
        Vector exports = figures.vector("X_ik");
        Vector world = figures.vector("X_wk");
        Dynamics.Margins margins = Dynamics.margins(exports, world);
        Result share = exports.isEmpty() ? Result.NOT_REPORTED : Result.ratio(exports.sum(), world.sum());
        Reason withheld = figures.withheldIn("X_ik");
        return List.of(
                IndicatorRow.of(margins.extensive().unless(withheld)).ofKind("EXTENSIVE"),
                IndicatorRow.of(margins.intensive().unless(withheld)).ofKind("INTENSIVE"),
                IndicatorRow.of(share.unless(withheld)).ofKind("SHARE_OF_WORLD"));
    }

    private static Vector without(Vector world, Vector own) {
        Vector others = new Vector();
        for (Map.Entry<String, BigDecimal> product : world.amounts().entrySet()) {
            others.add(product.getKey(), product.getValue().subtract(own.orZero(product.getKey())));
        }
        return others;
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.multiply(other);
    }

    private static @Nullable BigDecimal minus(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.subtract(other);
    }
}
