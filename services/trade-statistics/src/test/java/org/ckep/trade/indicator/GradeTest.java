package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published classes of RCA and TSI, at their limits and for the values that were published with them. */
class GradeTest {
    @ParameterizedTest
    @CsvSource({
        "8.740, A",
        "2.500000000000001, A",
        "2.5, B",
        "1.832, B",
        "1.25, B",
        "1.249999999999999, C",
        "0.881, C",
        "0.8, C",
        "0.799999999999999, D",
        "0.310, D",
        "0, D"
    })
    void advantageHasFourGrades(BigDecimal rca, String grade) {
        assertThat(Grade.of(Grade.OF_ADVANTAGE, rca)).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        "1, EXPORT_SPECIALISED",
        "0.572, EXPORT_SPECIALISED",
        "0.500000000000001, EXPORT_SPECIALISED",
        "0.5,",
        "0.145,",
        "0,",
        "-0.319,",
        "-0.5,",
        "-0.500000000000001, IMPORT_SPECIALISED",
        "-0.599, IMPORT_SPECIALISED",
        "-1, IMPORT_SPECIALISED"
    })
    void beyondAHalfIsSpecialised(BigDecimal tsi, String grade) {
        assertThat(Grade.of(Grade.OF_SPECIALISATION, tsi)).isEqualTo(grade);
    }

    @Test
    void whatIsUndefinedHasNoGrade() {
        assertThat(Grade.of(Grade.OF_ADVANTAGE, null)).isNull();
        assertThat(IndicatorRow.of("854232", Result.NOT_REPORTED)
                        .graded(Grade.OF_ADVANTAGE)
                        .grade())
                .isNull();
    }
}
