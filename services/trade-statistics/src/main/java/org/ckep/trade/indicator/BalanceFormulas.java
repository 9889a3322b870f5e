package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.ABSENT;
import static org.ckep.trade.indicator.Option.BASE_PERIOD;
import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Plan.EXPORTS;
import static org.ckep.trade.indicator.Plan.IMPORTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.ckep.trade.indicator.IndicatorQuery.Absent;
import org.ckep.trade.indicator.IntraIndustry.Kind;
import org.ckep.trade.indicator.IntraIndustry.Trade;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Formulas that set a reporter's exports against its own imports of the same products. */
final class BalanceFormulas {
    private static final String X = "X_k";
    private static final String M = "M_k";
    private static final String BEFORE = "_0";

    private BalanceFormulas() {}

    static List<Formula> all() {
        return List.of(
                byProduct("tsi", Grade.OF_SPECIALISATION, Balance::specialisation),
                byProduct("grubel-lloyd", List.of(), Balance::grubelLloyd),
                Formula.named("grubel-lloyd-aggregate")
                        .version("3")
                        .needs(REPORTER)
                        .takes(PARTNER, ABSENT)
                        .summed()
                        .of(BalanceFormulas::allProducts, BalanceFormulas::aggregate),
                Formula.named("grubel-lloyd-adjusted")
                        .version("3")
                        .needs(REPORTER)
                        .takes(PARTNER, ABSENT)
                        .variants("imbalance", "aquino")
                        .summed()
                        .of(BalanceFormulas::allProducts, BalanceFormulas::adjusted),
                Formula.named("marginal-iit")
                        .needs(REPORTER, BASE_PERIOD)
                        .takes(PARTNER, LEVEL, COMMODITY, ABSENT)
                        .of(BalanceFormulas::bothPeriods, BalanceFormulas::marginal),
                intraIndustry("iit-ghm", IntraIndustry::ghm, IntraIndustry::ghmAmounts),
                intraIndustry("iit-ff", IntraIndustry::ff, IntraIndustry::ffAmounts),
                Formula.named("lafay")
                        .version("3")
                        .needs(REPORTER)
                        .takes(PARTNER, LEVEL, COMMODITY, ABSENT)
                        .summed()
                        .of(BalanceFormulas::allProducts, BalanceFormulas::lafay));
    }

    private static Formula byProduct(
            String id, List<Grade> grades, BiFunction<@Nullable BigDecimal, @Nullable BigDecimal, Result> formula) {
        return Formula.named(id)
                .needs(REPORTER)
                .takes(PARTNER, LEVEL, COMMODITY, ABSENT)
                .graded(grades)
                .of(plan -> products(plan, plan.query().period(), ""), (query, figures) -> {
                    List<IndicatorRow> rows = new ArrayList<>();
                    for (String product : figures.products(X, M)) {
                        BigDecimal exports = figures.amount(X, product);
                        BigDecimal imports = figures.amount(M, product);
                        Result result = formula.apply(exports, imports)
                                .unless(figures.withheld(X, product), figures.withheld(M, product));
                        rows.add(IndicatorRow.of(product, result)
                                .with(X, exports)
                                .with(M, imports));
                    }
                    return rows;
                });
    }

    private static Formula intraIndustry(
            String id,
            BiFunction<Trade, BigDecimal, Kind> kinds,
            BiFunction<Iterable<Trade>, BigDecimal, Map<Kind, BigDecimal>> amounts) {
        return Formula.named(id)
                .version("3")
                .needs(REPORTER)
                .takes(PARTNER, ABSENT)
                .variants("alpha-0.15", "alpha-0.25")
                .summed()
                .of(BalanceFormulas::allProducts, (query, figures) -> {
                    BigDecimal a =
                            new BigDecimal(String.valueOf(query.variant()).substring("alpha-".length()));
                    Result unheld = unheld(query, figures);
                    if (unheld != null) {
                        return unclassed(figures, unheld);
                    }
                    List<IndicatorRow> rows = new ArrayList<>();
                    Map<Kind, BigDecimal> parts = amounts.apply(trades(figures).values(), a);
                    BigDecimal all =
                            figures.vector(X).sum().add(figures.vector(M).sum());
                    for (Map.Entry<Kind, BigDecimal> part : new EnumMap<>(parts).entrySet()) {
                        rows.add(IndicatorRow.of(Result.ratio(part.getValue(), all))
                                .ofKind(part.getKey().name()));
                    }
                    trades(figures)
                            .forEach((product, trade) ->
                                    rows.add(IndicatorRow.of(product, Result.ratio(trade.both(), all))
                                            .ofKind(kinds.apply(trade, a).name())
                                            .with(X, trade.exports())
                                            .with(M, trade.imports())
                                            .with("r", trade.unitValueRatio())));
                    return rows;
                });
    }

