package org.ckep.investment.reconciliation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.records.reconciliation.OpenBreak;
import org.jspecify.annotations.Nullable;

/** Counts open breaks by sector, reason and age, as many at a time as are read. */
final class OpenBreakTally {
    /** The capital in which a day begins later, and so is over later. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final @Nullable String sector;
    private final @Nullable Side assigned;
    private final LocalDate today;
    private final SortedMap<Cell, Sum> cells = new TreeMap<>(Cell.ORDER);
    private Sum all = new Sum(0, 0, 0);

    /**
     * Counts nothing yet.
     *
     * @param sector only those of this sector, null for all
     * @param assigned only those that this side is to explain, null for all
     * @param today the day that has begun in both capitals
     */
    OpenBreakTally(@Nullable String sector, @Nullable Side assigned, LocalDate today) {
        this.sector = sector;
        this.assigned = assigned;
        this.today = today;
    }

    private record Cell(@Nullable String sector, @Nullable BreakReason reason, BreakAge age) {
        private static final Comparator<Cell> ORDER = Comparator.comparing(
                        Cell::sector, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                .thenComparing(Cell::reason, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Cell::age);
    }

    private record Sum(long breaks, long explained, long overdue) {
        private static Sum of(OpenBreak found, LocalDate today) {
            return new Sum(1, found.explained() ? 1 : 0, isOverdue(found, today) ? 1 : 0);
        }

        private Sum and(Sum other) {
            return new Sum(breaks + other.breaks, explained + other.explained, overdue + other.overdue);
        }
    }

    /**
     * Counts these too.
     *
     * @param sectors of the records that the viewer may read
     */
    void add(List<OpenBreak> open, Map<Urn, Set<String>> sectors) {
        for (OpenBreak found : open) {
            Set<String> of = new TreeSet<>();
            found.records().forEach(record -> of.addAll(sectors.getOrDefault(record, Set.of())));
            if ((sector != null && !of.contains(sector))
                    || (assigned != null && !found.assigned().contains(assigned))) {
                continue;
            }
            Sum one = Sum.of(found, today);
            all = all.and(one);
            BreakAge age = BreakAge.of(
                    ChronoUnit.DAYS.between(found.openedAt().atOffset(BEIJING).toLocalDate(), today));
            if (of.isEmpty()) {
                cells.merge(new Cell(null, found.reason(), age), one, Sum::and);
            }
            of.stream()
                    .filter(code -> sector == null || code.equals(sector))
                    .forEach(code -> cells.merge(new Cell(code, found.reason(), age), one, Sum::and));
        }
    }

    /** What was counted until now. */
    OpenBreaks counted() {
        return new OpenBreaks(
                all.breaks(),
                all.overdue(),
                Coverage.VISIBLE_ONLY,
                cells.entrySet().stream()
                        .map(entry -> new OpenBreaks.Count(
                                entry.getKey().sector(),
                                entry.getKey().reason(),
                                entry.getKey().age(),
                                entry.getValue().breaks(),
                                entry.getValue().explained(),
                                entry.getValue().overdue()))
                        .toList());
    }

    private static boolean isOverdue(OpenBreak found, LocalDate today) {
        return !found.explained() && found.dueOn().isBefore(today);
    }
}
