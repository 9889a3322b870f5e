package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.figure.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule I14, by hand and for any amount. */
class UnitGuardTest {
    private static final String TOTAL = ProjectContent.TOTAL_INVESTMENT;
    private static final List<Integer> FACTORS = List.of(1_000, 10_000, 100_000_000);

    @ParameterizedTest
    @CsvSource({
        "2530, 2530000, 1000", // thousands
        "253000, 2530000000, 10000", // 万
        "25.3, 2530000000, 100000000", // 亿
        "2530000000, 25.3, 100000000",
        "100, 95000, 1000",
        "100, 105000, 1000",
        "100, 94999, ",
        "100, 105001, ",
        "100, 100, ",
        "100, 10000, ", // a hundredfold is no unit
        "100, 1000000000, ",
        "0, 0, ",
        "-1, -1000, ",
    })
    void i14_aUnitsFactorIsFoundWithinFivePercent(BigDecimal one, BigDecimal other, Long factor) {
        assertThat(UnitGuard.factor(one, other)).isEqualTo(factor);
    }

    @Property
    void i14_itDoesNotMatterWhichOneIsLarger(
            @ForAll @BigRange(min = "0.01", max = "1000000000000") BigDecimal one,
            @ForAll @BigRange(min = "0.01", max = "1000000000000") BigDecimal other) {
        assertThat(UnitGuard.factor(one, other)).isEqualTo(UnitGuard.factor(other, one));
    }

    @Property
    void i14_everyAmountIsSuspectInAnotherUnitAndNeverNearItself(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long amount,
            @ForAll @IntRange(min = 0, max = 2) int unit,
            @ForAll @IntRange(min = -500, max = 500) int offBy) {
        BigDecimal off = BigDecimal.valueOf(10_000L + offBy, 4);
        BigDecimal here = BigDecimal.valueOf(amount);
        BigDecimal there = here.multiply(BigDecimal.valueOf(FACTORS.get(unit))).multiply(off);
        assertThat(UnitGuard.factor(here, there)).isEqualTo(FACTORS.get(unit).longValue());
        assertThat(UnitGuard.factor(here, here.multiply(off))).isNull();
    }

    @Test
    void i14_amountsOfOneSizeAreNotSuspect() {
        assertThat(UnitGuard.warnings(
                        total("100"),
                        List.of(Examples.commitment("60", "USD")),
                        Map.of(TOTAL, new Figures(figure("110", "USD"), figure("90", "USD"), null)),
                        total("250")))
                .isEmpty();
    }

    @Test
    void i14_eachPairThatLooksLikeAnotherUnitIsNamed() {
        assertThat(UnitGuard.warnings(
                        total("100"),
                        List.of(Examples.commitment("60", "USD"), Examples.commitment("0.01", "USD")),
                        Map.of(TOTAL, new Figures(figure("1000000", "USD"), figure("100", "USD"), null)),
                        total("100000")))
                .containsExactlyInAnyOrder(
                        warning("/figures/totalInvestment/cn/value", "/totalInvestment", 10_000),
                        warning("/figures/totalInvestment/kr/value", "/figures/totalInvestment/cn/value", 10_000),
                        warning("/totalInvestment", "/parentProject", 1_000),
                        warning("/figures/totalInvestment/kr/value", "/parentProject", 1_000),
                        warning("/totalInvestment", "/commitments/1/amount", 10_000),
                        warning("/figures/totalInvestment/kr/value", "/commitments/1/amount", 10_000),
                        warning("/figures/totalInvestment/cn/value", "/commitments/1/amount", 100_000_000));
    }

    @Test
    void i14_amountsOfTwoCurrenciesAreNotCompared() {
        assertThat(UnitGuard.warnings(
                        total("100"),
                        List.of(Examples.commitment("100000", "KRW")),
                        Map.of(TOTAL, new Figures(figure("1000000", "CNY"), null, null)),
                        null))
                .isEmpty();
    }

