package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides are reminded seven days and one day before the period of a change set ends. */
class ReminderTest {
    private static final Instant PROPOSED = Instant.parse("2026-03-01T00:00:00Z");

    private static ChangeSet change(ChangeState state, Duration period) {
        return new ChangeSet(
                Side.CN,
                Procedure.EXPLICIT,
                state,
                Set.of("maker"),
                "0".repeat(64),
                List.of(),
                PROPOSED,
                PROPOSED.plus(period));
    }

    @ParameterizedTest
    @CsvSource({
        "P30D, 2026-03-01T00:00:00Z,",
        "P30D, 2026-03-23T23:59:59Z,",
        "P30D, 2026-03-24T00:00:00Z, A_WEEK_BEFORE",
        "P30D, 2026-03-29T23:59:59Z, A_WEEK_BEFORE",
        "P30D, 2026-03-30T00:00:00Z, A_DAY_BEFORE",
        "P30D, 2026-03-30T23:59:59Z, A_DAY_BEFORE",
        "P30D, 2026-03-31T00:00:00Z,",
        // Where the period begins with the moment or after it, nobody has forgotten it yet.
        "P7D,  2026-03-01T00:00:00Z,",
        "P7D,  2026-03-06T23:59:59Z,",
        "P7D,  2026-03-07T00:00:00Z, A_DAY_BEFORE",
        "P1D,  2026-03-01T12:00:00Z,"
    })
    void eachIsDueFromItsMomentOn(Duration period, Instant now, @Nullable Reminder due) {
        for (ChangeState waiting : EnumSet.of(ChangeState.PROPOSED, ChangeState.UNDER_REVIEW)) {
            assertThat(Reminder.due(change(waiting, period), now)).isEqualTo(due);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PROPOSED", "UNDER_REVIEW"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyIsRemindedOfWhatWaitsForNobody(ChangeState state) {
        assertThat(Reminder.due(
                        change(state, Duration.ofDays(30)),
                        PROPOSED.plus(Duration.ofDays(29)).plusSeconds(1)))
                .isNull();
    }

    @Test
    void aDraftHasNoDeadline() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "maker", "0".repeat(64));
        assertThat(Reminder.due(draft, PROPOSED)).isNull();
    }
}
