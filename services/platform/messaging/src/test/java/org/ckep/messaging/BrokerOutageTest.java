package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.Ports;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts before Kafka and outlives its crash: writes go on, and nothing that was written is lost. */
@QuarkusTest
@TestProfile(BrokerOutageTest.OwnBroker.class)
class BrokerOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static class OwnBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            List<Integer> ports = Ports.free(2);
            return Map.of(
                    "kafka.bootstrap.servers",
                    "127.0.0.1:" + ports.get(0),
                    "test.broker-port",
                    Integer.toString(ports.get(0)),
                    "test.controller-port",
                    Integer.toString(ports.get(1)),
                    "mp.messaging.incoming.notes.enabled",
                    "false",
                    "ckep.messaging.relay.enabled",
                    "true");
        }
    }

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @Inject
    EventTopics topics;

    @ConfigProperty(name = "test.broker-port")
    int port;

    @ConfigProperty(name = "test.controller-port")
    int controllerPort;

    private final List<Urn> notes =
            IntStream.range(0, 25).mapToObj(i -> Urn.random("note")).toList();

    @Test
    void writesSucceedWithoutKafkaAndTheirEventsComeWhenItIsBack(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        pool.query("delete from outbox_event").execute().await().atMost(PATIENCE);
        write(1);
        write(2);
        assertThat(pending()).isEqualTo(50);

        KafkaServer broker = KafkaServer.start(folder, port, controllerPort);
        try {
            broker.address().createTopics(List.of(topics.topic(Audience.PUBLIC)), 2);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
            assertPublished(1, 2);

            broker.process().kill();
            write(3);
            write(4);
            assertThat(pending()).isEqualTo(50);
            broker = KafkaServer.start(folder, port, controllerPort);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending()).isZero());
            assertPublished(1, 2, 3, 4);
        } finally {
            broker.close();
        }
    }

    private void write(int version) {
        for (Urn note : notes) {
            pool.withTransaction(connection -> outbox.publish(
                            connection,
                            new DomainEvent(
                                    "org.ckep.investment.note.written.v1",
                                    note,
                                    Instant.EPOCH,
                                    null,
                                    Integer.toString(version),
                                    Map.of(),
                                    Map.of(Audience.PUBLIC, Map.of("n", version)))))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private void assertPublished(Integer... versions) {
        assertThat(notes)
                .allSatisfy(note -> assertThat(Topics.read(topics.topic(Audience.PUBLIC), note.toString()).stream()
                                .map(record -> Integer.valueOf(Topics.header(record, "ce_recordversion")))
                                .distinct()
                                .toList())
                        .containsExactly(versions));
    }

    private long pending() {
        return pool.query("select count(*) as n from outbox_event")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong("n");
    }
}
