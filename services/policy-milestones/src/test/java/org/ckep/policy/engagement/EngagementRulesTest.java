package org.ckep.policy.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.FuzzyDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngagementRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final EngagementRules.Dates DATES = new EngagementRules.Dates(
            FuzzyDate.parse("2026-01-19"), FuzzyDate.parse("2026-01-23"), "a ministers' meeting came between");

    @ParameterizedTest
    @EnumSource(EngagementState.class)
    void onlyTheDiagramsArrowsAreAccepted(EngagementState from) {
        Map<EngagementState, Set<EngagementState>> arrows = Map.of(
                EngagementState.PLANNED,
                Set.of(EngagementState.CONFIRMED, EngagementState.POSTPONED, EngagementState.CANCELLED),
                EngagementState.CONFIRMED,
                Set.of(EngagementState.HELD, EngagementState.POSTPONED, EngagementState.CANCELLED),
                EngagementState.POSTPONED,
                Set.of(EngagementState.CONFIRMED, EngagementState.POSTPONED, EngagementState.CANCELLED),
                EngagementState.HELD,
                Set.of(EngagementState.MINUTES_AGREED),
                EngagementState.MINUTES_AGREED,
                Set.of(),
                EngagementState.CANCELLED,
                Set.of());
        for (EngagementState to : EngagementState.values()) {
            Decision<EngagementState> decision = EngagementRules.decide(from, to, DATES, TODAY);
            if (arrows.get(from).contains(to)) {
                assertThat(decision).as(from + " to " + to).isEqualTo(Decision.accept(to));
            } else if (from == to) {
                assertThat(decision).isEqualTo(Decision.unchanged());
            } else {
                assertThat(decision).as(from + " to " + to).isInstanceOf(Decision.Refused.class);
            }
        }
    }

    @Test
    void heldNeedsActualDatesInThePast() {
        assertRefused(
                EngagementRules.decide(
                        EngagementState.CONFIRMED,
                        EngagementState.HELD,
                        new EngagementRules.Dates(FuzzyDate.parse("2026-01-19"), null, null),
                        TODAY),
                "HELD needs the actual start and end.");
        assertRefused(
                EngagementRules.decide(
                        EngagementState.CONFIRMED,
                        EngagementState.HELD,
                        new EngagementRules.Dates(FuzzyDate.parse("2026-06-01"), FuzzyDate.parse("2026-06-02"), null),
                        TODAY),
                "An engagement that ends on 2026-06-02 was not held yet.");
    }

    @Test
    void postponementNeedsANewDateAndAReason() {
        assertRefused(
                EngagementRules.decide(
                        EngagementState.CONFIRMED,
                        EngagementState.POSTPONED,
                        new EngagementRules.Dates(FuzzyDate.parse("2026-07"), null, null),
                        TODAY),
                "POSTPONED needs a new start and a reason.");
        assertRefused(
                EngagementRules.decide(
                        EngagementState.CONFIRMED,
                        EngagementState.CANCELLED,
                        new EngagementRules.Dates(null, null, ""),
                        TODAY),
                "CANCELLED needs a reason.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-19, 2026-01-23, false",
        "2026-01-23, 2026-01-19, true",
        "2026-01, 2026-01-19, false",
        "2026-02, 2026-01, true",
        "2026, 2026-01-19, false"
    })
    void m8_endBeforeStartIsRefused(String start, String end, boolean wrong) {
        assertThat(EngagementRules.wrongDates(FuzzyDate.parse(start), FuzzyDate.parse(end))
                        .isPresent())
                .isEqualTo(wrong);
    }

    @Test
    void m8_roundHasOneHeadPerSide() {
        assertThat(EngagementRules.tooManyHeads(EngagementKind.ROUND, List.of(Side.CN, Side.KR)))
                .isEmpty();
        assertThat(EngagementRules.tooManyHeads(EngagementKind.ROUND, List.of(Side.CN, Side.KR, Side.KR)))
                .map(FieldError::message)
                .contains("A round has one head of the KR side, not 2.");
        assertThat(EngagementRules.tooManyHeads(EngagementKind.SUMMIT, List.of(Side.KR, Side.KR)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, -, -, false",
                "13, 12, -, false",
                "14, 12, -, true",
                "14, 12, 'the 13th was held by telephone', false",
                "12, 12, -, true",
                "23, -, -, true",
                "23, -, 'earlier ones are not recorded', false",
                "0, -, 'none', true"
            })
    void m7_ordinalsFollowEachOther(int ordinal, Integer last, String gapReason, boolean wrong) {
        assertThat(EngagementRules.wrongOrdinal(ordinal, last, gapReason).isPresent())
                .isEqualTo(wrong);
    }

    private static void assertRefused(Decision<EngagementState> decision, String detail) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.type()).isEqualTo(KernelProblem.UNPROCESSABLE);
            assertThat(refused.detail()).isEqualTo(detail);
        });
    }
}
