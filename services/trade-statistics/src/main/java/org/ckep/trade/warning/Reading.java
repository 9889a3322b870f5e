package org.ckep.trade.warning;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a metric was in one period.
 *
 * @param period its first day
 * @param value null where it is undefined, not reported or withheld
 * @param amount trade in USD that the value speaks of, null where it is withheld
 * @param coverage part of that trade that the suppliers listed make up, null for a metric that is not over suppliers
 * @param withheld true where a figure is there without the value that the metric needs
 */
record Reading(
        LocalDate period,
        @Nullable BigDecimal value,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal coverage,
        boolean withheld) {
    Reading(LocalDate period, @Nullable BigDecimal value, @Nullable BigDecimal amount) {
        this(period, value, amount, null);
    }

    Reading(LocalDate period, @Nullable BigDecimal value, @Nullable BigDecimal amount, @Nullable BigDecimal coverage) {
        this(period, value, amount, coverage, false);
    }

    /** Nobody is told what it was. */
    static Reading withheld(LocalDate period) {
        return new Reading(period, null, null, null, true);
    }

    /**
     * The readings with what alerts tell of periods that are withheld by now: that a value is no longer given does not say
     * that it was another.
     *
     * @param told what the alerts tell, those that were taken back left out
     */
    static List<Reading> asTold(List<Reading> readings, List<Episode> told) {
        Map<LocalDate, Reading> byPeriod = new HashMap<>();
        for (Episode episode : told) {
            byPeriod.put(episode.last(), kept(episode.last(), episode.latest(), episode.latestCoverage()));
            byPeriod.put(episode.first(), kept(episode.first(), episode.raised(), episode.raisedCoverage()));
        }
        return readings.stream()
                .map(reading -> reading.withheld() ? byPeriod.getOrDefault(reading.period(), reading) : reading)
                .toList();
    }

    private static Reading kept(LocalDate period, BigDecimal value, @Nullable BigDecimal coverage) {
        return new Reading(period, value, null, coverage, true);
    }
}
