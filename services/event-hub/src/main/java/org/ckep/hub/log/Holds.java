package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events that came before their release ({@code ckembargo}), and what came behind them about the same subject. The second
 * lock: an embargoed change has no event before its release, so one that comes is a fault of its service. It stands in no
 * log and has no number until then; the time is the database's, whatever a process believes. What asks for undertakings
 * waits here too, for as long as it is not known what agencies have undertaken.
 */
final class Holds {
    private static final Logger LOG = Logger.getLogger(Holds.class);

    private static final String HELD = """
            select now() as now, h.audience, h.partitionkey, h.release_at
            from (select 1) one left join (
              select e.audience, e.partitionkey, max(e.release_at) as release_at
              from event_hold e join unnest($1::text[], $2::text[]) as k(audience, partitionkey)
                on e.audience = k.audience and e.partitionkey = k.partitionkey
              group by 1, 2) h on true""";

    private static final String HOLD = """
            insert into event_hold(source, id, audience, partitionkey, release_at, headers, data)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""";

    /** By one process at a time, or two would turn the events of a subject. */
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('event_hold')) as alone";

    private static final String DUE = """
            select audience, headers, data from event_hold where release_at <= now() order by arrived limit $1""";

    private static final String TAKE_OUT = """
            delete from event_hold h using unnest($1::text[], $2::text[]) as f(source, id)
            where h.source = f.source and h.id = f.id""";

    /** All of a subject: nothing overtakes what is before it. */
    private static final String PUT_OFF = """
            update event_hold h set release_at = greatest(h.release_at, now() + $3::bigint * interval '1 millisecond')
            from unnest($1::text[], $2::text[]) as k(audience, partitionkey)
            where h.audience = k.audience and h.partitionkey = k.partitionkey""";

    /** What agencies have undertaken may be known again then. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private Holds() {}

    /**
     * The events that may be appended now; the others are kept back until their time.
     *
     * @param isHolding false where nothing is held yet
     * @param waits what is kept back though it has no embargo
     */
    static Uni<List<LogEvent>> free(
            SqlConnection connection, List<LogEvent> events, boolean isHolding, Predicate<LogEvent> waits) {
        if (!isHolding && events.stream().allMatch(event -> event.release() == null && !waits.test(event))) {
            return Uni.createFrom().item(events);
        }
        List<Key> keys = events.stream().map(Key::of).distinct().toList();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(keys.stream().map(Key::audience).toArray(String[]::new))
                .addArrayOfString(keys.stream().map(Key::partitionKey).toArray(String[]::new));
        return connection.preparedQuery(HELD).execute(parameters).chain(rows -> free(connection, events, rows, waits));
    }

    private static Uni<List<LogEvent>> free(
            SqlConnection connection, List<LogEvent> events, RowSet<Row> rows, Predicate<LogEvent> waits) {
        Instant now = rows.iterator().next().getOffsetDateTime("now").toInstant();
        Map<Key, Instant> held = new HashMap<>();
        for (Row row : rows) {
            OffsetDateTime until = row.getOffsetDateTime("release_at");
            if (until != null) {
                held.put(new Key(row.getString("audience"), row.getString("partitionkey")), until.toInstant());
            }
        }
        List<LogEvent> free = new ArrayList<>();
        List<Tuple> kept = new ArrayList<>();
        for (LogEvent event : events) {
            Instant until = until(event, now, held.get(Key.of(event)), waits.test(event));
            if (until == null) {
                free.add(event);
            } else {
                held.put(Key.of(event), until);
                kept.add(row(event, until));
                LOG.errorf(
                        "event %s %s came before its release, or before it is known who may have it, or behind one that did; "
                                + "it is held until %s",
                        event.source(), event.id(), until);
            }
        }
        return kept.isEmpty()
                ? Uni.createFrom().item(free)
                : connection.preparedQuery(HOLD).executeBatch(kept).replaceWith(free);
    }

    /** Until when an event is kept back; null where it is not. Whatever is behind another one does not overtake it. */
    private static @Nullable Instant until(LogEvent event, Instant now, @Nullable Instant held, boolean waits) {
        Instant release = event.release();
        Instant until = release != null && release.isAfter(now) ? later(held, release) : held;
        return waits ? later(until, now.plus(PAUSE)) : until;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    private static Tuple row(LogEvent event, Instant until) {
        byte[] data = event.event().data();
        JsonObject headers = new JsonObject();
        KafkaCloudEvents.headers(event.event()).forEach(headers::put);
        return Tuple.tuple()
                .addString(event.source())
                .addString(event.id())
                .addString(event.audience().id())
                .addString(event.partitionKey())
                .addOffsetDateTime(until.atOffset(ZoneOffset.UTC))
                .addJsonObject(headers)
                .addValue(data == null ? null : Buffer.buffer(data));
    }

    /**
     * Takes out what is due, at most so many, in the order of its arrival; nothing while another process does.
     *
     * @param waits what is kept back though its time has come, and whatever is behind it
     */
    static Uni<List<LogEvent>> due(
            SqlConnection connection, int most, EventCatalogue catalogue, Predicate<LogEvent> waits) {
        return connection
                .query(ALONE)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("alone")
                        ? connection
                                .preparedQuery(DUE)
                                .execute(Tuple.of(most))
                                .chain(due -> takeOut(connection, due, catalogue, waits))
                        : Uni.createFrom().item(List.of()));
    }

    private static Uni<List<LogEvent>> takeOut(
            SqlConnection connection, RowSet<Row> due, EventCatalogue catalogue, Predicate<LogEvent> waits) {
        List<LogEvent> free = new ArrayList<>();
        Set<Key> waiting = new LinkedHashSet<>();
        for (Row row : due) {
            LogEvent event = event(row, catalogue);
            if (waiting.contains(Key.of(event)) || waits.test(event)) {
                waiting.add(Key.of(event));
            } else {
                free.add(event);
            }
        }
        return takeOut(connection, free)
                .chain(() -> putOff(connection, waiting))
                .replaceWith(free);
    }

    private static Uni<Void> takeOut(SqlConnection connection, List<LogEvent> free) {
        return free.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(TAKE_OUT)
                        .execute(Tuple.tuple()
                                .addArrayOfString(
                                        free.stream().map(LogEvent::source).toArray(String[]::new))
                                .addArrayOfString(
                                        free.stream().map(LogEvent::id).toArray(String[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> putOff(SqlConnection connection, Set<Key> waiting) {
        return waiting.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(PUT_OFF)
                        .execute(Tuple.tuple()
                                .addArrayOfString(
                                        waiting.stream().map(Key::audience).toArray(String[]::new))
                                .addArrayOfString(
                                        waiting.stream().map(Key::partitionKey).toArray(String[]::new))
                                .addLong(PAUSE.toMillis()))
                        .replaceWithVoid();
    }

    private static LogEvent event(Row row, EventCatalogue catalogue) {
        RecordHeaders headers = new RecordHeaders();
        row.getJsonObject("headers")
                .forEach(header -> headers.add(
                        header.getKey(), String.valueOf(header.getValue()).getBytes(UTF_8)));
        var data = row.getBuffer("data");
        CloudEvent event = KafkaCloudEvents.decode(headers, data == null ? null : data.getBytes());
        return LogEvent.of(event, new Audience(row.getString("audience")), catalogue.schemaUri(event.type()));
    }

    /** What keeps its order within a log. */
    private record Key(String audience, String partitionKey) {
        static Key of(LogEvent event) {
            return new Key(event.audience().id(), event.partitionKey());
        }
    }
}
