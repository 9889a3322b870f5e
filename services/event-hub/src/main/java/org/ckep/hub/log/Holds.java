package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * log and has no number until then; the time is the database's, whatever a process believes.
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
            delete from event_hold where (source, id) in (
              select source, id from event_hold where release_at <= now() order by arrived limit $1)
            returning arrived, audience, headers, data""";

    private Holds() {}

    /**
     * The events that may be appended now; the others are kept back until their time.
     *
     * @param isHolding false where nothing is held yet
     */
    static Uni<List<LogEvent>> free(SqlConnection connection, List<LogEvent> events, boolean isHolding) {
        if (!isHolding && events.stream().allMatch(event -> event.release() == null)) {
            return Uni.createFrom().item(events);
        }
        List<Key> keys = events.stream().map(Key::of).distinct().toList();
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(keys.stream().map(Key::audience).toArray(String[]::new))
                .addArrayOfString(keys.stream().map(Key::partitionKey).toArray(String[]::new));
        return connection.preparedQuery(HELD).execute(parameters).chain(rows -> free(connection, events, rows));
    }

    private static Uni<List<LogEvent>> free(SqlConnection connection, List<LogEvent> events, RowSet<Row> rows) {
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
            Instant until = until(event, now, held.get(Key.of(event)));
            if (until == null) {
                free.add(event);
            } else {
                held.put(Key.of(event), until);
                kept.add(row(event, until));
                LOG.errorf(
                        "event %s %s came before its release or behind one that did, it is held until %s",
                        event.source(), event.id(), until);
            }
        }
        return kept.isEmpty()
                ? Uni.createFrom().item(free)
                : connection.preparedQuery(HOLD).executeBatch(kept).replaceWith(free);
    }

    /** Until when an event is kept back; null where it is not. Whatever is behind another one does not overtake it. */
    private static @Nullable Instant until(LogEvent event, Instant now, @Nullable Instant held) {
        Instant release = event.release();
        if (release == null || !release.isAfter(now)) {
            return held;
        }
        return held != null && held.isAfter(release) ? held : release;
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

    /** Takes out what is due, at most so many, in the order of its arrival; nothing while another process does. */
    static Uni<List<LogEvent>> due(SqlConnection connection, int most, EventCatalogue catalogue) {
        return connection
                .query(ALONE)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("alone")
                        ? connection.preparedQuery(DUE).execute(Tuple.of(most)).map(due -> events(due, catalogue))
                        : Uni.createFrom().item(List.of()));
    }

    private static List<LogEvent> events(RowSet<Row> due, EventCatalogue catalogue) {
        Map<Long, LogEvent> byArrival = new TreeMap<>();
        due.forEach(row -> byArrival.put(row.getLong("arrived"), event(row, catalogue)));
        return List.copyOf(byArrival.values());
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
