package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.ckep.trade.indicator.Advantage.Position;
import org.ckep.trade.indicator.Complexity.Specialisation;
import org.ckep.trade.indicator.Dynamics.Flows;
import org.ckep.trade.indicator.Dynamics.MarketShare;
import org.ckep.trade.indicator.Dynamics.Order;
import org.ckep.trade.indicator.IntraIndustry.Kind;
import org.ckep.trade.indicator.IntraIndustry.Trade;
import org.ckep.trade.indicator.Prices.Index;
import org.ckep.trade.indicator.Prices.Product;

/** What holds for any figures: bounds, symmetry, scaling and identities. */
@PropertyDefaults(tries = 100)
class FormulaPropertiesTest {
    private static final BigDecimal NEAR = new BigDecimal("1e-20");
    private static final BigDecimal NEAR_AS_DOUBLE = new BigDecimal("1e-9");
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Exports of two economies, and of the rest of the world, over the same products. */
    record World(Vector one, Vector other, Vector rest) {
        Vector all() {
            Vector all = new Vector();
            for (Vector part : List.of(one, other, rest)) {
                part.amounts().forEach(all::add);
            }
            return all;
        }
    }

    @Provide
    static Arbitrary<BigDecimal> amounts() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(BigDecimal.ZERO)),
                Tuple.of(
                        5,
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.01"), new BigDecimal("900000000000.00"))
                                .ofScale(2)));
    }

    @Provide
    static Arbitrary<Vector> vectors() {
        return amounts().list().ofMinSize(1).ofMaxSize(12).map(FormulaPropertiesTest::vector);
    }

    @Provide
    static Arbitrary<World> worlds() {
        return Arbitraries.integers().between(1, 10).flatMap(products -> {
            Arbitrary<Vector> vector = amounts().list().ofSize(products).map(FormulaPropertiesTest::vector);
            return Combinators.combine(vector, vector, vector).as(World::new);
        });
    }

    private static Vector vector(List<BigDecimal> amounts) {
        Vector vector = new Vector();
        for (int i = 0; i < amounts.size(); i++) {
            vector.add("P" + i, amounts.get(i));
        }
        return vector;
    }

    private static Vector scaled(Vector vector, BigDecimal factor) {
        Vector scaled = new Vector();
        vector.amounts().forEach((key, amount) -> scaled.add(key, amount.multiply(factor)));
        return scaled;
    }

    @Property
    void nrcaSumsToZeroOverProductsAndEconomies(@ForAll("worlds") World world) {
        Vector all = world.all();
        Assume.that(all.sum().signum() > 0);
        BigDecimal everything = BigDecimal.ZERO;
        for (Vector economy : List.of(world.one(), world.other(), world.rest())) {
            BigDecimal sum = BigDecimal.ZERO;
            for (String product : all.amounts().keySet()) {
                BigDecimal value = value(Advantage.nrca(position(economy, all, product)));
                assertThat(value).isBetween(new BigDecimal("-0.25"), new BigDecimal("0.25"));
                sum = sum.add(value);
            }
            assertThat(sum).isCloseTo(BigDecimal.ZERO, within(NEAR));
            everything = everything.add(sum);
        }
        assertThat(everything).isCloseTo(BigDecimal.ZERO, within(NEAR));
    }

    @Property
    void rscaLiesBetweenMinusOneAndOneAndRcaDoesNotDependOnTheUnit(@ForAll("worlds") World world) {
        Vector all = world.all();
        BigDecimal thousand = BigDecimal.valueOf(1000);
        for (String product : all.amounts().keySet()) {
            Position at = position(world.one(), all, product);
            Result rca = Advantage.rca(at);
            if (rca.value() == null) {
                assertThat(rca.missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
                continue;
            }
            assertThat(rca.value()).isNotNegative();
            assertThat(value(Advantage.rsca(at))).isBetween(ONE.negate(), ONE);
            Position inThousands = position(scaled(world.one(), thousand), scaled(all, thousand), product);
            assertThat(value(Advantage.rca(inThousands))).isEqualByComparingTo(rca.value());
        }
    }

    @Property
    void rcaWeightedByTheWorldsSharesIsOne(@ForAll("worlds") World world) {
        Vector all = world.all();
        Assume.that(world.one().sum().signum() > 0);
        BigDecimal sum = BigDecimal.ZERO;
        for (String product : all.amounts().keySet()) {
            BigDecimal rca = Advantage.rca(position(world.one(), all, product)).value();
            sum = rca == null ? sum : sum.add(rca.multiply(all.share(product)));
        }
        assertThat(sum).isCloseTo(ONE, within(NEAR));
    }

    @Property
    void specialisationIsBoundedAndTurnsWithTheDirection(
            @ForAll("amounts") BigDecimal exports, @ForAll("amounts") BigDecimal imports) {
        Assume.that(exports.add(imports).signum() > 0);
        BigDecimal tsi = value(Balance.specialisation(exports, imports));
        assertThat(tsi).isBetween(ONE.negate(), ONE);
        assertThat(value(Balance.specialisation(imports, exports))).isEqualByComparingTo(tsi.negate());
        BigDecimal overlap = value(Balance.grubelLloyd(exports, imports));
        assertThat(overlap).isBetween(BigDecimal.ZERO, ONE);
        assertThat(value(Balance.grubelLloyd(imports, exports))).isEqualByComparingTo(overlap);
        assertThat(value(MirrorFormulas.percent(exports, imports)))
                .isCloseTo(tsi.multiply(BigDecimal.valueOf(-200)), within(NEAR));
    }

    @Property
    void intraIndustryTradeIsBoundedAndFallsWithAFinerLevel(@ForAll("worlds") World world) {
        Vector exports = world.one();
        Vector imports = world.other();
        Assume.that(exports.sum().signum() > 0 && imports.sum().signum() > 0);
        BigDecimal fine = value(Balance.grubelLloydAggregate(exports, imports));
        BigDecimal netted =
                value(Balance.grubelLloydAggregate(vector(List.of(exports.sum())), vector(List.of(imports.sum()))));
        assertThat(fine).isBetween(BigDecimal.ZERO, netted);
        assertThat(value(Balance.adjustedForImbalance(exports, imports))).isBetween(fine, ONE);
        assertThat(value(Balance.aquino(exports, imports))).isBetween(BigDecimal.ZERO.subtract(NEAR), ONE);
        assertThat(value(Balance.aquino(imports, exports)))
                .isCloseTo(value(Balance.aquino(exports, imports)), within(NEAR));
    }

    @Property
    void marginalTradeLiesBetweenZeroAndOne(@ForAll("worlds") World world) {
        for (String product : world.one().amounts().keySet()) {
            Result result = Balance.marginal(
                    world.one().get(product),
                    world.other().get(product),
                    world.rest().get(product),
                    BigDecimal.TEN);
            if (result.value() != null) {
                assertThat(result.value()).isBetween(BigDecimal.ZERO, ONE);
            }
        }
    }

    @Property
    void lafaySumsToZero(@ForAll("worlds") World world) {
        Vector exports = world.one();
        Vector imports = world.other();
        Assume.that(exports.sum().add(imports.sum()).signum() > 0);
        BigDecimal sum = BigDecimal.ZERO;
        for (String product : Vector.keys(exports, imports)) {
            sum = sum.add(
                    value(Balance.lafay(exports.get(product), imports.get(product), exports.sum(), imports.sum())));
        }
        assertThat(sum).isCloseTo(BigDecimal.ZERO, within(NEAR));
    }

    @Property
    void kindsOfTradeSumToAllTrade(@ForAll("worlds") World world) {
        List<Trade> trades = new ArrayList<>();
        for (String product : world.one().amounts().keySet()) {
            BigDecimal weight = world.rest().get(product);
            trades.add(new Trade(world.one().orZero(product), world.other().orZero(product), weight, BigDecimal.TEN));
        }
        BigDecimal all = world.one().sum().add(world.other().sum());
        for (String a : List.of("0.15", "0.25")) {
            for (Map<Kind, BigDecimal> amounts : List.of(
                    IntraIndustry.ghmAmounts(trades, new BigDecimal(a)),
                    IntraIndustry.ffAmounts(trades, new BigDecimal(a)))) {
                assertThat(amounts).hasSize(Kind.values().length);
                assertThat(amounts.values()).allMatch(amount -> amount.signum() >= 0);
                assertThat(amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(all);
            }
        }
    }

    @Property
    void similarityIsBoundedSymmetricAndTheSameAsItsOtherForms(@ForAll("worlds") World world) {
        Assume.that(world.one().sum().signum() > 0 && world.other().sum().signum() > 0);
        BigDecimal similarity = value(Similarity.fingerKreinin(world.one(), world.other()));
        assertThat(similarity).isBetween(NEAR.negate(), HUNDRED);
        assertThat(value(Similarity.fingerKreinin(world.other(), world.one()))).isCloseTo(similarity, within(NEAR));
        BigDecimal common = BigDecimal.ZERO;
        for (String product : Vector.keys(world.one(), world.other())) {
            common = common.add(world.one().share(product).min(world.other().share(product)));
        }
        assertThat(common.multiply(HUNDRED)).isCloseTo(similarity, within(NEAR));
        BigDecimal krugman = BigDecimal.valueOf(2).subtract(similarity.multiply(new BigDecimal("0.02")));
        assertThat(value(Similarity.krugman(world.one(), world.other()))).isCloseTo(krugman, within(NEAR));
        assertThat(value(Similarity.fingerKreinin(world.one(), scaled(world.one(), BigDecimal.valueOf(7)))))
                .isCloseTo(HUNDRED, within(NEAR));
        BigDecimal diversification = value(Similarity.diversification(world.one(), world.all()));
        assertThat(diversification).isBetween(BigDecimal.ZERO, ONE);
    }

    @Property
    void concentrationIsBoundedAndFreeOfTheUnit(@ForAll("vectors") Vector vector) {
        Assume.that(vector.sum().signum() > 0);
        int n = vector.amounts().size();
        Result hhi = Concentration.hhi(vector.amounts().values());
        BigDecimal least = ONE.divide(BigDecimal.valueOf(n), Result.PRECISION);
        assertThat(value(hhi)).isBetween(least.subtract(NEAR), ONE);
        Vector other = scaled(vector, new BigDecimal("0.001"));
        assertThat(value(Concentration.hhi(other.amounts().values()))).isCloseTo(value(hhi), within(NEAR));
        if (n > 1) {
            assertThat(value(Concentration.normalised(hhi, n))).isBetween(NEAR.negate(), ONE.add(NEAR));
            assertThat(value(Concentration.unctad(hhi, n))).isBetween(NEAR.negate(), ONE.add(NEAR));
        }
    }

    @Property
    void entropyAndTheilSumToTheLogarithmOfN(@ForAll("vectors") Vector vector) {
        Assume.that(vector.sum().signum() > 0);
        int n = vector.amounts().size();
        Result entropy = Concentration.entropy(vector.amounts().values());
        BigDecimal most = BigDecimal.valueOf(Math.log(n)).add(NEAR_AS_DOUBLE);
        assertThat(value(entropy)).isBetween(NEAR_AS_DOUBLE.negate(), most);
        assertThat(value(Concentration.theil(entropy, n))).isBetween(NEAR_AS_DOUBLE.negate(), most);
        if (n > 1) {
            assertThat(value(Concentration.relativeEntropy(entropy, n)))
                    .isBetween(NEAR_AS_DOUBLE.negate(), ONE.add(NEAR_AS_DOUBLE));
        }
    }

    @Property
    void contributionsSumToTotalGrowth(@ForAll("worlds") World world) {
        BigDecimal before = world.other().sum();
        Assume.that(before.signum() > 0);
        BigDecimal sum = BigDecimal.ZERO;
        for (String product : Vector.keys(world.one(), world.other())) {
            sum = sum.add(value(Dynamics.contribution(
                    world.one().get(product), world.other().get(product), before)));
        }
        BigDecimal growth = world.one().sum().subtract(before).divide(before, Result.PRECISION);
        assertThat(sum).isCloseTo(growth, within(growth.abs().add(ONE).multiply(NEAR)));
    }

    @Property
    void marginsMultiplyToTheShareOfTheWorld(@ForAll("worlds") World world) {
        Vector all = world.all();
        Assume.that(world.one().sum().signum() > 0);
        Dynamics.Margins margins = Dynamics.margins(world.one(), all);
        BigDecimal share = world.one().sum().divide(all.sum(), Result.PRECISION);
        assertThat(value(margins.extensive()).multiply(value(margins.intensive())))
                .isCloseTo(share, within(NEAR));
        assertThat(value(margins.extensive())).isBetween(BigDecimal.ZERO, ONE);
        assertThat(value(margins.intensive())).isBetween(BigDecimal.ZERO, ONE);
    }

    @Property
    void constantMarketShareIsAnIdentityInEitherOrder(@ForAll("worlds") World before, @ForAll("worlds") World after) {
        Assume.that(before.one().sum().signum() > 0);
        for (Order order : Order.values()) {
            MarketShare share = Dynamics.marketShare(
                    flows(before.one()), flows(after.one()), flows(before.all()), flows(after.all()), order);
            assertThat(share).isNotNull();
            BigDecimal sum =
                    share.world().add(share.structure()).add(share.interplay()).add(share.competitiveness());
            assertThat(sum)
                    .isCloseTo(
                            share.change(), within(share.change().abs().add(ONE).multiply(NEAR)));
            assertThat(share.change())
                    .isEqualByComparingTo(
                            after.one().sum().subtract(before.one().sum()));
        }
    }

    /** Two commodities for each market. */
    private static Flows flows(Vector vector) {
        Flows flows = new Flows();
        int i = 0;
        for (Map.Entry<String, BigDecimal> amount : vector.amounts().entrySet()) {
            flows.add("K" + amount.getKey().charAt(1) % 2, "M" + i++ / 2, amount.getValue());
        }
        return flows;
    }

    @Property
    void pricesThatAllRiseAlikeRaiseEveryIndexAsMuch(
            @ForAll("worlds") World world, @ForAll @IntRange(min = 2, max = 9) int factor) {
        List<Product> products = new ArrayList<>();
        for (String product : world.one().amounts().keySet()) {
            BigDecimal value = world.one().orZero(product);
            BigDecimal before = world.other().orZero(product);
            // One dollar a kilogram before, and so many now.
            products.add(new Product(before, before, value.multiply(BigDecimal.valueOf(factor)), value));
        }
        for (Index index : Index.values()) {
            Result result = Prices.index(products, index, null).result();
            if (result.value() != null) {
                assertThat(result.value()).isCloseTo(BigDecimal.valueOf(100L * factor), within(NEAR));
            }
        }
    }

    @Provide
    static Arbitrary<Set<List<Integer>>> specialisations() {
        Arbitrary<Integer> economy = Arbitraries.integers().between(0, 7);
        Arbitrary<Integer> product = Arbitraries.integers().between(0, 11);
        return Combinators.combine(economy, product)
                .as(List::of)
                .set()
                .ofMinSize(4)
                .ofMaxSize(60);
    }

    @Property
    void complexityHasMeanZeroAndDeviationOneAndProximityIsSymmetric(
            @ForAll("specialisations") Set<List<Integer>> pairs) {
        Complexity complexity = Complexity.of(pairs.stream()
                .map(pair -> new Specialisation("C" + pair.get(0), "P" + pair.get(1)))
                .toList());
        Map<String, Double> economies = complexity.economies();
        if (economies != null) {
            double mean =
                    economies.values().stream().mapToDouble(Double::doubleValue).sum() / economies.size();
            double squares = economies.values().stream()
                            .mapToDouble(value -> value * value)
                            .sum()
                    / economies.size();
            assertThat(mean).isCloseTo(0, within(1e-6));
            assertThat(squares).isCloseTo(1, within(1e-6));
            double direction = economies.entrySet().stream()
                    .mapToDouble(entry -> entry.getValue() * complexity.diversity(entry.getKey()))
                    .sum();
            assertThat(direction).isPositive();
        }
        for (List<Integer> pair : pairs) {
            String product = "P" + pair.get(1);
            Map<String, Double> proximities = complexity.proximities(product);
            assertThat(proximities).isNotNull();
            proximities.forEach((other, value) -> {
                assertThat(value).isBetween(0.0, 1.0);
                assertThat(complexity.proximities(other)).isNotNull().containsEntry(product, value);
            });
        }
    }

    private static Position position(Vector economy, Vector world, String product) {
        return new Position(economy.orZero(product), economy.sum(), world.orZero(product), world.sum());
    }

    private static BigDecimal value(Result result) {
        assertThat(result.missing()).isNull();
        return result.value() == null ? BigDecimal.ZERO : result.value();
    }
}
