package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ckep.investment.project.PhaseRules.Phase;
import org.ckep.kernel.claim.Modality;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule I9, by hand and for any phases. */
class PhaseRulesTest {
    private static final Investment WHOLE = sum("100", "USD", InvestmentBasis.CONTRACTED);

    @Test
    void i9_phasesMayFillTheWhole() {
        assertThat(PhaseRules.tooMuch(WHOLE, List.of())).isNull();
        // A sum that is none is refused for that, not for phases that are not there.
        assertThat(PhaseRules.tooMuch(sum("-5", "USD", InvestmentBasis.CONTRACTED), List.of()))
                .isNull();
        assertThat(PhaseRules.tooMuch(WHOLE, List.of(phase("60"), phase("40")))).isNull();
    }

    @Test
    void i9_phasesDoNotExceedTheWhole() {
        assertThat(PhaseRules.tooMuch(WHOLE, List.of(phase("60"), phase("40.01"))))
                .isEqualByComparingTo("100.01");
    }

    @Test
    void i9_onlyWhatIsAPartOfThatSumCounts() {
        Phase full = phase("100");
        for (Phase other : List.of(
                new Phase(null, ProjectStatus.PROSPECT, Modality.PLAN),
                new Phase(sum("5", "KRW", InvestmentBasis.CONTRACTED), ProjectStatus.PROSPECT, Modality.PLAN),
                new Phase(sum("5", "USD", InvestmentBasis.USED), ProjectStatus.PROSPECT, Modality.PLAN),
                new Phase(full.total(), ProjectStatus.CANCELLED, Modality.PLAN),
                new Phase(full.total(), ProjectStatus.WITHDRAWN, Modality.PLAN),
                new Phase(full.total(), ProjectStatus.PROSPECT, Modality.EXPECTATION))) {
            assertThat(PhaseRules.tooMuch(WHOLE, List.of(full, other)))
                    .as("%s", other)
                    .isNull();
        }
        assertThat(PhaseRules.tooMuch(WHOLE, List.of(full, phase("0.01")))).isNotNull();
    }

    /** Whatever the order in which phases are entered one by one, those that are let in never exceed the whole. */
    @Property
    void i9_noHistoryOfPhasesExceedsTheWhole(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 60) Integer> amounts) {
        List<Phase> accepted = new ArrayList<>();
        int sum = 0;
        for (int amount : amounts) {
            List<Phase> tried = new ArrayList<>(accepted);
            tried.add(phase(Integer.toString(amount)));
            @Nullable BigDecimal tooMuch = PhaseRules.tooMuch(WHOLE, tried);
            assertThat(tooMuch == null).isEqualTo(sum + amount <= 100);
            if (tooMuch == null) {
                accepted = tried;
                sum += amount;
            }
        }
        assertThat(sum).isLessThanOrEqualTo(100);
    }

    private static Phase phase(String amount) {
        return new Phase(sum(amount, "USD", InvestmentBasis.CONTRACTED), ProjectStatus.COMMITTED, Modality.PLAN);
    }

    private static Investment sum(String amount, String currency, InvestmentBasis basis) {
        return new Investment(new BigDecimal(amount), currency, basis, null, null);
    }
}
