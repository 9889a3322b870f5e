package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.value.Decimals;
import org.jspecify.annotations.Nullable;

/** Tallies plans and what came of them, project by project. Pure but for what it has counted; not for several threads. */
final class SlippageTally {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final LocalDate today;
    private final Map<KeyDate, Days> byKeyDate = new EnumMap<>(KeyDate.class);
    private long total;

    /**
     * Nothing yet.
     *
     * @param today the day that has begun in both capitals: plans before it are over
     */
    SlippageTally(LocalDate today) {
        this.today = today;
    }

    private static final class Days {
        private final List<Integer> happened = new ArrayList<>();
        private final List<Integer> postponed = new ArrayList<>();
        private int overdue;
    }

    /** Adds a project; one that is over waits for nothing any more. */
    void add(ProjectStatus state, Map<KeyDate, KeyDates> dates) {
        boolean planned = false;
        for (Map.Entry<KeyDate, KeyDates> date : dates.entrySet()) {
            if (!date.getValue().planned().isEmpty()) {
                planned = true;
                add(state, byKeyDate.computeIfAbsent(date.getKey(), none -> new Days()), date.getValue());
            }
        }
        if (planned) {
            total++;
        }
    }

    private void add(ProjectStatus state, Days days, KeyDates dates) {
        LocalDate first = dates.planned().getFirst().end();
        LocalDate last = dates.planned().getLast().end();
        if (dates.actual() != null) {
            days.happened.add(between(first, dates.actual().end()));
        } else if (!state.isTerminal()) {
            days.postponed.add(between(first, last));
            days.overdue += last.isBefore(today) ? 1 : 0;
        }
    }

    private static int between(LocalDate from, LocalDate to) {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
    }

    Slippage result() {
        return new Slippage(
                total,
                Coverage.VISIBLE_ONLY,
                byKeyDate.entrySet().stream()
                        .map(entry -> slip(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Slippage.Slip slip(KeyDate keyDate, Days days) {
        return new Slippage.Slip(
                keyDate,
                days.happened.size(),
                above(days.happened),
                median(days.happened),
                days.happened.isEmpty() ? null : Collections.max(days.happened),
                days.postponed.size(),
                above(days.postponed),
                median(days.postponed),
                days.overdue);
    }

    private static int above(List<Integer> days) {
        return (int) days.stream().filter(day -> day > 0).count();
    }

    /** The middle one; of an even number, the mean of the two in the middle. Null of none. */
    static @Nullable BigDecimal median(List<Integer> days) {
        if (days.isEmpty()) {
            return null;
        }
        List<Integer> sorted = days.stream().sorted().toList();
        int middle = sorted.size() / 2;
        BigDecimal upper = BigDecimal.valueOf(sorted.get(middle));
        return sorted.size() % 2 == 1
                ? upper
                : Decimals.normal(
                        upper.add(BigDecimal.valueOf(sorted.get(middle - 1))).divide(TWO));
    }
}
