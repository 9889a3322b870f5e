package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.await;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is older than the retention period goes, however few events a log has; partitions have 500 positions in tests. */
@QuarkusTest
class LogRetentionTest {
    private static final int PARTITION = 500;
    private static final int KEPT_DAYS = 90;
    private static final String KEPT_SINCE = "now() - interval '90 days'";

    @Inject
    LogRetention retention;

    @Inject
    LogAppender appender;

    @Inject
    EventLog log;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private final Audience audience =
            new Audience("agency-r" + UUID.randomUUID().toString().substring(0, 12));

    private final UUID sub = UUID.randomUUID();

    /** A log whose events were recorded so many days ago, by position. */
    private void written(List<Integer> ages) {
        system("insert into log_head(audience, pos) values ($1, $2)", audience.id(), ages.size());
        system("select log_make_room($1, 1, $2, $3)", audience.id(), ages.size(), PARTITION);
        // Whatever is not between two days is not met by the time that the test takes.
        system(
                "insert into event_log(audience, pos, source, id, type, partitionkey, recorded, seq, body) "
                        + "select $1, n, '/s', $1 || n, 't', 'k', now() - age * interval '1 day' - interval '1 hour', "
                        + "n::text, '{}' from unnest($2::int[]) with ordinality as a(age, n)",
                audience.id(),
                ages.toArray(Integer[]::new));
        system(
                "insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, 'agency/x', $2, 'PULL', "
                        + "'structured', 'v1a', 'subject', 'block-subject', '{}', '[]', 'PAUSED', now(), now(), '')",
                sub,
                audience.id());
        system(
                "insert into subscription_cursor(sub, next_pos, subseq, chain, digest_at, digest_chain) "
                        + "values ($1, $2 + 1, $2, '', now() + interval '1 day', '')",
                sub,
                (long) ages.size());
        system(
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1, n, n, 'lane ' || n, '', '' from generate_series(1, $2::int) n",
                sub,
                ages.size());
    }

    private List<Long> positions() {
        return longs("select pos as n from event_log where audience = $1 order by pos", audience.id());
    }

    private List<Long> numbers(String state) {
        return longs("select subseq as n from delivery where sub = $1 and state = $2 order by subseq", sub, state);
    }

