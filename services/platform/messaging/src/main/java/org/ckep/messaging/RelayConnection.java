package org.ckep.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The relay's one dedicated connection. Its session holds the advisory locks of the partitions, and the reading goes
 * through it too, so a relay that has lost its locks has also stopped reading. Used by one caller at a time.
 */
final class RelayConnection {
    private final SqlConnection connection;
    private final String applicationName;
    private final int lockSpace;
    private final Session session;
    private final Duration timeout;
    private SortedSet<Integer> partitions = Collections.emptySortedSet();

    private RelayConnection(
            SqlConnection connection, String applicationName, int lockSpace, Session session, Duration timeout) {
        this.connection = connection;
        this.applicationName = applicationName;
        this.lockSpace = lockSpace;
        this.session = session;
        this.timeout = timeout;
    }

    /** Takes a connection from the pool for good and marks it in {@code pg_stat_activity} as a relay of the service. */
    static Uni<RelayConnection> open(Pool pool, String service, Duration timeout) {
        String applicationName = "ckep-relay/" + service;
        return pool.getConnection().chain(connection -> connection
                .preparedQuery(
                        "select set_config('application_name', $1, false), pid, backend_start from pg_stat_activity "
                                + "where pid = pg_backend_pid()")
                .execute(Tuple.of(applicationName))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .invoke(() -> discard(connection))
                .map(rows -> new RelayConnection(
                        connection,
                        applicationName,
                        OutboxPartitions.lockSpace(service),
                        session(rows.iterator().next()),
                        timeout)));
    }

    private static Session session(Row row) {
        return new Session(row.getInteger("pid"), row.getOffsetDateTime("backend_start"));
    }

    /** The partitions whose locks this connection held when last asked. */
    SortedSet<Integer> partitions() {
        return partitions;
    }

    /** Gives up or takes partitions until this relay has its fair share among the relays that are connected. */
    Uni<Void> rebalance() {
        return execute(
                        "select count(*) as relays from pg_stat_activity "
                                + "where application_name = $1 and datname = current_database()",
                        Tuple.of(applicationName))
                .chain(rows -> {
                    long relays = Math.max(1, rows.iterator().next().getLong("relays"));
                    int share = (int) ((OutboxPartitions.COUNT + relays - 1) / relays);
                    return refresh()
                            .chain(() -> partitions.size() > share ? release(partitions.size() - share) : take(share));
                });
    }

    private Uni<Void> release(int surplus) {
        Integer[] given =
                new ArrayList<>(partitions).reversed().stream().limit(surplus).toArray(Integer[]::new);
        return execute(
                        "select pg_advisory_unlock($1, p) from unnest($2::int[]) p",
                        Tuple.of(lockSpace).addArrayOfInteger(given))
                .chain(this::refresh);
    }

    private Uni<Void> take(int share) {
        int wanted = share - partitions.size();
        if (wanted <= 0) {
            return Uni.createFrom().voidItem();
        }
        // Each relay starts elsewhere, so that those who start together do not all ask for the same locks first.
        Integer[] free = IntStream.range(0, OutboxPartitions.COUNT)
                .map(i -> (i + session.pid()) % OutboxPartitions.COUNT)
                .filter(partition -> !partitions.contains(partition))
                .boxed()
                .toArray(Integer[]::new);
        return execute(
                        "select p from unnest($2::int[]) p where pg_try_advisory_lock($1, p) limit $3",
                        Tuple.of(lockSpace).addArrayOfInteger(free).addInteger(wanted))
                .chain(this::refresh);
    }

    /** Asks the server rather than keeping a tally: only what {@code pg_locks} shows is really held. */
    private Uni<Void> refresh() {
        return execute(
                        "select objid::int as partition from pg_locks where locktype = 'advisory' and granted "
                                + "and pid = pg_backend_pid() and classid = $1::int and objsubid = 2",
                        Tuple.of(lockSpace))
                .invoke(rows -> {
                    SortedSet<Integer> held = new TreeSet<>();
                    rows.forEach(row -> held.add(row.getInteger("partition")));
                    partitions = Collections.unmodifiableSortedSet(held);
                })
                .replaceWithVoid();
    }

