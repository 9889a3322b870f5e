package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.feed.SseClient;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription's events as a stream: the numbers, bytes and chain of what is delivered and fetched. */
@QuarkusTest
class SubscriberStreamTest {
    @TestHTTPResource(PATH)
    URI subscriptions;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private SseClient stream(String id, String query, Map<String, String> headers) {
        return SseClient.open(URI.create(subscriptions + "/" + id + "/events" + query), headers);
    }

    private static Map<String, String> agency(String... more) {
        String token = "Bearer " + Tokens.client("agency-kotra");
        return more.length == 0
                ? Map.of("Authorization", token)
                : Map.of("Authorization", token, "Last-Event-ID", more[0]);
    }

    private static RequestSpecification streamed(RequestSpecification caller) {
        return caller.accept("text/event-stream");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> numbers(List<SseClient.Event> events) {
        return events.stream()
                .map(event -> json(event.data()).at("/data/n").asInt())
                .toList();
    }

    private static List<Integer> counted(List<SseClient.Event> events) {
        return numbers(events).stream().filter(number -> number > 0).toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aStreamBringsWhatIsFetchedByteForByteAndWhatComesThen() {
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 5);
        try (SseClient client = stream(id, "", agency())) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).startsWith("text/event-stream");
            assertThat(client.header("CK-Resumed-From")).isEqualTo("0");
            assertThat(client.header("Cache-Control")).isEqualTo("no-store");
            List<SseClient.Event> events = new ArrayList<>(client.take(5));
            publish(sender, Audience.PARTNER, subject, 6, 9);
            events.addAll(client.take(4));
            assertThat(numbers(events)).isEqualTo(upTo(9));
            assertThat(events).allSatisfy(event -> assertThat(
                            json(event.data()).path("cksubseq").asText())
                    .isEqualTo(event.id()));
            String fetched = kotra().get(PATH + "/" + id + "/events?after=0").asString();
            assertThat("["
                            + String.join(
                                    ",",
                                    events.stream().map(SseClient.Event::data).toList()) + "]")
                    .isEqualTo(fetched);
        }
    }

    /** Wherever the stream is cut: with the last id that came, nothing is missing and nothing comes twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStreamThatIsCutGoesOnAfterTheLastEventThatCame(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 60);
        List<SseClient.Event> got = new ArrayList<>();
        // A digest stands among them after every twenty.
        for (int left = 60; left > 0; left = 60 - counted(got).size()) {
            String last = got.isEmpty() ? "0" : got.get(got.size() - 1).id();
            // The header counts, not the address at which the client began.
            try (SseClient client = stream(id, "?after=0", agency(last))) {
                got.addAll(client.take(Math.min(left, random.nextInt(1, 4))));
            }
        }
        assertThat(got)
                .extracting(SseClient.Event::id)
                .isEqualTo(upTo(got.size()).stream()
                        .map(number -> Integer.toString(number))
                        .toList());
        assertThat(counted(got)).isEqualTo(upTo(60));
    }

    @Test
    void aSubscriberFallsOverFromDeliveriesToTheStreamAndBack() {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            publish(sender, Audience.PARTNER, subject, 4);
            awaitNumbers(sink, 4);
            awaitDone(Subscriptions::kotra, id, 4);
            kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
            publish(sender, Audience.PARTNER, subject, 5, 8);
            try (SseClient client = stream(id, "?after=4", agency())) {
                assertThat(numbers(client.take(4))).containsExactly(5, 6, 7, 8);
            }
            kotra().body("{\"ack\":8}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
            kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
            publish(sender, Audience.PARTNER, subject, 9, 10);
            awaitDone(Subscriptions::kotra, id, 10);
            assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 9, 10);
        }
    }

    @Test
    void withoutANumberAStreamBeginsAfterWhatWasAcknowledged() {
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 3);
        try (SseClient client = stream(id, "?after=0", agency())) {
            client.take(3);
        }
        kotra().body("{\"ack\":2}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        try (SseClient client = stream(id, "", agency())) {
            assertThat(client.header("CK-Resumed-From")).isEqualTo("2");
            assertThat(numbers(client.take(1))).containsExactly(3);
        }
    }

    @Test
    void aStreamEndsWithItsSubscription() {
        String id = create(kotra(), pull(subject));
        try (SseClient client = stream(id, "", agency())) {
            kotra().delete(PATH + "/" + id).then().statusCode(204);
            assertThat(client.next("bye").data()).isEqualTo("{\"reason\":\"ended\"}");
            client.awaitEnd();
        }
    }

    @Test
    void nobodyButItsOwnerGetsAStreamAndAWrongNumberIsAProblemBeforeItBegins() {
        String id = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, 1);
        String address = PATH + "/" + id + "/events";
        streamed(given()).get(address).then().statusCode(401);
        streamed(cn()).get(address).then().spec(problem(KernelProblem.NOT_FOUND));
        streamed(kotra()).get(PATH + "/" + UUID.randomUUID() + "/events").then().spec(problem(KernelProblem.NOT_FOUND));
        streamed(kotra()).get(address + "?after=7").then().spec(problem(SubscriptionProblem.NUMBER_AHEAD));
        streamed(kotra()).get(address + "?after=-1").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        streamed(kotra()).get(address + "?after=x").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        streamed(kotra())
                .header("Last-Event-ID", "eyJ")
                .get(address)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "Last-Event-ID"));
    }
}
