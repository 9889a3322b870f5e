package org.ckep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.PostgresServer;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.PackagedService;
import org.ckep.testing.TestPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two packaged hubs on a PostgreSQL and a Kafka of their own, all of which are killed under load: what was sent is in
 * the log, once, in order, without gaps.
 */
class HubFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = "for-this-test-only";
    private static final String PREFIX = "faults";
    private static final String TOPIC = PREFIX + ".events.public.v1";
    private static final String GROUP = PREFIX + "-event-hub";
    private static final int PARTITIONS = 4;
    private static final String FEED = "/events/v1/feed";

    private final List<Integer> ports = Ports.free(5);
    private final HttpClient http = HttpClient.newHttpClient();

    private Path folder;
    private TestPlatform platform;
    private PostgresServer postgres;
    private KafkaServer kafka;
    private PostgresAddress.Database database;
    private PackagedService one;
    private PackagedService two;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createTempDirectory("ckep-hub-faults");
        platform = TestPlatform.open("events");
    }

    /** What is killed here must be nobody else's; Keycloak is the shared one, because nothing here needs a token. */
    private void startServers() {
        startPostgres();
        startKafka();
        kafka.address().createTopics(List.of(TOPIC), PARTITIONS);
        database = postgres.address()
                .createDatabase(
                        "events",
                        new PostgresAddress.Role("events_owner", PASSWORD),
                        new PostgresAddress.Role("events_app", PASSWORD));
        one = new PackagedService(ports.get(3), settings(), folder.resolve("one.log"));
        two = new PackagedService(ports.get(4), settings(), folder.resolve("two.log"));
    }

    private void startPostgres() {
        postgres = PostgresServer.start(folder.resolve("postgres"), ports.get(0), PASSWORD, true);
    }

    private void startKafka() {
        kafka = KafkaServer.start(folder.resolve("kafka"), ports.get(1), ports.get(2));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = sharedSettings();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.jdbc-url", database.jdbcUrl());
        settings.put("quarkus.flyway.password", PASSWORD);
        settings.put("quarkus.datasource.username", "events_app");
        settings.put("quarkus.flyway.username", "events_owner");
        settings.put("ckep.database.app-role", "events_app");
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        settings.put("ckep.messaging.topic-prefix", PREFIX);
        return settings;
    }

    private Map<String, String> sharedSettings() {
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        // The hub has no such channel.
        settings.keySet().removeIf(setting -> setting.contains("references"));
        return settings;
    }

    /** Closes whatever was opened, also where the start of the next one failed. */
    @AfterEach
    void close() {
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable opened : Arrays.asList(one, two, kafka, postgres, platform)) {
            try {
                if (opened != null) {
                    opened.close();
                }
            } catch (Exception failure) {
                failures.add(failure);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void whateverIsKilledNothingIsLostDoubledOrTurned() throws Exception {
        startServers();
        one.start();
        two.start();
        one.awaitReady(FEED + "?limit=1");
        two.awaitReady(FEED + "?limit=1");
        List<String> subjects =
                IntStream.range(0, 40).mapToObj(i -> Events.subject()).toList();
        Map<String, List<String>> expected = new HashMap<>();
        int amount = 0;
        Random random = new Random(11);
        try (Events.Sender sender = new Events.Sender(kafka.address().bootstrapServers(), PREFIX)) {
            for (Runnable fault : List.<Runnable>of(() -> one.kill(), this::restartPostgres, this::restartKafka)) {
                amount += burst(sender, subjects, expected, random, 400);
                fault.run();
                amount += burst(sender, subjects, expected, random, 100);
                if (!one.isAlive()) {
                    one.start();
                }
            }
        }
        one.awaitReady(FEED + "?limit=1");
        int sent = amount;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(logged())
                .isEqualTo(sent));

        // Kafka remembers wrongly how far the group has read, and then nothing: PostgreSQL alone says where to go on.
        for (OffsetFault fault : List.<OffsetFault>of(this::setWrongOffsets, this::wipeOffsets)) {
            assertThat(one.stop()).isEqualTo(143);
            assertThat(two.stop()).isEqualTo(143);
            try (Events.Sender sender = new Events.Sender(kafka.address().bootstrapServers(), PREFIX)) {
                amount += burst(sender, subjects, expected, random, 80);
            }
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address().bootstrapServers()))) {
                fault.apply(admin);
            }
            one.start();
            two.start();
            one.awaitReady(FEED + "?limit=1");
            two.awaitReady(FEED + "?limit=1");
            try (Events.Sender sender = new Events.Sender(kafka.address().bootstrapServers(), PREFIX)) {
                amount += burst(sender, subjects, expected, random, 50);
            }
        }
        int all = amount;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(logged())
                .isEqualTo(all));

        List<JsonNode> read = readAllAlternating();
        assertThat(read).hasSize(all);
        assertThat(read)
                .extracting(event -> Integer.parseInt(event.get("sequence").asText()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, all).boxed().toList());
        Map<String, List<String>> found = new HashMap<>();
        read.forEach(event -> found.computeIfAbsent(event.get("subject").asText(), key -> new ArrayList<>())
                .add(event.get("id").asText()));
        assertThat(found).isEqualTo(expected);
    }

    /** Sends so many new events, some of them twice, while the hubs take them in. */
    private static int burst(
            Events.Sender sender,
            List<String> subjects,
            Map<String, List<String>> expected,
            Random random,
            int amount) {
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            CloudEvent event = Events.event(Audience.PUBLIC, subjects.get(random.nextInt(subjects.size())), i);
            sent.add(event);
            expected.computeIfAbsent(event.subject(), key -> new ArrayList<>()).add(event.id());
            sender.send(event);
            if (random.nextInt(10) == 0) {
                sender.send(sent.get(random.nextInt(sent.size())));
            }
            if (i % 20 == 0) {
                pause(20);
            }
        }
        return amount;
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An immediate shutdown, which PostgreSQL itself treats as a crash: the next start recovers from the log. */
    private void restartPostgres() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(postgres.postmasterPid()))
                    .start()
                    .waitFor();
            postgres.process().onExit().get(30, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        startPostgres();
    }

    private void restartKafka() {
        kafka.process().kill();
        startKafka();
    }

    /** What happens to the group's offsets while no hub runs. */
    private interface OffsetFault {
        void apply(Admin admin) throws Exception;
    }

    /** Of every second partition nothing was read, by these, and of the others everything, also what came meanwhile. */
    private void setWrongOffsets(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        IntStream.range(0, PARTITIONS).forEach(part -> ends.put(new TopicPartition(TOPIC, part), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> wrong = new HashMap<>();
        long repeated = 0;
        long skipped = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).entrySet()) {
            boolean isEarlier = end.getKey().partition() % 2 == 0;
            long taken = taken(end.getKey().partition());
            repeated += isEarlier ? taken : 0;
            skipped += isEarlier ? 0 : end.getValue().offset() - taken;
            wrong.put(
                    end.getKey(),
                    new OffsetAndMetadata(isEarlier ? 0 : end.getValue().offset()));
        }
        assertThat(repeated).isPositive();
        assertThat(skipped).isPositive();
        admin.alterConsumerGroupOffsets(GROUP, wrong).all().get(30, TimeUnit.SECONDS);
        assertThat(offsets(admin)).isEqualTo(wrong);
    }

    private void wipeOffsets(Admin admin) throws Exception {
        assertThat(offsets(admin)).isNotEmpty();
        admin.deleteConsumerGroups(List.of(GROUP)).all().get(30, TimeUnit.SECONDS);
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS);
    }

    /** How far the hub itself says that it has read a partition. */
    private long taken(int part) throws Exception {
        return number(
                "select coalesce(max(next), 0) from kafka_offset where topic = '" + TOPIC + "' and part = " + part);
    }

    private long logged() throws Exception {
        return number("select count(*) from event_log");
    }

    private long number(String sql) throws Exception {
        try (Connection connection = postgres.address().connect("events");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Rule F16: any replica serves any cursor. */
    private List<JsonNode> readAllAlternating() throws IOException, InterruptedException {
        List<JsonNode> read = new ArrayList<>();
        String cursor = "earliest";
        for (int page = 0; ; page++) {
            PackagedService hub = page % 2 == 0 ? one : two;
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + hub.port() + FEED + "?limit=97&after=" + cursor))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode events = new ObjectMapper().readTree(response.body());
            if (events.isEmpty()) {
                return read;
            }
            events.forEach(read::add);
            cursor = response.headers().firstValue("CK-Next-Cursor").orElseThrow();
        }
    }

    @Test
    void aHubThatIsStoppedSaysByeToItsStreamsAndEnds() throws Exception {
        Map<String, String> patient = sharedSettings();
        patient.put("quarkus.shutdown.timeout", "1H");
        one = new PackagedService(ports.get(3), patient, folder.resolve("one.log"));
        one.start();
        one.awaitReady(FEED + "?limit=1");
        try (Socket socket = new Socket("127.0.0.1", one.port());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(("GET " + FEED + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            List<String> read = new ArrayList<>();
            while (!read.contains(":open")) {
                read.add(lines.readLine());
            }
            // Its reader stays, and it would wait an hour for him: it ends because it ends the stream itself.
            assertThat(one.stop()).isEqualTo(143);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line);
            }
            assertThat(read).contains("event:bye", "data:{\"reason\":\"shutdown\"}");
        }
    }
}
