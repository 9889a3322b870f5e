package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.awaitReplay;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.patch;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wants some members of the data alone gets these, the same in every channel and at every attempt. */
@QuarkusTest
class ProjectionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** As those of services, which say where the schema of their data is. */
    private void publish(int first, int last) {
        for (int i = first; i <= last; i++) {
            CloudEvent event = Events.event(Audience.PARTNER, subject, i);
            sender.sendNow(new CloudEvent(
                    event.id(),
                    event.source(),
                    event.type(),
                    event.subject(),
                    event.time(),
                    event.dataContentType(),
                    "https://schemas.example.org/announced",
                    event.extensions(),
                    event.data()));
        }
    }

    private static Map<String, Object> keeping(Map<String, Object> body, String... pointers) {
        body.put("projection", List.of(pointers));
        return body;
    }

    private static Response project(String id, String... pointers) {
        return patch(id, kotra().get(PATH + "/" + id).header("ETag"), Map.of("projection", List.of(pointers)));
    }

    private static List<String> fetched(String id) throws IOException {
        List<String> events = new ArrayList<>();
        JSON.readTree(kotra().get(PATH + "/" + id + "/events?after=0").asByteArray())
                .forEach(event -> events.add(event.toString()));
        return events;
    }

    private static List<String> fieldsOfData(JsonNode event) {
        List<String> names = new ArrayList<>();
        event.path("data").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> texts() {
        return sink.received().stream().map(TestSink.Request::text).toList();
    }

    private long stored(String id) {
        return query(pool, "select count(*) as n from subscription_projection where sub = $1", UUID.fromString(id))
                .get(0)
                .getLong("n");
    }

    @Test
    void whatIsNotNamedIsNotSent() throws IOException {
        String whole = create(kotra(), pull(subject));
        String id = create(kotra(), keeping(webhook(sink, subject), "/n"));
        publish(1, 2);
        awaitNumbers(sink, 2);
        JsonNode event = sink.received().get(0).json();
        assertThat(event.get("data").toString()).isEqualTo("{\"n\":1}");
        assertThat(event.has("dataschema")).isFalse();
        assertThat(event.path("cksubseq").asText()).isEqualTo("1");
        await(() -> kotra().get(PATH + "/" + whole + "/health")
                .jsonPath()
                .getString("lastSubseq")
                .equals("2"));
        JsonNode other = JSON.readTree(fetched(whole).get(0));
        assertThat(fieldsOfData(other)).containsExactly("n", "title");
        assertThat(other.has("dataschema")).isTrue();
        // Byte for byte the same for who fetches.
        assertThat(fetched(id)).isEqualTo(texts());
        kotra().get(PATH + "/" + id).then().body("projection", equalTo(List.of("/n")));
        kotra().get(PATH + "/" + whole).then().body("projection", nullValue());
    }

    @Test
    void inBinaryModeTheBodyIsWhatIsLeft() {
        Map<String, Object> body = keeping(webhook(sink, subject), "/n");
        body.put("mode", "binary");
        create(kotra(), body);
        publish(1, 1);
        awaitNumbers(sink, 1);
        assertThat(sink.received().get(0).text()).isEqualTo("{\"n\":1}");
        assertThat(sink.received().get(0).header("ce-cksubseq")).isEqualTo("1");
        assertThat(sink.received().get(0).header("ce-dataschema")).isNull();
    }

    /** Filters look at the whole of it. */
    @Test
    void whatIsNotSentMayStillBeChosenBy() {
        Map<String, Object> body = keeping(webhook(sink, subject), "/n");
        List<Object> filters = new ArrayList<>((List<?>) body.get("filters"));
        filters.add(Map.of("data", Map.of("pointer", "/title", "op", "eq", "value", "西安 · 시안")));
        body.put("filters", filters);
        create(kotra(), body);
        publish(1, 1);
        awaitNumbers(sink, 1);
        assertThat(sink.received().get(0).json().get("data").toString()).isEqualTo("{\"n\":1}");
    }

    @Test
    void anotherProjectionHoldsFromANumberOnAndEarlierOnesStayWhatTheyWere() throws IOException {
        String id = create(kotra(), keeping(webhook(sink, subject), "/n"));
        publish(1, 2);
        awaitNumbers(sink, 2);
        project(id, "/title")
                .then()
                .statusCode(200)
                .body("effectiveAfterSubseq", equalTo("2"))
                .body("projection", equalTo(List.of("/title")))
                .body("state", equalTo("ACTIVE"));
        publish(3, 3);
        await(() -> sink.received().size() == 3);
        project(id).then().body("effectiveAfterSubseq", equalTo("3")).body("projection", nullValue());
        publish(4, 4);
        await(() -> sink.received().size() == 4);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 4);

        assertThat(sink.received().stream().map(request -> fieldsOfData(request.json())))
                .containsExactly(List.of("n"), List.of("n"), List.of("title"), List.of("n", "title"));
        assertThat(sink.received().get(3).json().has("dataschema")).isTrue();
        List<String> first = texts();
        assertThat(fetched(id)).isEqualTo(first);

        awaitReplay(
                id,
                kotra().body("{}").post(PATH + "/" + id + "/replay").jsonPath().getString("replayId"));
        assertThat(texts().subList(4, 8)).isEqualTo(first);
        kotra().post(PATH + "/" + id + "/deliveries/3/redeliver")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("delivered"));
        assertThat(texts().get(8)).isEqualTo(first.get(2));
        kotra().body("{\"subseq\":0}").post(PATH + "/" + id + "/seek").then().statusCode(200);
        await(() -> sink.received().size() >= 13);
        assertThat(texts().subList(9, 13)).isEqualTo(first);
    }

    /** What waits was numbered, and linked into the chain, under the one before. */
    @Test
    void whatWaitsIsSentAsItWasNumbered() {
        sink.onDelivery(request -> Reply.of(503));
        String id = create(kotra(), keeping(webhook(sink, subject), "/n"));
        publish(1, 2);
        await(() -> !sink.received().isEmpty());
        await(() -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 2);
        project(id, "/title").then().body("effectiveAfterSubseq", equalTo("2"));
        publish(3, 3);
        await(() -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 3);
        sink.onDelivery(request -> Reply.of(204));
        query(
                pool,
                "update sub_health set open_n = 0, open_until = null, rest_until = 'epoch' where sub = $1",
                UUID.fromString(id));
        query(pool, "update lane set next_at = now() where sub = $1", UUID.fromString(id));
        Subscriptions.awaitDone(Subscriptions::kotra, id, 3);
        List<TestSink.Request> received = sink.received();
        assertThat(received.subList(received.size() - 3, received.size()).stream()
                        .map(request -> fieldsOfData(request.json())))
                .containsExactly(List.of("n"), List.of("n"), List.of("title"));
    }

    @Test
    void whatIsThePlatformsOwnStaysWhole() {
        String id = create(kotra(), keeping(webhook(sink, subject), "/n"));
        kotra().post(PATH + "/" + id + "/test").then().statusCode(200).body("outcome", equalTo("delivered"));
        // Digests are due every 20 events in these tests.
        publish(1, 21);
        await(() -> sink.all().stream()
                .anyMatch(request -> request.method().equals("POST")
                        && request.type().equals("org.ckep.delivery.digest.issued.v1")));
        List<JsonNode> own = sink.all().stream()
                .filter(request ->
                        request.method().equals("POST") && request.type().startsWith("org.ckep.delivery."))
                .map(TestSink.Request::json)
                .toList();
        assertThat(own.get(0).at("/data/message").asText()).isNotEmpty();
        assertThat(own.get(1).at("/data/chain").asText()).isNotEmpty();
        assertThat(own).allSatisfy(event -> assertThat(event.has("dataschema")).isTrue());
    }

    @Test
    void aProjectionIsStoredOnceAndForgottenWhenNoNumberIsOfIt() {
        String id = create(kotra(), keeping(pull(subject), "/n"));
        publish(1, 1);
        await(() -> kotra().get(PATH + "/" + id + "/health")
                .jsonPath()
                .getString("lastSubseq")
                .equals("1"));
        project(id, "/title").then().statusCode(200);
        project(id, "/n", "/title").then().statusCode(200);
        project(id, "/n").then().statusCode(200);
        assertThat(stored(id)).isEqualTo(1);
        project(id).then().statusCode(200);
        assertThat(stored(id)).isEqualTo(1);
        query(pool, "delete from delivery where sub = $1", UUID.fromString(id));
        project(id, "/title").then().statusCode(200);
        assertThat(stored(id)).isEqualTo(1);
        project(id).then().statusCode(200);
        assertThat(stored(id)).isZero();
    }

    @Test
    void theSameProjectionIsNoChangeOfIt() {
        String id = create(kotra(), keeping(pull(subject), "/n"));
        project(id, "/n").then().statusCode(200).body("effectiveAfterSubseq", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'n':1}             | /projection   | invalid",
                "['/n','/title','n'] | /projection/2 | invalid",
                "['/n',1]            | /projection/1 | invalid",
                "['/n','/n']         | /projection/1 | duplicate",
                "['/a/b','/a']       | /projection/0 | nested",
                "['/a~2']            | /projection/0 | invalid",
                "['/a\\u0000']       | /projection/0 | invalid",
                "['/a\\ud800']       | /projection/0 | invalid",
            })
    void whatIsNoProjectionIsRefusedAtItsPlaceAndChangesNothing(String projection, String place, String code) {
        String body = "{\"projection\":" + projection.replace('\'', '"') + "}";
        kotra().body(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ckep:problem:invalid-value"))
                .body("errors[0].pointer", equalTo(place))
                .body("errors[0].code", equalTo(code));
        kotra().body(body).post(PATH + "/dry-run").then().statusCode(400).body("errors[0].pointer", equalTo(place));
        String id = create(kotra(), keeping(pull(subject), "/n"));
        String tag = kotra().get(PATH + "/" + id).header("ETag");
        kotra().contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(body)
                .patch(PATH + "/" + id)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(place));
        kotra().get(PATH + "/" + id).then().header("ETag", equalTo(tag)).body("projection", equalTo(List.of("/n")));
    }

    @Test
    void tooManyAndTooLongAreRefused() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            many.add("/a" + i);
        }
        kotra().body(Map.of("projection", many))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/projection"))
                .body("errors[0].code", equalTo("too-many"));
        kotra().body(Map.of("projection", List.of("/n", "/" + "a".repeat(256))))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/projection/1"));
    }

    @Test
    void aDryRunShowsWhatIsLeftAndWarnsOfWhatNoEventHas() {
        publish(1, 2);
        Map<String, Object> wanted = Map.of(
                "filters",
                List.of(Map.of("exact", Map.of("subject", subject))),
                "projection",
                List.of("/n", "/titel", "/title/en"));
        await(() -> kotra().body(wanted).post(PATH + "/dry-run").jsonPath().getInt("matched") == 2);
        kotra().body(wanted)
                .post(PATH + "/dry-run")
                .then()
                .statusCode(200)
                .body("missing", equalTo(List.of("/titel", "/title/en")))
                .body("samples[0].data", equalTo(Map.of("n", 1)));
        kotra().body(Map.of("filters", wanted.get("filters")))
                .post(PATH + "/dry-run")
                .then()
                .body("missing", nullValue())
                .body("samples[0].data.title", equalTo("西安 · 시안"));
        kotra().body(Map.of(
                        "filters",
                        List.of(Map.of("exact", Map.of("subject", Events.subject()))),
                        "projection",
                        List.of("/n")))
                .post(PATH + "/dry-run")
                .then()
                .body("matched", equalTo(0))
                .body("missing", nullValue());
    }
}
