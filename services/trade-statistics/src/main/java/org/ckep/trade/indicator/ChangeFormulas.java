package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.BASE_PERIOD;
import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.FLOW;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Option.TOTALS;
import static org.ckep.trade.indicator.Option.TRIM;
import static org.ckep.trade.indicator.Plan.ALL_REPORTERS;
import static org.ckep.trade.indicator.Plan.EXPORTS;
import static org.ckep.trade.indicator.Plan.IMPORTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ckep.trade.indicator.Dynamics.MarketShare;
import org.ckep.trade.indicator.Dynamics.Order;
import org.ckep.trade.indicator.Prices.Index;
import org.ckep.trade.indicator.Prices.Priced;
import org.ckep.trade.indicator.Prices.Product;

/** Formulas of prices and of change between two periods. */
final class ChangeFormulas {
    private static final String BEFORE = "_0";

    private ChangeFormulas() {}

    static List<Formula> all() {
        return List.of(
                Formula.named("unit-value")
                        .needs(REPORTER, FLOW)
                        .takes(PARTNER, LEVEL, COMMODITY)
                        .of(ChangeFormulas::valuesOfFlow, ChangeFormulas::unitValues),
                Formula.named("unit-value-index")
                        .needs(REPORTER, FLOW, BASE_PERIOD)
                        .takes(PARTNER, LEVEL, TRIM)
                        .variants("laspeyres", "paasche", "fisher")
                        .summed()
                        .of(
                                plan -> priced(plan, "V", plan.query().flow()),
                                (query, figures) -> List.of(row(index(query, figures, "V"), figures, "V"))),
                Formula.named("terms-of-trade")
                        .needs(REPORTER, BASE_PERIOD)
                        .takes(PARTNER, LEVEL, TRIM)
                        .variants("laspeyres", "paasche", "fisher")
                        .summed()
                        .of(ChangeFormulas::bothPriced, ChangeFormulas::termsOfTrade),
                Formula.named("growth-contribution")
                        .version("3")
                        .needs(REPORTER, FLOW, BASE_PERIOD)
                        .takes(PARTNER, LEVEL, COMMODITY, TOTALS)
                        .summed()
                        .of(ChangeFormulas::growing, ChangeFormulas::contributions),
                Formula.named("cms")
                        .version("3")
                        .needs(REPORTER, BASE_PERIOD)
                        .variants("commodity-first", "market-first")
                        .level(2)
                        .summed()
                        .of(ChangeFormulas::flows, ChangeFormulas::marketShare));
    }

    private static void valuesOfFlow(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.products("V_k", query.reporter(), query.partner(), query.flow(), query.period());
    }

