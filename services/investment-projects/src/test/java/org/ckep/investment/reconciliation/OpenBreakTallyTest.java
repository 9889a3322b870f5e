package org.ckep.investment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.records.reconciliation.OpenBreak;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Open breaks are counted by sector, reason and age, each break once in the whole. */
class OpenBreakTallyTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-29");
    private static final Urn ONE = Urn.random("project");
    private static final Urn OTHER = Urn.random("project");
    private static final Map<Urn, Set<String>> SECTORS = Map.of(ONE, Set.of("BATT", "SEMI"));

    private static OpenBreak found(
            List<Urn> records, @Nullable BreakReason reason, boolean explained, String openedAt, String dueOn) {
        return new OpenBreak(
                records, reason, explained, Set.of(Side.CN), Instant.parse(openedAt), LocalDate.parse(dueOn));
    }

    private static OpenBreaks.Count cell(
            @Nullable String sector,
            @Nullable BreakReason reason,
            BreakAge age,
            long breaks,
            long explained,
            long overdue) {
        return new OpenBreaks.Count(sector, reason, age, breaks, explained, overdue);
    }

    private static OpenBreaks count(@Nullable String sector, @Nullable Side assigned) {
        List<OpenBreak> open = List.of(
                found(List.of(ONE), BreakReason.UNIT, false, "2026-11-01T00:00:00Z", "2026-11-28"),
                found(List.of(OTHER, ONE), BreakReason.UNIT, true, "2026-11-02T00:00:00Z", "2026-11-01"),
                found(List.of(OTHER), null, false, "2026-01-01T00:00:00Z", "2026-11-29"));
        OpenBreakTally tally = new OpenBreakTally(sector, assigned, TODAY);
        tally.add(open.subList(0, 1), SECTORS);
        tally.add(open.subList(1, 3), SECTORS);
        return tally.counted();
    }

    @Test
    void aBreakStandsInEachOfItsSectorsAndOnceInTheWhole() {
        OpenBreaks all = count(null, null);
        assertThat(all.open()).isEqualTo(3);
        assertThat(all.overdue()).isEqualTo(1);
        assertThat(all.coverage()).isEqualTo("visible-only");
        assertThat(all.data())
                .containsExactly(
                        cell("BATT", BreakReason.UNIT, BreakAge.UP_TO_30_DAYS, 2, 1, 1),
                        cell("SEMI", BreakReason.UNIT, BreakAge.UP_TO_30_DAYS, 2, 1, 1),
                        cell(null, null, BreakAge.OVER_180_DAYS, 1, 0, 0));
    }

    @Test
    void theFiltersCountWhatTheyLeave() {
        assertThat(count("SEMI", null))
                .isEqualTo(new OpenBreaks(
                        2,
                        1,
                        "visible-only",
                        List.of(cell("SEMI", BreakReason.UNIT, BreakAge.UP_TO_30_DAYS, 2, 1, 1))));
        assertThat(count(null, Side.CN)).isEqualTo(count(null, null));
        assertThat(count(null, Side.KR)).isEqualTo(new OpenBreaks(0, 0, "visible-only", List.of()));
        assertThat(count("AUTO", null).open()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, UP_TO_30_DAYS",
        "30, UP_TO_30_DAYS",
        "31, UP_TO_90_DAYS",
        "90, UP_TO_90_DAYS",
        "91, UP_TO_180_DAYS",
        "180, UP_TO_180_DAYS",
        "181, OVER_180_DAYS",
        "4000, OVER_180_DAYS"
    })
    void anAgeIsCountedInDays(long days, BreakAge age) {
        assertThat(BreakAge.of(days)).isEqualTo(age);
    }
}