    /** No kind of trade, and no product's, is known where one flow is not. */
    private static List<IndicatorRow> unclassed(Figures figures, Result unheld) {
        List<IndicatorRow> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            rows.add(IndicatorRow.of(unheld).ofKind(kind.name()));
        }
        for (String product : figures.products(X, M)) {
            rows.add(IndicatorRow.of(product, unheld)
                    .with(X, figures.amount(X, product))
                    .with(M, figures.amount(M, product)));
        }
        return rows;
    }

    /**
     * Why exports cannot be set against imports, or null where they can. A flow of which no product is held is not known
     * to be none, unless the call has what is absent count as zero; and a product that is kept back is in no sum.
     */
    private static @Nullable Result unheld(IndicatorQuery query, Figures figures) {
        Reason withheld = figures.withheldIn(X, M);
        if (withheld != null) {
            return Result.missing(withheld);
        }
        boolean exports = !figures.vector(X).isEmpty();
        boolean imports = !figures.vector(M).isEmpty();
        if (!exports && !imports) {
            return Result.NOT_REPORTED;
        }
        boolean both = exports && imports;
        return both || query.absent() == Absent.ZERO ? null : Result.INPUT_MISSING;
    }

    private static Map<String, Trade> trades(Figures figures) {
        Map<String, Trade> trades = new TreeMap<>();
        Vector exports = figures.vector(X);
        Vector imports = figures.vector(M);
        for (String product : Vector.keys(exports, imports)) {
            trades.put(
                    product,
                    new Trade(
                            exports.orZero(product),
                            imports.orZero(product),
                            figures.weight(X, product),
                            figures.weight(M, product)));
        }
        return trades;
    }

    private static void products(Plan plan, Period period, String suffix) {
        IndicatorQuery query = plan.query();
        plan.products(X + suffix, query.reporter(), query.partner(), EXPORTS, period)
                .products(M + suffix, query.reporter(), query.partner(), IMPORTS, period);
    }

    private static void allProducts(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.allProducts(X, query.reporter(), query.partner(), EXPORTS, query.period())
                .allProducts(M, query.reporter(), query.partner(), IMPORTS, query.period());
    }

    private static void bothPeriods(Plan plan) {
        products(plan, plan.query().period(), "");
        products(plan, plan.query().base(), BEFORE);
    }

    private static List<IndicatorRow> aggregate(IndicatorQuery query, Figures figures) {
        Result unheld = unheld(query, figures);
        return List.of(withSums(
                unheld == null ? Balance.grubelLloydAggregate(figures.vector(X), figures.vector(M)) : unheld, figures));
    }

    private static List<IndicatorRow> adjusted(IndicatorQuery query, Figures figures) {
        Vector exports = figures.vector(X);
        Vector imports = figures.vector(M);
        Result unheld = unheld(query, figures);
        if (unheld != null) {
            return List.of(withSums(unheld, figures));
        }
        Result result = "aquino".equals(query.variant())
                ? Balance.aquino(exports, imports)
                : Balance.adjustedForImbalance(exports, imports);
        return List.of(withSums(result, figures));
    }

    /** With the sums of the flows that are held whole. */
    private static IndicatorRow withSums(Result result, Figures figures) {
        IndicatorRow row = IndicatorRow.of(result);
        for (Map.Entry<String, String> sum : List.of(Map.entry("ΣX", X), Map.entry("ΣM", M))) {
            Vector flow = figures.vector(sum.getValue());
            boolean whole = !flow.isEmpty() && figures.withheldIn(sum.getValue()) == null;
            row = !whole ? row : row.with(sum.getKey(), flow.sum());
        }
        return row;
    }

    private static List<IndicatorRow> marginal(IndicatorQuery query, Figures figures) {
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products(X, M, X + BEFORE, M + BEFORE)) {
            BigDecimal exports = figures.amount(X, product);
            BigDecimal imports = figures.amount(M, product);
            BigDecimal exportsBefore = figures.amount(X + BEFORE, product);
            BigDecimal importsBefore = figures.amount(M + BEFORE, product);
            Result result = Balance.marginal(exports, imports, exportsBefore, importsBefore)
                    .unless(
                            figures.withheld(X, product),
                            figures.withheld(M, product),
                            figures.withheld(X + BEFORE, product),
                            figures.withheld(M + BEFORE, product));
            rows.add(IndicatorRow.of(product, result)
                    .with(X, exports)
                    .with(M, imports)
                    .with(X + BEFORE, exportsBefore)
                    .with(M + BEFORE, importsBefore));
        }
        return rows;
    }

    private static List<IndicatorRow> lafay(IndicatorQuery query, Figures figures) {
        Vector exports = figures.vector(X);
        Vector imports = figures.vector(M);
        Result unheld = unheld(query, figures);
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products(X, M)) {
            BigDecimal out = figures.amount(X, product);
            BigDecimal in = figures.amount(M, product);
            Result result = unheld != null && (out != null || in != null)
                    ? unheld
                    : Balance.lafay(out, in, exports.sum(), imports.sum());
            rows.add(IndicatorRow.of(product, result.unless(figures.withheld(X, product), figures.withheld(M, product)))
                    .with(X, out)
                    .with(M, in));
        }
        return rows;
    }
}