    /** The oldest rows of the held partitions, without those of the given audiences. */
    Uni<List<StoredRow>> read(Collection<String> withoutAudiences, int limit) {
        return execute(
                        "select seq, aggregateid, audience, headers, payload, created_at from outbox_event "
                                + "where partition_no = any($1::smallint[]) and audience <> all($2::text[]) "
                                + "order by seq limit $3",
                        Tuple.tuple()
                                .addArrayOfShort(partitions.stream()
                                        .map(Integer::shortValue)
                                        .toArray(Short[]::new))
                                .addArrayOfString(withoutAudiences.toArray(String[]::new))
                                .addInteger(limit))
                .map(RelayConnection::rows);
    }

    private static List<StoredRow> rows(RowSet<Row> rows) {
        List<StoredRow> read = new ArrayList<>();
        rows.forEach(row -> read.add(new StoredRow(
                row.getLong("seq"),
                row.getString("aggregateid"),
                row.getString("audience"),
                row.getJsonObject("headers"),
                row.getBuffer("payload").getBytes(),
                row.getOffsetDateTime("created_at").toInstant())));
        return read;
    }

    /** Forgets rows that the broker has. */
    Uni<Void> delete(Collection<Long> seqs) {
        return execute(
                        "delete from outbox_event where seq = any($1::bigint[])",
                        Tuple.tuple().addArrayOfLong(seqs.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Counts a failed attempt at a row and parks it after the last one; true if it was parked. */
    Uni<Boolean> fault(long seq, String error, int maxAttempts) {
        return execute(
                        "with tried as (update outbox_event set attempts = attempts + 1 where seq = $1 returning attempts) "
                                + "select attempts from tried",
                        Tuple.of(seq))
                .chain(rows -> {
                    boolean last = rows.size() > 0 && rows.iterator().next().getInteger("attempts") >= maxAttempts;
                    return last ? park(seq, error) : Uni.createFrom().item(false);
                });
    }

    private Uni<Boolean> park(long seq, String error) {
        String columns = "seq, id, aggregatetype, aggregateid, type, audience, payload, headers, partition_no, "
                + "attempts, created_at";
        return execute(
                        "with dead as (delete from outbox_event where seq = $1 returning *) insert into outbox_dead("
                                + columns + ", error) select " + columns + ", $2 from dead",
                        Tuple.of(seq, error))
                .map(rows -> rows.rowCount() > 0);
    }

    /** How much waits in the whole outbox, and how long the oldest row has waited. */
    Uni<Backlog> backlog() {
        return execute(
                        "select count(*) as pending, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 "
                                + "as age from outbox_event",
                        Tuple.tuple())
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Backlog(row.getLong("pending"), row.getDouble("age"));
                });
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("no answer from PostgreSQL within " + timeout));
    }

    /** Gives the locks and the connection back in good order. */
    Uni<Void> close() {
        return execute("select pg_advisory_unlock_all()", Tuple.tuple())
                .chain(() -> connection.query("reset all").execute())
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull()
                .chain(() -> connection.close().onFailure().recoverWithNull());
    }

    /** Gives the connection up after a failure; its session is for {@link #end} of a later connection to end. */
    Session abandon() {
        discard(connection);
        return session;
    }

    /**
     * Ends sessions of this relay that were given up and may still hold locks, because the server has not noticed that
     * nobody listens to them.
     */
    Uni<Void> end(Collection<Session> abandoned) {
        return execute(
                        "select pg_terminate_backend(a.pid) from pg_stat_activity a "
                                + "join unnest($1::int[], $2::timestamptz[]) as s(pid, started) "
                                + "on s.pid = a.pid and s.started = a.backend_start",
                        Tuple.tuple()
                                .addArrayOfInteger(
                                        abandoned.stream().map(Session::pid).toArray(Integer[]::new))
                                .addArrayOfOffsetDateTime(
                                        abandoned.stream().map(Session::started).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /**
     * Returns a connection to the pool only when it answers again or is closed, since the pool would hand a silent one to
     * the next caller. Commands are answered in order, so this one is answered after whatever hangs.
     */
    private static void discard(SqlConnection connection) {
        connection
                .query("select pg_advisory_unlock_all()")
                .execute()
                .onItemOrFailure()
                .call(() -> connection.close().onFailure().recoverWithNull())
                .subscribe()
                .with(answered -> {}, gone -> {});
    }

    /**
     * What waits in the outbox.
     *
     * @param pending rows
     * @param oldestAge seconds since the oldest row's transaction began, 0 for an empty outbox
     */
    record Backlog(long pending, double oldestAge) {}

    /**
     * A session at the server. A process id alone may be given out again.
     *
     * @param pid process id of the backend
     * @param started when the backend was started
     */
    record Session(int pid, OffsetDateTime started) {}
}
