package org.ckep.trade.indicator;

import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.indicator.IndicatorQuery.Absent;
import org.ckep.trade.indicator.IndicatorQuery.Totals;
import org.ckep.trade.indicator.Slice.By;
import org.ckep.trade.indicator.Slice.Goods;
import org.ckep.trade.indicator.Slice.Partners;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** The slices that a query needs. */
final class Plan {
    /** Stands for every reporter together. */
    static final @Nullable String ALL_REPORTERS = null;

    static final String EXPORTS = "X";
    static final String IMPORTS = "M";

    /** What is traded without being specified by kind, and all that is traded. */
    static final String NOT_SPECIFIED = "not specified";

    static final String ALL_GOODS = "all goods";

    private final IndicatorQuery query;
    private final List<Slice> slices = new ArrayList<>();

    private Plan(IndicatorQuery query) {
        this.query = query;
    }

    static List<Slice> of(IndicatorQuery query) {
        Plan plan = new Plan(query);
        query.formula().slices().accept(plan);
        plan.addNotSpecified();
        return List.copyOf(plan.slices);
    }

    /** Beside every answer about products: how much the reporter does not specify by kind. */
    private void addNotSpecified() {
        slices.stream()
                .filter(slice -> slice.reporter() != null
                        && slice.reporter().equals(query.reporter())
                        && !(slice.goods() instanceof Goods.Total)
                        && slice.partners() instanceof Partners.One)
                .findFirst()
                .ifPresent(slice -> {
                    Goods rest = new Goods.Code("9".repeat(query.level()));
                    Goods all = new Goods.Total();
                    add(
                            NOT_SPECIFIED,
                            slice.reporter(),
                            slice.partners(),
                            slice.flow(),
                            slice.period(),
                            rest,
                            By.NOTHING,
                            0);
                    add(
                            ALL_GOODS,
                            slice.reporter(),
                            slice.partners(),
                            slice.flow(),
                            slice.period(),
                            all,
                            By.NOTHING,
                            0);
                });
    }

    IndicatorQuery query() {
        return query;
    }

    /** Products of the query's level, or the one asked for where no sum over all of them is needed. */
    Plan products(String role, @Nullable String reporter, String partner, String flow, Period period) {
        return add(role, reporter, new Partners.One(partner), flow, period, goods(), By.COMMODITY, 0);
    }

    /** All products of the query's level. */
    Plan allProducts(String role, @Nullable String reporter, String partner, String flow, Period period) {
        Goods all = new Goods.Level(query.level());
        return add(role, reporter, new Partners.One(partner), flow, period, all, By.COMMODITY, 0);
    }

    /** Products and, where the query takes them from the reporter, its total over all goods. */
    Plan productsAndTotal(
            String role, String totalRole, @Nullable String reporter, String partner, String flow, Period period) {
        products(role, reporter, partner, flow, period);
        return query.totals() == Totals.REPORTED ? total(totalRole, reporter, partner, flow, period) : this;
    }

    /** Trade in all goods as the reporter totals it. */
    Plan total(String role, @Nullable String reporter, String partner, String flow, Period period) {
        return add(role, reporter, new Partners.One(partner), flow, period, new Goods.Total(), By.NOTHING, 0);
    }

    /** The product asked for, or all goods, as one amount. */
    Plan amount(String role, @Nullable String reporter, String partner, String flow, Period period) {
        String commodity = query.commodity();
        Goods goods = commodity == null ? new Goods.Total() : new Goods.Code(commodity);
        return add(role, reporter, new Partners.One(partner), flow, period, goods, By.NOTHING, 0);
    }

    /** Trade in each product, or in all goods, with several partners, the largest of whom are told. */
    Plan partners(String role, Partners partners, String flow, Goods goods) {
        By by = goods instanceof Goods.Total ? By.NOTHING : By.COMMODITY;
        return add(role, query.reporter(), partners, flow, query.period(), goods, by, query.top());
    }

    /** All products with every partner. */
    Plan flows(String role, @Nullable String reporter, Period period) {
        Goods all = new Goods.Level(query.level());
        return add(role, reporter, new Partners.Every(), EXPORTS, period, all, By.COMMODITY_AND_PARTNER, 0);
    }

    /** The products that rows are for: one, or all of the level. */
    Goods goods() {
        String commodity = query.commodity();
        boolean summed = query.totals() == Totals.SUMMED || query.absent() == Absent.ZERO;
        return commodity == null || summed ? new Goods.Level(query.level()) : new Goods.Code(commodity);
    }

    private Plan add(
            String role,
            @Nullable String reporter,
            Partners partners,
            String flow,
            Period period,
            Goods goods,
            By by,
            int top) {
        slices.add(new Slice(role, reporter, partners, flow, period, goods, by, top));
        return this;
    }
}
