package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three servers as the platform uses them; one long story, because each start costs seconds. */
class ServersTest {

    @TempDir
    Path folder;

    @Test
    void theServersDieWithTheirParentAndStartAgainWithTheirData() throws Exception {
        Path file = folder.resolve("servers.json");
        Path data = folder.resolve("data");
        Process parent =
                ForkedJvm.start(DevServers.class, List.of(file.toString(), data.toString()), environment -> {});
        List<ProcessHandle> children;
        ServerAddresses servers;
        try {
            await().atMost(Duration.ofMinutes(8)).until(() -> Files.exists(file) || !parent.isAlive());
            assertThat(parent.isAlive()).as("the parent").isTrue();
            servers = ServerAddresses.read(file);
            assertThat(servers.supervisorPid()).isEqualTo(parent.pid());
            children = parent.descendants().toList();
            assertThat(children)
                    .as("PostgreSQL with its guard and workers, Kafka, Keycloak")
                    .hasSizeGreaterThan(4);
            leaveTraces(servers);
        } finally {
            parent.destroyForcibly();
        }

        await("every child has ended").atMost(Duration.ofSeconds(25)).untilAsserted(() -> assertThat(children)
                .noneMatch(ProcessHandle::isAlive));
        startAgain(data, servers);
    }

    private static void leaveTraces(ServerAddresses servers) throws Exception {
        try (Connection connection = servers.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        servers.kafka().createTopics(List.of("kept.a", "kept.b"), 3);
        servers.kafka().createTopics(List.of("kept.a", "kept.b", "kept.c"), 3);
        await().untilAsserted(() ->
                assertThat(topics(servers.kafka())).containsExactlyInAnyOrder("kept.a", "kept.b", "kept.c"));
        servers.kafka().deleteTopics("kept.c");
        assertATopicIsNotCreatedByUse(servers.kafka());
        try (KeycloakAdmin admin = new KeycloakAdmin(servers.keycloak())) {
            var realm =
                    new ObjectMapper().createObjectNode().put("realm", "kept").put("enabled", true);
            assertThat(admin.importRealm(realm)).isTrue();
            assertThat(admin.importRealm(realm)).as("an existing realm stays").isFalse();
        }
    }

    private static void assertATopicIsNotCreatedByUse(KafkaAddress kafka) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 2_000),
                new StringSerializer(),
                new StringSerializer())) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("unknown", "x")).get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    private static void startAgain(Path data, ServerAddresses before) throws Exception {
        List<Integer> ports = Ports.free(5);
        long from = System.nanoTime();
        Servers servers = Servers.start(
                new Servers.Plan(
                        data,
                        ports.get(0),
                        before.postgres().password(),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4),
                        before.keycloak().administrator(),
                        true),
                (server, took) -> System.out.printf(
                        Locale.ROOT, "warm start: %-10s after %4.1f s%n", server, took.toMillis() / 1000.0));
        System.out.printf(
                Locale.ROOT, "warm start: all three  after %4.1f s%n", (System.nanoTime() - from) / 1_000_000_000.0);
        List<ServerProcess> processes = List.of(
                servers.postgres().process(),
                servers.kafka().process(),
                servers.keycloak().process());
        try (servers) {
            try (Connection connection = servers.postgres().address().connect("postgres");
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("select answer from kept")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(42);
            }
            assertThat(topics(servers.kafka().address())).containsExactlyInAnyOrder("kept.a", "kept.b");
            try (KeycloakAdmin admin = new KeycloakAdmin(servers.keycloak().address())) {
                assertThat(admin.realmExists("kept")).isTrue();
                assertThat(admin.realmExists("never")).isFalse();
            }
            assertKeycloaksFirstPasswordIsGone(servers.keycloak().address());
            assertThat(processes).allMatch(ServerProcess::isAlive);
        }
        assertThat(processes).noneMatch(ServerProcess::isAlive);
    }

    private static void assertKeycloaksFirstPasswordIsGone(KeycloakAddress address) {
        KeycloakAddress guessed =
                new KeycloakAddress(address.url(), new KeycloakServer.Administrator("admin", "of-the-cached-database"));
        try (KeycloakAdmin admin = new KeycloakAdmin(guessed)) {
            assertThatThrownBy(() -> admin.realmExists("kept"))
                    .isInstanceOf(InfrastructureException.class)
                    .hasMessageContaining("Invalid user credentials");
        }
    }

    private static java.util.Set<String> topics(KafkaAddress kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }
}
