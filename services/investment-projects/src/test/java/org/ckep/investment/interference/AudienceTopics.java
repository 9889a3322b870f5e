package org.ckep.investment.interference;

import io.quarkus.vertx.VertxContextSupport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.PublishedEvent;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How far the topics have come that one side and everybody beside it hear. What stands on a topic never changes, so equal
 * ends are equal bytes.
 */
final class AudienceTopics implements AutoCloseable {
    private final RecordTransactions transactions;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    AudienceTopics(RecordTransactions transactions, Side listener) {
        Config config = ConfigProvider.getConfig();
        String prefix = config.getValue("ckep.messaging.topic-prefix", String.class);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                "test-" + UUID.randomUUID());
        this.transactions = transactions;
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        String hidden = listener == Side.CN ? "side-kr" : "side-cn";
        this.partitions = PublishedEvent.AUDIENCES.stream()
                .filter(audience -> !audience.equals(hidden))
                .flatMap(audience -> partitions(prefix + ".events." + audience + ".v1"))
                .toList();
        consumer.assign(partitions);
    }

    private Stream<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(info.topic(), info.partition()));
    }

    /** The end of each topic's partitions, once everything is sent that was to be told. */
    SortedMap<String, Long> ends() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::nothingWaits);
        SortedMap<String, Long> ends = new TreeMap<>();
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> ends.put(
                        partition.topic().replaceAll(".*\\.events\\.", "") + "-" + partition.partition(), end));
        return ends;
    }

    private boolean nothingWaits() {
        try {
            return VertxContextSupport.<Long>subscribeAndAwait(() -> transactions.system(
                            session -> session.createNativeQuery("select count(*) from outbox_event", Long.class)
                                    .getSingleResult()))
                    == 0;
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
