package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AudienceEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    MeterRegistry registry;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void everyEventIsAppendedOnceInTheOrderOfItsSubjectWhateverComesTwice() {
        Random random = new Random(7);
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            subjects.add(Events.subject());
        }
        Map<String, List<String>> expected = new HashMap<>();
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Audience audience = i % 2 == 0 ? Audience.SIDE_KR : Audience.BILATERAL;
            CloudEvent event = Events.event(audience, subjects.get(random.nextInt(20)), i);
            sent.add(event);
            expected.computeIfAbsent(audience + " " + event.subject(), key -> new ArrayList<>())
                    .add(event.id());
            sender.send(event);
            if (random.nextInt(10) == 0) {
                sender.send(sent.get(random.nextInt(sent.size())));
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(subjects)).isEqualTo(expected));
        for (Audience audience : List.of(Audience.SIDE_KR, Audience.BILATERAL)) {
            Row row = system(
                            "select count(*) as n, max(pos) as last, count(distinct id) as ids from event_log where audience = $1",
                            audience.id())
                    .iterator()
                    .next();
            assertThat(row.getLong("n")).isEqualTo(row.getLong("last")).isEqualTo(row.getLong("ids"));
        }
        assertThat(registry.get("hub.dedupe").counter().count()).isGreaterThan(50);
    }

    /** Rule P17: Kafka keeps no place for the hub that could be wiped or reset; the database alone does. */
    @Test
    void p17_kafkaKeepsNoPlaceOfTheLog() throws Exception {
        String subject = Events.subject();
        sender.sendNow(Events.event(Audience.PUBLIC, subject, 1));
        await().atMost(PATIENCE)
                .until(() -> system("select 1 from event_log where subject = $1", subject)
                                .size()
                        == 1);
        Config config = ConfigProvider.getConfig();
        String topics = config.getValue("ckep.messaging.topic-prefix", String.class);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class)))) {
            assertThat(admin.listConsumerGroupOffsets(topics + "-event-hub")
                            .partitionsToOffsetAndMetadata()
                            .get(30, TimeUnit.SECONDS))
                    .isEmpty();
        }
        assertThat(system("select next from kafka_offset where topic = $1", topics + ".events.public.v1"))
                .isNotEmpty();
    }

    private Map<String, List<String>> found(List<String> subjects) {
        Map<String, List<String>> found = new HashMap<>();
        system("select audience, subject, id from event_log where subject = any($1) order by audience, pos", (Object)
                        subjects.toArray(String[]::new))
                .forEach(row -> found.computeIfAbsent(
                                row.getString("audience") + " " + row.getString("subject"), key -> new ArrayList<>())
                        .add(row.getString("id")));
        return found;
    }

    @Test
    void recordsThatMayNotStandInALogGoToQuarantineAndStopNothing() {
        double before = registry.get("hub.quarantine").counter().count();
        String key = Events.subject();
        sender.send(Audience.PUBLIC, key, Map.of("nul", "a\u0000b"), "no event".getBytes(UTF_8));
        sender.send(Audience.PUBLIC, key, Map.of(), null);
        sender.send(
                Audience.PUBLIC, key, Map.of("content-type", "application/cloudevents\u0000"), "{}".getBytes(UTF_8));
        CloudEvent foreign = Events.event(Audience.SIDE_CN, key, 1);
        sender.send(Audience.PUBLIC, key, KafkaCloudEvents.headers(foreign), foreign.data());
        CloudEvent lossy = Events.event(Audience.PUBLIC, key, 1);
        sender.send(Audience.PUBLIC, key, KafkaCloudEvents.headers(lossy), "{\"n\":9007199254740993}".getBytes(UTF_8));
        CloudEvent good = Events.event(Audience.PUBLIC, key, 5);
        sender.sendNow(good);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system("select 1 from event_log where id = $1", good.id())
                                .size())
                        .isEqualTo(1));
        List<String> errors = new ArrayList<>();
        RowSet<Row> quarantined = system(
                "select error, headers, value from event_quarantine where record_key = $1 order by record_offset",
                io.vertx.core.buffer.Buffer.buffer(key));
        quarantined.forEach(row -> errors.add(row.getString("error")));
        assertThat(errors)
                .containsExactly(
                        "specversion is not 1.0",
                        "specversion is not 1.0",
                        "event format application/cloudevents\uFFFD is not supported on Kafka",
                        "audience side-cn on the topic of public",
                        "data has a number that a double cannot hold; it must be a string");
        Row first = quarantined.iterator().next();
        assertThat(first.getBuffer("value").toString()).isEqualTo("no event");
        assertThat(first.getJsonObject("headers").getString("nul")).isEqualTo("a\uFFFDb");
        assertThat(registry.get("hub.quarantine").counter().count()).isEqualTo(before + 5);
    }

    /**
     * Rule P6: nothing counts as taken that is not written. Sessions ended by the server are what a restart of PostgreSQL
     * looks like from here.
     */
    @Test
    void sessionsThatPostgresqlEndsCostNoEventAndNoOrder() {
        String subject = Events.subject();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            CloudEvent event = Events.event(Audience.PARTNER, subject, i);
            ids.add(event.id());
            sender.sendNow(event);
            if (i % 40 == 20) {
                pool.query("select pg_terminate_backend(pid) from pg_stat_activity "
                                + "where datname = current_database() and pid <> pg_backend_pid()")
                        .execute()
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .atMost(PATIENCE);
            }
        }

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            List<String> found = new ArrayList<>();
            system("select id from event_log where audience = 'partner' and subject = $1 order by pos", subject)
                    .forEach(row -> found.add(row.getString("id")));
            assertThat(found).isEqualTo(ids);
        });
    }

    private RowSet<Row> system(String sql, Object... parameters) {
        Uni<RowSet<Row>> work = pool.withTransaction(connection -> connection
                .query("select set_config('app.system', 'on', true)")
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.from(parameters))));
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
