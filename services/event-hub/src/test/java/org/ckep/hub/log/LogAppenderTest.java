package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.now;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.ckep.hub.Events;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogAppenderTest {
    @Inject
    LogAppender appender;

    @Inject
    Undertakings undertakings;

    @Inject
    EventLog log;

    @Inject
    LogRetention retention;

    @Inject
    Pool pool;

    @Inject
    LogWatch watch;

    @Inject
    LogConfig config;

    @Inject
    LogMetrics metrics;

    @Inject
    Vertx vertx;

    @Inject
    EventCatalogue catalogue;

    /** Each test has a log of its own. */
    private final Audience audience =
            Audience.agency("t" + UUID.randomUUID().toString().substring(0, 8));

    /** Rule P1, with 10 % duplicates, several sources and writers that fail halfway. */
    @Test
    void p1_eightWritersLeaveNoGapAndAReaderMissesNothing() throws Exception {
        int writers = 8;
        int perWriter = 150;
        List<CloudEvent> all = new ArrayList<>();
        for (int i = 0; i < writers * perWriter; i++) {
            all.add(Events.event(audience, Events.subject(), i));
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        Future<?> reader = threads.submit(() -> {
            long pos = 0;
            while (true) {
                boolean last = !writing.get();
                LogPage page = now(log.read(audience, pos, LogFilter.ALL, 100));
                page.entries().forEach(entry -> seen.add(entry.pos()));
                pos = page.scannedTo();
                if (last && page.atHead()) {
                    return;
                }
            }
        });
        List<Future<?>> work = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            work.add(threads.submit(() -> write(all, writer, perWriter)));
        }
        for (Future<?> one : work) {
            one.get();
        }
        writing.set(false);
        reader.get();
        threads.shutdown();

        List<Long> contiguous = LongStream.rangeClosed(1, all.size()).boxed().toList();
        assertThat(seen).isEqualTo(contiguous);
        RowSet<Row> rows = system("select pos, seq, id from event_log where audience = $1 order by pos", audience.id());
        Set<String> ids = new HashSet<>();
        List<String> sequences = new ArrayList<>();
        rows.forEach(row -> {
            ids.add(row.getString("id"));
            sequences.add(row.getString("seq"));
        });
        assertThat(ids).hasSize(all.size());
        assertThat(sequences)
                .isEqualTo(contiguous.stream().map(LogEvent::sequence).toList());
    }

    private void write(List<CloudEvent> all, int writer, int amount) {
        Random random = new Random(writer);
        int done = 0;
        while (done < amount) {
            int size = Math.min(amount - done, 1 + random.nextInt(20));
            List<Arrival> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(arrival(all.get(writer * amount + done + i)));
                if (random.nextInt(10) == 0) {
                    // Another writer's event as well as an own one comes twice.
                    batch.add(arrival(all.get(random.nextInt(writer * amount + done + i + 1))));
                }
            }
            if (random.nextInt(5) == 0) {
                // Fenced after nothing or after everything was written: all is rolled back.
                assertThatThrownBy(() -> now(pool.withTransaction(connection -> connection
                                .query("select set_config('app.system', 'on', true)")
                                .execute()
                                .chain(() -> connection
                                        .preparedQuery("update log_head set pos = pos + 7 where audience = $1")
                                        .execute(Tuple.of(audience.id())))
                                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("injected"))))))
                        .isInstanceOf(IllegalStateException.class);
            }
            now(appender.append(batch, List.of()));
            done += size;
        }
    }

    @Test
    void aReaderIsWokenByWhatAnotherReplicaAppends() {
        LogAppender elsewhere =
                new LogAppender(pool, config, metrics, new LogWatch(pool, vertx, config), catalogue, undertakings);
        CompletableFuture<Void> woken =
                watch.beyond(audience, 0, Duration.ofMinutes(5)).subscribeAsCompletionStage();
        CompletableFuture<Void> waiting =
                watch.beyond(audience, 1, Duration.ofMinutes(5)).subscribeAsCompletionStage();

        now(elsewhere.append(List.of(arrival(Events.event(audience, Events.subject(), 1))), List.of()));

        assertThat(woken).succeedsWithin(Duration.ofSeconds(10));
        assertThat(waiting).isNotDone();
        watch.wakeAll();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aZombieThatLostItsPartitionAppendsNothing() {
        TopicPartition partition = new TopicPartition("t" + UUID.randomUUID(), 0);
        system("insert into kafka_offset(topic, part, next) values ($1, 0, 10)", partition.topic());
        now(appender.append(
                List.of(arrival(Events.event(audience, Events.subject(), 1))),
                List.of(new OffsetMove(partition, 10, 11))));

        CloudEvent late = Events.event(audience, Events.subject(), 2);
        assertThatThrownBy(
                        () -> now(appender.append(List.of(arrival(late)), List.of(new OffsetMove(partition, 10, 12)))))
                .isInstanceOf(FencedException.class);

        assertThat(now(log.ends(audience)).head()).isEqualTo(1);
        assertThat(system("select 1 from event_dedupe where id = $1", late.id()).size())
                .isZero();
        assertThat(system("select next from kafka_offset where topic = $1", partition.topic())
                        .iterator()
                        .next()
                        .getLong("next"))
                .isEqualTo(11);
    }

    @Test
    void theStoredBytesAreTheCanonicalFormWithTheSequenceOfTheSource() {
        String subject = Events.subject();
        CloudEvent first = Events.event(audience, subject, 1);
        CloudEvent second = Events.event(audience, subject, 2);
        now(appender.append(List.of(arrival(first), arrival(second), arrival(first)), List.of()));

        List<LogEntry> entries = now(log.read(audience, 0, LogFilter.ALL, 10)).entries();
        assertThat(entries).extracting(LogEntry::pos).containsExactly(1L, 2L);
        assertThat(new String(entries.get(1).body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"audience\":\"" + audience + "\",\"data\":{\"n\":2,\"title\":\"西安 · 시안\"},"
                        + "\"dataclassification\":\"public\","
                        + "\"datacontenttype\":\"application/json\",\"id\":\"" + second.id() + "\","
                        + "\"partitionkey\":\"" + subject + "\",\"sequence\":\"00000000000000000002\","
                        + "\"source\":\"/investment-projects/" + audience + "\",\"specversion\":\"1.0\","
                        + "\"subject\":\"" + subject + "\",\"time\":\"2026-01-04T08:00:00Z\","
                        + "\"type\":\"org.ckep.investment.project.announced.v1\"}");
    }

    /** Rule P20. */
    @Test
    void p20_positionsBeyondTheIntegersOfOthersSurvive() {
        long far = (1L << 53) + 1;
        system(
                "insert into log_head(audience, pos, first_pos) values ($1, $2::bigint, $2::bigint + 1)",
                audience.id(),
                far - 1);
        now(appender.append(List.of(arrival(Events.event(audience, Events.subject(), 1))), List.of()));

        LogPage page = now(log.read(audience, far - 1, LogFilter.ALL, 10));
        assertThat(page.head()).isEqualTo(far);
        assertThat(page.entries()).extracting(LogEntry::pos).containsExactly(far);
    }

    @Test
    void aFilterFindsExactValuesAndAdvancesOverTheRest() {
        String wanted = Events.subject();
        List<Arrival> batch = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            batch.add(arrival(Events.event(
                    audience,
                    i % 2 == 0 ? Events.TYPE : "org.ckep.investment.project.changed.v1",
                    i % 10 == 0 ? wanted : Events.subject(),
                    i)));
        }
        now(appender.append(batch, List.of()));

        LogPage bySubject = now(log.read(audience, 0, new LogFilter(List.of(), List.of(), List.of(wanted)), 100));
        assertThat(bySubject.entries()).extracting(LogEntry::pos).containsExactly(10L, 20L, 30L);
        LogPage byBoth = now(log.read(
                audience,
                0,
                new LogFilter(List.of("org.ckep.investment.project.changed.v1"), List.of(), List.of(wanted)),
                100));
        assertThat(byBoth.entries()).isEmpty();
        assertThat(byBoth.scannedTo()).isEqualTo(30);
        LogPage limited = now(log.read(audience, 0, new LogFilter(List.of(Events.TYPE), List.of(), List.of()), 4));
        assertThat(limited.entries()).extracting(LogEntry::pos).containsExactly(2L, 4L, 6L, 8L);
        assertThat(limited.scannedTo()).isEqualTo(8);
    }

    @Test
    void theDatabaseShowsALogToItsAudienceOnlyAndLetsNobodyElseWrite() {
        now(appender.append(List.of(arrival(Events.event(audience, Events.subject(), 1))), List.of()));

        assertThat(now(pool.preparedQuery("select 1 from event_log where audience = $1")
                                .execute(Tuple.of(audience.id())))
                        .size())
                .isZero();
        assertThat(bound("side-cn", "select 1 from event_log where audience = $1")
                        .size())
                .isZero();
        assertThat(bound("side-cn", "select 1 from log_head where audience = $1")
                        .size())
                .isZero();
        assertThat(bound(audience.id(), "select 1 from event_log where audience = $1")
                        .size())
                .isEqualTo(1);
        String table = system("select table_name from log_partition where audience = $1", audience.id())
                .iterator()
                .next()
                .getString("table_name");
        assertThatThrownBy(() -> bound(audience.id(), "select 1 from " + table + " where audience = $1"))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> bound(
                        audience.id(),
                        "insert into event_log(audience, pos, source, id, type, partitionkey, seq, body) "
                                + "values ($1, 99, '/s', 'x', 't', 'k', '1', '')"))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void retentionDropsWholePartitionsFromTheFront() {
        // Partitions of 500 positions in these tests: two full ones and one begun.
        for (int b = 0; b < 11; b++) {
            List<Arrival> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                batch.add(arrival(Events.event(audience, Events.subject(), b * 100 + i)));
            }
            now(appender.append(batch, List.of()));
        }
        assertThat(system("select 1 from log_partition where audience = $1", audience.id())
                        .size())
                .isEqualTo(3);
        // What is old is told by the database's clock.
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), Duration.ofDays(4000)), Clock.class);
        assertThat(now(retention.drop())).isZero();

        dropOlderThan(Instant.now().plusSeconds(60));

        LogPage page = now(log.read(audience, 0, LogFilter.ALL, 1000));
        assertThat(page.firstPos()).isEqualTo(1001);
        assertThat(page.entries()).hasSize(100);
        assertThat(page.entries().get(0).pos()).isEqualTo(1001);
        now(appender.append(List.of(arrival(Events.event(audience, Events.subject(), 1))), List.of()));
        assertThat(now(log.ends(audience)).head()).isEqualTo(1101);
    }

    /** What waits ends before its event is gone; what somebody works on just then keeps the event. */
    @Test
    void whatIsOpenEndsBeforeItsEventsAreDropped() {
        for (int first : List.of(0, 500)) {
            List<Arrival> batch = new ArrayList<>();
            for (int i = first; i < Math.min(600, first + 500); i++) {
                batch.add(arrival(Events.event(audience, Events.subject(), i)));
            }
            now(appender.append(batch, List.of()));
        }
        UUID sub = UUID.randomUUID();
        system(
                "insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, 'agency/x', $2, 'PULL', "
                        + "'structured', 'v1a', 'subject', 'block-subject', '{}', '[]', 'PAUSED', now(), now(), '')",
                sub,
                audience.id());
        system(
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1, n, n * 300, 'x', '', '' from generate_series(1, 2) n",
                sub);
        system(
                "insert into lane(sub, lane, state, attempt, next_at, lease_until) values "
                        + "($1, 'x', 'PARKED', 10, now() + interval '1 day', now() + interval '1 minute')",
                sub);
        Instant limit = system("select recorded from event_log where audience = $1 and pos = 501", audience.id())
                .iterator()
                .next()
                .getOffsetDateTime("recorded")
                .toInstant();
        dropOlderThan(limit);
        assertThat(now(log.ends(audience)).firstPos()).isEqualTo(1);
        expireOlderThan(limit);
        assertThat(states(sub)).containsExactly("PENDING", "PENDING");
        system("update lane set lease_until = null where sub = $1", sub);
        expireOlderThan(limit);
        assertThat(states(sub)).containsExactly("EXPIRED", "PENDING");
        // What it waited at is none any more: it goes on with what comes next, at once and with all its tries.
        assertThat(system("select state, attempt, next_at <= now() as is_due from lane where sub = $1", sub))
                .extracting(row ->
                        row.getString("state") + " " + row.getInteger("attempt") + " " + row.getBoolean("is_due"))
                .containsExactly("READY 0 true");
        dropOlderThan(limit);
        assertThat(now(log.ends(audience)).firstPos()).isEqualTo(501);
    }

    /** As retention does: until nothing is left, at most so many at a time. */
    private void expireOlderThan(Instant limit) {
        while (now(pool.preparedQuery("select log_expire_before($1, 1) as ended")
                                .execute(Tuple.of(limit.atOffset(java.time.ZoneOffset.UTC))))
                        .iterator()
                        .next()
                        .getLong("ended")
                > 0) {
            // The next one.
        }
    }

    private List<String> states(UUID sub) {
        List<String> states = new ArrayList<>();
        system("select state from delivery where sub = $1 order by subseq", sub)
                .forEach(row -> states.add(row.getString("state")));
        return states;
    }

    /** Only from the front may a log be dropped, so what is behind its first young partition has nothing to end. */
    @Test
    void nothingEndsThatIsNotAboutToBeDropped() {
        system("insert into log_head(audience, pos) values ($1, 1100)", audience.id());
        system("select log_make_room($1, 1, 1100, 500)", audience.id());
        system(
                "insert into event_log(audience, pos, source, id, type, partitionkey, recorded, seq, body) "
                        + "select $1, n, '/s', $1 || n, 't', 'k', "
                        + "now() + case when n = 500 then interval '1 day' else interval '0' end, n::text, '{}' "
                        + "from generate_series(1, 1100) n",
                audience.id());
        UUID sub = UUID.randomUUID();
        system(
                "insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, 'agency/x', $2, 'PULL', "
                        + "'structured', 'v1a', 'subject', 'block-subject', '{}', '[]', 'PAUSED', now(), now(), '')",
                sub,
                audience.id());
        system(
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1, n, n * 300, 'x', '', '' from generate_series(1, 2) n",
                sub);
        Instant limit = Instant.now().plusSeconds(60);
        expireOlderThan(limit);
        assertThat(states(sub)).containsExactly("PENDING", "PENDING");
        dropOlderThan(limit);
        assertThat(now(log.ends(audience)).firstPos()).isEqualTo(1);
    }

    private void dropOlderThan(Instant limit) {
        now(pool.preparedQuery("select log_drop_before($1)")
                .execute(Tuple.of(limit.atOffset(java.time.ZoneOffset.UTC))));
    }

    private static Arrival arrival(CloudEvent event) {
        return new Arrival(
                new ConsumerRecord<>("t", 0, 0, null, event.data()), LogEvent.of(event, event.audience(), null), null);
    }

    private RowSet<Row> system(String sql, Object... parameters) {
        return now(pool.withTransaction(connection -> connection
                .query("select set_config('app.system', 'on', true)")
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.from(parameters)))));
    }

    private RowSet<Row> bound(String as, String sql) {
        return now(pool.withTransaction(connection -> connection
                .preparedQuery("select set_config('app.audience', $1, true)")
                .execute(Tuple.of(as))
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.of(audience.id())))));
    }
}
