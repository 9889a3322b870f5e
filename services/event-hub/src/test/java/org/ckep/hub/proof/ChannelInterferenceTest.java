package org.ckep.hub.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.feed.SseClient;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Answers;
import org.ckep.testing.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What happens for others, what the border stops and what is under embargo changes no byte of what a reader can fetch, and
 * is in no stream, no delivery and no topic of his; and each of these channels shows what is for him.
 */
@QuarkusTest
class ChannelInterferenceTest {
    private static final String FEED = "/events/v1/feed";
    private static final List<String> OF_A_SUBSCRIPTION =
            List.of("", "/events?after=0", "/health", "/deliveries", "/deliveries/1/attempts", "/digest", "/jwks.json");
    private static final List<String> OF_EVERYBODY =
            List.of("/events/v1/catalog", "/events/v1/asyncapi.json", "/events/v1/schemas/" + Events.TYPE);
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Reader {
        PUBLIC(Audience.PUBLIC),
        KOREAN_SIDE(Audience.SIDE_KR),
        AGENCY(Audience.agency("kotra"));

        private final Audience audience;

        Reader(Audience audience) {
            this.audience = audience;
        }

        private @Nullable String token() {
            return switch (this) {
                case PUBLIC -> null;
                case KOREAN_SIDE -> Tokens.user("kr-maker");
                case AGENCY -> Tokens.client("agency-kotra");
            };
        }

        private RequestSpecification ask() {
            String token = token();
            return token == null ? given() : as(token);
        }

        /** Others' events, with the classification that lets each of them pass into its own readers' log. */
        private Map<Audience, String> others() {
            Map<Audience, String> others = new LinkedHashMap<>(Map.of(
                    Audience.PUBLIC,
                    "public",
                    Audience.SIDE_CN,
                    "side-cn",
                    Audience.SIDE_KR,
                    "side-kr",
                    Audience.BILATERAL,
                    "bilateral",
                    Audience.PARTNER,
                    "public",
                    Audience.agency("kita"),
                    "partner"));
            others.remove(audience);
            if (this == AGENCY) {
                others.remove(Audience.PARTNER);
            }
            return others;
        }
    }

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @TestHTTPResource
    URI hub;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();
    private final String embargoed = Events.subject();

