package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Each change gives exactly one event to each audience that may know of it, and none to any other. */
@QuarkusTest
class EventsTest {
    private static final List<String> AUDIENCES = List.of("public", "partner", "bilateral", "side-cn", "side-kr");
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Event(String audience, String type, String source, JsonNode data) {}

    @Test
    void aHiddenProjectIsToldToItsOwnSideAlone() {
        Api kr = Api.krMaker();
        String urn = kr.create("projects", Records.project(", \"sectors\": [{\"code\": \"BATT\"}]"));
        kr.patch("projects/" + urn, "{\"products\": [\"850760\"]}").then().statusCode(200);
        kr.step(Records.id(urn), "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        List<Event> events = eventsOf(urn, 3);
        assertThat(events).extracting(Event::audience).containsOnly("side-kr");
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(
                        "org.ckep.investment.project.registered.v1",
                        "org.ckep.investment.project.field_changed.v1",
                        "org.ckep.investment.project.state_changed.v1");
        assertThat(events).extracting(Event::source).containsOnly("/investment-projects/side-kr");
        JsonNode step = events.getLast().data();
        assertThat(step.path("urn").asText()).isEqualTo(urn);
        assertThat(step.path("displayId").asText()).startsWith("CK-PRJ-");
        assertThat(step.at("/title/en/text").asText()).isEqualTo("Battery plant");
        assertThat(step.path("previousState").asText()).isEqualTo("PROSPECT");
        assertThat(step.path("state").asText()).isEqualTo("WITHDRAWN");
        assertThat(events.get(1).data().path("changed").toString()).isEqualTo("[\"products\"]");
    }

    @Test
    void aPublicRecordIsToldToEveryAudienceOnce() {
        String source = Records.source("COMMENTARY");
        String site = Api.loader().create("sites/register-observed", Records.observedSite(source));
        String share = Api.loader()
                .create(
                        "capacity-shares/register-observed",
                        Records.share(site, source, ", \"unknownReasons\": {\"period\": \"NOT_STATED\"}"));
        assertThat(eventsOf(site, 5)).extracting(Event::audience).containsExactlyInAnyOrderElementsOf(AUDIENCES);
        List<Event> ofShare = eventsOf(share, 5);
        assertThat(ofShare).extracting(Event::audience).containsExactlyInAnyOrderElementsOf(AUDIENCES);
        assertThat(ofShare).extracting(Event::type).containsOnly("org.ckep.investment.capacity.share_changed.v1");
        assertThat(ofShare.getFirst().data().at("/share/value").asText()).isEqualTo("40");
    }

    @Test
    void aRefusedWriteTellsNobody() {
        Api kr = Api.krMaker();
        String urn = kr.create("projects", Records.project(""));
        kr.patch("projects/" + urn, "{\"type\": \"SPACESHIP\"}").then().statusCode(400);
        kr.step(Records.id(urn), "{\"to\": \"WITHDRAWN\"}").then().statusCode(409);
        kr.patch("projects/" + urn, "{}").then().statusCode(200);
        // A later event of another record has passed; nothing more came of this one.
        String later = kr.create("projects", Records.project(""));
        eventsOf(later, 1);
        assertThat(eventsOf(urn, 1)).hasSize(1);
    }

    private static List<Event> eventsOf(String subject, int atLeast) {
        List<Event> found = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    found.clear();
                    found.addAll(read(subject));
                    return found.size() >= atLeast;
                });
        return found;
    }

    /** Everything on the topics of all audiences about one record. */
    private static List<Event> read(String subject) {
        var config = ConfigProvider.getConfig();
        String prefix = config.getOptionalValue("ckep.messaging.topic-prefix", String.class)
                .orElse("ckep");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                "test-" + UUID.randomUUID());
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = AUDIENCES.stream()
                    .flatMap(audience -> consumer.partitionsFor(prefix + ".events." + audience + ".v1").stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (subject.equals(header(record, "ce_subject"))) {
                        events.add(event(record));
                    }
                }
            }
        }
        return events;
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        try {
            return new Event(
                    header(record, "ce_audience"),
                    header(record, "ce_type"),
                    header(record, "ce_source"),
                    JSON.readTree(record.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
