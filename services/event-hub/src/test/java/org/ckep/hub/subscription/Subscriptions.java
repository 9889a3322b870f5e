package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;

/** Requests of subscribers. */
public final class Subscriptions {
    public static final String PATH = "/subscriptions/v1";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Subscriptions() {}

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    /** A Korean agency, whose log holds what is for all partners and for itself. */
    public static RequestSpecification kotra() {
        return as(Tokens.client("agency-kotra"));
    }

    /** Another one. */
    public static RequestSpecification kita() {
        return as(Tokens.kita());
    }

    public static RequestSpecification cn() {
        return as(Tokens.user("cn-maker"));
    }

    public static RequestSpecification kr() {
        return as(Tokens.user("kr-maker"));
    }

    /** A body for a webhook that wants one subject's events, so that tests do not meet. */
    public static Map<String, Object> webhook(TestSink sink, String... subjects) {
        return with(Map.of("sink", sink.url()), subjects);
    }

    /** One whose events stand in the topic of its owner's agency. */
    public static Map<String, Object> kafka(String... subjects) {
        return with(Map.of("protocol", "KAFKA"), subjects);
    }

    public static Map<String, Object> pull(String... subjects) {
        return with(Map.of("protocol", "PULL"), subjects);
    }

    private static Map<String, Object> with(Map<String, Object> first, String... subjects) {
        Map<String, Object> body = new LinkedHashMap<>(first);
        List<Object> any = new ArrayList<>();
        for (String subject : subjects) {
            any.add(Map.of("exact", Map.of("subject", subject)));
        }
        body.put("filters", List.of(Map.of("any", any)));
        return body;
    }

    /** Creates it and answers its id. */
    public static String create(RequestSpecification caller, Map<String, Object> body) {
        Response response = caller.body(body).post(PATH);
        response.then().statusCode(201);
        return response.jsonPath().getString("id");
    }

    /** Changes it; without a tag where that is null. */
    static Response patch(String id, String ifMatch, Map<String, Object> patch) {
        RequestSpecification request =
                kotra().contentType("application/merge-patch+json").body(patch);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(PATH + "/" + id);
    }

    /** Publishes so many events of a subject to an audience, numbered from 1. */
    public static List<CloudEvent> publish(Events.Sender sender, Audience audience, String subject, int amount) {
        return publish(sender, audience, subject, 1, amount);
    }

    public static List<CloudEvent> publish(
            Events.Sender sender, Audience audience, String subject, int first, int last) {
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            CloudEvent event = Events.event(audience, subject, i);
            sender.sendNow(event);
            sent.add(event);
        }
        return sent;
    }

    public static void await(Supplier<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition::get);
    }

    public static void awaitNumbers(TestSink sink, int amount) {
        await(() -> sink.numbers().stream().distinct().count() >= amount);
    }

    /** Waits until so many numbers are delivered, by the subscription's own count. */
    public static void awaitDone(Supplier<RequestSpecification> caller, String id, long number) {
        await(() -> Long.parseLong(
                        caller.get().get(PATH + "/" + id + "/health").jsonPath().getString("doneUpto"))
                >= number);
    }

    /** Waits until a replay of the Korean agency that was begun is done, and answers it as it is then. */
    static Response awaitReplay(String id, String replay) {
        String path = PATH + "/" + id + "/replays/" + replay;
        await(() -> kotra().get(path).jsonPath().getString("state").equals("DONE"));
        return kotra().get(path);
    }

    /** Waits for the first failure of its first event and leaves one try. */
    static void exhaust(Pool pool, String id) {
        await(
                () -> kotra()
                        .get(PATH + "/" + id + "/deliveries?limit=1")
                        .jsonPath()
                        .getList("data.attempts", Integer.class)
                        .stream()
                        .anyMatch(attempts -> attempts > 0));
        await(() -> pool.preparedQuery(
                                "update lane set attempt = 9, next_at = now() where sub = $1 and lease_until is null")
                        .execute(Tuple.of(UUID.fromString(id)))
                        .await()
                        .atMost(PATIENCE)
                        .rowCount()
                == 1);
    }

    /** An answer of an endpoint that comes only some time after this, longer than anybody relies on a lane unasked. */
    public static void hold(CountDownLatch until) {
        try {
            assertThat(until.await(20, TimeUnit.SECONDS)).isTrue();
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
