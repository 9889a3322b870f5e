package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.ckep.trade.ComtradeFile;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatasetRevisedEventTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anUploadThatChangesFiguresIsToldOnceAndOneThatDoesNotIsNotTold() throws IOException {
        String file = new ComtradeFile()
                .row("cmdCode", "040110", "period", "2019")
                .row("cmdCode", "040110", "period", "2021")
                .text();
        JsonPath report = upload(file, "source=COMTRADE_V1").jsonPath();
        JsonPath unchanged = upload(file, "source=COMTRADE_V1").jsonPath();
        assertThat(unchanged.getInt("totals.unchanged")).isEqualTo(2);
        JsonPath last = upload(new ComtradeFile().row("cmdCode", "040120").text(), "source=COMTRADE_V1")
                .jsonPath();

        List<JsonNode> events = eventsUpTo(last.getString("urn"));

        assertThat(events.stream().filter(event -> event.path("upload").asText().equals(unchanged.getString("urn"))))
                .isEmpty();
        JsonNode event = events.stream()
                .filter(candidate -> candidate.path("upload").asText().equals(report.getString("urn")))
                .collect(java.util.stream.Collectors.collectingAndThen(java.util.stream.Collectors.toList(), list -> {
                    assertThat(list).hasSize(1);
                    return list.getFirst();
                }));
        assertThat(event.path("dataflow").asText()).isEqualTo("DF_BTS_COMTRADE_A");
        assertThat(event.path("title").path("en").path("text").asText())
                .isEqualTo("Bilateral trade by commodity, annual, UN Comtrade");
        assertThat(event.path("reporters")).hasSize(1);
        assertThat(event.path("reporters").get(0).asText()).isEqualTo("KR");
        assertThat(event.path("firstPeriod").asText()).isEqualTo("2019");
        assertThat(event.path("lastPeriod").asText()).isEqualTo("2021");
        assertThat(event.path("inserted").asText()).isEqualTo("2");
        assertThat(event.path("revised").asText()).isEqualTo("0");
        String previous = event.path("previousRevisedAt").asText();
        assertThat(event.path("changes").asText())
                .isEqualTo("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_COMTRADE_A"
                        + (previous.isEmpty() ? "" : "?updatedAfter=" + previous));
    }

    private static List<JsonNode> eventsUpTo(String upload) throws IOException {
        String topic = value("ckep.messaging.topic-prefix") + ".events.public.v1";
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", value("kafka.bootstrap.servers"), "auto.offset.reset", "earliest"));
        List<JsonNode> events = new ArrayList<>();
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
                    if (header(record, "ce_type").equals("org.ckep.trade.dataset.revised.v1")) {
                        assertThat(record.key()).startsWith("urn:ckep:dataset:");
                        assertThat(header(record, "ce_source")).isEqualTo("/trade-statistics/public");
                        events.add(JSON.readTree(record.value()));
                    }
                }
                if (events.stream()
                        .anyMatch(event -> event.path("upload").asText().equals(upload))) {
                    return events;
                }
            }
        }
        throw new AssertionError("no event of " + upload + " among " + events);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
