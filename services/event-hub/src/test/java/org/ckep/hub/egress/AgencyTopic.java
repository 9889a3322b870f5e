package org.ckep.hub.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** An agency's topic as a reader sees it, and what Kafka does to it in time. */
public record AgencyTopic(Map<String, Object> broker, String name) {
    private static final RecordsToDelete ALL = RecordsToDelete.beforeOffset(-1);

    private TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** What stands in it for a subscription. */
    public List<ConsumerRecord<String, byte[]>> read(String sub) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition()));
            consumer.seekToBeginning(List.of(partition()));
            long end = consumer.endOffsets(List.of(partition())).getOrDefault(partition(), 0L);
            while (consumer.position(partition()) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records.stream()
                .filter(record -> header(record, "ck_subscription").equals(sub))
                .toList();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    public List<String> numbers(String sub) {
        return read(sub).stream().map(record -> header(record, "ce_cksubseq")).toList();
    }

    /** Its records are older than it keeps them. */
    void empty() {
        try (Admin admin = Admin.create(broker)) {
            done(admin.deleteRecords(Map.of(partition(), ALL)).all());
        }
    }

    /** Somebody has deleted it. */
    void delete() {
        try (Admin admin = Admin.create(broker)) {
            done(admin.deleteTopics(List.of(name)).all());
        }
    }

    /** Kafka may still be deleting the one before. */
    void create() {
        try (Admin admin = Admin.create(broker)) {
            Awaitility.await().ignoreExceptions().until(() -> admin.createTopics(
                            List.of(new NewTopic(name, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .thenApply(created -> true)
                    .get());
        }
    }

    /** So is what was noted for a group. */
    void dropNotes(String group) {
        try (Admin admin = Admin.create(broker)) {
            done(admin.deleteConsumerGroups(List.of(group)).all());
        }
    }

    /** An offset without a note. */
    void setByHand(String group) {
        try (Admin admin = Admin.create(broker)) {
            done(admin.alterConsumerGroupOffsets(group, Map.of(partition(), new OffsetAndMetadata(0)))
                    .all());
        }
    }

    private static void done(KafkaFuture<?> asked) {
        try {
            asked.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
