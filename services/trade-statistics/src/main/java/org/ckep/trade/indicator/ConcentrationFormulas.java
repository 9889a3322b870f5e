package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.ABSENT;
import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.FLOW;
import static org.ckep.trade.indicator.Option.LEVEL;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Option.SUPPLIERS;
import static org.ckep.trade.indicator.Option.TOP;
import static org.ckep.trade.indicator.Plan.EXPORTS;
import static org.ckep.trade.indicator.Plan.IMPORTS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.indicator.IndicatorQuery.Suppliers;
import org.ckep.trade.indicator.IndicatorRow.Supplier;
import org.ckep.trade.indicator.Slice.Goods;
import org.ckep.trade.indicator.Slice.Partners;
import org.ckep.trade.observation.Reimport;
import org.jspecify.annotations.Nullable;

/** Formulas of concentration over products and partners, and of dependency. */
final class ConcentrationFormulas {
    /** Above which the European Commission calls suppliers concentrated, imports large, and imports above exports. */
    private static final BigDecimal CDI1 = new BigDecimal("0.4");

    private static final BigDecimal CDI2 = new BigDecimal("0.5");
    private static final BigDecimal CDI3 = BigDecimal.ONE;

    private static final String TOTAL = "M_k";
    private static final String COUNTED = "economies";
    private static final String WHOLE = "whole";
    private static final String COVERAGE = "coverage";
    /** HHI with shares of the whole, what is not counted of it being taken for spread without end. */
    private static final String OF_THE_WHOLE = "HHI_whole";

    private static final String SELF = "self";
    private static final String UNSPECIFIED = "unspecified";
    private static final String COUNTERPART = "m_k";

    private ConcentrationFormulas() {}

    static List<Formula> all() {
        return List.of(
                Formula.named("concentration-products")
                        .needs(REPORTER, FLOW)
                        .takes(PARTNER, LEVEL)
                        .variants("hhi", "normalised", "unctad")
                        .summed()
                        .of(ConcentrationFormulas::products, ConcentrationFormulas::overProducts),
                Formula.named("concentration-partners")
                        .needs(REPORTER, FLOW)
                        .takes(COMMODITY, TOP, SUPPLIERS)
                        .variants("hhi", "normalised", "unctad")
                        .of(ConcentrationFormulas::partners, ConcentrationFormulas::overPartners),
                Formula.named("entropy")
                        .needs(REPORTER, FLOW)
                        .takes(PARTNER, LEVEL)
                        .variants("entropy", "relative", "theil")
                        .summed()
                        .of(ConcentrationFormulas::products, ConcentrationFormulas::entropy),
                Formula.named("import-dependency")
                        .needs(REPORTER)
                        .takes(PARTNER, LEVEL, COMMODITY, TOP, SUPPLIERS)
                        .of(ConcentrationFormulas::suppliers, ConcentrationFormulas::dependency),
                Formula.named("strategic-dependency")
                        .needs(REPORTER)
                        .takes(PARTNER, LEVEL, COMMODITY, ABSENT, SUPPLIERS)
                        .variants("top-supplier", "counterpart")
                        .of(ConcentrationFormulas::strategicSlices, ConcentrationFormulas::strategic));
    }

    private static void products(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.allProducts("s_k", query.reporter(), query.partner(), query.flow(), query.period());
    }

    private static void partners(Plan plan) {
        String commodity = plan.query().commodity();
        Goods goods = commodity == null ? new Goods.Total() : new Goods.Code(commodity);
        String flow = plan.query().flow();
        plan.partners(COUNTED, counted(plan.query()), flow, goods)
                .partners(WHOLE, new Partners.One(Slice.WORLD), flow, goods);
    }

    private static Partners counted(IndicatorQuery query) {
        return query.suppliers() == Suppliers.ALL ? new Partners.Every() : new Partners.OtherEconomies();
    }

    private static List<IndicatorRow> overProducts(IndicatorQuery query, Figures figures) {
        Vector products = figures.vector("s_k");
        Reason withheld = figures.withheldIn("s_k");
        if (withheld != null) {
            return List.of(IndicatorRow.of(Result.missing(withheld)));
        }
        if (products.isEmpty()) {
            return List.of(IndicatorRow.of(Result.NOT_REPORTED));
        }
        Nomenclature.Size size = Nomenclature.size(query.edition(), query.level(), products.traded());
        Result hhi = Concentration.hhi(products.amounts().values());
        return List.of(IndicatorRow.of(scaled(query, hhi, size.n()))
                .ofKind(size.basis().name())
                .with("n", size.n())
                .with("HHI", hhi));
    }

    private static List<IndicatorRow> entropy(IndicatorQuery query, Figures figures) {
        Vector products = figures.vector("s_k");
        Reason withheld = figures.withheldIn("s_k");
        if (withheld != null) {
            return List.of(IndicatorRow.of(Result.missing(withheld)));
        }
        if (products.isEmpty()) {
            return List.of(IndicatorRow.of(Result.NOT_REPORTED));
        }
        Nomenclature.Size size = Nomenclature.size(query.edition(), query.level(), products.traded());
        Result entropy = Concentration.entropy(products.amounts().values());
        Result result =
                switch (String.valueOf(query.variant())) {
                    case "relative" -> Concentration.relativeEntropy(entropy, size.n());
                    case "theil" -> Concentration.theil(entropy, size.n());
                    default -> entropy;
                };
        return List.of(IndicatorRow.of(result)
                .ofKind(size.basis().name())
                .with("n", size.n())
                .with("H", entropy));
    }

