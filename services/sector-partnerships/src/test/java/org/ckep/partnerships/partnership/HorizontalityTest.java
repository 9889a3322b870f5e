package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.partnerships.partnership.ContributionClass.CAPITAL;
import static org.ckep.partnerships.partnership.ContributionClass.IP;
import static org.ckep.partnerships.partnership.ContributionClass.LABOUR;
import static org.ckep.partnerships.partnership.ContributionClass.MANUFACTURING;
import static org.ckep.partnerships.partnership.ContributionClass.MARKET;
import static org.ckep.partnerships.partnership.ContributionClass.TECHNOLOGY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ckep.kernel.access.Side;
import org.ckep.partnerships.partnership.Horizontality.Weight;
import org.junit.jupiter.api.Test;

/** The cases of the domain model's section 10.3 and the properties that follow from the formula. */
class HorizontalityTest {
    @Test
    void theOldModelIsVertical() {
        assertThat(index(kr(TECHNOLOGY, 3), kr(CAPITAL, 3), cn(LABOUR, 3))).contains(h("0.00", 0, 9));
    }

    @Test
    void aCrossLicenceIsTwoThirdsHorizontal() {
        assertThat(index(kr(IP, 2), cn(IP, 3))).contains(h("0.67", 2, 3));
    }

    @Test
    void technologyAgainstTechnologyAndManufacturingIsTwoFifths() {
        assertThat(index(kr(TECHNOLOGY, 3), cn(TECHNOLOGY, 2), cn(MANUFACTURING, 2)))
                .contains(h("0.40", 2, 5));
    }

    @Test
    void chineseMarketAndKoreanTechnologyIsVertical() {
        assertThat(index(cn(MARKET, 3), kr(TECHNOLOGY, 3))).contains(h("0.00", 0, 6));
    }

    @Test
    void nothingBroughtHasNoIndex() {
        assertThat(index()).isEmpty();
        assertThat(index(cn(MARKET, 0), kr(MARKET, 0))).isEmpty();
    }

    @Test
    void theStrongestOrganisationOfASideCounts() {
        assertThat(index(kr(IP, 1), kr(IP, 3), cn(IP, 3))).contains(h("1.00", 3, 3));
    }

    @Property
    void theIndexLiesBetweenZeroAndOneAndIgnoresTheOrder(@ForAll("weights") List<Weight> weights) {
        Optional<Horizontality> index = Horizontality.of(weights);
        assertThat(Horizontality.of(weights.reversed())).isEqualTo(index);
        index.ifPresent(h -> {
            assertThat(h.value()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            assertThat(h.common()).isBetween(0, h.total());
        });
    }

    @Property
    void theIndexDoesNotPreferASide(@ForAll("weights") List<Weight> weights) {
        List<Weight> mirrored = weights.stream()
                .map(weight -> new Weight(weight.side().other(), weight.kind(), weight.weight()))
                .toList();
        assertThat(Horizontality.of(mirrored)).isEqualTo(Horizontality.of(weights));
    }

    @Property
    void sidesThatBringTheSameAreFullyHorizontal(@ForAll("weights") List<Weight> weights) {
        List<Weight> both = new java.util.ArrayList<>();
        for (Weight weight : weights) {
            both.add(new Weight(Side.CN, weight.kind(), weight.weight()));
            both.add(new Weight(Side.KR, weight.kind(), weight.weight()));
        }
        Horizontality.of(both).ifPresent(h -> assertThat(h.common()).isEqualTo(h.total()));
    }

    @Provide
    Arbitrary<List<Weight>> weights() {
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        Arbitraries.of(ContributionClass.class),
                        Arbitraries.integers().between(0, 3))
                .as(Weight::new)
                .list()
                .ofMaxSize(22);
    }

    private static Optional<Horizontality> index(Weight... weights) {
        return Horizontality.of(List.of(weights));
    }

    private static Horizontality h(String value, int common, int total) {
        return new Horizontality(new BigDecimal(value), common, total);
    }

    private static Weight cn(ContributionClass kind, int weight) {
        return new Weight(Side.CN, kind, weight);
    }

    private static Weight kr(ContributionClass kind, int weight) {
        return new Weight(Side.KR, kind, weight);
    }
}
