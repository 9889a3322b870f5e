package org.ckep.testing;

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

/**
 * The packaged service of the module under test with a Kafka of its own, killed between a commit and its event, and
 * under load: what was committed is told, each with one id, and nothing else is.
 */
final class KilledService implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int CONFIRMED_AT_LEAST = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Integer> ports = Ports.free(3);
    private final SurvivesKill.Writes writes;
    private final String readyPath;
    private final Path folder;
    private final TestPlatform platform;
    private final PackagedService service;
    private KafkaServer kafka;

    /**
     * Starts the service.
     *
     * @param key of the service, such as {@code investment}
     * @param readyPath is answered with 200 where it serves
     */
    KilledService(String key, String readyPath, SurvivesKill.Writes writes) throws IOException {
        this.writes = writes;
        this.readyPath = readyPath;
        folder = Files.createTempDirectory("ckep-" + key + "-kill");
        platform = TestPlatform.open(key);
        kafka = startKafka();
        kafka.address().createTopics(EventTopics.names(platform.topicPrefix(), List.of()), 2);
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        service = new PackagedService(ports.get(2), settings, folder.resolve("service.log"));
        RestAssured.port = service.port();
        serve();
    }

    private KafkaServer startKafka() {
        return KafkaServer.start(folder.resolve("kafka"), ports.get(0), ports.get(1));
    }

    private void serve() {
        service.start();
        service.awaitReady(readyPath);
    }

    /** Kills the service when something is committed that no Kafka could take. */
    void isKilledBeforeItTells() throws Exception {
        kafka.process().kill();
        List<String> confirmed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            confirmed.add(writes.write().call());
        }
        assertThat(query(writes.committed())).containsExactlyInAnyOrderElementsOf(confirmed);
        assertThat(query("select count(*) from outbox_event"))
                .containsExactly(String.valueOf(5 * writes.audiences().size()));
        service.kill();

        kafka = startKafka();
        serve();
        assertEachToldOnce(confirmed);
    }

    /** Kills the service while several write. */
    void isKilledUnderLoad() throws Exception {
        Queue<String> confirmed = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> writeUntilKilled(confirmed)));
            }
            try {
                await().atMost(PATIENCE).until(() -> confirmed.size() >= CONFIRMED_AT_LEAST);
            } finally {
                // The writers end with the service alone.
                service.kill();
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        }

        serve();
        List<String> committed = query(writes.committed());
        assertThat(committed).containsAll(confirmed);
        assertEachToldOnce(committed);
    }

    private void writeUntilKilled(Queue<String> confirmed) {
        try {
            while (true) {
                confirmed.add(writes.write().call());
            }
        } catch (Exception killed) {
            // RestAssured throws the connection's IOException undeclared: the service is gone.
            assertThat(killed).isInstanceOf(IOException.class);
        }
    }

    /** Delivery may repeat an event, with the same id; consumers drop the repetition. */
    private void assertEachToldOnce(List<String> committed) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(query("select count(*) from outbox_event"))
                .containsExactly("0"));
        List<PublishedEvent> events =
                PublishedEvent.everything(kafka.address().bootstrapServers(), platform.topicPrefix()).stream()
                        .filter(event -> event.type().equals(writes.type()))
                        .toList();
        assertThat(events)
                .extracting(PublishedEvent::audience)
                .containsOnly(writes.audiences().toArray(String[]::new));
        for (String audience : writes.audiences()) {
            Map<String, Set<String>> ids = events.stream()
                    .filter(event -> event.audience().equals(audience))
                    .collect(Collectors.groupingBy(
                            writes.told(), Collectors.mapping(PublishedEvent::id, Collectors.toSet())));
            assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(committed);
            assertThat(ids.values()).allSatisfy(ofOne -> assertThat(ofOne).hasSize(1));
        }
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

    @Override
    public void close() {
        RestAssured.reset();
        service.close();
        kafka.close();
        platform.close();
    }
}
