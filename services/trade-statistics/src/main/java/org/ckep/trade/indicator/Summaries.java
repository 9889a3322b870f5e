package org.ckep.trade.indicator;

import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ckep.trade.indicator.IndicatorRepository.Summary;

/**
 * Summaries of inputs that were told before. A query is pinned to one state of knowledge, so its inputs never change: they
 * are hashed for its first answer only. The key is the whole statement with its values, which names everything that the
 * summary depends on.
 */
final class Summaries {
    private static final int MOST = 1_000;

    private record Statement(String text, List<Object> values) {}

    private final Map<Statement, Summary> known = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Statement, Summary> eldest) {
            return size() > MOST;
        }
    };

    /** The summary that the statement gave before, or what it gives now. */
    Uni<Summary> of(SliceSql sql, Supplier<Uni<Summary>> reading) {
        Statement statement = new Statement(sql.text(), sql.bound());
        return find(statement).map(Uni.createFrom()::item).orElseGet(() -> reading.get()
                .invoke(summary -> remember(statement, summary)));
    }

    private synchronized Optional<Summary> find(Statement statement) {
        return Optional.ofNullable(known.get(statement));
    }

    private synchronized void remember(Statement statement, Summary summary) {
        known.put(statement, summary);
    }
}