    private static List<IndicatorRow> unitValues(IndicatorQuery query, Figures figures) {
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products("V_k")) {
            BigDecimal value = figures.amount("V_k", product);
            BigDecimal weight = figures.weight("V_k", product);
            rows.add(IndicatorRow.of(product, Prices.unitValue(value, weight).unless(figures.withheld("V_k", product)))
                    .with("V_k", value)
                    .with("W_k", weight));
        }
        return rows;
    }

    private static void priced(Plan plan, String role, String flow) {
        IndicatorQuery query = plan.query();
        plan.allProducts(role, query.reporter(), query.partner(), flow, query.period())
                .allProducts(role + BEFORE, query.reporter(), query.partner(), flow, query.base());
    }

    private static void bothPriced(Plan plan) {
        priced(plan, "X", EXPORTS);
        priced(plan, "M", IMPORTS);
    }

    private static Priced index(IndicatorQuery query, Figures figures, String role) {
        List<Product> products = new ArrayList<>();
        for (String product : Vector.keys(figures.vector(role), figures.vector(role + BEFORE))) {
            products.add(new Product(
                    figures.amount(role + BEFORE, product),
                    figures.weight(role + BEFORE, product),
                    figures.amount(role, product),
                    figures.weight(role, product)));
        }
        Index index = Index.valueOf(String.valueOf(query.variant()).toUpperCase(Locale.ROOT));
        return Prices.index(products, index, query.trim());
    }

    /** A product that is kept back is not matched; how much of trade the others are is not known then. */
    private static IndicatorRow row(Priced priced, Figures figures, String role) {
        IndicatorRow row = IndicatorRow.of(priced.result())
                .with("coverage", priced.coverage().unless(figures.withheldIn(role)))
                .with("matched", priced.matched())
                .with("trimmed", priced.trimmed());
        int withheld = figures.countWithheld(role, role + BEFORE);
        return withheld == 0 ? row : row.with("withheld", withheld);
    }

    private static List<IndicatorRow> termsOfTrade(IndicatorQuery query, Figures figures) {
        Priced exports = index(query, figures, "X");
        Priced imports = index(query, figures, "M");
        return List.of(
                IndicatorRow.of(Prices.termsOfTrade(exports.result(), imports.result()))
                        .ofKind("TERMS_OF_TRADE"),
                row(exports, figures, "X").ofKind("EXPORT_PRICES"),
                row(imports, figures, "M").ofKind("IMPORT_PRICES"));
    }

    private static void growing(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.productsAndTotal("V_k", "V", query.reporter(), query.partner(), query.flow(), query.period())
                .productsAndTotal(
                        "V_k" + BEFORE, "V" + BEFORE, query.reporter(), query.partner(), query.flow(), query.base());
    }

    private static List<IndicatorRow> contributions(IndicatorQuery query, Figures figures) {
        BigDecimal all = figures.total("V" + BEFORE, "V_k" + BEFORE);
        // Without any figure of the period nothing is known to have vanished.
        boolean held = figures.total("V", "V_k") != null
                || !figures.vector("V_k").isEmpty()
                || figures.withheldIn("V_k") != null;
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products("V_k", "V_k" + BEFORE)) {
            BigDecimal now = figures.amount("V_k", product);
            BigDecimal before = figures.amount("V_k" + BEFORE, product);
            Result result = all == null || !held ? Result.INPUT_MISSING : Dynamics.contribution(now, before, all);
            rows.add(IndicatorRow.of(
                            product,
                            result.unless(
                                    figures.withheld("V_k", product),
                                    figures.withheld("V_k" + BEFORE, product),
                                    figures.withheldInTotal("V" + BEFORE, "V_k" + BEFORE)))
                    .with("V_k", now)
                    .with("V_k" + BEFORE, before)
                    .with("V" + BEFORE, all));
        }
        return rows;
    }

    private static void flows(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.flows("X_kj", query.reporter(), query.period())
                .flows("X_kj" + BEFORE, query.reporter(), query.base())
                .flows("W_kj", ALL_REPORTERS, query.period())
                .flows("W_kj" + BEFORE, ALL_REPORTERS, query.base());
    }

    private static List<IndicatorRow> marketShare(IndicatorQuery query, Figures figures) {
        boolean commodities = "commodity-first".equals(query.variant());
        Dynamics.Flows before = figures.flows("X_kj" + BEFORE);
        Dynamics.Flows now = figures.flows("X_kj");
        Reason withheld = figures.withheldIn("X_kj", "X_kj" + BEFORE);
        if (withheld != null) {
            return List.of(IndicatorRow.of(Result.missing(withheld)).ofKind("CHANGE"));
        }
        if (before.flows().isEmpty() || now.flows().isEmpty()) {
            boolean one = !before.flows().isEmpty() || !now.flows().isEmpty();
            return List.of(IndicatorRow.of(one ? Result.INPUT_MISSING : Result.NOT_REPORTED)
                    .ofKind("CHANGE"));
        }
        MarketShare share = Dynamics.marketShare(
                before,
                now,
                figures.flows("W_kj" + BEFORE),
                figures.flows("W_kj"),
                commodities ? Order.COMMODITY_FIRST : Order.MARKET_FIRST);
        if (share == null) {
            return List.of(IndicatorRow.of(Result.ZERO_DENOMINATOR).ofKind("CHANGE"));
        }
        return List.of(
                IndicatorRow.of(Result.of(share.change())).ofKind("CHANGE"),
                IndicatorRow.of(Result.of(share.world())).ofKind("WORLD"),
                IndicatorRow.of(Result.of(share.structure())).ofKind(commodities ? "COMMODITY" : "MARKET"),
                IndicatorRow.of(Result.of(share.interplay())).ofKind(commodities ? "MARKET" : "COMMODITY"),
                IndicatorRow.of(Result.of(share.competitiveness())).ofKind("COMPETITIVENESS"));
    }
}
