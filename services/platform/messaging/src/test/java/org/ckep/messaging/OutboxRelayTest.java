package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.testing.FaultProxy;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    MessagingConfig config;

    @Inject
    EventTopics topics;

    @Inject
    OutboxMetrics metrics;

    @Inject
    OutboxSignal signal;

    @Inject
    EventSender kafka;

    @Inject
    MeterRegistry registry;

    private final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeEach
    void emptyOutbox() {
        sql("delete from outbox_event");
        sql("delete from outbox_dead");
    }

    @AfterEach
    void endRelays() {
        relays.forEach(OutboxRelay::end);
    }

    private OutboxRelay start(EventSender sender) {
        return start(sender, pool);
    }

    private OutboxRelay start(EventSender sender, Pool itsPool) {
        OutboxRelay relay = new OutboxRelay(config, topics, metrics, signal, sender, itsPool, vertx, Clock.systemUTC());
        relays.add(relay);
        relay.begin();
        return relay;
    }

    @Test
    void committedEventsReachTheTopicsOfTheirAudiences() {
        start(kafka);
        Urn note = Urn.random("note");
        commit(DomainEvent.forAll(
                "org.ckep.investment.note.written.v1",
                note,
                Instant.EPOCH,
                "SEMI",
                Classification.BILATERAL,
                Map.of("n", 1)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
        for (Audience audience : List.of(Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR)) {
            List<ConsumerRecord<String, byte[]>> records = Topics.read(topics.topic(audience), note.toString());
            assertThat(records).hasSize(1);
            CloudEvent event = KafkaCloudEvents.decode(
                    records.get(0).headers(), records.get(0).value());
            assertThat(event.source()).isEqualTo("/messaging-test/" + audience);
            assertThat(event.audience()).isEqualTo(audience);
            assertThat(event.subject()).isEqualTo(note.toString());
            assertThat(new String(event.data(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":1}");
        }
        assertThat(Topics.read(topics.topic(Audience.PUBLIC), note.toString())).isEmpty();
        assertThat(registry.get("outbox.publish.latency").timer().count()).isGreaterThanOrEqualTo(3);
    }

    /** Rule P1: a position in the sequence is not an order of commits. */
    @Test
    void p1_aRowWithALowerNumberThatCommitsLateIsNotLost() {
        start(kafka);
        Urn early = Urn.random("note");
        Urn late = Urn.random("note");
        SqlConnection slow = now(pool.getConnection());
        Transaction transaction = now(slow.begin());
        now(outbox.publish(slow, note(early, 1)));
        commit(note(late, 2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published(late)).containsExactly(2));
        assertThat(published(early)).isEmpty();

        now(transaction.commit());
        now(slow.close());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published(early)).containsExactly(1));
        assertThat(pending()).isZero();
    }

    @Test
    void aCrashBetweenAcknowledgementAndDeletionOnlyRepeats() {
        Urn note = Urn.random("note");
        IntStream.rangeClosed(1, 20).forEach(n -> commit(note(note, n)));
        AtomicInteger acknowledged = new AtomicInteger();
        start(record -> kafka.send(record)
                .call(() -> acknowledged.incrementAndGet() == 12
                        // Ends the relay's session after Kafka has the record and before the row is deleted.
                        ? pool.query("select pg_terminate_backend(pid) from pg_stat_activity "
                                        + "where application_name = 'ckep-relay/messaging-test'")
                                .execute()
                        : Uni.createFrom().voidItem()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());

        List<Integer> published = published(note);
        assertThat(published).hasSizeGreaterThan(20);
        assertThat(published.stream().distinct().toList())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    /** Rule P7, with a record that lands although its sender was told that it timed out. */
    @Test
    void p7_aTimeoutDoesNotTurnTheOrderOfARecordsEvents() {
        Urn note = Urn.random("note");
        IntStream.rangeClosed(1, 10).forEach(n -> commit(note(note, n)));
        AtomicBoolean injected = new AtomicBoolean();
        start(record -> {
            if (record.headers().get("ce_recordversion").equals("4") && injected.compareAndSet(false, true)) {
                vertx.setTimer(300, late -> kafka.send(record).subscribe().with(done -> {}));
                return Uni.createFrom().failure(new TimeoutException("injected"));
            }
            return kafka.send(record);
        });

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(pending()).isZero();
            assertThat(published(note)).hasSize(11);
        });

        assertThat(injected).isTrue();
        assertThat(published(note).stream().distinct().toList()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void twoRelaysShareThePartitionsAndOneTakesOverTheOthersShare() {
        OutboxRelay first = start(kafka);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(locksPerRelay()).containsExactly(16L));
        start(kafka);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(locksPerRelay()).containsExactly(8L, 8L));

        List<Urn> notes =
                IntStream.range(0, 40).mapToObj(i -> Urn.random("note")).toList();
        for (int n = 1; n <= 5; n++) {
            for (Urn note : notes) {
                commit(note(note, n));
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
        assertThat(notes).allSatisfy(note -> assertThat(published(note)).containsExactly(1, 2, 3, 4, 5));

        first.end();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(locksPerRelay()).containsExactly(16L));
    }

    @Test
    void aRowThatIsNoEventIsParkedAndHoldsItsSuccessorsOnlyUntilThen() {
        Urn note = Urn.random("note");
        commit(note(note, 1));
        commit(note(note, 2));
        sql("update outbox_event set headers = '{\"ce_id\": 1}' where seq = (select min(seq) from outbox_event)");
        double parkedBefore = registry.get("outbox.parked").counter().count();
        start(kafka);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published(note)).containsExactly(2));

        RowSet<Row> dead = now(pool.query("select * from outbox_dead").execute());
        assertThat(dead.size()).isEqualTo(1);
        Row row = dead.iterator().next();
        assertThat(row.getInteger("attempts")).isEqualTo(5);
        assertThat(row.getString("error")).endsWith("has a header that is not text");
        assertThat(row.getString("aggregateid")).isEqualTo(note.toString());
        assertThat(pending()).isZero();
        assertThat(registry.get("outbox.parked").counter().count()).isEqualTo(parkedBefore + 1);
    }

    @Test
    void aBrokerThatRefusesCostsNoEventAndShowsInTheMetrics() {
        AtomicBoolean up = new AtomicBoolean();
        start(record -> up.get() ? kafka.send(record) : Uni.createFrom().failure(new TimeoutException("broker away")));
        List<Urn> notes =
                IntStream.range(0, 30).mapToObj(i -> Urn.random("note")).toList();
        notes.forEach(note -> commit(note(note, 1)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        registry.get("outbox.pending").gauge().value())
                .isEqualTo(30));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        registry.get("outbox.oldest.age").gauge().value())
                .isGreaterThan(1));
        assertThat(now(pool.query("select max(attempts) as most from outbox_event")
                                .execute())
                        .iterator()
                        .next()
                        .getInteger("most"))
                .isZero();

        up.set(true);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
        assertThat(notes).allSatisfy(note -> assertThat(published(note)).containsExactly(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        registry.get("outbox.pending").gauge().value())
                .isZero());
    }

    @Test
    void aMissingTopicDelaysNoOther() {
        Urn note = Urn.random("note");
        start(kafka);
        commit(new DomainEvent(
                "org.ckep.investment.note.written.v1",
                note,
                Instant.EPOCH,
                null,
                "1",
                Map.of(),
                Map.of(Audience.agency("nobody"), Map.of(), Audience.PARTNER, Map.of())));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Topics.read(topics.topic(Audience.PARTNER), note.toString()))
                        .hasSize(1));
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsRestartedOrFallsSilentIsFoundAgain() {
        try (FaultProxy proxy = FaultProxy.to(databasePort())) {
            Pool proxied = proxiedPool(proxy.port());
            Urn note = Urn.random("note");
            start(kafka, proxied);
            commit(note(note, 1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(published(note)).containsExactly(1));

            proxy.inject(new FaultProxy.Fault.Refuse());
            commit(note(note, 2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(locksPerRelay()).isEmpty());
            assertThat(published(note)).containsExactly(1);
            proxy.heal();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(published(note)).containsExactly(1, 2));

            proxy.inject(new FaultProxy.Fault.Blackhole());
            commit(note(note, 3));
            double failures = registry.get("outbox.failures").counter().count();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            registry.get("outbox.failures").counter().count())
                    .isGreaterThan(failures));
            // The silent session still holds its locks at the server; the next one asks for its end.
            proxy.heal();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(published(note)).containsExactly(1, 2, 3));
            endRelays();
            relays.clear();
            proxied.close().subscribe().with(closed -> {}, failure -> {});
        }
    }

    private static int databasePort() {
        return connectOptions().getPort();
    }

    private static PgConnectOptions connectOptions() {
        Config settings = ConfigProvider.getConfig();
        return PgConnectOptions.fromUri(settings.getValue("quarkus.datasource.reactive.url", String.class))
                .setUser(settings.getValue("quarkus.datasource.username", String.class))
                .setPassword(settings.getValue("quarkus.datasource.password", String.class));
    }

    private Pool proxiedPool(int port) {
        return new Pool(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8).setConnectionTimeout(2))
                .connectingTo(connectOptions().setPort(port))
                .using(vertx)
                .build());
    }

    @Test
    void aStoppedRelayGivesItsPartitionsAndItsConnectionBack() {
        OutboxRelay relay = start(kafka);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(locksPerRelay()).containsExactly(16L));

        relay.end();

        assertThat(locksPerRelay()).isEmpty();
        assertThat(now(pool.query(
                                        "select count(*) as n from pg_stat_activity where application_name like 'ckep-relay/%'"
                                                + " and datname = current_database()")
                                .execute())
                        .iterator()
                        .next()
                        .getLong("n"))
                .isZero();
    }

    private void commit(DomainEvent event) {
        now(pool.withTransaction(connection -> outbox.publish(connection, event)));
    }

    private static DomainEvent note(Urn note, int version) {
        return new DomainEvent(
                "org.ckep.investment.note.written.v1",
                note,
                Instant.EPOCH,
                null,
                Integer.toString(version),
                Map.of(),
                Map.of(Audience.PUBLIC, Map.of("n", version)));
    }

    private List<Integer> published(Urn note) {
        return Topics.read(topics.topic(Audience.PUBLIC), note.toString()).stream()
                .map(record -> Integer.valueOf(Topics.header(record, "ce_recordversion")))
                .toList();
    }

    private long pending() {
        return now(pool.query("select count(*) as n from outbox_event").execute())
                .iterator()
                .next()
                .getLong("n");
    }

    private List<Long> locksPerRelay() {
        List<Long> locks = new ArrayList<>();
        now(pool.preparedQuery("select count(*) as n from pg_locks where locktype = 'advisory' and classid = $1::int "
                                + "and database = (select oid from pg_database where datname = current_database()) "
                                + "group by pid order by n")
                        .execute(Tuple.of(OutboxPartitions.lockSpace(config.service()))))
                .forEach(row -> locks.add(row.getLong("n")));
        return locks;
    }

    private void sql(String statement) {
        now(pool.query(statement).execute());
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
