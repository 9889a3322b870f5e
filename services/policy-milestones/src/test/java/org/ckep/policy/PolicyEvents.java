package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the service has told, on the topics of all audiences. */
public final class PolicyEvents {
    public static final List<String> EVERYBODY = List.of("public", "partner", "bilateral", "side-cn", "side-kr");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Event> events;

    private PolicyEvents(List<Event> events) {
        this.events = events;
    }

    /** One event as one audience gets it. */
    public record Event(String audience, String type, String source, String subject, JsonNode data) {}

    /** Everything that was told up to now: waits until nothing is left in the outbox, then reads all topics. */
    public static PolicyEvents untilNow() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(PolicyEvents::waiting, waiting -> waiting == 0);
        return new PolicyEvents(read());
    }

    /** Events that are written and not yet told. */
    public static int waiting() throws SQLException {
        try (var connection = Database.asSystem();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from outbox_event")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    List<Event> about(String subject) {
        return events.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    /** What one audience was told about a record, in order. */
    List<Event> about(String subject, String audience) {
        return about(subject).stream()
                .filter(event -> event.audience().equals(audience))
                .toList();
    }

    /** Verbs of the events that exactly these audiences got about a record; all of them got the same. */
    public List<String> verbs(String subject, List<String> audiences) {
        assertThat(about(subject)).extracting(Event::audience).containsOnlyElementsOf(audiences);
        List<String> verbs = verbs(subject, audiences.getFirst());
        for (String audience : audiences) {
            assertThat(verbs(subject, audience)).as(audience).isEqualTo(verbs);
        }
        return verbs;
    }

    private List<String> verbs(String subject, String audience) {
        String kind = subject.split(":", -1)[2];
        return about(subject, audience).stream()
                .map(event -> {
                    assertThat(event.source()).isEqualTo("/policy-milestones/" + audience);
                    assertThat(event.type())
                            .startsWith("org.ckep.policy." + kind + ".")
                            .endsWith(".v1");
                    return event.type().split("\\.", -1)[4];
                })
                .toList();
    }

    /** Audiences that were told anything in which that text stands. */
    List<String> audiencesThatRead(String text) {
        return events.stream()
                .filter(event -> event.subject().contains(text)
                        || event.data().toString().contains(text))
                .map(Event::audience)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Event> read() {
        var config = ConfigProvider.getConfig();
        String prefix = config.getValue("ckep.messaging.topic-prefix", String.class) + ".events.";
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                "test-" + UUID.randomUUID());
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> info.topic().startsWith(prefix))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    events.add(event(record, prefix));
                }
            }
        }
        return events;
    }

    private static Event event(ConsumerRecord<String, byte[]> record, String prefix) {
        String audience = header(record, "ce_audience");
        assertThat(record.topic()).isEqualTo(prefix + audience + ".v1");
        try {
            return new Event(
                    audience,
                    header(record, "ce_type"),
                    header(record, "ce_source"),
                    header(record, "ce_subject"),
                    JSON.readTree(record.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
