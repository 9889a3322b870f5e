package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.jspecify.annotations.Nullable;

/** Where events begin. */
interface Publisher extends AutoCloseable {
    /** Publishes; events of one subject are published one after the other. */
    void publish(CloudEvent event);

    /** Returns when everything that was published is accepted for good. */
    void flush();

    @Override
    void close();

    /**
     * Commits each event to the producing service's outbox, from which the service's own relay takes it. An event whose
     * commit failed is committed again under the same id until the database says so.
     */
    final class Outbox implements Publisher {
        private static final int PARTITIONS = 16;
        private static final Duration PATIENCE = Duration.ofSeconds(60);
        private static final String INSERT = """
                insert into outbox_event(id, aggregatetype, aggregateid, type, audience, payload, headers, partition_no)
                values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?) on conflict (id) do nothing""";
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Database database;
        private @Nullable Connection connection;

        Outbox(Database database) {
            this.database = database;
        }

        @Override
        public void publish(CloudEvent event) {
            Patience.within(PATIENCE, "the commit of an event", () -> {
                try {
                    insert(event);
                    return true;
                } catch (SQLException unknown) {
                    close();
                    return false;
                }
            });
        }

        @Override
        public void flush() {
            // Each event was committed when it was published.
        }

        private void insert(CloudEvent event) throws SQLException {
            Connection open = connection;
            if (open == null) {
                open = database.connect();
                connection = open;
            }
            String subject = String.valueOf(event.subject());
            try (PreparedStatement insert = open.prepareStatement(INSERT)) {
                insert.setObject(1, UUID.fromString(event.id()));
                insert.setString(2, "project");
                insert.setString(3, subject);
                insert.setString(4, event.type());
                insert.setString(5, event.audience().id());
                insert.setBytes(6, event.data());
                insert.setString(
                        7, JSON.valueToTree(KafkaCloudEvents.headers(event)).toString());
                insert.setInt(8, partition(subject));
                insert.executeUpdate();
            }
        }

        /** As the service's own outbox chooses it. */
        private static int partition(String subject) {
            CRC32 crc = new CRC32();
            crc.update(subject.getBytes(StandardCharsets.UTF_8));
            return (int) (crc.getValue() % PARTITIONS);
        }

        @Override
        public void close() {
            Connection open = connection;
            connection = null;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (SQLException lost) {
                // Nothing is open any more, which is what was wanted.
            }
        }
    }

    /** Writes the audience topics as the relay does, without a database before them. */
    final class Topics implements Publisher {
        private final KafkaProducer<String, byte[]> producer;

        Topics(String bootstrapServers) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.LINGER_MS_CONFIG,
                            1,
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public void publish(CloudEvent event) {
            send(event);
        }

        Future<?> send(CloudEvent event) {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                    Stage.PREFIX + ".events." + event.audience() + ".v1", event.subject(), event.data());
            KafkaCloudEvents.headers(event)
                    .forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            return producer.send(message);
        }

        @Override
        public void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(10));
        }
    }
}
