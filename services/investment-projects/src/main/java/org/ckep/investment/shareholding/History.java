package org.ckep.investment.shareholding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ckep.kernel.value.FuzzyDate;

/**
 * The statements that stand, each until the next one begins: so the periods of two never overlap (rule I2). Of two from the
 * same day on, the one that was entered later stands.
 */
final class History {
    private final NavigableMap<LocalDate, Statement> standing;

    /**
     * The history of these statements.
     *
     * @param entered in the order in which they were entered
     */
    History(List<Statement> entered) {
        NavigableMap<LocalDate, Statement> byStart = new TreeMap<>();
        entered.forEach(statement -> byStart.put(statement.validFrom().start(), statement));
        standing = new TreeMap<>(byStart);
        byStart.forEach((start, statement) -> {
            Map.Entry<LocalDate, Statement> next = byStart.higherEntry(start);
            if (next != null) {
                FuzzyDate ends = next.getValue().validFrom();
                standing.put(start, statement.until(ends));
            }
        });
    }

    /** All that stand, the oldest first. */
    List<Statement> statements() {
        return new ArrayList<>(standing.values());
    }

    /** The one that holds on a day; empty where nothing is stated of it. */
    Optional<Statement> on(LocalDate day) {
        return Optional.ofNullable(standing.floorEntry(day))
                .map(Map.Entry::getValue)
                .filter(one -> one.holdsOn(day));
    }

    /** The last one that begins before a day. */
    Optional<Statement> before(LocalDate day) {
        return Optional.ofNullable(standing.lowerEntry(day)).map(Map.Entry::getValue);
    }

    /** The first one that begins after a day. */
    Optional<Statement> after(LocalDate day) {
        return Optional.ofNullable(standing.higherEntry(day)).map(Map.Entry::getValue);
    }
}
