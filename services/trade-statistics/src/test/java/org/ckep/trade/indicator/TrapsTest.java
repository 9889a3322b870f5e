package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ckep.trade.indicator.Formula.Computation;
import org.ckep.trade.indicator.IntraIndustry.Kind;
import org.ckep.trade.indicator.IntraIndustry.Trade;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that others made. */
class TrapsTest {

    /** The two methods differ between their lower bounds and by the overlap test; r is the ratio of unit values. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 0.86, 0.15, HORIZONTAL, VERTICAL_LOW",
        "100, 100, 0.78, 0.25, HORIZONTAL, VERTICAL_LOW",
        "100, 10, 1, 0.15, HORIZONTAL, ONE_WAY",
        "100, 5, 1, 0.15, HORIZONTAL, ONE_WAY",
        "100, 11, 1, 0.15, HORIZONTAL, HORIZONTAL",
        "100, 100, 1.15, 0.15, HORIZONTAL, HORIZONTAL",
        "100, 100, 1.1501, 0.15, VERTICAL_HIGH, VERTICAL_HIGH",
        "100, 100, 0.84, 0.15, VERTICAL_LOW, VERTICAL_LOW",
        "100, 0, 1, 0.15, ONE_WAY, ONE_WAY"
    })
    void ghmAndFfDiffer(String exports, String imports, String ratio, String a, Kind ghm, Kind ff) {
        BigDecimal x = new BigDecimal(exports);
        BigDecimal m = new BigDecimal(imports);
        // Imports at one dollar a kilogram, exports at r dollars.
        BigDecimal exportWeight = x.divide(new BigDecimal(ratio), Result.PRECISION);
        Trade trade = new Trade(x, m, exportWeight, m.signum() == 0 ? BigDecimal.ONE : m);
        Trade exact = trade.unitValueRatio() == null ? trade : withRatio(trade, new BigDecimal(ratio));
        assertThat(IntraIndustry.ghm(exact, new BigDecimal(a))).isEqualTo(ghm);
        assertThat(IntraIndustry.ff(exact, new BigDecimal(a))).isEqualTo(ff);
    }

    /** The same trade with whole kilograms, so that the ratio is exact. */
    private static Trade withRatio(Trade trade, BigDecimal ratio) {
        BigDecimal exportWeight = trade.exports().multiply(BigDecimal.valueOf(10_000));
        BigDecimal importWeight =
                trade.imports().multiply(BigDecimal.valueOf(10_000)).multiply(ratio);
        return new Trade(trade.exports(), trade.imports(), exportWeight, importWeight);
    }

    @Test
    void tradeWithoutWeightIsUnallocated() {
        Trade trade = new Trade(BigDecimal.TEN, BigDecimal.TEN, null, BigDecimal.ONE);
        assertThat(IntraIndustry.ghm(trade, new BigDecimal("0.15"))).isEqualTo(Kind.UNALLOCATED);
        assertThat(IntraIndustry.ff(trade, new BigDecimal("0.15"))).isEqualTo(Kind.UNALLOCATED);
        Trade weightless = new Trade(BigDecimal.TEN, BigDecimal.TEN, BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(IntraIndustry.ghm(weightless, new BigDecimal("0.15"))).isEqualTo(Kind.UNALLOCATED);
    }

    /** py-ecomplexity#49 ranks what is undefined first; here it has no rank and comes last. */
    @Test
    void whatIsUndefinedHasNoRank() {
        Specialised specialised = new Specialised(
                new TreeSet<>(List.of("A0", "C0", "C1", "C2")),
                new TreeSet<>(List.of("P0", "P1", "P2", "P9")),
                HandExamplesTest.matrix("110", "011", "001"));
        List<IndicatorRow> rows = rows("eci", Map.of(), specialised);
        assertThat(rows.stream().map(IndicatorRow::area)).containsExactly("C0", "C1", "C2", "A0");
        assertThat(rows.stream().map(IndicatorRow::rank)).containsExactly(1, 2, 3, null);
        assertThat(rows.get(3).missing()).isEqualTo(Reason.FILTERED);
        assertThat(rows.get(3).value()).isNull();
    }

    /** ECI by eigenvalues, with the sign that rises with diversity and the deviation of the population. */
    @Test
    void complexityIsByEigenvaluesAndTheDeviationOfThePopulation() {
        Specialised specialised = new Specialised(
                new TreeSet<>(List.of("C0", "C1", "C2")),
                new TreeSet<>(List.of("P0", "P1", "P2")),
                HandExamplesTest.matrix("110", "011", "001"));
        assertThat(value(rows("eci", Map.of(), specialised).get(0))).startsWith("1.3090169943");
        assertThat(value(rows("pci", Map.of(), specialised).get(0))).startsWith("1.3090169943");
        assertThat(value(
                        rows("pci", Map.of(Option.PCI_NORM, "own"), specialised).get(0)))
                .startsWith("1.1180339887");
    }

    private static String value(IndicatorRow row) {
        return String.valueOf(row.value());
    }

    private static List<IndicatorRow> rows(String id, Map<Option, String> more, Specialised specialised) {
        Formula formula = Formulas.find(id).orElseThrow();
        Map<Option, String> given = new EnumMap<>(Option.class);
        given.putAll(Map.of(Option.SOURCE, "GENERATED", Option.PERIOD, "2020", Option.CLASSIFICATION, "HS12"));
        given.putAll(more);
        IndicatorQuery query = IndicatorQueries.read(formula, given);
        Computation computation = formula.computation();
        assertThat(computation).isInstanceOf(Computation.OfSpecialisations.class);
        return computation instanceof Computation.OfSpecialisations of
                ? of.rows().apply(query, specialised)
                : List.of();
    }

    /** An aggregate comes from summed inputs: the mean of the products' own indices would be another number. */
    @Test
    void anAggregateIsNotTheMeanOfItsParts() {
        Vector exports = HandExamplesTest.vector("90 10");
        Vector imports = HandExamplesTest.vector("10 10");
        assertThat(Balance.grubelLloydAggregate(exports, imports).value()).isEqualByComparingTo(ratio("40", "120"));
        assertThat(mean(exports, imports)).isNotEqualByComparingTo(ratio("40", "120"));
    }

    private static BigDecimal mean(Vector exports, Vector imports) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String product : Vector.keys(exports, imports)) {
            BigDecimal value = Balance.grubelLloyd(exports.get(product), imports.get(product))
                    .value();
            sum = sum.add(orZero(value));
        }
        return sum.divide(BigDecimal.valueOf(2), Result.PRECISION);
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static BigDecimal ratio(String dividend, String divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), Result.PRECISION);
    }
}
