package org.ckep.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * An event of the service under test as one audience gets it on its topic.
 *
 * @param sector code of the sector, null where the event names none
 */
public record PublishedEvent(
        String id,
        String audience,
        String type,
        String source,
        String subject,
        @Nullable String sector,
        JsonNode data) {
    /** The audiences that exist without agencies. */
    public static final List<String> AUDIENCES = List.of("public", "partner", "bilateral", "side-cn", "side-kr");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All events about a record, in the order of each topic, as soon as there are so many. */
    public static List<PublishedEvent> about(String urn, int atLeast) {
        Config config = ConfigProvider.getConfig();
        String kafka = config.getValue("kafka.bootstrap.servers", String.class);
        String topicPrefix = config.getValue("ckep.messaging.topic-prefix", String.class);
        List<PublishedEvent> found = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            found.clear();
            everything(kafka, topicPrefix).stream()
                    .filter(event -> event.subject().equals(urn))
                    .forEach(found::add);
            return found.size() >= atLeast;
        });
        return found;
    }

    /** Everything that is on the topics of that prefix now, in the order of each topic. */
    public static List<PublishedEvent> everything(String bootstrapServers, String topicPrefix) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "test-" + UUID.randomUUID());
        List<PublishedEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = AUDIENCES.stream()
                    .flatMap(audience -> consumer.partitionsFor(topicPrefix + ".events." + audience + ".v1").stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    events.add(event(record));
                }
            }
        }
        return events;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        Long end = ends.get(partition);
        return end == null ? 0 : end;
    }

    private static PublishedEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            return new PublishedEvent(
                    header(record, "ce_id"),
                    header(record, "ce_audience"),
                    header(record, "ce_type"),
                    header(record, "ce_source"),
                    header(record, "ce_subject"),
                    optional(record, "ce_sector"),
                    JSON.readTree(record.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        String value = optional(record, name);
        if (value == null) {
            throw new AssertionError("An event on " + record.topic() + " has no header " + name);
        }
        return value;
    }

    private static @Nullable String optional(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
