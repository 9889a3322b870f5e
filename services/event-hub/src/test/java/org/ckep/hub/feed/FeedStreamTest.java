package org.ckep.hub.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.log.LogFilter;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedStreamTest {
    @TestHTTPResource("/events/v1/feed")
    URI feed;

    @Inject
    FeedStreams streams;

    @Inject
    FeedReader reader;

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("delivery")
    Pool system;

    @Inject
    MeterRegistry registry;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private void publish(Audience audience, int from, int to) {
        for (int i = from; i <= to; i++) {
            sender.sendNow(Events.event(audience, subject, i));
        }
    }

    private SseClient stream(Map<String, String> query, Map<String, String> headers) {
        StringBuilder uri = new StringBuilder(feed.toString()).append('?');
        query.forEach((name, value) -> uri.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return SseClient.open(URI.create(uri.toString()), headers);
    }

    private FeedReader.Start start(Audience audience, String after) {
        return reader.start(audience, "after", after).await().atMost(Duration.ofSeconds(10));
    }

    private static String latest() {
        return given().get("/events/v1/feed?after=latest").header("CK-Next-Cursor");
    }

    private static int number(SseClient.Event event) {
        return json(event.data()).at("/data/n").asInt();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStreamTellsWhereItStartsAndDeliversWhatComes() {
        String start = latest();
        try (SseClient client = stream(Map.of("after", start), Map.of())) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).startsWith("text/event-stream");
            assertThat(client.header("CK-Resumed-From")).isEqualTo(start);
            assertThat(client.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(client.header("Cache-Control")).isEqualTo("no-store");
            assertThat(client.header("Content-Encoding")).isNull();
            assertThat(client.next("retry").data()).isEqualTo("3000");
            await().untilAsserted(() ->
                    assertThat(registry.get("sse.connections").gauge().value()).isGreaterThanOrEqualTo(1));

            publish(Audience.PUBLIC, 1, 5);

            List<SseClient.Event> events = client.take(5);
            assertThat(events).extracting(FeedStreamTest::number).containsExactly(1, 2, 3, 4, 5);
            // The same bytes as by pull.
            String pulled = given().queryParam("after", start)
                    .queryParam("limit", 1)
                    .get("/events/v1/feed")
                    .asString();
            assertThat(pulled).isEqualTo("[" + events.get(0).data() + "]");
            // The same cursors as by pull.
            String rest = given().queryParam("after", events.get(3).id())
                    .get("/events/v1/feed")
                    .asString();
            assertThat(json(rest).get(0).at("/data/n").asInt()).isEqualTo(5);
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        registry.get("sse.connections").gauge().value())
                .isZero());
    }

    @Test
    void cutAfterEveryFewEventsAReaderThatResumesGetsEachOnceInOrder() {
        String cursor = latest();
        publish(Audience.PUBLIC, 1, 40);
        List<Integer> numbers = new ArrayList<>();
        for (int cut = 0; numbers.size() < 60; cut++) {
            if (cut == 4) {
                publish(Audience.PUBLIC, 41, 60);
            }
            int now = Math.min(60 - numbers.size(), 1 + cut % 7);
            // Last-Event-ID wins over after.
            try (SseClient client =
                    stream(Map.of("after", "earliest", "subject", subject), Map.of("Last-Event-ID", cursor))) {
                for (SseClient.Event event : client.take(now)) {
                    numbers.add(number(event));
                    cursor = event.id();
                }
            }
        }
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
    }

    /** Rule P19. */
    @Test
    void p19_whatIsPublishedDuringCatchUpComesAfterTheBacklog() throws Exception {
        String start = latest();
        publish(Audience.PUBLIC, 1, 250);
        Thread live = Thread.ofVirtual().start(() -> publish(Audience.PUBLIC, 251, 400));
        try (SseClient client = stream(Map.of("after", start, "subject", subject), Map.of())) {
            List<SseClient.Event> events = client.take(400);
            assertThat(events)
                    .extracting(FeedStreamTest::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 400).boxed().toList());
            List<String> sequences = events.stream()
                    .map(event -> json(event.data()).get("sequence").asText())
                    .toList();
            assertThat(sequences).isSorted().doesNotHaveDuplicates();
        }
        live.join();
    }

    /** Rule P20: the number that a source's events have is a text of one length, which a filter compares as such. */
    @Test
    void p20_aNumberBeyondTheIntegersOfOthersSurvives() {
        String source = "/" + UUID.randomUUID() + "/public";
        Sql.query(system, "insert into source_head(audience, source, seq) values ('public', $1, $2)", source, 1L << 53);
        String start = latest();
        CloudEvent event = Events.event(Audience.PUBLIC, subject, 1);
        sender.sendNow(new CloudEvent(
                event.id(),
                source,
                event.type(),
                event.subject(),
                event.time(),
                event.dataContentType(),
                event.dataSchema(),
                event.extensions(),
                event.data()));
        Map<String, String> query =
                Map.of("after", start, "filter", "source = '" + source + "' AND sequence = '00009007199254740993'");
        try (SseClient client = stream(query, Map.of())) {
            assertThat(json(client.next("cloudevent").data()).get("sequence").textValue())
                    .isEqualTo("00009007199254740993");
        }
        assertThat(json(given().queryParams(query).get("/events/v1/feed").asString())
                        .get(0)
                        .get("sequence")
                        .textValue())
                .isEqualTo("00009007199254740993");
    }

    @Test
    void silenceIsBrokenByHeartbeatsAndPassedOverEventsByCheckpoints() {
        String start = latest();
        try (SseClient client = stream(Map.of("after", start, "types", "org.ckep.policy.shift.changed.v1"), Map.of())) {
            assertThat(client.next(":").data()).isEqualTo("open");
            assertThat(client.next(":").data()).isEqualTo("hb");
            publish(Audience.PUBLIC, 1, 2);
            SseClient.Event checkpoint = client.next("checkpoint");
            assertThat(checkpoint.data()).isEqualTo("{}");
            assertThat(checkpoint.id()).isNotEqualTo(start);
            assertThat(client.next(":").data()).isEqualTo("hb");
            given().queryParam("after", checkpoint.id())
                    .get("/events/v1/feed")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aStreamBelongsToTheAudienceOfItsToken() {
        try (SseClient cn =
                stream(Map.of("subject", subject), Map.of("Authorization", "Bearer " + Tokens.user("cn-maker")))) {
            publish(Audience.SIDE_KR, 1, 3);
            publish(Audience.PUBLIC, 4, 6);
            publish(Audience.SIDE_CN, 7, 8);
            assertThat(cn.take(2)).extracting(FeedStreamTest::number).containsExactly(7, 8);
        }
    }

    @Test
    void aStreamSaysByeBeforeItsTokenEnds() {
        AssertSubscriber<OutboundSseEvent> subscriber = streams.open(
                        new SseImpl(),
                        Audience.SIDE_CN,
                        start(Audience.SIDE_CN, "latest"),
                        LogFilter.ALL,
                        Instant.now().plusSeconds(3))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        subscriber.awaitCompletion(Duration.ofSeconds(10));

        OutboundSseEvent last = subscriber.getItems().get(subscriber.getItems().size() - 1);
        assertThat(last.getName()).isEqualTo("bye");
        assertThat(last.getData()).isEqualTo("{\"reason\":\"token-expiry\"}");
    }

    @Test
    void aStreamReadsNoFurtherThanItsClientTakes() {
        String start = latest();
        publish(Audience.PUBLIC, 1, 250);
        List<OutboundSseEvent> all = new ArrayList<>();
        AssertSubscriber<OutboundSseEvent> slow = streams.open(
                        new SseImpl(),
                        Audience.PUBLIC,
                        start(Audience.PUBLIC, start),
                        new LogFilter(List.of(), List.of(), List.of(subject)),
                        null)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(0));
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(slow.getItems()).isEmpty();
        slow.request(8).awaitItems(8, Duration.ofSeconds(10));
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(slow.getItems()).hasSize(8);
        all.addAll(slow.getItems());
        assertThat(all.get(7).getName()).isEqualTo("cloudevent");
        slow.cancel();
    }

    @Test
    void aCursorOlderThanTheLogIsAnsweredWithWhereItBegins() {
        // Three partitions of 500, of which two go.
        String token = Tokens.client("agency-kotra");
        String early = given().auth()
                .oauth2(token)
                .get("/events/v1/feed?after=earliest&limit=1")
                .header("CK-Earliest-Cursor");
        for (int i = 1; i <= 1100; i++) {
            sender.send(Events.event(Audience.PARTNER, subject, i));
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(given().auth()
                        .oauth2(token)
                        .accept("application/json")
                        .queryParam("limit", 1000)
                        .queryParam("subject", subject)
                        .get("/events/v1/feed")
                        .jsonPath()
                        .getList("data"))
                .hasSize(1000));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // What is open keeps its partition; subscriptions of other tests may have left something.
            for (String step : List.of("log_expire_before", "log_drop_before")) {
                pool.preparedQuery("select " + step + "($1)")
                        .execute(Tuple.of(Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC)))
                        .await()
                        .atMost(Duration.ofSeconds(10));
            }
            given().auth()
                    .oauth2(token)
                    .queryParam("after", early)
                    .get("/events/v1/feed")
                    .then()
                    .statusCode(410);
        });

        JsonNode expired = json(given().auth()
                .oauth2(token)
                .queryParam("after", early)
                .get("/events/v1/feed")
                .asString());
        assertThat(expired.get("type").asText()).isEqualTo("urn:ckep:problem:cursor-expired");
        String earliest = expired.get("earliest").asText();
        try (SseClient client = stream(Map.of(), Map.of("Authorization", "Bearer " + token, "Last-Event-ID", early))) {
            assertThat(json(client.next("gone").data()).get("earliest").asText())
                    .isEqualTo(earliest);
            client.awaitEnd();
        }
        given().auth()
                .oauth2(token)
                .queryParam("after", earliest)
                .get("/events/v1/feed")
                .then()
                .statusCode(200);
    }
}
