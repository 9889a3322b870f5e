package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.hub.filter.FilterEvent;

/** Pages of the logs for one round of fan-out: subscriptions that stand at the same place share what was read. */
final class LogPages {
    static final int SIZE = 500;

    private static final String READ = """
            select pos, type, source, subject, partitionkey, body from event_log
            where audience = $1 and pos >= $2 and pos <= $3 order by pos limit $4""";

    private final Pool pool;
    private final Map<Key, Uni<LogSlice>> pages = new ConcurrentHashMap<>();

    LogPages(Pool pool) {
        this.pool = pool;
    }

    /** The events from a position to the head, at most {@value #SIZE}. */
    Uni<LogSlice> page(String audience, long from, long head) {
        return pages.computeIfAbsent(
                new Key(audience, from, head), key -> read(key).memoize().indefinitely());
    }

    private Uni<LogSlice> read(Key key) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(key.audience, key.from, key.head, SIZE))
                .map(rows -> {
                    List<LoggedEvent> events = new ArrayList<>();
                    rows.forEach(row -> events.add(new LoggedEvent(
                            row.getLong("pos"),
                            row.getString("type"),
                            row.getString("partitionkey"),
                            row.getBuffer("body").getBytes())));
                    long upTo = events.size() < SIZE ? key.head : events.get(events.size() - 1).pos;
                    return new LogSlice(key.from, upTo, events);
                });
    }

    private record Key(String audience, long from, long head) {}

    /** The events of the positions from {@code from} to {@code upTo}. */
    record LogSlice(long from, long upTo, List<LoggedEvent> events) {}

    /** One event; parsed once, however many subscriptions look at it. */
    static final class LoggedEvent {
        private final long pos;
        private final String type;
        private final String partitionKey;
        private final byte[] body;
        private @org.jspecify.annotations.Nullable FilterEvent parsed;

        LoggedEvent(long pos, String type, String partitionKey, byte[] body) {
            this.pos = pos;
            this.type = type;
            this.partitionKey = partitionKey;
            this.body = body;
        }

        long pos() {
            return pos;
        }

        String type() {
            return type;
        }

        String partitionKey() {
            return partitionKey;
        }

        byte[] body() {
            return body;
        }

        synchronized FilterEvent forFilters() {
            FilterEvent known = parsed;
            if (known == null) {
                known = FilterEvent.of(body);
                parsed = known;
            }
            return known;
        }
    }
}