    private static List<IndicatorRow> overPartners(IndicatorQuery query, Figures figures) {
        String key = query.commodity() == null ? Figures.ALL : query.commodity();
        Cell partners = figures.cell(COUNTED, key);
        BigDecimal whole = figures.amount(WHOLE, key);
        String symbol = query.flow().equals(IMPORTS) ? "M_k" : "X_k";
        Reason withheld = figures.withheld(COUNTED, key);
        if (withheld != null) {
            return List.of(IndicatorRow.of(Result.missing(withheld)).with(symbol, whole));
        }
        if (partners == null) {
            return List.of(IndicatorRow.of(Result.NOT_REPORTED).with(symbol, whole));
        }
        Result hhi = Concentration.hhi(partners.value(), partners.squares());
        IndicatorRow row = IndicatorRow.of(scaled(query, hhi, partners.count()))
                .ofKind("PARTNERS_WITH_TRADE")
                .with("n", partners.count())
                .with("HHI", hhi)
                .with(OF_THE_WHOLE, hhiOfTheWhole(partners, whole))
                .with(symbol, whole)
                .with(COVERAGE, Result.ratio(partners.value(), whole));
        return List.of(row.suppliedBy(largest(query, query.flow(), partners, partners.value())));
    }

    private static Result scaled(IndicatorQuery query, Result hhi, int n) {
        return switch (String.valueOf(query.variant())) {
            case "normalised" -> Concentration.normalised(hhi, n);
            case "unctad" -> Concentration.unctad(hhi, n);
            default -> hhi;
        };
    }

    private static void suppliers(Plan plan) {
        IndicatorQuery query = plan.query();
        Goods goods = plan.goods();
        plan.partners(TOTAL, new Partners.One(Slice.WORLD), IMPORTS, goods)
                .partners(COUNTED, counted(query), IMPORTS, goods)
                .partners(SELF, new Partners.One(query.reporter()), IMPORTS, goods)
                .partners(UNSPECIFIED, new Partners.Unspecified(), IMPORTS, goods);
        if (!query.partner().equals(Slice.WORLD)) {
            plan.partners(COUNTERPART, new Partners.One(query.partner()), IMPORTS, goods);
        }
    }

