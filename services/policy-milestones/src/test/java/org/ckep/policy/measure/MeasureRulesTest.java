package org.ckep.policy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureRulesTest {
    @Test
    void m10_removalBeforeItIsInForceIsRefused() {
        assertThat(MeasureRules.wrongDates(date("2025-12-31"), date("2025-12-30")))
                .map(FieldError::message)
                .contains("2025-12-30 is before the measure comes into force on 2025-12-31.");
        assertThat(MeasureRules.wrongDates(null, date("2025-12-30")))
                .map(FieldError::message)
                .contains("A measure that was never in force cannot be removed.");
        assertThat(MeasureRules.wrongDates(date("2025-12-31"), date("2025-12-31")))
                .isEmpty();
        assertThat(MeasureRules.wrongDates(null, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-08-29, 2025-12-31, , 2025-12-30, ANNOUNCED",
        "2025-08-29, 2025-12-31, , 2025-12-31, IN_FORCE",
        "2025-08-29, 2025-12-31, 2026-06-30, 2026-06-30, REMOVED",
        ", , , 2026-01-01, UNDATED",
        ", 2025, , 2025-06-01, ANNOUNCED",
        ", 2025, , 2026-01-01, IN_FORCE"
    })
    void stateFollowsFromTheDates(
            @Nullable String announced,
            @Nullable String inForce,
            @Nullable String removed,
            LocalDate day,
            MeasureState expected) {
        assertThat(MeasureRules.stateOn(date(announced), date(inForce), date(removed), day))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "85, true",
        "8542, true",
        "854232, true",
        "8542.32, false",
        "85423, false",
        "85AB, false",
        "８５４２, false",
        "8542320000, false"
    })
    void hsCodesAreTwoFourOrSixDigits(String code, boolean valid) {
        assertThat(MeasureRules.isHsCode(code)).isEqualTo(valid);
    }

    private static @Nullable FuzzyDate date(@Nullable String text) {
        return text == null ? null : FuzzyDate.parse(text);
    }
}