    private List<Long> longs(String sql, Object... parameters) {
        List<Long> found = new ArrayList<>();
        system(sql, parameters).forEach(row -> found.add(row.getLong("n")));
        return found;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Where the log begins: behind full partitions of old events alone, and behind the old ones of the next if it is not full. */
    private static long expectedFirst(List<Integer> ages) {
        int first = 1;
        while (true) {
            int last = Math.min(ages.size(), first + PARTITION - 1);
            int young = first;
            while (young <= last && ages.get(young - 1) >= KEPT_DAYS) {
                young++;
            }
            boolean isFull = last == first + PARTITION - 1;
            if (!isFull) {
                return young;
            }
            if (young <= last) {
                return first;
            }
            first = young;
        }
    }

    private void requireBegins(List<Integer> ages, long first) {
        LogPage page = now(log.read(audience, 0, LogFilter.ALL, 2000));
        assertThat(page.firstPos()).isEqualTo(first);
        assertThat(page.head()).isEqualTo(ages.size());
        assertThat(page.entries()).extracting(LogEntry::pos).isEqualTo(range(first, ages.size()));
        assertThat(positions()).isEqualTo(range(first, ages.size()));
        assertThat(numbers("EXPIRED")).isEqualTo(range(1, first - 1));
        assertThat(numbers("PENDING")).isEqualTo(range(first, ages.size()));
        assertThat(system("select reason from subscription_notice where sub = $1 and kind = 'incomplete'", sub)
                        .size())
                .isEqualTo(first > 1 ? 1 : 0);
    }

    /** Its old events and its young ones; those of a small log, and of one that has filled partitions. */
    @ParameterizedTest
    @CsvSource({"0, 7", "7, 0", "5, 7", "120, 30", "500, 0", "499, 2", "500, 20", "730, 20", "1000, 1", "20, 500"})
    void oldEventsGoHoweverFewTheyAre(int old, int young) {
        List<Integer> ages = new ArrayList<>();
        for (int i = 0; i < old + young; i++) {
            ages.add(i < old ? 400 - i / 10 : 3);
        }
        written(ages);
        now(retention.drop());
        requireBegins(ages, expectedFirst(ages));
        // What comes next goes on after the last number, however little is left.
        now(appender.append(
                List.of(new Arrival(
                        new ConsumerRecord<>("t", 0, 0, null, new byte[0]),
                        LogEvent.of(Events.event(audience, Events.subject(), 1), audience, null),
                        null)),
                List.of()));
        assertThat(positions()).endsWith(old + young + 1L);
        now(retention.drop());
        assertThat(positions()).contains(old + young + 1L);
    }

    /** Time goes on for 89 days: at each look at it the log holds what is young, without a gap. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void atAnyTimeItBeginsWhereItShould(long seed) {
        Random random = new Random(seed);
        List<Integer> ages = new ArrayList<>();
        int age = 60 + random.nextInt(120);
        int size = 1 + random.nextInt(1_200);
        for (int i = 0; i < size; i++) {
            age = Math.max(0, age - (random.nextInt(size / 40 + 2) == 0 ? random.nextInt(8) : 0));
            ages.add(age);
        }
        written(ages);
        for (int days : List.of(0, 1, 13, 40, 35)) {
            for (int i = 0; i < ages.size(); i++) {
                ages.set(i, ages.get(i) + days);
            }
            retain(ages, KEPT_DAYS - elapsed(days));
            requireBegins(ages, expectedFirst(ages));
        }
    }

    private int elapsed;

    private int elapsed(int days) {
        elapsed += days;
        return elapsed;
    }

    /** As retention does, with a limit that comes nearer instead of a clock that goes on. */
    private void retain(List<Integer> ages, int keptDays) {
        String limit = "now() - " + keptDays + " * interval '1 day'";
        while (first("select log_expire_before(" + limit + ", 700) as n") > 0) {
            // The next ones.
        }
        system("select log_drop_before(" + limit + ")");
        system("select log_trimmable(" + limit + ") as audience").forEach(row -> {
            while (row.getString("audience").equals(audience.id())
                    && first("select log_trim_before($1, " + limit + ", 100) as n", audience.id()) > 0) {
                // The next ones.
            }
        });
    }

    private long first(String sql, Object... parameters) {
        return system(sql, parameters).iterator().next().getLong("n");
    }

    /** What somebody works on keeps its event and those behind it until the next time. */
    @Test
    void whatIsWorkedOnKeepsItsEvent() {
        written(List.of(200, 200, 200, 200, 1));
        system("insert into lane(sub, lane, lease_until) values ($1, 'lane 3', now() + interval '1 minute')", sub);
        now(retention.drop());
        assertThat(positions()).isEqualTo(range(3, 5));
        assertThat(now(log.ends(audience)).firstPos()).isEqualTo(3);
        system("delete from lane where sub = $1", sub);
        now(retention.drop());
        requireBegins(List.of(200, 200, 200, 200, 1), 5);
    }

    /** An event behind a young one stays, whatever its time: what remains has no gap. */
    @Test
    void anOldEventBehindAYoungOneStays() {
        List<Integer> ages = List.of(200, 1, 200, 1);
        written(ages);
        now(retention.drop());
        requireBegins(ages, 2);
    }

    private Uni<LogAppender.Outcome> appended(int number) {
        return appender.append(
                List.of(new Arrival(
                        new ConsumerRecord<>("t", 0, 0, null, new byte[0]),
                        LogEvent.of(Events.event(audience, Events.subject(), number), audience, null),
                        null)),
                List.of());
    }

    /**
     * An appender has the log's head and is about to make room when retention begins. Where retention first took what is needed
     * to make room, each of them waited for the other.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoDropsAndWhoAppendsTakeTheirLocksInOneOrder(boolean asBefore) throws Exception {
        written(ages(500, 300));
        system("insert into source_head(audience, source, seq) values ($1, $2, 0)", audience.id(), source());
        expire();
        CompletableFuture<LogAppender.Outcome> append;
        CompletableFuture<Integer> drop;
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(holder.preparedQuery("select 1 from source_head where audience = $1 for update")
                    .execute(Tuple.of(audience.id())));
            append = appended(1).subscribeAsCompletionStage();
            int appenders = awaitWaiter(pid(holder), "source_head");
            drop = dropping(asBefore).subscribeAsCompletionStage();
            awaitWaiter(appenders, "log_drop");
            now(held.rollback());
        } finally {
            now(holder.close());
        }
        assertThat(append.get(30, TimeUnit.SECONDS).appended()).isEqualTo(1);
        assertThat(drop.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(1);
        assertThat(positions()).isEqualTo(range(501, 801));
    }

    /** Who opens a log makes room before it writes the head: retention waits before it has either. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoDropsAndWhoOpensALogTakeTheirLocksInOneOrder(boolean asBefore) throws Exception {
        written(ages(500, 300));
        expire();
        CompletableFuture<Integer> drop;
        SqlConnection opener = now(pool.getConnection());
        try {
            Transaction held = now(opener.begin());
            now(opener.query("select pg_advisory_xact_lock(hashtext('agency_log'))")
                    .execute());
            now(opener.query("select pg_advisory_xact_lock(hashtext('log_make_room'))")
                    .execute());
            drop = dropping(asBefore).subscribeAsCompletionStage();
            awaitWaiter(pid(opener), "log_drop");
            now(opener.preparedQuery("update log_head set pos = pos where audience = $1")
                    .execute(Tuple.of(audience.id())));
            now(held.commit());
        } finally {
            now(opener.close());
        }
        assertThat(drop.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(1);
        assertThat(positions()).isEqualTo(range(501, 800));
    }

    private void expire() {
        now(pool.query("select log_expire_before(" + KEPT_SINCE + ", 50000)").execute());
    }

    /** How many partitions of all logs; as this version does it or as the one before asked for it. */
    private Uni<Integer> dropping(boolean asBefore) {
        return asBefore
                ? pool.query("select log_drop_before(" + KEPT_SINCE + ") as dropped")
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger("dropped"))
                : retention.drop();
    }

