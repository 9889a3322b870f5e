package org.ckep.hub.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.filter.FilterEvent;
import org.ckep.hub.sharing.Detached;
import org.ckep.kernel.access.Audience;

/** Reads the log of one audience. Any replica answers any position, because nothing but the log is asked. */
@ApplicationScoped
public class EventLog {
    /** Most positions that one read looks at: a filter that matches nothing must not walk the whole log at once. */
    private static final int WINDOW = 10_000;

    /** Most events that one read with a condition brings here to look at. */
    private static final int LOOKED_AT = 1_000;

    /** Together with where the log begins: what is dropped just before is then known to be missing. */
    private static final String READ = """
            select h.first_pos, e.pos, e.body
            from log_head h left join lateral (
              select pos, body from event_log
              where audience = $1 and pos > $2 and pos <= $3
                and (cardinality($4::text[]) = 0 or type = any($4))
                and (cardinality($5::text[]) = 0 or source = any($5))
                and (cardinality($6::text[]) = 0 or subject = any($6))
              order by pos limit $7) e on true
            where h.audience = $1 order by e.pos""";

    private final Pool pool;
    private final Pool system;
    private final Undertakings undertakings;

    EventLog(Pool pool, @ReactiveDataSource("delivery") Pool system, Undertakings undertakings) {
        this.pool = pool;
        this.system = system;
        this.undertakings = undertakings;
    }

    /** Last and first position of the log, without any entries. */
    public Uni<LogPage> ends(Audience audience) {
        return Detached.of(
                pool.withTransaction(connection -> bind(connection, audience).chain(() -> head(connection, audience))));
    }

    /**
     * Reads on after a position. The upper bound is the head as it was committed before the events are read, so no
     * position below the result's end can appear later.
     *
     * <p>What its readers may not have any more, because an undertaking has ended, is passed over, and nothing is answered
     * before the record of it is written: one for each event and log, however often it is read.
     *
     * @param after position of the last event known; below the first that is kept it reads from the first
     * @param limit most events
     */
    public Uni<LogPage> read(Audience audience, long after, LogFilter filter, int limit) {
        Uni<Slice> slice = pool.withTransaction(connection -> bind(connection, audience)
                .chain(() -> head(connection, audience))
                .chain(ends -> slice(connection, audience, Math.max(after, ends.firstPos() - 1), filter, limit, ends)));
        // Conditions cost time that event loops do not have, and a connection is not to be kept meanwhile.
        return Detached.of((filter.hasCondition() ? slice.emitOn(Infrastructure.getDefaultWorkerPool()) : slice)
                .map(read -> page(audience, read, filter, limit))
                // A reader sees one log alone and writes none of the border's records.
                .call(found -> BorderRecords.ofEvents(system, audience.id(), found.stopped))
                .map(Found::page));
    }

    private static Uni<Void> bind(SqlConnection connection, Audience audience) {
        return connection
                .preparedQuery("select set_config('app.audience', $1, true)")
                .execute(Tuple.of(audience.id()))
                .replaceWithVoid();
    }

    private static Uni<LogPage> head(SqlConnection connection, Audience audience) {
        return connection
                .preparedQuery("select pos, first_pos from log_head where audience = $1")
                .execute(Tuple.of(audience.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return new LogPage(0, 1, List.of(), 0);
                    }
                    Row row = rows.iterator().next();
                    return new LogPage(row.getLong("pos"), row.getLong("first_pos"), List.of(), row.getLong("pos"));
                });
    }

    private static Uni<Slice> slice(
            SqlConnection connection, Audience audience, long after, LogFilter filter, int limit, LogPage ends) {
        long last = Math.min(ends.head(), after + Math.max(limit, filter.isAll() ? limit : WINDOW));
        if (last <= after) {
            return Uni.createFrom().item(new Slice(ends, after, List.of()));
        }
        int most = filter.hasCondition() ? LOOKED_AT : limit;
        Tuple parameters = Tuple.tuple()
                .addString(audience.id())
                .addLong(after)
                .addLong(last)
                .addArrayOfString(filter.types().toArray(String[]::new))
                .addArrayOfString(filter.sources().toArray(String[]::new))
                .addArrayOfString(filter.subjects().toArray(String[]::new))
                .addInteger(most);
        return connection.preparedQuery(READ).execute(parameters).map(rows -> {
            List<LogEntry> entries = new ArrayList<>();
            long firstPos = ends.firstPos();
            for (Row row : rows) {
                firstPos = row.getLong("first_pos");
                if (row.getLong("pos") != null) {
                    entries.add(new LogEntry(
                            row.getLong("pos"), row.getBuffer("body").getBytes()));
                }
            }
            return new Slice(
                    new LogPage(ends.head(), firstPos, List.of(), ends.head()),
                    entries.size() < most ? last : after,
                    entries);
        });
    }

    private Found page(Audience audience, Slice slice, LogFilter filter, int limit) {
        List<LogEntry> entries = new ArrayList<>();
        List<Long> stopped = new ArrayList<>();
        long scannedTo = slice.upTo;
        for (LogEntry entry : slice.entries) {
            scannedTo = Math.max(scannedTo, entry.pos());
            // Asked before the condition, so that no failure depends on what it would find.
            boolean mayBeRead = mayBeRead(audience, entry);
            if (!filter.hasCondition() || filter.condition().matches(FilterEvent.of(entry.body()))) {
                if (mayBeRead) {
                    entries.add(entry);
                } else {
                    stopped.add(entry.pos());
                }
            }
            if (entries.size() == limit) {
                scannedTo = entry.pos();
                break;
            }
        }
        return new Found(new LogPage(slice.ends.head(), slice.ends.firstPos(), entries, scannedTo), stopped);
    }

    private boolean mayBeRead(Audience audience, LogEntry entry) {
        return switch (undertakings.verdict(audience, entry.body())) {
            case MAY_BE_SENT -> true;
            case WITHHELD -> false;
            case UNKNOWN -> throw Undertakings.unknown();
        };
    }

    /**
     * What was read of a log.
     *
     * @param ends the log, without any entries
     * @param upTo up to where nothing else can match, beside the entries
     */
    private record Slice(LogPage ends, long upTo, List<LogEntry> entries) {}

    /**
     * What a reader gets.
     *
     * @param stopped positions of what he asked for and may not have
     */
    private record Found(LogPage page, List<Long> stopped) {}
}
