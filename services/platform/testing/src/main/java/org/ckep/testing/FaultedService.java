package org.ckep.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.RestAssured;
import io.restassured.response.Response;
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
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.kernel.problem.KernelProblem;

/**
 * The packaged service of the module under test with a Kafka of its own and a proxy before its database, killed between
 * a commit and its event, and under load, and left without either server: what was committed is told, each with one id,
 * and nothing else is.
 */
final class FaultedService implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int CONFIRMED_AT_LEAST = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Integer> ports = Ports.free(3);
    private final SurvivesFaults.Writes writes;
    private final String readPath;
    private final Path folder;
    private final TestPlatform platform;
    private final FaultProxy database;
    private final PackagedService service;
    private KafkaServer kafka;

    /**
     * Starts the service.
     *
     * @param key of the service, such as {@code investment}
     * @param readPath is read from the database, by anyone
     */
    FaultedService(String key, String readPath, SurvivesFaults.Writes writes) throws IOException {
        this.writes = writes;
        this.readPath = readPath;
        folder = Files.createTempDirectory("ckep-" + key + "-faults");
        platform = TestPlatform.open(key);
        kafka = startKafka();
        kafka.address().createTopics(EventTopics.names(platform.topicPrefix(), List.of()), 2);
        database = FaultProxy.to(platform.servers().postgres().port());
        PostgresAddress.Database direct = platform.database();
        PostgresAddress.Database proxied =
                new PostgresAddress.Database(database.port(), direct.name(), direct.owner(), direct.application());
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.put("quarkus.datasource.jdbc.url", proxied.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", proxied.reactiveUrl());
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
        service.awaitReady(readPath);
    }

    /** Kills the service when something is committed that no Kafka could take. */
    void isKilledBeforeItTells() throws Exception {
        List<String> confirmed = committed();
        confirmed.addAll(writtenWithoutKafka());
        assertThat(committed()).containsExactlyInAnyOrderElementsOf(confirmed);
        assertThat(query("select count(*) from outbox_event"))
                .containsExactly(String.valueOf(5 * writes.audiences().size()));
        service.kill();

        kafka = startKafka();
        serve();
        assertEachToldOnce(confirmed);
    }

    /** Kills Kafka, and starts it anew when something was written that it could not take. */
    void losesKafka() throws Exception {
        List<String> confirmed = committed();
        confirmed.add(written());
        confirmed.addAll(writtenWithoutKafka());
        given().get(readPath).then().statusCode(200);
        kafka = startKafka();
        assertEachToldOnce(confirmed);
    }

    private List<String> writtenWithoutKafka() {
        kafka.process().kill();
        List<String> confirmed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            confirmed.add(written());
        }
        return confirmed;
    }

    /** Cuts the connections to the database thrice, and then lets none through for a while. */
    void losesItsDatabase() throws Exception {
        List<String> confirmed = committed();
        confirmed.add(written());
        for (int i = 0; i < 3; i++) {
            database.inject(new FaultProxy.Fault.Reset(0));
            assertThat(database.hits()).isPositive();
            database.heal();
            confirmed.add(writtenAsSoonAsServed());
        }
        database.inject(new FaultProxy.Fault.Refuse());
        for (Response refused : List.of(given().get(readPath), writes.write().get())) {
            refused.then().spec(problem(KernelProblem.UNAVAILABLE)).header("Retry-After", matchesPattern("\\d+"));
        }
        database.heal();
        confirmed.add(writtenAsSoonAsServed());
        given().get(readPath).then().statusCode(200);
        assertThat(committed()).containsExactlyInAnyOrderElementsOf(confirmed);
        assertEachToldOnce(confirmed);
    }

    private List<String> committed() throws SQLException {
        return query(writes.committed());
    }

    private String written() {
        return urn(writes.write().get());
    }

    /** A service that cannot serve says so, until it can. */
    private String writtenAsSoonAsServed() {
        return urn(await().atMost(PATIENCE).until(() -> writes.write().get(), answer -> answer.statusCode() != 503));
    }

    private static String urn(Response answer) {
        return answer.then().statusCode(201).extract().path("urn");
    }

    /** Kills the service while several write. */
    void isKilledUnderLoad() throws Exception {
        List<String> before = committed();
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
        List<String> committed = committed();
        assertThat(committed).containsAll(before).containsAll(confirmed);
        assertEachToldOnce(committed);
    }

    private void writeUntilKilled(Queue<String> confirmed) {
        try {
            while (true) {
                Response answer = writes.write().get();
                // More writers at a time than the service serves are told to come again.
                if (answer.statusCode() != 503) {
                    confirmed.add(urn(answer));
                }
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
        database.close();
        kafka.close();
        platform.close();
    }
}