    private static OffsetDateTime keptSince() {
        return OffsetDateTime.now().minusDays(KEPT_DAYS);
    }

    /** Looking for what somebody still has open keeps nobody from appending, however long it takes. */
    @Test
    void nobodyWaitsForWhatIsLookedForBeforeEventsAreDropped() throws Exception {
        written(ages(100, 5));
        expire();
        // It knows that there is room.
        now(appended(1));
        CompletableFuture<Long> trimmed;
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(holder.query("lock table delivery in access exclusive mode").execute());
            trimmed = retention.trimSome(audience.id(), keptSince(), 1_000).subscribeAsCompletionStage();
            awaitWaiter(pid(holder), "log_trim");
            assertThat(appended(2).await().atMost(Duration.ofSeconds(10)).appended())
                    .isEqualTo(1);
            assertThat(trimmed).isNotDone();
            now(held.rollback());
        } finally {
            now(holder.close());
        }
        assertThat(trimmed.get(30, TimeUnit.SECONDS)).isEqualTo(100);
        assertThat(positions()).isEqualTo(range(101, 107));
    }

    /** Three trim and three append: positions have no gap, and nothing is lost but what is old and in nobody's hands. */
    @Test
    void trimmingAndAppendingAtOnceLoseNothing() throws Exception {
        written(ages(300, 20));
        system("insert into lane(sub, lane, lease_until) values ($1, 'lane 251', now() + interval '1 minute')", sub);
        expire();
        ExecutorService threads = Executors.newFixedThreadPool(7);
        AtomicBoolean appending = new AtomicBoolean(true);
        List<Future<Long>> trimming = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            boolean asBefore = i == 0;
            trimming.add(threads.submit(() -> {
                long trimmed = 0;
                while (true) {
                    boolean isLast = !appending.get();
                    trimmed += asBefore
                            ? first("select log_trim_before($1, " + KEPT_SINCE + ", 7) as n", audience.id())
                            : now(retention.trimSome(audience.id(), keptSince(), 7));
                    if (isLast) {
                        return trimmed;
                    }
                }
            }));
        }
        Future<?> reading = threads.submit(() -> {
            while (appending.get()) {
                LogPage page = now(log.read(audience, 0, LogFilter.ALL, 2000));
                assertThat(page.entries())
                        .extracting(LogEntry::pos)
                        .isEqualTo(range(
                                page.firstPos(),
                                page.firstPos() + page.entries().size() - 1));
                assertThat(page.firstPos() + page.entries().size() - 1).isGreaterThanOrEqualTo(page.head());
            }
        });
        List<Future<?>> appends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            appends.add(threads.submit(() -> {
                for (int n = 0; n < 50; n++) {
                    now(appended(n));
                }
            }));
        }
        for (Future<?> one : appends) {
            one.get();
        }
        appending.set(false);
        reading.get();
        long trimmed = 0;
        for (Future<Long> one : trimming) {
            trimmed += one.get();
        }
        threads.shutdown();
        assertThat(trimmed).isEqualTo(250);
        assertThat(positions()).isEqualTo(range(251, 470));
        assertThat(now(log.ends(audience)).firstPos()).isEqualTo(251);
        assertThat(longs(
                        "select seq::bigint as n from event_log where audience = $1 and source = $2 order by pos",
                        audience.id(),
                        source()))
                .isEqualTo(range(1, 150));
    }

    private static List<Integer> ages(int old, int young) {
        List<Integer> ages = new ArrayList<>(Collections.nCopies(old, 200));
        ages.addAll(Collections.nCopies(young, 1));
        return ages;
    }

    private String source() {
        return "/investment-projects/" + audience;
    }

    private static int pid(SqlConnection connection) {
        return now(connection.query("select pg_backend_pid() as pid").execute())
                .iterator()
                .next()
                .getInteger("pid");
    }

    /** The process that waits for another one with a statement. */
    private int awaitWaiter(int pid, String statement) {
        List<Integer> waiting = new ArrayList<>();
        await(() -> {
            now(pool.preparedQuery("select pid from pg_stat_activity where $1::int = any(pg_blocking_pids(pid)) "
                                    + "and position($2 in query) > 0")
                            .execute(Tuple.of(pid, statement)))
                    .forEach(row -> waiting.add(row.getInteger("pid")));
            return !waiting.isEmpty();
        });
        return waiting.get(0);
    }

    private RowSet<Row> system(String sql, Object... parameters) {
        return now(pool.withTransaction(connection -> connection
                .query("select set_config('app.system', 'on', true)")
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.from(parameters)))));
    }
}
