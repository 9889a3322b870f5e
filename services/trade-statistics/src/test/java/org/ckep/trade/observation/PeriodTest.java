package org.ckep.trade.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    @Test
    void everyPeriodIsReadBackAsItWasWritten() {
        for (LocalDate month = LocalDate.of(1988, 1, 1); month.getYear() < 2030; month = month.plusMonths(1)) {
            Period monthly = new Period(Frequency.M, month);
            assertThat(Period.parse(monthly.toString())).contains(monthly);
            assertThat(Period.parse(monthly.toString().replace("-", ""))).contains(monthly);
            assertThat(monthly.end().plusDays(1)).isEqualTo(month.plusMonths(1));
            if (month.getMonthValue() == 1) {
                Period annual = new Period(Frequency.A, month);
                assertThat(Period.parse(annual.toString())).contains(annual);
                assertThat(annual.end()).isEqualTo(LocalDate.of(month.getYear(), 12, 31));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "23", "2023-13", "202300", "2023-Q1", "20231", "2023-1", "year", "２０２３"})
    void whatIsNoPeriodIsNotRead(String text) {
        assertThat(Period.parse(text)).isEmpty();
    }

    @Test
    void aPeriodStartsWhereItsFrequencyLetsIt() {
        assertThatThrownBy(() -> new Period(Frequency.A, LocalDate.of(2023, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2010,2010-01-01,2010-12-31",
        "2010-A1,2010-01-01,2010-12-31",
        "2010-S2,2010-07-01,2010-12-31",
        "2010-T2,2010-05-01,2010-08-31",
        "2010-Q1,2010-01-01,2010-03-31",
        "2010-02,2010-02-01,2010-02-28",
        "2010-M02,2010-02-01,2010-02-28",
        "2010-W01,2010-01-04,2010-01-10",
        "2010-D032,2010-02-01,2010-02-01",
        "2010-02-03,2010-02-03,2010-02-03",
        "2010-02-03T10:00:00Z,2010-02-03,2010-02-03",
        "2010-02-03T10:00:00+09:00,2010-02-03,2010-02-03"
    })
    void boundsOfQueriesCoverTheirDays(String text, LocalDate first, LocalDate last) {
        assertThat(TimeRange.parse(text)).contains(new TimeRange(first, last));
    }

    /** Reporting periods are counted from the day on which the reporting year begins, those of the calendar are not. */
    @ParameterizedTest
    @CsvSource({
        "--07-01,2010-A1,2010-07-01,2011-06-30",
        "--07-01,2010-S2,2011-01-01,2011-06-30",
        "--07-01,2010-T1,2010-07-01,2010-10-31",
        "--07-01,2010-Q3,2011-01-01,2011-03-31",
        "--04-06,2010-Q1,2010-04-06,2010-07-05",
        "--07-01,2010-M02,2010-08-01,2010-08-31",
        "--07-01,2010-D001,2010-07-01,2010-07-01",
        "--07-01,2010-D365,2011-06-30,2011-06-30",
        // 1 July 2010 was a Thursday, 1 July 2011 a Friday.
        "--07-01,2010-W01,2010-06-28,2010-07-04",
        "--07-01,2011-W01,2011-07-04,2011-07-10",
        "--07-01,2010,2010-01-01,2010-12-31",
        "--07-01,2010-02,2010-02-01,2010-02-28",
        "--07-01,2010-02-03,2010-02-03,2010-02-03"
    })
    void reportingPeriodsBeginWithTheirYear(MonthDay start, String text, LocalDate first, LocalDate last) {
        assertThat(TimeRange.parse(text, start)).contains(new TimeRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2010-Q5",
                "2010-02-30",
                "2010-13",
                "2010-D400",
                "2010-D366",
                "2010-D000",
                "2010-W00",
                "2010-W53",
                "last year",
                "2010-"
            })
    void whatIsNoBoundIsNotRead(String text) {
        assertThat(TimeRange.parse(text)).isEmpty();
    }
}
