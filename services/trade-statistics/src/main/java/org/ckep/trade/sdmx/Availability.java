package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * For which codes there are figures.
 *
 * @param codes those of each dimension in the order of the structure, sorted
 * @param first the earliest period, null where there are no figures
 * @param last the latest period
 */
record Availability(
        List<List<String>> codes,
        @Nullable Period first,
        @Nullable Period last,
        long seriesCount,
        long obsCount) {
    Availability {
        codes = codes.stream().map(List::copyOf).toList();
    }

    boolean isEmpty() {
        return obsCount == 0;
    }

    /** All periods from the first to the last. */
    List<Period> periods() {
        List<Period> periods = new ArrayList<>();
        if (first != null && last != null) {
            for (Period period = first;
                    !period.start().isAfter(last.start());
                    period = new Period(
                            period.frequency(),
                            period.start().plusMonths(period.frequency().months()))) {
                periods.add(period);
            }
        }
        return periods;
    }

    /** As it is, with other codes of one dimension. */
    Availability with(int position, List<String> others) {
        List<List<String>> changed = new ArrayList<>(codes);
        changed.set(position, others);
        return new Availability(changed, first, last, seriesCount, obsCount);
    }
}
