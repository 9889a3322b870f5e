package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ckep.trade.indicator.Advantage.Position;
import org.ckep.trade.indicator.Complexity.Norm;
import org.ckep.trade.indicator.Complexity.Specialisation;
import org.ckep.trade.indicator.Dynamics.Flows;
import org.ckep.trade.indicator.Dynamics.MarketShare;
import org.ckep.trade.indicator.Dynamics.Order;
import org.ckep.trade.indicator.Prices.Index;
import org.ckep.trade.indicator.Prices.Priced;
import org.ckep.trade.indicator.Prices.Product;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples that can be computed by hand, and what is undefined. */
class HandExamplesTest {

    @Test
    void concentrationOfSharesOfSixThreeAndOneTenth() {
        Result hhi = Concentration.hhi(decimals("6 3 1"));
        assertThat(hhi.value()).isEqualByComparingTo("0.46");
        assertThat(Concentration.normalised(hhi, 3).value()).isCloseTo(decimal("0.19"), within(decimal("1e-30")));
        assertThat(Concentration.unctad(hhi, 3).value())
                .isCloseTo(decimal("0.238691099907888"), within(decimal("1e-15")));
    }

    @Test
    void ofASingleItemNothingIsDistributed() {
        Result hhi = Concentration.hhi(decimals("7"));
        assertThat(hhi.value()).isEqualByComparingTo("1");
        assertThat(Concentration.normalised(hhi, 1).missing()).isEqualTo(Reason.SINGLE_ITEM);
        assertThat(Concentration.unctad(hhi, 1).missing()).isEqualTo(Reason.SINGLE_ITEM);
        Result entropy = Concentration.entropy(decimals("7"));
        assertThat(entropy.value()).isEqualByComparingTo("0");
        assertThat(Concentration.relativeEntropy(entropy, 1).missing()).isEqualTo(Reason.SINGLE_ITEM);
        assertThat(Concentration.hhi(decimals("0 0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Concentration.entropy(decimals("0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void entropyOfSharesOfSixThreeAndOneTenth() {
        Result entropy = Concentration.entropy(decimals("6 3 1 0"));
        assertThat(entropy.value()).isCloseTo(decimal("0.8979457248567797"), within(decimal("1e-14")));
        assertThat(Concentration.theil(entropy, 3).value())
                .isCloseTo(decimal("0.200666563811330"), within(decimal("1e-14")));
        assertThat(Concentration.relativeEntropy(entropy, 3).value())
                .isCloseTo(decimal("0.8173454221465101"), within(decimal("1e-14")));
    }

    @Test
    void structuresThatShareSevenTenths() {
        Vector imports = vector("5 3 2");
        Vector exports = vector("2 3 5");
        assertThat(Similarity.michaely(exports, imports).value()).isEqualByComparingTo("70");
        assertThat(Similarity.fingerKreinin(exports, imports).value()).isEqualByComparingTo("70");
        assertThat(Similarity.krugman(exports, imports).value()).isEqualByComparingTo("0.6");
        assertThat(Similarity.diversification(exports, imports).value()).isEqualByComparingTo("0.3");
        assertThat(Similarity.fingerKreinin(new Vector(), imports).missing()).isEqualTo(Reason.NOT_REPORTED);
        assertThat(Similarity.fingerKreinin(imports, new Vector()).missing()).isEqualTo(Reason.INPUT_MISSING);
        assertThat(Similarity.fingerKreinin(imports, vector("0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void complementarityOfDrysdaleIsOneWhereThePartnerImportsLikeTheWorld() {
        Vector world = vector("10 30 60");
        assertThat(Similarity.drysdale(vector("5 4 1"), world, vector("1 3 6"), world)
                        .value())
                .isEqualByComparingTo("1");
        assertThat(Similarity.drysdale(new Vector(), world, world, world).missing())
                .isEqualTo(Reason.NOT_REPORTED);
        assertThat(Similarity.drysdale(world, vector("0"), world, world).missing())
                .isEqualTo(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void grubelLloydOfEightyAndTwenty() {
        assertThat(Balance.grubelLloyd(decimal("80"), decimal("20")).value()).isEqualByComparingTo("0.4");
        assertThat(Balance.grubelLloydAggregate(vector("80 20"), vector("20 80"))
                        .value())
                .isEqualByComparingTo("0.4");
        // The same trade netted one level up: aggregation makes it intra-industry.
        assertThat(Balance.grubelLloydAggregate(vector("100"), vector("100")).value())
                .isEqualByComparingTo("1");
    }

    @Test
    void lafayOfEightyAndTwentyAgainstTwentyAndEighty() {
        BigDecimal hundred = decimal("100");
        assertThat(Balance.lafay(decimal("80"), decimal("20"), hundred, hundred).value())
                .isEqualByComparingTo("30");
        assertThat(Balance.lafay(decimal("20"), decimal("80"), hundred, hundred).value())
                .isEqualByComparingTo("-30");
        assertThat(Balance.lafay(decimal("0"), decimal("0"), hundred, hundred).value())
                .isEqualByComparingTo("0");
        assertThat(Balance.lafay(decimal("0"), decimal("0"), decimal("0"), decimal("0"))
                        .missing())
                .isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Balance.lafay(null, null, hundred, hundred).missing()).isEqualTo(Reason.NOT_REPORTED);
    }

    @Test
    void whatCannotBeBalancedHasAReason() {
        assertThat(Balance.specialisation(null, null).missing()).isEqualTo(Reason.NOT_REPORTED);
        assertThat(Balance.specialisation(decimal("1"), null).missing()).isEqualTo(Reason.INPUT_MISSING);
        assertThat(Balance.specialisation(decimal("0"), decimal("0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Balance.grubelLloydAggregate(new Vector(), new Vector()).missing())
                .isEqualTo(Reason.NOT_REPORTED);
        assertThat(Balance.adjustedForImbalance(vector("5"), vector("0")).missing())
                .isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Balance.adjustedForImbalance(new Vector(), new Vector()).missing())
                .isEqualTo(Reason.NOT_REPORTED);
        assertThat(Balance.aquino(vector("5"), vector("0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Balance.aquino(new Vector(), new Vector()).missing()).isEqualTo(Reason.NOT_REPORTED);
        BigDecimal one = decimal("1");
        assertThat(Balance.marginal(one, one, one, one).missing()).isEqualTo(Reason.NO_CHANGE);
        assertThat(Balance.marginal(one, null, one, one).missing()).isEqualTo(Reason.INPUT_MISSING);
        assertThat(Balance.marginal(null, null, one, one).missing()).isEqualTo(Reason.NOT_REPORTED);
    }

    @Test
    void marginalTradeOneWayAndBothWays() {
        assertThat(marginal("60", "20", "40", "0")).isEqualByComparingTo("1");
        assertThat(marginal("60", "20", "40", "20")).isEqualByComparingTo("0");
        assertThat(marginal("60", "10", "40", "20")).isEqualByComparingTo("0");
    }

    private static BigDecimal marginal(String x, String m, String xBefore, String mBefore) {
        Result result = Balance.marginal(decimal(x), decimal(m), decimal(xBefore), decimal(mBefore));
        return result.value() == null ? decimal("-9") : result.value();
    }

    @ParameterizedTest
    @CsvSource({"3, 0.5", "1, 0", "0, -1"})
    void rscaOfRca(String rca, String rsca) {
        Position at = new Position(decimal(rca), decimal("10"), decimal("10"), decimal("100"));
        assertThat(Advantage.rca(at).value()).isEqualByComparingTo(rca);
        assertThat(Advantage.rsca(at).value()).isEqualByComparingTo(rsca);
    }

    @Test
    void advantageThatIsUndefinedHasAReason() {
        BigDecimal one = decimal("1");
        BigDecimal none = decimal("0");
        assertThat(Advantage.rca(new Position(null, one, one, one)).missing()).isEqualTo(Reason.NOT_REPORTED);
        assertThat(Advantage.rca(new Position(one, null, one, one)).missing()).isEqualTo(Reason.INPUT_MISSING);
        assertThat(Advantage.rca(new Position(none, none, one, one)).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Advantage.rca(new Position(none, one, none, one)).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Advantage.rsca(new Position(none, none, one, one)).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Advantage.nrca(new Position(one, one, one, none)).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(Advantage.nrca(new Position(null, one, one, one)).missing()).isEqualTo(Reason.NOT_REPORTED);
        assertThat(Advantage.nrca(new Position(one, one, null, one)).missing()).isEqualTo(Reason.INPUT_MISSING);
        Position held = new Position(one, one, one, one);
        assertThat(Advantage.dynamic(held, new Position(none, one, one, one)).missing())
                .isEqualTo(Reason.NEW_OR_VANISHED);
        assertThat(Advantage.dynamic(new Position(null, one, one, one), new Position(null, one, one, one))
                        .missing())
                .isEqualTo(Reason.NOT_REPORTED);
        assertThat(Advantage.dynamic(held, new Position(one, none, one, one)).missing())
                .isEqualTo(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void mirrorAsymmetryOfAHundredAndAHundredAndTwenty() {
        assertThat(MirrorFormulas.percent(decimal("100"), decimal("120")).value())
                .isCloseTo(decimal("18.1818"), within(decimal("0.00005")));
        assertThat(MirrorFormulas.percent(null, decimal("120")).missing()).isEqualTo(Reason.INPUT_MISSING);
        assertThat(MirrorFormulas.percent(decimal("0"), decimal("0")).missing()).isEqualTo(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void pricesThatDoubleAndHalve() {
        List<Product> products =
                List.of(product("40", "5", "60", "6"), product("20", "4", "30", "3"), product("9", null, "10", "1"));
        assertThat(index(products, Index.LASPEYRES, null).result().value()).isEqualByComparingTo("150");
        assertThat(index(products, Index.PAASCHE, null).result().value())
                .isCloseTo(decimal("142.857142857142857"), within(decimal("1e-12")));
        assertThat(index(products, Index.FISHER, null).result().value())
                .isCloseTo(decimal("146.38501094227996"), within(decimal("1e-10")));
        assertThat(index(products, Index.FISHER, null).coverage().value()).isEqualByComparingTo("0.9");
        assertThat(index(products, Index.FISHER, null).matched()).isEqualTo(2);
        Priced trimmed = index(products, Index.LASPEYRES, "1.5");
        assertThat(trimmed.trimmed()).isEqualTo(1);
        assertThat(trimmed.result().value()).isEqualByComparingTo("125");
        assertThat(index(List.of(), Index.FISHER, null).result().missing()).isEqualTo(Reason.NOTHING_MATCHED);
        assertThat(Prices.unitValue(decimal("5"), null).missing()).isEqualTo(Reason.WEIGHT_MISSING);
        assertThat(Prices.unitValue(decimal("5"), decimal("0")).missing()).isEqualTo(Reason.WEIGHT_MISSING);
        assertThat(Prices.unitValue(null, null).missing()).isEqualTo(Reason.NOT_REPORTED);
    }

    private static Priced index(List<Product> products, Index index, @Nullable String widest) {
        return Prices.index(products, index, widest == null ? null : decimal(widest));
    }

    private static Product product(String before, @Nullable String weightBefore, String now, String weightNow) {
        return new Product(
                decimal(before), weightBefore == null ? null : decimal(weightBefore), decimal(now), decimal(weightNow));
    }

    @Test
    void marketShareSplitsGrowthExactly() {
        Flows before = flows("84 CN 10", "84 US 50");
        Flows now = flows("84 CN 40", "84 US 50", "85 US 10");
        Flows worldBefore = flows("84 CN 40", "84 US 80", "84 KR 20", "85 US 50", "85 CN 20");
        Flows worldNow = flows("84 CN 80", "84 US 90", "84 KR 30", "85 US 140", "85 CN 60");
        MarketShare share = Dynamics.marketShare(before, now, worldBefore, worldNow, Order.COMMODITY_FIRST);
        assertThat(share).isNotNull();
        assertThat(share.change()).isEqualByComparingTo("40");
        assertThat(share.world()).isCloseTo(decimal("54.2857142857142857"), within(decimal("1e-12")));
        assertThat(share.structure()).isCloseTo(decimal("-28.5714285714285714"), within(decimal("1e-12")));
        assertThat(share.interplay()).isCloseTo(decimal("-9.4642857142857143"), within(decimal("1e-12")));
        assertThat(share.competitiveness()).isEqualByComparingTo("23.75");
        assertThat(Dynamics.marketShare(new Flows(), now, worldBefore, worldNow, Order.MARKET_FIRST))
                .isNull();
        assertThat(Dynamics.marketShare(before, now, flows("85 US 50"), worldNow, Order.MARKET_FIRST))
                .isNull();
    }

    private static Flows flows(String... cells) {
        Flows flows = new Flows();
        for (String cell : cells) {
            String[] parts = cell.split(" ", -1);
            flows.add(parts[0], parts[1], decimal(parts[2]));
        }
        return flows;
    }

    /** Expected values from an independent computation of the second eigenvector of M̃ itself. */
    @Test
    void complexityOfFiveEconomiesAndSixProducts() {
        Complexity complexity = Complexity.of(matrix("111100", "111000", "110010", "100100", "100001"));
        Map<String, Double> economies = complexity.economies();
        assertThat(economies).isNotNull();
        assertThat(economies.get("C0")).isCloseTo(0.5926100500871424, within(1e-9));
        assertThat(economies.get("C1")).isCloseTo(0.5777295953199627, within(1e-9));
        assertThat(economies.get("C2")).isCloseTo(0.5656524417395679, within(1e-9));
        assertThat(economies.get("C3")).isCloseTo(0.24740632666425647, within(1e-9));
        assertThat(economies.get("C4")).isCloseTo(-1.9833984138109295, within(1e-9));
        Map<String, Double> products = complexity.products(Norm.ECI);
        assertThat(products).isNotNull();
        assertThat(products.get("P0")).isCloseTo(0, within(1e-9));
        assertThat(products.get("P2")).isCloseTo(0.5851698227035526, within(1e-9));
        assertThat(products.get("P5")).isCloseTo(-1.9833984138109295, within(1e-9));
        // Together in C0, C1, C2; P0 is in five.
        assertThat(complexity.proximities("P1"))
                .isNotNull()
                .containsEntry("P0", 0.6)
                .containsEntry("P5", 0.0);
        assertThat(complexity.proximities("P9")).isNull();
    }

    @Test
    void complexityIsUndefinedWhereEconomiesShareNothingOrThereIsOne() {
        assertThat(Complexity.of(matrix("1100", "1100", "0011")).economies()).isNull();
        assertThat(Complexity.of(matrix("11")).economies()).isNull();
        assertThat(Complexity.of(List.of()).economies()).isNull();
        assertThat(Complexity.of(matrix("111", "111")).products(Norm.OWN)).isNull();
    }

    static List<Specialisation> matrix(String... rows) {
        List<Specialisation> specialisations = new ArrayList<>();
        for (int economy = 0; economy < rows.length; economy++) {
            for (int product = 0; product < rows[economy].length(); product++) {
                if (rows[economy].charAt(product) == '1') {
                    specialisations.add(new Specialisation("C" + economy, "P" + product));
                }
            }
        }
        return specialisations;
    }

    static Vector vector(String amounts) {
        Vector vector = new Vector();
        List<BigDecimal> numbers = decimals(amounts);
        for (int i = 0; i < numbers.size(); i++) {
            vector.add("P" + i, numbers.get(i));
        }
        return vector;
    }

    static List<BigDecimal> decimals(String amounts) {
        return Arrays.stream(amounts.split(" ", -1)).map(BigDecimal::new).toList();
    }

    static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }
}
