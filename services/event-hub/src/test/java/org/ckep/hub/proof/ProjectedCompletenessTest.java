package org.ckep.hub.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is left of events, and however often that changes while they come: what was received is proved complete by the
 * published verifiers, from what was received alone.
 */
@QuarkusTest
class ProjectedCompletenessTest {
    private static final int ROUNDS = 8;
    private static final int EVENTS = 9;
    private static final List<String> NAMES = List.of("a", "b", "名", "x/y", "~", "", "cksubseq", "ckchain", "subject");

    @TempDir
    Path folder;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final String subject = Events.subject();
    private int published;

    @Test
    void whatIsLeftIsProvedComplete() throws Exception {
        // Some come again, so that lanes are read anew as well as handed over.
        sink.onDelivery(request -> Reply.of(random.nextInt(10) == 0 ? 503 : 204));
        Map<String, Object> body = webhook(sink, subject);
        body.put("projection", pointers());
        String id = create(kotra(), body);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < EVENTS; i++) {
                sender.sendNow(event());
            }
            String path = PATH + "/" + id;
            kotra().contentType("application/merge-patch+json")
                    .header("If-Match", kotra().get(path).header("ETag"))
                    .body(Map.of("projection", pointers()))
                    .patch(path)
                    .then()
                    .statusCode(200);
        }
        await(() -> logged(id) >= published && done(id) == logged(id));
        List<String> received = sink.all().stream()
                .filter(request -> request.method().equals("POST"))
                .map(TestSink.Request::text)
                .distinct()
                .toList();
        int last = logged(id);
        String key = RestAssured.get("/.well-known/jwks.json").jsonPath().getString("keys[0].x");
        List<String> arrived = new ArrayList<>(received);
        for (Verifier verifier : Verifier.values()) {
            assertThat(verifier.run(folder.resolve("received.ndjson"), id, arrived, key))
                    .as("seed " + seed)
                    .containsExactly("numbers 1 to " + last + ", received " + last + ", duplicates 0, findings 0");
            // Number for number the same to who fetches.
            assertThat(verifier.run(folder.resolve("fetched.ndjson"), id, fetched(id), key))
                    .as("seed " + seed)
                    .containsExactly("numbers 1 to " + last + ", received " + last + ", duplicates 0, findings 0");
        }
        assertThat(fetched(id)).as("seed " + seed).containsExactlyInAnyOrderElementsOf(received);
    }

    private static int logged(String id) {
        return Integer.parseInt(
                kotra().get(PATH + "/" + id + "/health").jsonPath().getString("lastSubseq"));
    }

    private static int done(String id) {
        return Integer.parseInt(
                kotra().get(PATH + "/" + id + "/health").jsonPath().getString("doneUpto"));
    }

    private static List<String> fetched(String id) {
        String batch =
                kotra().get(PATH + "/" + id + "/events?after=0&limit=1000").asString();
        // A batch is the events as they are, between commas.
        List<String> events = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean isText = false;
        for (int i = 1; i < batch.length() - 1; i++) {
            char c = batch.charAt(i);
            if (isText) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    isText = false;
                }
            } else if (c == '"') {
                isText = true;
            } else if (c == '{' && depth++ == 0) {
                start = i;
            } else if (c == '}' && --depth == 0) {
                events.add(batch.substring(start, i + 1));
            }
        }
        return events;
    }

    /** None, some or many, never one within another. */
    private List<String> pointers() {
        List<String> pointers = new ArrayList<>();
        for (String name : NAMES) {
            String place = "/" + name.replace("~", "~0").replace("/", "~1");
            switch (random.nextInt(4)) {
                case 0 -> pointers.add(place);
                case 1 -> {
                    pointers.add(place + "/a");
                    pointers.add(place + "/名");
                }
                default -> {}
            }
        }
        return random.nextInt(5) == 0 ? List.of() : pointers;
    }

    private CloudEvent event() {
        published++;
        return new CloudEvent(
                UUID.randomUUID().toString(),
                "/investment-projects/partner",
                Events.TYPE,
                subject,
                Instant.parse("2026-01-04T08:00:00Z"),
                "application/json",
                null,
                new TreeMap<>(Map.of(
                        "audience", Audience.PARTNER.id(), "dataclassification", "public", "partitionkey", subject)),
                object(2).getBytes(UTF_8));
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{");
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                text.append(text.length() == 1 ? "" : ",")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value(depth));
            }
        }
        return text.append('}').toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 5)) {
            case 0 -> "null";
            case 1 -> "\"\\\"},\\\"cksubseq\\\":\\\"1\\u0007 西安\"";
            case 2 -> Double.toString(random.nextDouble() * 1e6);
            case 3 -> "[1,{\"subject\":\"y\"}]";
            case 4 -> Integer.toString(random.nextInt());
            default -> object(depth - 1);
        };
    }
}
