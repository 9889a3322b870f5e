package org.ckep.investment.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule I12, by hand and for any claim. */
class CapacityRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 1);

    private static CapacityShareContent claim(Quantity share, DenominatorScope scope, @Nullable String country) {
        return new CapacityShareContent(
                new Urn("site", new UUID(0x4000L, 0x8000000000000001L)),
                "NAND flash",
                null,
                share,
                LocalizedText.en("global NAND production of the owner"),
                scope,
                country,
                FuzzyDate.parse("2025"),
                Modality.ASSERTED,
                Map.of(),
                List.of());
    }

    private static Set<String> broken(CapacityShareContent claim) {
        return CapacityRules.broken(claim, false, TODAY).stream()
                .map(one -> one.type().slug() + " " + one.error().pointer())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Quantity percent(String value) {
        return Quantity.of(new BigDecimal(value), "%");
    }

    @Test
    void i12_aShareLiesBetweenNothingAndTheWhole() {
        for (String share : List.of("0", "40", "100")) {
            assertThat(broken(claim(percent(share), DenominatorScope.ORG_WORLD, null)))
                    .isEmpty();
        }
        for (String share : List.of("-0.01", "100.01")) {
            assertThat(broken(claim(percent(share), DenominatorScope.ORG_WORLD, null)))
                    .containsExactly("capacity-share-range /share/value");
        }
    }

    /** A share in hundredths of a percent, with a second one above it where it is a range. */
    record Numbers(int value, @Nullable Integer upper) {}

    @Provide
    Arbitrary<Numbers> numbers() {
        Arbitrary<Integer> hundredths = Arbitraries.oneOf(
                Arbitraries.integers().between(-200, 200),
                Arbitraries.integers().between(0, 10_000),
                Arbitraries.integers().between(9_900, 10_100));
        return Combinators.combine(
                        hundredths, Arbitraries.integers().between(0, 3_000).injectNull(0.5))
                .as((value, more) -> new Numbers(value, more == null ? null : value + more));
    }

    @Property
    void i12_aClaimIsAcceptedWithAShareOfAWholeThatIsNamedAndOnlySo(
            @ForAll("numbers") Numbers numbers,
            @ForAll boolean inPercent,
            @ForAll DenominatorScope scope,
            @ForAll("countries") String country) {
        Set<String> expected = new TreeSet<>();
        if (numbers.value() < 0 || numbers.value() > 10_000) {
            expected.add("capacity-share-range /share/value");
        }
        if (numbers.upper() != null && (numbers.upper() < 0 || numbers.upper() > 10_000)) {
            expected.add("capacity-share-range /share/upper");
        }
        if (!inPercent) {
            expected.add("capacity-share-range /share/unit");
        }
        boolean ofCountry = scope == DenominatorScope.SECTOR_COUNTRY;
        if (ofCountry ? !Set.of("CN", "KR", "VN").contains(country) : !country.isEmpty()) {
            expected.add("capacity-denominator /denominatorCountry");
        }
        Quantity share = new Quantity(
                BigDecimal.valueOf(numbers.value(), 2),
                numbers.upper() == null ? Relation.APPROX : Relation.RANGE,
                numbers.upper() == null ? null : BigDecimal.valueOf(numbers.upper(), 2),
                inPercent ? "%" : "GWh",
                null);
        Statistics.label("claims").collect(expected.isEmpty()).coverage(found -> {
            found.check(true).percentage(part -> part > 5);
            found.check(false).percentage(part -> part > 5);
        });
        assertThat(broken(claim(share, scope, country.isEmpty() ? null : country)))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of("", "", "CN", "KR", "VN", "XX", "cn");
    }
}
