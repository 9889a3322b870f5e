package org.ckep.trade.warning;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Periods in a row in which a limit was crossed and not yet left again.
 *
 * @param first period in which it was crossed
 * @param last latest period of the episode; of a closed one the period in which it was left
 * @param raised value in the first period
 * @param latest latest value
 * @param closed true where the value fell below the limit for clearing
 * @param raisedCoverage part of trade that the suppliers listed make up in the first period, null where it says nothing
 * @param latestCoverage the same of the latest value
 */
record Episode(
        LocalDate first,
        LocalDate last,
        BigDecimal raised,
        BigDecimal latest,
        boolean closed,
        @Nullable BigDecimal raisedCoverage,
        @Nullable BigDecimal latestCoverage) {
    Episode(LocalDate first, LocalDate last, BigDecimal raised, BigDecimal latest, boolean closed) {
        this(first, last, raised, latest, closed, null, null);
    }

    /** The episodes of a series of readings in the order of time. */
    static List<Episode> of(List<Reading> readings, Limits limits) {
        List<Episode> episodes = new ArrayList<>();
        Episode open = null;
        for (Reading reading : readings) {
            BigDecimal value = reading.value();
            if (value == null) {
                continue;
            }
            if (open == null) {
                open = limits.raises(reading) ? begun(reading, value) : null;
            } else if (limits.clears(reading)) {
                episodes.add(open.upTo(reading, value, true));
                open = null;
            } else {
                open = open.upTo(reading, value, false);
            }
        }
        if (open != null) {
            episodes.add(open);
        }
        return episodes;
    }

    private static Episode begun(Reading reading, BigDecimal value) {
        return new Episode(
                reading.period(), reading.period(), value, value, false, reading.coverage(), reading.coverage());
    }

    private Episode upTo(Reading reading, BigDecimal value, boolean ended) {
        return new Episode(first, reading.period(), raised, value, ended, raisedCoverage, reading.coverage());
    }

    boolean overlaps(@Nullable LocalDate from, LocalDate to) {
        return from != null && !from.isAfter(last) && !to.isBefore(first);
    }
}
