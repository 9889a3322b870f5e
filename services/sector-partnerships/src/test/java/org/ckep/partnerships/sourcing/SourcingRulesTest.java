package org.ckep.partnerships.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourcingRulesTest {
    @Test
    void p7_fullAdoptionStandsWithNoShareOr100() {
        assertThat(SourcingRules.checkAdoption(Adoption.FULL, null)).isEmpty();
        assertThat(SourcingRules.checkAdoption(Adoption.FULL, percent("100.0"))).isEmpty();
        assertThat(SourcingRules.checkAdoption(Adoption.FULL, Share.unknown(UnknownReason.NOT_STATED)))
                .isEmpty();
    }

    @Test
    void p7_fullAdoptionWithAShareOf40IsRefused() {
        assertRefused(Adoption.FULL, percent("40"));
        assertRefused(Adoption.FULL, new Share(null, new BigDecimal("90"), null, false, false, null));
    }

    @ParameterizedTest
    @EnumSource(value = Adoption.class, names = "FULL", mode = EnumSource.Mode.EXCLUDE)
    void otherAdoptionsStandWithAnyShare(Adoption adoption) {
        assertThat(SourcingRules.checkAdoption(adoption, percent("40"))).isEmpty();
    }

    @Test
    void p7_sharesOfOneBuyerAndMaterialDoNotExceed100() {
        assertThat(SourcingRules.checkSum(percent("40"), List.of(percent("60"))))
                .isEmpty();
        assertThat(SourcingRules.checkSum(percent("40.01"), List.of(percent("60"))))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.type()).isEqualTo(SourcingProblem.SOURCING_SHARES_ABOVE_100);
                    assertThat(problem.detail()).contains("100.01 percent");
                });
    }

    @Test
    void p7_ofAnIntervalTheLowerBoundCountsAndAnUnknownShareNothing() {
        Share atLeast50 = new Share(null, new BigDecimal("50"), null, true, false, null);
        Share atMost30 = new Share(null, null, new BigDecimal("30"), false, false, null);
        Share unknown = Share.unknown(UnknownReason.UNDISCLOSED);
        assertThat(SourcingRules.checkSum(percent("50"), List.of(atLeast50, atMost30, unknown)))
                .isEmpty();
        assertThat(SourcingRules.checkSum(percent("51"), List.of(atLeast50))).isPresent();
        assertThat(SourcingRules.checkSum(null, List.of(percent("100")))).isEmpty();
    }

    private static void assertRefused(Adoption adoption, @Nullable Share share) {
        assertThat(SourcingRules.checkAdoption(adoption, share))
                .hasValueSatisfying(problem ->
                        assertThat(problem.type()).isEqualTo(SourcingProblem.FULL_ADOPTION_WITH_PARTIAL_SHARE));
    }

    private static Share percent(String value) {
        return Share.exactly(new BigDecimal(value));
    }
}
