package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
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

    private RowSet<Row> system(String sql, Object... parameters) {
        return now(pool.withTransaction(connection -> connection
                .query("select set_config('app.system', 'on', true)")
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.from(parameters)))));
    }
}
