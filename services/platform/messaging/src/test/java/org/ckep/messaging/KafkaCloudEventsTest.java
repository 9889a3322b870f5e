package org.ckep.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaCloudEventsTest {
    private static final byte[] DATA = "{\"title\":\"西安 · 시안\"}".getBytes(UTF_8);

    @Test
    void binaryModeUsesTheHeadersOfTheKafkaBinding() {
        CloudEvent event = new CloudEvent(
                "0199-7",
                "/investment-projects/side-cn",
                "org.ckep.investment.project.announced.v1",
                "urn:ckep:project:7",
                Instant.parse("2026-01-04T08:00:00.120Z"),
                "application/json",
                "https://ckep.example/schema",
                new TreeMap<>(Map.of("audience", "side-cn", "sector", "SEMI")),
                DATA);

        assertThat(KafkaCloudEvents.headers(event))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "0199-7"),
                        Map.entry("ce_source", "/investment-projects/side-cn"),
                        Map.entry("ce_type", "org.ckep.investment.project.announced.v1"),
                        Map.entry("ce_subject", "urn:ckep:project:7"),
                        Map.entry("ce_time", "2026-01-04T08:00:00.120Z"),
                        Map.entry("ce_dataschema", "https://ckep.example/schema"),
                        Map.entry("ce_audience", "side-cn"),
                        Map.entry("ce_sector", "SEMI"),
                        Map.entry("content-type", "application/json"));
    }

    @Property
    void whatIsWrittenIsReadBackEqual(@ForAll("events") CloudEvent event) {
        assertThat(KafkaCloudEvents.decode(kafka(KafkaCloudEvents.headers(event)), event.data()))
                .isEqualTo(event);
    }

    @Provide
    Arbitrary<CloudEvent> events() {
        Arbitrary<String> value =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> extensionName = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(name -> !List.of(
                                "specversion",
                                "id",
                                "source",
                                "type",
                                "subject",
                                "time",
                                "dataschema",
                                "datacontenttype")
                        .contains(name));
        Arbitrary<Instant> time = Arbitraries.longs()
                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                .map(Instant::ofEpochMilli);
        return Combinators.combine(
                        value,
                        value,
                        value,
                        value.injectNull(0.2),
                        time.injectNull(0.2),
                        Arbitraries.of("application/json", "text/plain;charset=UTF-8")
                                .injectNull(0.2),
                        Arbitraries.maps(extensionName, value).ofMaxSize(5),
                        Arbitraries.bytes().array(byte[].class).injectNull(0.2))
                .as((id, source, type, subject, at, media, extensions, data) ->
                        new CloudEvent(id, source, type, subject, at, media, null, new TreeMap<>(extensions), data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents+json", "Application/CloudEvents+JSON; charset=UTF-8"})
    void structuredRecordsAreRecognisedByThePrefixIgnoringCase(String contentType) {
        byte[] value = """
                {"specversion":"1.0","id":"1","source":"/s/public","type":"t","time":"2026-01-04T09:00:00+01:00",
                 "sequence":"9007199254740993","data":{"title":"西安","amount":"0.10","n":1.50}}""".getBytes(UTF_8);

        CloudEvent event = KafkaCloudEvents.decode(kafka(Map.of("content-type", contentType)), value);

        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-04T08:00:00Z"));
        assertThat(event.extension("sequence")).isEqualTo("9007199254740993");
        assertThat(event.dataContentType()).isEqualTo("application/json");
        assertThat(new String(event.data(), UTF_8)).isEqualTo("{\"title\":\"西安\",\"amount\":\"0.10\",\"n\":1.50}");
    }

    @Test
    void structuredBinaryDataIsDecoded() {
        byte[] value =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"AAEC\"}"
                        .getBytes(UTF_8);

        assertThat(KafkaCloudEvents.decode(kafka(Map.of("content-type", "application/cloudevents+json")), value)
                        .data())
                .containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce_specversion|0.3|specversion is not 1.0",
                "ce_id||attribute id is missing or empty",
                "ce_source|/s public|attribute source holds a character outside U+0021 to U+007E at index 2",
                "ce_type|类型|attribute type holds a character outside U+0021 to U+007E at index 0",
                "ce_time|yesterday|time is not an RFC 3339 timestamp",
                "ce_time|2026-01-04T08:00:00|time is not an RFC 3339 timestamp",
                "ce_some_thing|1|not an attribute name: some_thing",
                "ce_Upper|1|not an attribute name: Upper",
                "ce_datacontenttype|text/plain|datacontenttype stands in content-type, never in ce_datacontenttype",
                "content-type|application/cloudevents-batch+json"
                        + "|event format application/cloudevents-batch+json is not supported on Kafka",
                "content-type|application/cloudevents+avro"
                        + "|event format application/cloudevents+avro is not supported on Kafka"
            })
    void malformedHeadersAreRefusedWithTheReason(String header, String value, String reason) {
        Map<String, String> headers =
                new TreeMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "t"));
        headers.put(header, value == null ? "" : value);

        assertThatThrownBy(() -> KafkaCloudEvents.decode(kafka(headers), DATA))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\":\"1.0\"|a structured record's value is not JSON",
                "{\"id\":\"1\",\"id\":\"2\"}|a structured record's value is not JSON",
                "{} x|a structured record's value is not JSON",
                "[]|a structured record's value is not a JSON object",
                "{\"specversion\":\"1.0\",\"id\":{}}|attribute id is not a simple value",
                "{\"specversion\":\"1.0\",\"data\":1,\"data_base64\":\"\"}|data and data_base64 exclude each other",
                "{\"specversion\":\"1.0\",\"data_base64\":\"*\"}|data_base64 is not base64"
            })
    void malformedStructuredRecordsAreRefusedWithTheReason(String value, String reason) {
        assertThatThrownBy(() -> KafkaCloudEvents.decode(
                        kafka(Map.of("content-type", "application/cloudevents+json")), value.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(reason);
    }

    @Test
    void aDoubledAttributeAndInvalidUtf8AreRefused() {
        Headers doubled = kafka(Map.of("ce_specversion", "1.0"));
        doubled.add(new RecordHeader("ce_specversion", "1.0".getBytes(UTF_8)));
        assertThatThrownBy(() -> KafkaCloudEvents.decode(doubled, DATA))
                .hasMessage("attribute specversion occurs twice");

        Headers invalid = new RecordHeaders().add("ce_id", new byte[] {(byte) 0xC0, (byte) 0xA0});
        assertThatThrownBy(() -> KafkaCloudEvents.decode(invalid, DATA)).hasMessage("header ce_id is not UTF-8");

        Headers none = new RecordHeaders().add("ce_id", null);
        assertThatThrownBy(() -> KafkaCloudEvents.decode(none, DATA)).hasMessage("header ce_id has no value");
    }

    @Test
    void theAudienceIsReadFromTheExtension() {
        CloudEvent event = new CloudEvent(
                "1", "/s", "t", null, null, null, null, new TreeMap<>(Map.of("audience", "agency-kotra")), null);
        assertThat(event.audience()).isEqualTo(Audience.agency("kotra"));
        assertThatThrownBy(event.withExtension("audience", "everybody")::audience)
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("attribute audience is not an audience");
    }

    private static Headers kafka(Map<String, String> headers) {
        Headers kafka = new RecordHeaders();
        headers.forEach((name, value) -> kafka.add(name, value.getBytes(UTF_8)));
        return kafka;
    }
}
