package org.ckep.trade.indicator;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ckep.trade.indicator.IndicatorService.Computed;

/**
 * Rows that were computed before. A query is pinned to one state of knowledge, so what comes out of it never changes: it is
 * computed for its first answer only. Of more rows than are kept the ones go that were not asked for the longest.
 */
final class KnownAnswers {
    private final int mostRows;
    private final Map<IndicatorQuery, Computed> known = new LinkedHashMap<>(16, 0.75f, true);
    private int rows;

    /** Keeps so many rows over all answers, each of which counts as one row more. */
    KnownAnswers(int mostRows) {
        this.mostRows = mostRows;
    }

    synchronized Optional<Computed> find(IndicatorQuery pinned) {
        return Optional.ofNullable(known.get(pinned));
    }

    synchronized void remember(IndicatorQuery pinned, Computed computed) {
        if (computed.rows().size() >= mostRows || known.putIfAbsent(pinned, computed) != null) {
            return;
        }
        rows += computed.rows().size() + 1;
        Iterator<Computed> eldest = known.values().iterator();
        while (rows > mostRows) {
            rows -= eldest.next().rows().size() + 1;
            eldest.remove();
        }
    }

    /** How many answers are kept. */
    synchronized int size() {
        return known.size();
    }
}
