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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/**
 * Appends a batch to the logs in one transaction: offsets, memory of events, positions, sequence numbers and events, or
 * nothing. What is for all partners goes into the partners' log and into each agency's, and each log counts the events of a
 * source that it holds itself: a number of another log would tell of what is missing. Several appenders may work at once, in one process or many.
 *
 * <p>Rows are locked in one order everywhere (offsets, memory, heads by audience, heads by source), so appenders wait
 * for each other and never in a circle. What is known already is sorted out before the head is locked: the head's lock
 * is held shortest and positions stay contiguous.
 */
@ApplicationScoped
class LogAppender {
    /** Opening a log takes the same lock for itself: between here and the commit no agency's log is opened. */
    private static final String BEGIN =
            "select set_config('app.system', 'on', true), set_config('app.numbered_by_log', 'on', true), "
                    + "pg_advisory_xact_lock_shared(hashtext('agency_log'))";

    private static final String LOGS = """
            select coalesce((select array_agg(audience order by audience) from agency_log), '{}') as open,
              exists (select 1 from event_hold) as holding""";

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
            insert into event_log(audience, pos, source, id, type, subject, partitionkey, time, seq, classification, body)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::timestamptz[], $9::text[], $10::text[], $11::bytea[])""";

    private final Pool pool;
    private final LogConfig config;
    private final LogMetrics metrics;
    private final LogWatch watch;
    private final EventCatalogue catalogue;
    private final Undertakings undertakings;
    private final Map<String, Long> ceilings = new ConcurrentHashMap<>();

    LogAppender(
            Pool pool,
            LogConfig config,
            LogMetrics metrics,
            LogWatch watch,
            EventCatalogue catalogue,
            Undertakings undertakings) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
        this.watch = watch;
        this.catalogue = catalogue;
        this.undertakings = undertakings;
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
        return pool.withTransaction(connection -> begin(connection, moves)
                        .call(() -> Intake.quarantine(connection, faulty))
                        .chain(logs -> append(connection, events, faulty.size(), logs, newCeilings)))
                .invoke(outcome -> published(outcome, newCeilings));
    }

    private Uni<Outcome> append(
            SqlConnection connection, List<LogEvent> events, int faulty, Logs logs, Map<String, Long> newCeilings) {
        Predicate<LogEvent> waits = undecided(logs.open);
        return BorderAudit.admitted(connection, events, logs.open, undertakings, waits)
                .chain(admitted -> Holds.free(connection, admitted, logs.holding, waits)
                        .chain(free -> write(connection, free, logs.open, newCeilings)
                                .map(numbered -> new Outcome(
                                        numbered.fresh,
                                        free.size() - numbered.fresh,
                                        faulty,
                                        events.size() - admitted.size(),
                                        admitted.size() - free.size(),
                                        numbered.heads))));
    }

    /**
     * What goes into logs of agencies, or not, by what they have undertaken, while that is not known: it waits with what is
     * behind it about the same subject. Asked once for all events of a transaction.
     */
    private Predicate<LogEvent> undecided(Set<Audience> open) {
        if (undertakings.isKnown()) {
            return event -> false;
        }
        return event -> (open.contains(event.log()) || (event.audience().equals(Audience.PARTNER) && !open.isEmpty()))
                && !event.undertakings().isEmpty();
    }

    /** Appends held events whose time has come, by the database's clock and at most so many; tells how many that were. */
    Uni<Integer> release(int most) {
        Map<String, Long> newCeilings = new LinkedHashMap<>();
        return pool.withTransaction(connection -> begin(connection, List.of())
                        .chain(logs -> Holds.due(connection, most, catalogue, undecided(logs.open))
                                .chain(due -> release(connection, due, logs, newCeilings))))
                .invoke(outcome -> published(outcome, newCeilings))
                .map(outcome -> outcome.appended + outcome.duplicates + outcome.blocked);
    }

    private Uni<Outcome> release(
            SqlConnection connection, List<LogEvent> due, Logs logs, Map<String, Long> newCeilings) {
        return BorderAudit.admitted(connection, due, logs.open, undertakings, event -> false)
                .chain(admitted -> write(connection, admitted, logs.open, newCeilings)
                        .map(numbered -> new Outcome(
                                numbered.fresh,
                                admitted.size() - numbered.fresh,
                                0,
                                due.size() - admitted.size(),
                                0,
                                numbered.heads)));
    }

    /** All at once: the connection keeps their order, and each answer that is not waited for is time off every event. */
    private static Uni<Logs> begin(SqlConnection connection, Collection<OffsetMove> moves) {
        return Uni.combine()
                .all()
                .unis(connection.preparedQuery(BEGIN).execute(), Intake.move(connection, moves), logs(connection))
                .collectFailures()
                .with((begun, moved, logs) -> logs);
    }

    private Uni<Numbered> write(
            SqlConnection connection, List<LogEvent> events, Set<Audience> open, Map<String, Long> newCeilings) {
        return remember(connection, events)
                .chain(fresh -> number(connection, fresh, open, newCeilings))
                .call(numbered -> insert(connection, numbered));
    }

    /** After the commit. */
    private void published(Outcome outcome, Map<String, Long> newCeilings) {
        ceilings.putAll(newCeilings);
        metrics.appended(outcome);
        outcome.heads().forEach(watch::advanced);
    }

    private static Uni<Logs> logs(SqlConnection connection) {
        return connection.preparedQuery(LOGS).execute().map(rows -> {
            Row row = rows.iterator().next();
            Set<Audience> open = new LinkedHashSet<>();
            for (String audience : row.getArrayOfStrings("open")) {
                open.add(new Audience(audience));
            }
            return new Logs(open, row.getBoolean("holding"));
        });
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

    /**
     * The logs that an event goes into: its own, and, where it is for all partners, those of the agencies that have
     * undertaken what it asks for. Asked once for each event, so that its positions and its copies agree.
     */
    private List<String> logs(LogEvent event, Set<Audience> open, List<BorderAudit.Stop> stopped) {
        List<String> logs = new ArrayList<>();
        logs.add(event.log().id());
        if (event.audience().equals(Audience.PARTNER)) {
            Set<String> needed = event.undertakings();
            for (Audience agency : open) {
                Set<String> missing = needed.isEmpty() ? needed : undertakings.missing(agency, needed);
                if (missing.isEmpty()) {
                    logs.add(agency.id());
                } else {
                    stopped.add(new BorderAudit.Stop(event, agency, missing));
                }
            }
        }
        return logs;
    }

    private Uni<Numbered> number(
            SqlConnection connection, List<LogEvent> fresh, Set<Audience> open, Map<String, Long> newCeilings) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(new Numbered(0, List.of(), new TreeMap<>()));
        }
        List<BorderAudit.Stop> stopped = new ArrayList<>();
        List<Placed> placed = fresh.stream()
                .map(event -> new Placed(event, logs(event, open, stopped)))
                .toList();
        SortedMap<String, Long> perLog = new TreeMap<>(placed.stream()
                .flatMap(one -> one.logs.stream())
                .collect(Collectors.groupingBy(log -> log, Collectors.counting())));
        Map<List<String>, Long> perSource = placed.stream()
                .flatMap(one -> one.logs.stream().map(log -> List.of(log, one.event.source())))
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        return Uni.combine()
                .all()
                .unis(advanceLogs(connection, perLog), advanceSources(connection, perSource))
                .collectFailures()
                .asTuple()
                .call(advanced -> makeRoom(connection, advanced.getItem1(), perLog, newCeilings))
                .call(() -> BorderAudit.record(connection, stopped))
                .map(advanced -> numbered(placed, advanced.getItem1(), perLog, advanced.getItem2(), perSource));
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
            List<Placed> placed,
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
        for (Placed one : placed) {
            LogEvent event = one.event;
            // Logs that hold the same of a source share the bytes.
            Map<String, byte[]> bodies = new HashMap<>();
            for (String log : one.logs) {
                String sequence = LogEvent.sequence(seq.merge(List.of(log, event.source()), 1L, Long::sum));
                byte[] body = bodies.computeIfAbsent(sequence, event::body);
                events.add(new NumberedEvent(event, log, pos.merge(log, 1L, Long::sum), sequence, body));
            }
        }
        Map<Audience, Long> headOf = new TreeMap<>();
        heads.forEach((audience, head) -> headOf.put(new Audience(audience), head));
        return new Numbered(placed.size(), events, headOf);
    }

    private static Uni<RowSet<Row>> insert(SqlConnection connection, Numbered numbered) {
        List<NumberedEvent> rows = numbered.events;
        if (rows.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(rows.stream().map(NumberedEvent::log).toArray(String[]::new))
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
                .addArrayOfString(
                        rows.stream().map(row -> row.event.classification()).toArray(String[]::new))
                .addValue(rows.stream().map(row -> Buffer.buffer(row.body)).toArray(Buffer[]::new));
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
     * @param blocked events that their readers may not know
     * @param held events that wait for their release
     * @param heads the last position of each log that grew
     */
    record Outcome(int appended, int duplicates, int quarantined, int blocked, int held, Map<Audience, Long> heads) {}

    /**
     * @param open the logs of agencies that are open
     * @param holding true where an event waits for its release
     */
    private record Logs(Set<Audience> open, boolean holding) {}

    /** An event and the logs that it goes into. */
    private record Placed(LogEvent event, List<String> logs) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record NumberedEvent(LogEvent event, String log, long pos, String sequence, byte[] body) {}

    /**
     * @param fresh events that are new, however many logs they go into
     */
    private record Numbered(int fresh, List<NumberedEvent> events, Map<Audience, Long> heads) {}
}
