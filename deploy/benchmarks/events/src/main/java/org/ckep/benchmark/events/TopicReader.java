package org.ckep.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.ckep.infrastructure.EventTopics;

/** Reads the topic of an agency as the agency does, committed records alone. */
final class TopicReader {
    private final Stage stage;

    TopicReader(Stage stage) {
        this.stage = stage;
    }

    /** What stands in the topic for a subscription, in its order; each record counts as taken. */
    List<Received> read(Run.Subscription subscription) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.kafka().address().bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        String topic = EventTopics.ofAgencies(Stage.PREFIX, List.of(Run.AGENCY)).getFirst();
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        List<Received> received = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).getOrDefault(partition.getFirst(), 0L);
            while (consumer.position(partition.getFirst()) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (subscription
                            .id()
                            .toString()
                            .equals(header(record.headers().lastHeader("ck_subscription")))) {
                        add(received, record);
                    }
                }
            }
        }
        return received;
    }

    private static void add(List<Received> received, ConsumerRecord<String, byte[]> record) {
        Received one = Received.of(line(record), record.timestamp());
        if (one == null) {
            throw new IllegalStateException("a record of the topic has no number: " + record);
        }
        received.add(one);
    }

    /** The event in canonical form, by the published rule, written here anew so that the hub does not check itself. */
    private static String line(ConsumerRecord<String, byte[]> record) {
        Map<String, String> members = new TreeMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith("ce_")) {
                members.put(header.key().substring(3), quoted(header));
            } else if (header.key().equals("content-type")) {
                members.put("datacontenttype", quoted(header));
            }
        }
        members.put("data", new String(record.value(), UTF_8));
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(Header header) {
        return JsonNodeFactory.instance.textNode(header(header)).toString();
    }

    private static String header(Header header) {
        return new String(header.value(), UTF_8);
    }
}