    @AfterEach
    void forgetWhatIsUnderEmbargo() {
        query(pool, "delete from event_hold where partitionkey = $1", embargoed);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForOthersIsInNoChannel(Reader reader) throws IOException {
        String from = feed(reader, "latest").header("CK-Next-Cursor");
        List<String> subscriptions = subscriptions(reader);
        String topic = reader == Reader.AGENCY ? create(reader.ask(), kafka(subject, embargoed)) : null;
        try (SseClient live = stream(reader, FEED + "?after=" + from)) {
            sender.sendNow(Events.event(reader.audience, subject, 1));
            long sequence = sequence(next(live), 1);
            awaitEverywhere(reader, subscriptions, topic, 1);
            try (SseClient own = subscriptions.isEmpty()
                    ? null
                    : stream(reader, PATH + "/" + subscriptions.get(0) + "/events?after=1")) {
                Map<String, String> before = everything(reader, from, subscriptions, topic);

                List<String> hidden = hide(reader);
                await(() ->
                        query(pool, """
                                select id from event_log where id = any($1) union
                                select id from event_hold where id = any($1) union
                                select id from border_audit where id = any($1)""", (Object) hidden.toArray(String[]::new)).size() == hidden.size());
                assertThat(everything(reader, from, subscriptions, topic)).isEqualTo(before);

                sender.sendNow(Events.event(reader.audience, subject, 2));
                assertThat(sequence(next(live), 2)).isEqualTo(sequence + 1);
                if (own != null) {
                    assertThat(JSON.readTree(next(own)).path("cksubseq").asText())
                            .isEqualTo("2");
                }
                awaitEverywhere(reader, subscriptions, topic, 2);
                assertThat(sink.numbers()).isEqualTo(subscriptions.isEmpty() ? List.of() : List.of(1, 2));
                Map<String, String> after = everything(reader, from, subscriptions, topic);
                for (String channel : before.keySet()) {
                    boolean tellsOfEvents = channel.startsWith("feed")
                            || channel.equals("dry-run")
                            || channel.endsWith("/events?after=0")
                            || channel.endsWith("/digest");
                    assertThat(!tellsOfEvents || !after.get(channel).equals(before.get(channel)))
                            .as(channel)
                            .isTrue();
                }
            }
        }
    }

    /** One that is fetched and one that is delivered. */
    private List<String> subscriptions(Reader reader) {
        return reader == Reader.PUBLIC
                ? List.of()
                : List.of(
                        create(reader.ask(), pull(subject, embargoed)),
                        create(reader.ask(), webhook(sink, subject, embargoed)));
    }

    private void awaitEverywhere(Reader reader, List<String> subscriptions, @Nullable String topic, long number) {
        for (String id : subscriptions) {
            await(() -> reader.ask()
                    .get(PATH + "/" + id + "/events?after=0")
                    .jsonPath()
                    .getList("cksubseq", String.class)
                    .contains(Long.toString(number)));
        }
        if (!subscriptions.isEmpty()) {
            awaitDone(reader::ask, subscriptions.get(1), number);
        }
        if (topic != null) {
            awaitDone(reader::ask, topic, number);
        }
    }

    /** Publishes what this reader may not know, in a random order; the ids. */
    private List<String> hide(Reader reader) {
        Random random = new Random(reader.ordinal());
        List<CloudEvent> events = new ArrayList<>();
        reader.others().forEach((audience, classification) -> {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                events.add(classified(Events.event(audience, subject, 100 + i), classification));
            }
        });
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            events.add(classified(Events.event(reader.audience, subject, 200 + i), "side-cn"));
            events.add(Events.event(reader.audience, embargoed, 300 + i)
                    .withExtension(
                            CloudEvent.EMBARGO,
                            Instant.now().plus(1, ChronoUnit.HOURS).toString()));
        }
        Collections.shuffle(events, random);
        events.forEach(sender::sendNow);
        return events.stream().map(CloudEvent::id).toList();
    }

    private static CloudEvent classified(CloudEvent event, String classification) {
        return event.withExtension(CloudEvent.CLASSIFICATION, classification);
    }

    private Map<String, String> everything(
            Reader reader, String from, List<String> subscriptions, @Nullable String topic) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String after : List.of("latest", from)) {
            Response answer = feed(reader, after);
            seen.put(
                    "feed " + after,
                    Answers.wholeOf(answer) + answer.header("CK-Head-Cursor") + answer.header("CK-Next-Cursor"));
        }
        OF_EVERYBODY.forEach(path -> seen.put(path, Answers.wholeOf(reader.ask().get(path))));
        if (reader == Reader.PUBLIC) {
            return seen;
        }
        seen.put("list", Answers.wholeOf(reader.ask().get(PATH + "?limit=100")));
        seen.put("dry-run", Answers.bodyOf(reader.ask().body("{}").post(PATH + "/dry-run")));
        seen.put("border-audit", Answers.wholeOf(reader.ask().get("/events/v1/border-audit")));
        List<String> all = new ArrayList<>(subscriptions);
        if (topic != null) {
            all.add(topic);
        }
        for (String id : all) {
            OF_A_SUBSCRIPTION.forEach(
                    path -> seen.put(id + path, Answers.wholeOf(reader.ask().get(PATH + "/" + id + path))));
            seen.put(
                    id + " replay",
                    Answers.bodyOf(
                            reader.ask().body(Map.of("from", 1, "dryRun", true)).post(PATH + "/" + id + "/replay")));
        }
        return seen;
    }

    private static Response feed(Reader reader, String after) {
        return reader.ask().accept("application/json").get(FEED + "?limit=1000&after=" + after);
    }

    private SseClient stream(Reader reader, String path) {
        String token = reader.token();
        return SseClient.open(hub.resolve(path), token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    /** The next event of a stream whatever it is, a checkpoint too. */
    private static String next(SseClient stream) {
        SseClient.Event event = stream.next();
        assertThat(event.name()).isEqualTo("cloudevent");
        return event.data();
    }

    /** The number of an event among those of its source, which has to be the one that was published. */
    private long sequence(String event, int number) throws IOException {
        var read = JSON.readTree(event);
        assertThat(read.path("subject").asText()).isEqualTo(subject);
        assertThat(read.at("/data/n").asInt()).isEqualTo(number);
        return Long.parseLong(read.path("sequence").asText());
    }
}
