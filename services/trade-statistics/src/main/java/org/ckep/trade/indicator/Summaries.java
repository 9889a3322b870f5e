package org.ckep.trade.indicator;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import org.ckep.trade.indicator.IndicatorRepository.Summary;

/**
 * Summaries of inputs that were told before. A query is pinned to one state of knowledge, so its inputs never change: they
 * are hashed for its first answer only. The key is the whole statement with its values, which names everything that the
 * summary depends on.
 */
final class Summaries {
    private record Statement(String text, List<Object> values) {}

    private final Remembered<Statement, Summary> known = new Remembered<>();

    /** The summary that the statement gave before, or what it gives now. */
    Uni<Summary> of(SliceSql sql, Supplier<Uni<Summary>> reading) {
        return known.of(new Statement(sql.text(), sql.bound()), reading);
    }
}
