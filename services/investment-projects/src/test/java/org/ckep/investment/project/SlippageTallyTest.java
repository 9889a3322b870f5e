package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans against what came of them, by hand. */
class SlippageTallyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 1);

    private final SlippageTally tally = new SlippageTally(TODAY);

    private void add(ProjectStatus state, @Nullable String actual, String... planned) {
        tally.add(
                state,
                Map.of(
                        KeyDate.GROUNDBREAKING,
                        new KeyDates(
                                Stream.of(planned).map(FuzzyDate::parse).toList(),
                                actual == null ? null : FuzzyDate.parse(actual))));
    }

    private Slippage.Slip only() {
        assertThat(tally.result().data()).hasSize(1);
        return tally.result().data().getFirst();
    }

    @ParameterizedTest(name = "planned {0}, happened {1}: {2} days")
    @CsvSource({
        "2024-03-01, 2024-03-01, 0",
        "2024-03-01, 2024-02-28, -2",
        "2024-03-01, 2025-03-01, 365",
        // What was planned for a year is in time to its end, and what happened in a month counts as its last day.
        "2024, 2024-06-30, -184",
        "2024-06-30, 2024, 184",
        "2024-Q1, 2024-H1, 91"
    })
    void aDateCountsAsItsLastDay(String planned, String actual, int days) {
        add(ProjectStatus.OPERATIONAL, actual, planned);
        assertThat(only().medianDays()).isEqualByComparingTo(BigDecimal.valueOf(days));
        assertThat(only().worstDays()).isEqualTo(days);
        assertThat(only().late()).isEqualTo(days > 0 ? 1 : 0);
        assertThat(only().pending()).isZero();
    }

    @Test
    void theFirstPlanIsWhatCounts() {
        add(ProjectStatus.OPERATIONAL, "2024-01-31", "2024-01-01", "2024-02-01");
        assertThat(only().medianDays()).isEqualByComparingTo("30");
    }

    @Test
    void whatIsPendingIsPostponedOrOverdueOrInTime() {
        add(ProjectStatus.COMMITTED, null, "2026-01-01");
        add(ProjectStatus.COMMITTED, null, "2026-01-01", "2026-03-01");
        add(ProjectStatus.SUSPENDED, null, "2026-02-01");
        add(ProjectStatus.CANCELLED, null, "2020-01-01", "2024-01-01");
        Slippage.Slip slip = only();
        assertThat(slip.happened()).isZero();
        assertThat(slip.medianDays()).isNull();
        assertThat(slip.worstDays()).isNull();
        assertThat(slip.pending()).isEqualTo(3);
        assertThat(slip.postponed()).isEqualTo(1);
        assertThat(slip.medianPostponedDays()).isEqualByComparingTo("0");
        assertThat(slip.overdue()).isEqualTo(1);
        assertThat(tally.result().total()).isEqualTo(4);
    }

    @Test
    void whatWasNeverPlannedHasNotSlipped() {
        add(ProjectStatus.OPERATIONAL, "2024-01-31");
        assertThat(tally.result().data()).isEmpty();
        assertThat(tally.result().total()).isZero();
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(SlippageTally.median(List.of(9, 1, 4, 2))).isEqualByComparingTo("3");
        assertThat(SlippageTally.median(List.of(3, -2))).hasToString("0.5");
        assertThat(SlippageTally.median(List.of(7))).hasToString("7");
        assertThat(SlippageTally.median(List.of())).isNull();
    }

    @Property
    void halfLiesOnEitherSideOfTheMedian(@ForAll @NotEmpty List<@IntRange(min = -4000, max = 4000) Integer> days) {
        BigDecimal median = SlippageTally.median(days);
        assertThat(median).isNotNull();
        assertThat(days.stream()
                                .filter(day -> BigDecimal.valueOf(day).compareTo(median) < 0)
                                .count()
                        * 2)
                .isLessThanOrEqualTo(days.size());
        assertThat(days.stream()
                                .filter(day -> BigDecimal.valueOf(day).compareTo(median) > 0)
                                .count()
                        * 2)
                .isLessThanOrEqualTo(days.size());
    }
}
