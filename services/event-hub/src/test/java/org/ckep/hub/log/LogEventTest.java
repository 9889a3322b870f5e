package org.ckep.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.MalformedEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEventTest {
    @Test
    void theBodyIsTheEventInCanonicalFormWithItsNumber() {
        CloudEvent event = new CloudEvent(
                "1",
                "/trade-statistics/side-cn",
                "org.ckep.trade.release.published.v1",
                "urn:ckep:release:1",
                Instant.parse("2026-01-04T08:00:00.120Z"),
                "application/json; charset=UTF-8",
                null,
                new TreeMap<>(Map.of("sector", "SEMI", "ckembargo", "2026-02-01T00:00:00Z")),
                "{ \"title\" : \"西安\\u0021\", \"b\": [1.50, 1e2, true, null], \"a\": \"\\/\\u20ac\\n\" }"
                        .getBytes(UTF_8));

        byte[] body = LogEvent.of(event, Audience.SIDE_CN, null).body(LogEvent.sequence(17));

        assertThat(new String(body, UTF_8))
                .isEqualTo("{\"audience\":\"side-cn\",\"ckembargo\":\"2026-02-01T00:00:00Z\","
                        + "\"data\":{\"a\":\"/€\\n\",\"b\":[1.5,100,true,null],\"title\":\"西安!\"},"
                        + "\"datacontenttype\":\"application/json; charset=UTF-8\","
                        + "\"id\":\"1\",\"sector\":\"SEMI\",\"sequence\":\"00000000000000000017\","
                        + "\"source\":\"/trade-statistics/side-cn\",\"specversion\":\"1.0\","
                        + "\"subject\":\"urn:ckep:release:1\",\"time\":\"2026-01-04T08:00:00.120Z\","
                        + "\"type\":\"org.ckep.trade.release.published.v1\"}");
    }

    /** The number is put in by offset, wherever data or attributes look like it. */
    @Property
    void theNumberGoesIntoTheAttributeAndNowhereElse(@ForAll String text, @ForAll @LongRange(min = 0) long number) {
        CloudEvent event = event(
                        "application/json",
                        CanonicalJson.write(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                        .objectNode()
                                        .put("x", clean(text) + ",\"sequence\":\"00000000000000000000\""))
                                .getBytes(UTF_8))
                .withExtension("tracestate", "\",\"sequence\":\"00000000000000000000");

        String body = new String(LogEvent.of(event, Audience.PUBLIC, null).body(LogEvent.sequence(number)), UTF_8);

        var json = CanonicalJson.read(body.getBytes(UTF_8));
        assertThat(json.get("sequence").asText()).hasSize(20).isEqualTo(LogEvent.sequence(number));
        assertThat(Long.parseLong(json.get("sequence").asText())).isEqualTo(number);
        assertThat(json.get("data").get("x").asText()).endsWith(",\"sequence\":\"00000000000000000000\"");
        assertThat(CanonicalJson.write(json)).isEqualTo(body);
    }

    private static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    @Test
    void otherDataIsKeptAsBytes() {
        assertThat(body("application/pdf", new byte[] {0, 1, 2})).contains("\"data_base64\":\"AAEC\"");
        assertThat(body("application/geo+json", "{\"a\": 1}".getBytes(UTF_8))).contains("\"data\":{\"a\":1}");
        assertThat(body(null, "7".getBytes(UTF_8))).contains("\"data\":7");
        assertThat(body("application/json", null)).doesNotContain("\"data\"");
    }

    private static String body(String contentType, byte[] data) {
        return new String(
                LogEvent.of(event(contentType, data), Audience.PUBLIC, null).body(LogEvent.sequence(1)), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "9007199254740993|data has a number that a double cannot hold; it must be a string",
                "1e400|data has a number that a double cannot hold; it must be a string",
                "0.1000000000000000055511151231257827|data has a number that a double cannot hold; it must be a string",
                "\"\\ud800\"|data has text that is not Unicode",
                "{\"\\ud800\":1}|data is not JSON",
                "{\"a\":1,\"a\":2}|data is not JSON",
                "{\"a\":1} 2|data is not JSON",
                "{\"a\":|data is not JSON",
                "`   `|data is empty"
            })
    void dataThatHasNoCanonicalFormIsRefused(String data, String reason) {
        assertThatThrownBy(() -> body("application/json", data.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(reason);
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        assertThatThrownBy(() -> body("application/json", ("[".repeat(5000) + "]".repeat(5000)).getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("data is not JSON");
        assertThat(body("application/json", ("[".repeat(900) + "]".repeat(900)).getBytes(UTF_8)))
                .contains("[[[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cksubseq", "ckchain"})
    void whatSubscriptionsGiveNobodyElseDoes(String name) {
        CloudEvent event = event("application/json", null).withExtension(name, "7");
        assertThatThrownBy(() -> LogEvent.of(event, Audience.PUBLIC, null))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("attribute " + name + " is given by subscriptions alone");
    }

    @Test
    void anEventOfAnotherAudienceIsRefused() {
        CloudEvent event = event("application/json", null);
        assertThatThrownBy(() -> LogEvent.of(event, Audience.SIDE_KR, null))
                .hasMessage("source /s/public does not end in the audience side-kr of its topic");
        assertThatThrownBy(() -> LogEvent.of(event.withExtension("audience", "side-kr"), Audience.PUBLIC, null))
                .hasMessage("audience side-kr on the topic of public");
    }

    @Test
    void anEmbargoIsATimeOrTheEventIsNone() {
        CloudEvent event = event("application/json", null);
        assertThat(LogEvent.of(event, Audience.PUBLIC, null).release()).isNull();
        assertThat(LogEvent.of(event.withExtension("ckembargo", "2026-03-01T09:00:00+08:00"), Audience.PUBLIC, null)
                        .release())
                .isEqualTo("2026-03-01T01:00:00Z");
        assertThatThrownBy(() -> LogEvent.of(event.withExtension("ckembargo", "soon"), Audience.PUBLIC, null))
                .hasMessage("ckembargo is not a timestamp");
    }

    @Test
    void anAttributeThatCannotBeIndexedIsRefused() {
        assertThatThrownBy(() -> LogEvent.of(
                        new CloudEvent(
                                "x".repeat(513), "/s/public", "t", null, null, null, null, new TreeMap<>(), null),
                        Audience.PUBLIC,
                        null))
                .hasMessage("attribute id is longer than 512");
    }

    private static CloudEvent event(String contentType, byte[] data) {
        return new CloudEvent("1", "/s/public", "t", null, null, contentType, null, new TreeMap<>(), data);
    }
}
