package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Change over time: formulas 19 and 20. */
final class Dynamics {
    private Dynamics() {}

    /** ΔX_k/X_0; a product that is new or has vanished contributes with all of its value. */
    static Result contribution(@Nullable BigDecimal now, @Nullable BigDecimal before, BigDecimal allBefore) {
        if (now == null && before == null) {
            return Result.NOT_REPORTED;
        }
        BigDecimal late = now == null ? BigDecimal.ZERO : now;
        BigDecimal early = before == null ? BigDecimal.ZERO : before;
        return Result.ratio(late.subtract(early), allBefore);
    }

    /**
     * Extensive and intensive margin, whose product is the economy's share of the world.
     *
     * @param extensive Σ_{k: X_ik>0} X_wk / X_w
     * @param intensive X_i / Σ_{k: X_ik>0} X_wk
     */
    record Margins(Result extensive, Result intensive) {}

    static Margins margins(Vector exports, Vector world) {
        if (exports.isEmpty()) {
            return new Margins(Result.NOT_REPORTED, Result.NOT_REPORTED);
        }
        BigDecimal reached = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> product : exports.amounts().entrySet()) {
            if (product.getValue().signum() > 0) {
                reached = reached.add(world.orZero(product.getKey()));
            }
        }
        return new Margins(Result.ratio(reached, world.sum()), Result.ratio(exports.sum(), reached));
    }

    /** The order in which the second and third term of constant market share are taken. */
    enum Order {
        COMMODITY_FIRST,
        MARKET_FIRST
    }

    /**
     * The terms of constant market share, in USD; they sum to the change of exports exactly.
     *
     * @param world what exports would have grown by with the world
     * @param structure what the commodities, or the markets where they come first, grew faster
     * @param interplay the rest of growth by commodity and market
     * @param competitiveness what is left
     */
    record MarketShare(
            BigDecimal change,
            BigDecimal world,
            BigDecimal structure,
            BigDecimal interplay,
            BigDecimal competitiveness) {}

    /**
     * Leamer, Stern 1970; Richardson 1971.
     *
     * @param before the economy's exports in the base period, by commodity and market
     * @param now its exports now
     * @param worldBefore the world's exports in the base period, by commodity and market
     * @param worldNow the world's exports now
     * @return null where a flow of the economy has no flow of the world to be compared with
     */
    static @Nullable MarketShare marketShare(Flows before, Flows now, Flows worldBefore, Flows worldNow, Order order) {
        BigDecimal all = before.sum();
        if (all.signum() == 0 || worldBefore.sum().signum() == 0) {
            return null;
        }
        BigDecimal change = now.sum().subtract(all);
        BigDecimal world = grown(all, worldBefore.sum(), worldNow.sum());
        BigDecimal structure = BigDecimal.ZERO;
        Vector own = order == Order.COMMODITY_FIRST ? before.byCommodity() : before.byMarket();
        Vector early = order == Order.COMMODITY_FIRST ? worldBefore.byCommodity() : worldBefore.byMarket();
        Vector late = order == Order.COMMODITY_FIRST ? worldNow.byCommodity() : worldNow.byMarket();
        for (Map.Entry<String, BigDecimal> part : own.amounts().entrySet()) {
            if (part.getValue().signum() > 0 && early.orZero(part.getKey()).signum() == 0) {
                return null;
            }
            if (part.getValue().signum() > 0) {
                structure =
                        structure.add(grown(part.getValue(), early.orZero(part.getKey()), late.orZero(part.getKey())));
            }
        }
        BigDecimal both = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> flow : before.flows().amounts().entrySet()) {
            BigDecimal base = worldBefore.flows().orZero(flow.getKey());
            if (flow.getValue().signum() > 0 && base.signum() == 0) {
                return null;
            }
            if (flow.getValue().signum() > 0) {
                both = both.add(grown(flow.getValue(), base, worldNow.flows().orZero(flow.getKey())));
            }
        }
        return new MarketShare(
                change, world, structure.subtract(world), both.subtract(structure), change.subtract(both));
    }

    /** amount·(late/early − 1). */
    private static BigDecimal grown(BigDecimal amount, BigDecimal early, BigDecimal late) {
        return amount.multiply(late.subtract(early)).divide(early, Result.PRECISION);
    }

    /** Exports by commodity and market. */
    static final class Flows {
        private final Vector flows = new Vector();
        private final Vector byCommodity = new Vector();
        private final Vector byMarket = new Vector();

        void add(String commodity, String market, BigDecimal amount) {
            flows.add(commodity + ' ' + market, amount);
            byCommodity.add(commodity, amount);
            byMarket.add(market, amount);
        }

        BigDecimal sum() {
            return flows.sum();
        }

        Vector flows() {
            return flows;
        }

        Vector byCommodity() {
            return byCommodity;
        }

        Vector byMarket() {
            return byMarket;
        }
    }
}
