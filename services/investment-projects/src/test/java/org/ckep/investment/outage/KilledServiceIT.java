package org.ckep.investment.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ckep.infrastructure.EventTopics;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.Ports;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.PackagedService;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.TestPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service is killed between a commit and its event, and under load: what was committed is told. */
class KilledServiceIT {
    private static final String READY = "/investment/v1/projects";
    private static final int WRITERS = 3;
    private static final int CONFIRMED_AT_LEAST = 40;

    private final List<Integer> ports = Ports.free(3);
    private Path folder;
    private TestPlatform platform;
    private KafkaServer kafka;
    private PackagedService service;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createTempDirectory("ckep-investment-kill");
        platform = TestPlatform.open("investment");
        startKafka();
        kafka.address().createTopics(EventTopics.names(platform.topicPrefix(), List.of()), 2);
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        service = new PackagedService(ports.get(2), settings, folder.resolve("service.log"));
        RestAssured.port = service.port();
        service.start();
        service.awaitReady(READY);
    }

    private void startKafka() {
        kafka = KafkaServer.start(folder.resolve("kafka"), ports.get(0), ports.get(1));
    }

    @AfterEach
    void stop() {
        RestAssured.reset();
        service.close();
        kafka.close();
        platform.close();
    }

    @Test
    void whatWasCommittedAndNotYetToldIsToldAfterTheRestart() throws SQLException {
        kafka.process().kill();
        List<String> committed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            committed.add(Api.cnMaker().create("projects", Records.project("")));
        }
        assertThat(query("select urn from (select 'urn:ckep:project:' || id urn, created_at from project) p "
                        + "order by created_at"))
                .isEqualTo(committed);
        assertThat(query("select count(*) from outbox_event")).containsExactly("5");
        service.kill();

        startKafka();
        service.start();
        service.awaitReady(READY);
        assertEachToldOnce(committed);
    }

    @Test
    void killedUnderLoadItLosesNoEventAndInventsNone() throws Exception {
        Queue<String> confirmed = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> writeUntilKilled(confirmed)));
            }
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> confirmed.size() >= CONFIRMED_AT_LEAST);
            } finally {
                // The writers end with the service alone.
                service.kill();
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        }

        service.start();
        service.awaitReady(READY);
        List<String> committed = query("select 'urn:ckep:project:' || id from project");
        assertThat(committed).containsAll(confirmed);
        assertEachToldOnce(committed);
    }

    private static void writeUntilKilled(Queue<String> confirmed) {
        try {
            while (true) {
                confirmed.add(Api.cnMaker().create("projects", Records.project("")));
            }
        } catch (Exception killed) {
            // RestAssured throws the connection's IOException undeclared: the service is gone.
            assertThat(killed).isInstanceOf(IOException.class);
        }
    }

    /** Delivery may repeat an event, with the same id; consumers drop the repetition. */
    private void assertEachToldOnce(List<String> committed) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(query("select count(*) from outbox_event")).containsExactly("0"));
        List<PublishedEvent> events =
                PublishedEvent.everything(kafka.address().bootstrapServers(), platform.topicPrefix());
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-cn");
        assertThat(events).extracting(PublishedEvent::type).containsOnly("org.ckep.investment.project.registered.v1");
        Map<String, Set<String>> idsBySubject = events.stream()
                .collect(Collectors.groupingBy(
                        PublishedEvent::subject, Collectors.mapping(PublishedEvent::id, Collectors.toSet())));
        assertThat(idsBySubject.keySet()).containsExactlyInAnyOrderElementsOf(committed);
        assertThat(idsBySubject.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }

    /** The first column, with the rights of the superuser, whom row-level security does not hold. */
    private List<String> query(String sql) throws SQLException {
        try (Connection connection = platform.servers()
                        .postgres()
                        .connect(platform.database().name());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
