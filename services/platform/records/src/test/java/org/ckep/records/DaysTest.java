package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same instant may be two days; the machine's own zone decides nothing. */
class DaysTest {

    @ParameterizedTest
    @CsvSource({"2026-11-25T09:59:59Z, 2026-11-25", "2026-11-25T10:00:00Z, 2026-11-26"})
    void theFirstToBeginADayIsFourteenHoursAhead(Instant now, LocalDate anywhere) {
        assertThat(Days.anywhere(Clock.fixed(now, ZoneOffset.UTC))).isEqualTo(anywhere);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T14:59:59Z, 2026-11-25, 2026-11-25",
        "2026-11-25T15:00:00Z, 2026-11-26, 2026-11-25",
        "2026-11-25T15:59:59Z, 2026-11-26, 2026-11-25",
        "2026-11-25T16:00:00Z, 2026-11-26, 2026-11-26",
        "2026-11-25T23:30:00Z, 2026-11-26, 2026-11-26"
    })
    void aDayBeginsInSeoulAndIsOverInBeijing(Instant now, LocalDate inEither, LocalDate inBoth) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);

        assertThat(Days.inEither(clock)).isEqualTo(inEither);
        assertThat(Days.inBoth(clock)).isEqualTo(inBoth);
    }
}
