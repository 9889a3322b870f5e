package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/**
 * Appends a batch to the logs in one transaction: offsets, memory of events, positions, sequence numbers and events, or
 * nothing. Several appenders may work at once, in one process or many.
 *
 * <p>Rows are locked in one order everywhere (offsets, memory, heads by audience, heads by source), so appenders wait
 * for each other and never in a circle. What is known already is sorted out before the head is locked: the head's lock
 * is held shortest and positions stay contiguous.
 */
@ApplicationScoped
class LogAppender {
    private static final String MOVE_OFFSETS = """
            update kafka_offset k set next = m.next
            from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as m(topic, part, expected, next)
            where k.topic = m.topic and k.part = m.part and k.next = m.expected""";

    private static final String QUARANTINE = """
            insert into event_quarantine(topic, part, record_offset, record_key, headers, value, error)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""";

    private static final String REMEMBER = """
            insert into event_dedupe(source, id, audience)
            select * from unnest($1::text[], $2::text[], $3::text[]) as e(source, id, audience) order by 1, 2
            on conflict do nothing returning source, id""";

    private static final String ADVANCE_LOGS = """
            insert into log_head(audience, pos)
            select * from unnest($1::text[], $2::bigint[]) as n(audience, amount) order by 1
            on conflict (audience) do update set pos = log_head.pos + excluded.pos returning audience, pos""";

    private static final String ADVANCE_SOURCES = """
            insert into source_head(audience, source, seq)
            select * from unnest($1::text[], $2::text[], $3::bigint[]) as n(audience, source, amount) order by 1, 2
            on conflict (audience, source) do update set seq = source_head.seq + excluded.seq
            returning audience, source, seq""";

    private static final String APPEND = """
            insert into event_log(audience, pos, source, id, type, subject, partitionkey, time, seq, body)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::timestamptz[], $9::text[], $10::bytea[])""";

    private final Pool pool;
    private final LogConfig config;
    private final LogMetrics metrics;
    private final LogWatch watch;
    private final Map<String, Long> ceilings = new ConcurrentHashMap<>();

