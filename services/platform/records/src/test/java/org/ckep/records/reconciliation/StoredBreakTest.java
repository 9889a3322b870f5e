package org.ckep.records.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.Break;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.records.reconciliation.Comparison.Compared;
import org.junit.jupiter.api.Test;

class StoredBreakTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Urn ONE = Urn.random("project");
    private static final Urn OTHER = Urn.random("project");

    private static StoredBreak agreedBy(BreakState state, Map<Side, String> agreed) {
        Compared compared = new Compared(
                new StoredMatch.Pair("urn:ckep:pair-group:1", "totalInvestment", "5", "7"),
                List.of(ONE),
                new Match(MatchStatus.BREAK, List.of(), null));
        StoredBreak found = new StoredBreak(compared, NOW, LocalDate.of(2026, 12, 28));
        found.become(
                new Break(state, Set.of(Side.KR), BreakReason.SCOPE, Side.KR, "4b".repeat(32), Map.of(), agreed), NOW);
        return found;
    }

    /** One side's agreement is to a difference between the figures of these records, and of no others. */
    @Test
    void whoHasAgreedToTheFiguresOfOtherRecordsHasNotAgreedToThese() {
        StoredBreak found = agreedBy(BreakState.EXPLAINED, Map.of(Side.CN, "a person"));
        found.isAbout(List.of(ONE));
        assertThat(found.toBreak().agreed()).containsOnlyKeys(Side.CN);
        found.isAbout(List.of(ONE, OTHER));
        assertThat(found.toBreak().agreed()).isEmpty();
        assertThat(found.members()).containsExactly(ONE, OTHER);
    }

    @Test
    void whatBothSidesHaveAgreedToStays() {
        StoredBreak found = agreedBy(BreakState.AGREED_DIFFERENCE, Map.of(Side.CN, "a person", Side.KR, "another"));
        found.isAbout(List.of(ONE, OTHER));
        assertThat(found.toBreak().agreed()).containsOnlyKeys(Side.CN, Side.KR);
    }
}