    private static List<IndicatorRow> dependency(IndicatorQuery query, Figures figures) {
        boolean asked = !query.partner().equals(Slice.WORLD);
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products(TOTAL, COUNTED)) {
            BigDecimal total = figures.amount(TOTAL, product);
            Cell suppliers = figures.cell(COUNTED, product);
            Reason unknown = figures.withheld(COUNTED, product);
            Reason unknownTotal = figures.withheld(TOTAL, product);
            Result hhi = hhi(suppliers).unless(unknown);
            // The share of whoever was asked about; without a partner, that of the n largest suppliers together.
            Result largest = largestShare(suppliers, total).unless(unknown, unknownTotal);
            Result share = asked
                    ? share(figures, COUNTERPART, product, total)
                            .unless(figures.withheld(COUNTERPART, product), unknownTotal)
                    : largest;
            IndicatorRow row = IndicatorRow.of(product, share)
                    .with("M_k", total)
                    .with("m_k", figures.amount(COUNTERPART, product))
                    .with("CR_n", largest)
                    .with("HHI", hhi)
                    .with(OF_THE_WHOLE, hhiOfTheWhole(suppliers, total).unless(unknown, unknownTotal))
                    .with(
                            COVERAGE,
                            Result.ratio(suppliers == null ? null : suppliers.value(), total)
                                    .unless(unknown, unknownTotal))
                    .with("suppliers", unknown == null ? BigDecimal.valueOf(count(suppliers)) : null)
                    .with(
                            "shareOfSelf",
                            shareOrNothing(figures, SELF, product, total).unless(unknownTotal))
                    .with(
                            "shareOfUnspecified",
                            shareOrNothing(figures, UNSPECIFIED, product, total).unless(unknownTotal));
            rows.add(
                    suppliers == null || total == null || unknown != null
                            ? row
                            : row.suppliedBy(largest(query, IMPORTS, suppliers, total)));
        }
        return rows;
    }

    private static void strategicSlices(Plan plan) {
        suppliers(plan);
        IndicatorQuery query = plan.query();
        plan.products("X_k", query.reporter(), Slice.WORLD, EXPORTS, query.period())
                .total("X", query.reporter(), Slice.WORLD, EXPORTS, query.period());
    }

    private static List<IndicatorRow> strategic(IndicatorQuery query, Figures figures) {
        boolean counterpart = "counterpart".equals(query.variant());
        if (counterpart && query.partner().equals(Slice.WORLD)) {
            throw IndicatorQueries.refuse(Option.PARTNER, "is needed by the variant 'counterpart'");
        }
        List<IndicatorRow> rows = new ArrayList<>();
        for (String product : figures.products(TOTAL, COUNTED)) {
            BigDecimal total = figures.amount(TOTAL, product);
            Cell suppliers = figures.cell(COUNTED, product);
            Reason unknown = figures.withheld(COUNTED, product);
            Reason unknownTotal = figures.withheld(TOTAL, product);
            Result hhi = hhi(suppliers).unless(unknown);
            Result share = counterpart
                    ? share(figures, COUNTERPART, product, total)
                            .unless(figures.withheld(COUNTERPART, product), unknownTotal)
                    : Result.ratio(top(suppliers), total).unless(unknown, unknownTotal);
            BigDecimal exports = exports(figures, product);
            Reason ofProduct = figures.withheld("X_k", product);
            Reason unknownExports =
                    exports == null && ofProduct == null ? figures.withheld("X", Figures.ALL) : ofProduct;
            Result verdict = verdict(total, exports, hhi, share);
            rows.add(IndicatorRow.of(
                            product, verdict.value() == null ? verdict.unless(unknownTotal, unknownExports) : verdict)
                    .ofKind("CDI_ADAPTED")
                    .with("CDI1", hhi)
                    .with("CDI2", share)
                    .with("CDI3", Result.ratio(total, exports))
                    .with("M_k", total)
                    .with("X_k", exports));
        }
        return rows;
    }

    private static int count(@Nullable Cell suppliers) {
        return suppliers == null ? 0 : suppliers.count();
    }

    /**
     * Who reports exports and none of the product exports none of it; of others, and where the figure is kept back, it is
     * not known.
     */
    private static @Nullable BigDecimal exports(Figures figures, String product) {
        if (figures.withheld("X_k", product) != null) {
            return null;
        }
        BigDecimal reported = figures.amount("X_k", product);
        return reported == null && figures.amountOfAll("X") != null ? BigDecimal.ZERO : reported;
    }

    /**
     * 1 where all three lie above their thresholds, 0 where one does not, and null where that is not known. Imports without
     * any exports are above them, though their ratio is undefined.
     */
    private static Result verdict(@Nullable BigDecimal total, @Nullable BigDecimal exports, Result hhi, Result share) {
        if (total == null) {
            return Result.NOT_REPORTED;
        }
        boolean dependent = exports == null || total.compareTo(exports.multiply(CDI3)) > 0;
        Result unknown = exports == null ? Result.INPUT_MISSING : null;
        for (Step step : List.of(new Step(hhi, CDI1), new Step(share, CDI2))) {
            BigDecimal value = step.result().value();
            if (value == null) {
                unknown = step.result();
            } else if (value.compareTo(step.threshold()) <= 0) {
                dependent = false;
            }
        }
        if (!dependent) {
            return Result.of(BigDecimal.ZERO);
        }
        return unknown == null ? Result.of(BigDecimal.ONE) : unknown;
    }

    private record Step(Result result, BigDecimal threshold) {}

    private static Result hhi(@Nullable Cell suppliers) {
        return suppliers == null ? Result.NOT_REPORTED : Concentration.hhi(suppliers.value(), suppliers.squares());
    }

    private static Result hhiOfTheWhole(@Nullable Cell partners, @Nullable BigDecimal whole) {
        return partners == null || whole == null ? Result.NOT_REPORTED : Concentration.hhi(whole, partners.squares());
    }

    private static Result share(Figures figures, String role, String product, @Nullable BigDecimal total) {
        BigDecimal amount = figures.amount(role, product);
        return amount == null ? Result.NOT_REPORTED : Result.ratio(amount, total);
    }

    /** No figure about itself, or about unspecified areas, is no such trade. */
    private static Result shareOrNothing(Figures figures, String role, String product, @Nullable BigDecimal total) {
        BigDecimal amount = figures.amount(role, product);
        return Result.ratio(amount == null ? BigDecimal.ZERO : amount, total).unless(figures.withheld(role, product));
    }

    private static Result largestShare(@Nullable Cell suppliers, @Nullable BigDecimal total) {
        if (suppliers == null) {
            return Result.NOT_REPORTED;
        }
        BigDecimal sum = suppliers.top().stream().map(Cell.Supplier::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Result.ratio(sum, total);
    }

    private static @Nullable BigDecimal top(@Nullable Cell suppliers) {
        return suppliers == null || suppliers.top().isEmpty()
                ? null
                : suppliers.top().get(0).value();
    }

    private static List<Supplier> largest(IndicatorQuery query, String flow, Cell suppliers, BigDecimal total) {
        List<Supplier> largest = new ArrayList<>();
        for (Cell.Supplier supplier : suppliers.top()) {
            BigDecimal share = Result.ratio(supplier.value(), total).value();
            if (share != null) {
                largest.add(new Supplier(
                        supplier.area(),
                        IndicatorRow.shown(supplier.value()),
                        IndicatorRow.shown(share),
                        Reimport.is(query.reporter(), supplier.area(), flow)));
            }
        }
        return largest;
    }
}