    LogAppender(Pool pool, LogConfig config, LogMetrics metrics, LogWatch watch) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
        this.watch = watch;
    }

    /**
     * Appends what is new among the arrivals, puts what is no event into quarantine, and moves the offsets.
     *
     * @return fails with {@link FencedException} where an offset is not where the caller expects it
     */
    Uni<Outcome> append(List<Arrival> arrivals, Collection<OffsetMove> moves) {
        List<LogEvent> events =
                arrivals.stream().map(Arrival::event).filter(Objects::nonNull).toList();
        List<Arrival> faulty =
                arrivals.stream().filter(arrival -> arrival.event() == null).toList();
        Map<String, Long> newCeilings = new LinkedHashMap<>();
        return pool.withTransaction(connection -> connection
                        .query("select set_config('app.system', 'on', true)")
                        .execute()
                        .chain(() -> move(connection, moves))
                        .chain(() -> quarantine(connection, faulty))
                        .chain(() -> remember(connection, events))
                        .chain(fresh -> number(connection, fresh, newCeilings))
                        .call(numbered -> insert(connection, numbered)))
                .map(numbered -> {
                    ceilings.putAll(newCeilings);
                    return new Outcome(
                            numbered.events.size(),
                            events.size() - numbered.events.size(),
                            faulty.size(),
                            numbered.heads);
                })
                .invoke(outcome -> {
                    metrics.appended(outcome);
                    outcome.heads().forEach(watch::advanced);
                });
    }

    private static Uni<Void> move(SqlConnection connection, Collection<OffsetMove> moves) {
        if (moves.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OffsetMove> sorted = moves.stream()
                .sorted(Comparator.comparing(
                                (OffsetMove move) -> move.partition().topic())
                        .thenComparing(move -> move.partition().partition()))
                .toList();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        sorted.stream().map(move -> move.partition().topic()).toArray(String[]::new))
                .addArrayOfInteger(sorted.stream()
                        .map(move -> move.partition().partition())
                        .toArray(Integer[]::new))
                .addArrayOfLong(sorted.stream().map(OffsetMove::expected).toArray(Long[]::new))
                .addArrayOfLong(sorted.stream().map(OffsetMove::next).toArray(Long[]::new));
        return connection.preparedQuery(MOVE_OFFSETS).execute(parameters).map(moved -> {
            if (moved.rowCount() != sorted.size()) {
                throw new FencedException("another appender has moved one of " + sorted);
            }
            return null;
        });
    }

    private static Uni<Void> quarantine(SqlConnection connection, List<Arrival> faulty) {
        if (faulty.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = faulty.stream()
                .map(arrival -> Tuple.tuple()
                        .addString(arrival.record().topic())
                        .addInteger(arrival.record().partition())
                        .addLong(arrival.record().offset())
                        .addValue(buffer(arrival.record().key()))
                        .addJsonObject(arrival.headers())
                        .addValue(buffer(arrival.record().value()))
                        .addString(arrival.fault()))
                .toList();
        return connection.preparedQuery(QUARANTINE).executeBatch(rows).replaceWithVoid();
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    /** The events that were not known yet, first occurrences only, in the order of their arrival. */
    private static Uni<List<LogEvent>> remember(SqlConnection connection, List<LogEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<List<String>, LogEvent> first = new LinkedHashMap<>();
        events.forEach(event -> first.putIfAbsent(List.of(event.source(), event.id()), event));
        Collection<LogEvent> distinct = first.values();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(distinct.stream().map(LogEvent::source).toArray(String[]::new))
                .addArrayOfString(distinct.stream().map(LogEvent::id).toArray(String[]::new))
                .addArrayOfString(
                        distinct.stream().map(event -> event.audience().id()).toArray(String[]::new));
        return connection.preparedQuery(REMEMBER).execute(parameters).map(rows -> {
            List<List<String>> inserted = new ArrayList<>();
            rows.forEach(row -> inserted.add(List.of(row.getString("source"), row.getString("id"))));
            first.keySet().retainAll(Set.copyOf(inserted));
            return List.copyOf(first.values());
        });
    }

    private Uni<Numbered> number(SqlConnection connection, List<LogEvent> fresh, Map<String, Long> newCeilings) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(new Numbered(List.of(), new TreeMap<>()));
        }
        SortedMap<String, Long> perLog = new TreeMap<>(fresh.stream()
                .collect(Collectors.groupingBy(event -> event.audience().id(), Collectors.counting())));
        Map<List<String>, Long> perSource = fresh.stream()
                .collect(Collectors.groupingBy(
                        event -> List.of(event.audience().id(), event.source()), Collectors.counting()));
        return advanceLogs(connection, perLog)
                .call(heads -> makeRoom(connection, heads, perLog, newCeilings))
                .chain(heads -> advanceSources(connection, perSource)
                        .map(sequences -> numbered(fresh, heads, perLog, sequences, perSource)));
    }

    private static Uni<Map<String, Long>> advanceLogs(SqlConnection connection, SortedMap<String, Long> amounts) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(amounts.keySet().toArray(String[]::new))
                .addArrayOfLong(amounts.values().toArray(Long[]::new));
        return connection.preparedQuery(ADVANCE_LOGS).execute(parameters).map(rows -> {
            Map<String, Long> heads = new TreeMap<>();
            rows.forEach(row -> heads.put(row.getString("audience"), row.getLong("pos")));
            return heads;
        });
    }

    /**
     * Creates the partitions that the new positions need. In this transaction and after the heads, where no appender
     * waits for anything that this one holds; rare, since a partition holds a million positions.
     */
    private Uni<Void> makeRoom(
            SqlConnection connection,
            Map<String, Long> heads,
            Map<String, Long> amounts,
            Map<String, Long> newCeilings) {
        Uni<Void> room = Uni.createFrom().voidItem();
        for (Map.Entry<String, Long> head : heads.entrySet()) {
            if (head.getValue() > ceilings.getOrDefault(head.getKey(), 0L)) {
                room = room.chain(() -> connection
                        .preparedQuery("select log_make_room($1, $2, $3, $4) as ceiling")
                        .execute(Tuple.of(
                                head.getKey(),
                                head.getValue() - amounts.getOrDefault(head.getKey(), 0L) + 1,
                                head.getValue(),
                                config.partitionSize()))
                        .invoke(rows -> newCeilings.put(
                                head.getKey(), rows.iterator().next().getLong("ceiling")))
                        .replaceWithVoid());
            }
        }
        return room;
    }

    private static Uni<Map<List<String>, Long>> advanceSources(
            SqlConnection connection, Map<List<String>, Long> amounts) {
        List<List<String>> keys = List.copyOf(amounts.keySet());
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(keys.stream().map(key -> key.get(0)).toArray(String[]::new))
                .addArrayOfString(keys.stream().map(key -> key.get(1)).toArray(String[]::new))
                .addArrayOfLong(keys.stream().map(amounts::get).toArray(Long[]::new));
        return connection.preparedQuery(ADVANCE_SOURCES).execute(parameters).map(rows -> {
            Map<List<String>, Long> sequences = new LinkedHashMap<>();
            for (Row row : rows) {
                sequences.put(List.of(row.getString("audience"), row.getString("source")), row.getLong("seq"));
            }
            return sequences;
        });
    }

    private static Numbered numbered(
            List<LogEvent> fresh,
            Map<String, Long> heads,
            Map<String, Long> perLog,
            Map<List<String>, Long> sequences,
            Map<List<String>, Long> perSource) {
        // The heads tell the last number given out: count up from the number before the first.
        Map<String, Long> pos = new TreeMap<>();
        heads.forEach((audience, head) -> pos.put(audience, head - perLog.getOrDefault(audience, 0L)));
        Map<List<String>, Long> seq = new LinkedHashMap<>();
        sequences.forEach((key, last) -> seq.put(key, last - perSource.getOrDefault(key, 0L)));
        List<NumberedEvent> events = new ArrayList<>();
        for (LogEvent event : fresh) {
            String audience = event.audience().id();
            events.add(new NumberedEvent(
                    event,
                    pos.merge(audience, 1L, Long::sum),
                    LogEvent.sequence(seq.merge(List.of(audience, event.source()), 1L, Long::sum))));
        }
        Map<Audience, Long> headOf = new TreeMap<>();
        heads.forEach((audience, head) -> headOf.put(new Audience(audience), head));
        return new Numbered(events, headOf);
    }

    private static Uni<RowSet<Row>> insert(SqlConnection connection, Numbered numbered) {
        List<NumberedEvent> rows = numbered.events;
        if (rows.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        rows.stream().map(row -> row.event.audience().id()).toArray(String[]::new))
                .addArrayOfLong(rows.stream().map(NumberedEvent::pos).toArray(Long[]::new))
                .addArrayOfString(rows.stream().map(row -> row.event.source()).toArray(String[]::new))
                .addArrayOfString(rows.stream().map(row -> row.event.id()).toArray(String[]::new))
                .addArrayOfString(rows.stream().map(row -> row.event.type()).toArray(String[]::new))
                .addArrayOfString(rows.stream().map(row -> row.event.subject()).toArray(String[]::new))
                .addArrayOfString(
                        rows.stream().map(row -> row.event.partitionKey()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        rows.stream().map(row -> offset(row.event.time())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(rows.stream().map(NumberedEvent::sequence).toArray(String[]::new))
                .addValue(rows.stream()
                        .map(row -> Buffer.buffer(row.event.body(row.sequence)))
                        .toArray(Buffer[]::new));
        return connection.preparedQuery(APPEND).execute(parameters);
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /**
     * What a batch came to.
     *
     * @param appended events that are new in a log
     * @param duplicates events that were known
     * @param quarantined records that are no events
     * @param heads the last position of each log that grew
     */
    record Outcome(int appended, int duplicates, int quarantined, Map<Audience, Long> heads) {}

    private record NumberedEvent(LogEvent event, long pos, String sequence) {}

    private record Numbered(List<NumberedEvent> events, Map<Audience, Long> heads) {}
}
