package org.ckep.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the public hears. */
public final class PublicEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PublicEvents() {}

    /** The data of the first event of a type that is wanted. */
    public static JsonNode first(String type, Predicate<JsonNode> wanted) throws IOException {
        return upTo(type, wanted).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The data of all events of a type from the beginning, at least up to the first that is wanted. */
    public static List<JsonNode> upTo(String type, Predicate<JsonNode> wanted) throws IOException {
        return heard(type, wanted).stream().map(Heard::data).toList();
    }

    /** The trace that the first event of a type that is wanted is part of, empty where it is of none. */
    public static String trace(String type, Predicate<JsonNode> wanted) throws IOException {
        return heard(type, wanted).stream()
                .filter(event -> wanted.test(event.data()))
                .findFirst()
                .orElseThrow()
                .trace();
    }

    /** When the first event of a type that is wanted was recorded. */
    public static Instant recorded(String type, Predicate<JsonNode> wanted) throws IOException {
        return heard(type, wanted).stream()
                .filter(event -> wanted.test(event.data()))
                .findFirst()
                .orElseThrow()
                .recorded();
    }

    private record Heard(JsonNode data, String trace, Instant recorded) {}

    private static List<Heard> heard(String type, Predicate<JsonNode> wanted) throws IOException {
        String topic = value("ckep.messaging.topic-prefix") + ".events.public.v1";
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", value("kafka.bootstrap.servers"), "auto.offset.reset", "earliest"));
        List<Heard> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    if (header(record, "ce_type").equals(type)
                            && header(record, "ce_source").equals("/trade-statistics/public")) {
                        JsonNode data = JSON.readTree(record.value());
                        assertThat(record.key()).isEqualTo(data.path("urn").asText());
                        events.add(new Heard(
                                data,
                                header(record, "ce_traceparent"),
                                Instant.parse(header(record, "ce_recordedtime"))));
                    }
                }
                if (events.stream().map(Heard::data).anyMatch(wanted)) {
                    return events;
                }
            }
        }
        throw new AssertionError("no such event among " + events);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
