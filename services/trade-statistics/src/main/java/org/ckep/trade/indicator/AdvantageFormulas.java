package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.ABSENT;
import static org.ckep.trade.indicator.Option.BASE_PERIOD;
import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Option.TOTALS;
import static org.ckep.trade.indicator.Option.WORLD;
import static org.ckep.trade.indicator.Plan.ALL_REPORTERS;
import static org.ckep.trade.indicator.Plan.EXPORTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ckep.trade.indicator.Advantage.Position;
import org.ckep.trade.indicator.IndicatorQuery.World;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Formulas of comparative advantage. */
final class AdvantageFormulas {
    private static final String BEFORE = "_0";

    /** Figures of the product that the world's sum lacks, because their reporters keep them back. */
    private static final String WITHHELD = "withheldOfWorld";

    private AdvantageFormulas() {}

    static List<Formula> all() {
        return List.of(
                advantage("rca", Grade.OF_ADVANTAGE, Advantage::rca),
                advantage("rsca", List.of(), Advantage::rsca),
                advantage("nrca", List.of(), Advantage::nrca),
                Formula.named("rca-bilateral")
                        .needs(REPORTER, PARTNER)
                        .takes(LEVEL, COMMODITY, WORLD, TOTALS, ABSENT)
                        .of(
                                plan -> position(
                                        plan,
                                        plan.query().partner(),
                                        plan.query().period(),
                                        ""),
                                (query, figures) -> rows(query, figures, Advantage::rca)),
                Formula.named("rca-dynamic")
                        .needs(REPORTER, BASE_PERIOD)
                        .takes(LEVEL, COMMODITY, WORLD, TOTALS, ABSENT)
                        .of(AdvantageFormulas::bothPeriods, AdvantageFormulas::dynamic));
    }

    private static Formula advantage(String id, List<Grade> grades, Function<Position, Result> formula) {
        return Formula.named(id)
                .needs(REPORTER)
                .takes(LEVEL, COMMODITY, WORLD, TOTALS, ABSENT)
                .graded(grades)
                .of(
                        plan -> position(plan, Slice.WORLD, plan.query().period(), ""),
                        (query, figures) -> rows(query, figures, formula));
    }

    private static void position(Plan plan, String market, Period period, String suffix) {
        String reporter = plan.query().reporter();
        plan.productsAndTotal("X_ik" + suffix, "X_i" + suffix, reporter, market, EXPORTS, period)
                .productsAndTotal("X_wk" + suffix, "X_w" + suffix, ALL_REPORTERS, market, EXPORTS, period);
    }

    private static void bothPeriods(Plan plan) {
        position(plan, Slice.WORLD, plan.query().period(), "");
        position(plan, Slice.WORLD, plan.query().base(), BEFORE);
    }

    private static List<IndicatorRow> rows(IndicatorQuery query, Figures figures, Function<Position, Result> formula) {
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products("X_ik", "X_wk")) {
            Position at = at(query, figures, product, "");
            rows.add(IndicatorRow.of(product, formula.apply(at).unless(withheld(figures, product, "")))
                    .with("X_ik", at.product())
                    .with("X_i", at.all())
                    .with("X_wk", at.worldProduct())
                    .with("X_w", at.world())
                    .with(WITHHELD, figures.lacking("X_wk", product)));
        }
        return rows;
    }

    private static List<IndicatorRow> dynamic(IndicatorQuery query, Figures figures) {
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products("X_ik", "X_ik" + BEFORE)) {
            Position now = at(query, figures, product, "");
            Position before = at(query, figures, product, BEFORE);
            Reason late = withheld(figures, product, "");
            Reason early = withheld(figures, product, BEFORE);
            rows.add(IndicatorRow.of(product, Advantage.dynamic(now, before).unless(late, early))
                    .with("RCA", Advantage.rca(now).unless(late))
                    .with("RCA" + BEFORE, Advantage.rca(before).unless(early))
                    .with(WITHHELD, figures.lacking("X_wk", product))
                    .with(WITHHELD + BEFORE, figures.lacking("X_wk" + BEFORE, product)));
        }
        return rows;
    }

    /** Why one of the economy's own two figures is not told; the world's is the sum of those that are. */
    private static @Nullable Reason withheld(Figures figures, String product, String suffix) {
        Reason own = figures.withheld("X_ik" + suffix, product);
        return own == null ? figures.withheldInTotal("X_i" + suffix, "X_ik" + suffix) : own;
    }

    private static Position at(IndicatorQuery query, Figures figures, String product, String suffix) {
        BigDecimal own = figures.amount("X_ik" + suffix, product);
        BigDecimal all = figures.total("X_i" + suffix, "X_ik" + suffix);
        BigDecimal worldProduct = figures.amount("X_wk" + suffix, product);
        BigDecimal world = figures.total("X_w" + suffix, "X_wk" + suffix);
        return query.world() == World.INCL
                ? new Position(own, all, worldProduct, world)
                : new Position(own, all, without(worldProduct, own), without(world, all));
    }

    private static @Nullable BigDecimal without(@Nullable BigDecimal world, @Nullable BigDecimal own) {
        return world == null || own == null ? world : world.subtract(own);
    }
}
