package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.hub.border.Regulated;
import org.ckep.hub.filter.FilterEvent;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the logs for one round of fan-out: subscriptions that stand at the same place share what was read. Only the
 * newest pages are kept; whoever asks in the order of the positions finds his.
 */
final class LogPages {
    static final int MAX_EVENTS = 500;

    /** Pages that are kept; as many as are looked at together. */
    static final int KEPT = 4;

    /** A page of large events ends early. */
    private static final long MAX_BYTES = 4 << 20;

    /** Together with where the log begins: what is dropped just before is then known to be missing. */
    private static final String READ = """
            select h.first_pos, e.pos, e.type, e.partitionkey, e.recorded, e.body from log_head h left join (
              select e.*, sum(octet_length(body)) over (order by pos) - octet_length(body) as before
              from (select pos, type, partitionkey, recorded, body from event_log
                    where audience = $1 and pos >= $2 and pos <= $3 order by pos limit $4) e) e on e.before < $5
            where h.audience = $1 order by e.pos""";

    private final Pool pool;
    private final long maxBytes;
    private final Map<Key, Uni<LogSlice>> pages = new LinkedHashMap<>();

    LogPages(Pool pool) {
        this(pool, MAX_BYTES);
    }

    LogPages(Pool pool, long maxBytes) {
        this.pool = pool;
        this.maxBytes = maxBytes;
    }

    /** The events from a position to the head, at least one where there is one and at most {@value #MAX_EVENTS}. */
    synchronized Uni<LogSlice> page(String audience, long from, long head) {
        Key wanted = new Key(audience, from, head);
        Uni<LogSlice> page =
                pages.computeIfAbsent(wanted, key -> read(key).memoize().indefinitely());
        if (pages.size() > KEPT) {
            pages.remove(pages.keySet().iterator().next());
        }
        return page;
    }

    private Uni<LogSlice> read(Key key) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(key.audience, key.from, key.head, MAX_EVENTS, maxBytes))
                .map(rows -> {
                    List<LoggedEvent> events = new ArrayList<>();
                    boolean isCut = false;
                    for (Row row : rows) {
                        isCut = row.getLong("first_pos") > key.from;
                        if (row.getLong("pos") != null) {
                            events.add(event(row));
                        }
                    }
                    // Positions are contiguous, so what is missing after the last one is left to the next page.
                    return new LogSlice(events.isEmpty() ? key.head : events.get(events.size() - 1).pos, events, isCut);
                });
    }

    private static LoggedEvent event(Row row) {
        return new LoggedEvent(
                row.getLong("pos"),
                row.getString("type"),
                row.getString("partitionkey"),
                row.getOffsetDateTime("recorded").toInstant().toEpochMilli(),
                row.getBuffer("body").getBytes());
    }

    private record Key(String audience, long from, long head) {}

    /**
     * The events up to a position.
     *
     * @param isCut true where the log has dropped some that came before them
     */
    record LogSlice(long upTo, List<LoggedEvent> events, boolean isCut) {}

    /** One event; parsed once, however many subscriptions look at it. */
    static final class LoggedEvent {
        private final long pos;
        private final String type;
        private final String partitionKey;
        private final long recordedAt;
        private final byte[] body;
        private @Nullable FilterEvent parsed;
        private @Nullable Set<String> undertakings;

        LoggedEvent(long pos, String type, String partitionKey, long recordedAt, byte[] body) {
            this.pos = pos;
            this.type = type;
            this.partitionKey = partitionKey;
            this.recordedAt = recordedAt;
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

        /** The database's clock when the log got it, in Unix milliseconds. */
        long recordedAt() {
            return recordedAt;
        }

        byte[] body() {
            return body;
        }

        /** What it asks of the agencies that get it. */
        synchronized Set<String> undertakings() {
            Set<String> known = undertakings;
            if (known == null) {
                known = Regulated.by(body);
                undertakings = known;
            }
            return known;
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