    /** X16: 10 GWh against more than a TWh of the same cells. */
    @Test
    void i14_x16_capacitiesOfTwoUnitsAreSuspect() {
        ProjectContent cells = Drafts.changed(c -> c.capacity = List.of(
                new CapacityEntry("cells", Quantity.of(BigDecimal.TEN, "GWh"), CapacityEntry.Kind.PLANNED, null)));
        assertThat(UnitGuard.warnings(
                        cells,
                        List.of(),
                        Map.of("capacity", new Figures(capacity("cells", "PLANNED", "1", "TWh"), null, null)),
                        null))
                .containsExactly(warning("/figures/capacity/cn/value/0", "/capacity/0", 100));
        assertThat(UnitGuard.warnings(
                        cells,
                        List.of(),
                        Map.of(
                                "capacity",
                                new Figures(
                                        capacity("cells", "PLANNED", "10", "TWh"),
                                        capacity("cells", "PLANNED", "100000", "GWh"),
                                        null)),
                        null))
                .containsExactly(
                        warning("/figures/capacity/cn/value/0", "/capacity/0", 1_000),
                        warning("/figures/capacity/kr/value/0", "/capacity/0", 10_000),
                        warning("/figures/capacity/kr/value/0", "/figures/capacity/cn/value/0", 10));
        for (Figures.Figure other : List.of(
                capacity("cells", "PLANNED", "10000", "MWh"),
                capacity("cells", "ACTUAL", "10", "TWh"),
                capacity("packs", "PLANNED", "10", "TWh"),
                capacity("cells", "PLANNED", "10000", "t"))) {
            assertThat(UnitGuard.warnings(cells, List.of(), Map.of("capacity", new Figures(null, other, null)), null))
                    .as(other.value().toString())
                    .isEmpty();
        }
    }

    /** A part of a plant makes no thousand times of what the plant makes. */
    @Test
    void i14_theCapacityOfAPartIsHeldAgainstThatOfItsParent() {
        ProjectContent whole = Drafts.changed(c -> c.capacity = List.of(planned("cells", "10", "GWh")));
        for (ProjectContent part : List.of(
                Drafts.changed(c -> c.capacity = List.of(planned("packs", "1", "GWh"), planned("cells", "10", "TWh"))),
                Drafts.changed(
                        c -> c.capacity = List.of(planned("packs", "1", "GWh"), planned("Cells", "10000", "GWh"))))) {
            assertThat(UnitGuard.warnings(part, List.of(), Map.of(), whole))
                    .containsExactly(warning("/capacity/1", "/parentProject", 1_000));
            assertThat(UnitGuard.warnings(part, List.of(), Map.of(), null)).isEmpty();
        }
        assertThat(UnitGuard.warnings(
                        Drafts.changed(c -> c.capacity = List.of(planned("cells", "4", "GWh"))),
                        List.of(),
                        Map.of("capacity", new Figures(capacity("cells", "PLANNED", "10", "TWh"), null, null)),
                        whole))
                .contains(warning("/figures/capacity/cn/value/0", "/parentProject", 1_000))
                .doesNotContain(warning("/capacity/0", "/parentProject", 1_000));
    }

    private static CapacityEntry planned(String product, String value, String unit) {
        return new CapacityEntry(product, Quantity.of(new BigDecimal(value), unit), CapacityEntry.Kind.PLANNED, null);
    }

    private static Figures.Figure capacity(String product, String kind, String value, String unit) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject()
                .put("product", product)
                .put("kind", kind)
                .putObject("quantity")
                .put("value", value)
                .put("relation", "GT")
                .put("unit", unit);
        return new Figures.Figure(list, Classification.Level.BILATERAL, Instant.EPOCH);
    }

    private static Warning warning(String at, String against, long factor) {
        return new Warning(Warning.Code.UNIT_SUSPECT, at, against, factor);
    }

    private static ProjectContent total(String amount) {
        return Drafts.changed(c -> c.totalInvestment =
                new Investment(new BigDecimal(amount), "USD", InvestmentBasis.TOTAL_PLANNED, null, null));
    }

    private static Figures.Figure figure(String amount, String currency) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("amount", amount).put("currency", currency).put("basis", "CONTRACTED");
        return new Figures.Figure(value, Classification.Level.SIDE, Instant.EPOCH);
    }
}
