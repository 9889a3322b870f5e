package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deliveries to real endpoints on this machine. */
@QuarkusTest
class WebhookTest {
    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();
    private final String other = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void eventsArriveInOrderSignedAndWithContiguousNumbers() throws Exception {
        String id = create(kotra(), webhook(sink, subject));
        List<CloudEvent> sent = publish(sender, Audience.PARTNER, subject, 5);
        awaitNumbers(sink, 5);

        assertThat(sink.numbers()).containsExactly(1, 2, 3, 4, 5);
        assertThat(sink.received().stream().map(TestSink.Request::subseq)).containsExactly(1L, 2L, 3L, 4L, 5L);
        TestSink.Request first = sink.received().get(0);
        assertThat(first.header("content-type")).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(first.header("webhook-id")).isEqualTo(sent.get(0).id());
        assertThat(first.header("webhook-request-origin")).isEqualTo("events.ckep.test");
        assertThat(first.header("ck-redelivery")).isNull();
        assertThat(first.json().at("/data/title").asText()).isEqualTo("西安 · 시안");
        assertThat(Math.abs(Instant.now().getEpochSecond() - Long.parseLong(first.header("webhook-timestamp"))))
                .isLessThan(60);
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder()
                        .decode(kotra().get(PATH + "/" + id).jsonPath().getString("keys[0].publicKeyDer"))));
        for (TestSink.Request request : sink.received()) {
            assertThat(verifies(request, key, request.body())).isTrue();
            byte[] altered = request.text().replace("\"n\":", "\"n\": ").getBytes(StandardCharsets.UTF_8);
            assertThat(verifies(request, key, altered)).isFalse();
        }
    }

    private static byte[] signedText(TestSink.Request request, byte[] body) {
        byte[] head = (request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, text, head.length, body.length);
        return text;
    }

    private static boolean verifies(TestSink.Request request, PublicKey key, byte[] body) throws Exception {
        for (String signature : request.header("webhook-signature").split(" ")) {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signedText(request, body));
            if (signature.startsWith("v1a,")
                    && verifier.verify(Base64.getDecoder().decode(signature.substring(4)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(TestSink.Request request, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signedText(request, request.body())));
        return List.of(request.header("webhook-signature").split(" ")).contains(expected);
    }

    @Test
    void duringARotationTheOldSecretAndTheNewBothVerify() throws Exception {
        Map<String, Object> body = webhook(sink, subject);
        body.put("signing", "v1");
        Response created = kotra().body(body).post(PATH);
        String id = created.jsonPath().getString("id");
        String old = created.jsonPath().getString("secret");
        assertThat(kotra().get(PATH + "/" + id).asString()).doesNotContain("whsec_");
        publish(sender, Audience.PARTNER, subject, 1, 1);
        awaitNumbers(sink, 1);

        String fresh = kotra().body("{\"overlap\":\"PT1H\"}")
                .post(PATH + "/" + id + "/keys")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        publish(sender, Audience.PARTNER, subject, 2, 2);
        awaitNumbers(sink, 2);
        kotra().body("{\"overlap\":\"PT0S\",\"algorithm\":\"v1a\"}")
                .post(PATH + "/" + id + "/keys")
                .then()
                .statusCode(200);
        publish(sender, Audience.PARTNER, subject, 3, 3);
        awaitNumbers(sink, 3);

        List<TestSink.Request> received = sink.received();
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
        assertThat(verifies(received.get(0), old)).isTrue();
        assertThat(verifies(received.get(0), fresh)).isFalse();
        assertThat(verifies(received.get(1), old)).isTrue();
        assertThat(verifies(received.get(1), fresh)).isTrue();
        assertThat(verifies(received.get(2), fresh)).isFalse();
        assertThat(received.get(2).header("webhook-signature"))
                .startsWith("v1a,")
                .doesNotContain(" ");
    }

    /** Rules P11 and P12: one id over all tries, and the bytes stay those that were signed first. */
    @Test
    void aFailedEventIsTriedAgainUnchangedAndMarked() {
        AtomicInteger tries = new AtomicInteger();
        sink.onDelivery(request -> Reply.of(tries.incrementAndGet() <= 2 ? 500 : 200));
        create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> sink.received().size() >= 4);

        List<TestSink.Request> received = sink.received();
        assertThat(sink.numbers()).containsExactly(1, 1, 1, 2);
        assertThat(received.subList(0, 3).stream()
                        .map(request -> request.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        assertThat(received.subList(0, 3).stream().map(TestSink.Request::text).distinct())
                .hasSize(1);
        assertThat(received.stream().map(request -> request.header("ck-redelivery")))
                .containsExactly(null, "possible", "possible", null);
    }

    /** Rule P12: a key is read for each try and is copied into no delivery. */
    @Test
    void p12_aRetryAfterARotationIsSignedByTheNewKey() throws Exception {
        AtomicReference<String> id = new AtomicReference<>();
        AtomicReference<String> fresh = new AtomicReference<>();
        sink.onDelivery(request -> {
            if (fresh.get() != null) {
                return Reply.of(200);
            }
            // The key is exchanged between this try and the next one.
            fresh.set(kotra().body("{\"overlap\":\"PT0S\"}")
                    .post(PATH + "/" + id.get() + "/keys")
                    .jsonPath()
                    .getString("secret"));
            return Reply.of(500);
        });
        Map<String, Object> body = webhook(sink, subject);
        body.put("signing", "v1");
        Response created = kotra().body(body).post(PATH);
        id.set(created.jsonPath().getString("id"));
        String old = created.jsonPath().getString("secret");
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> sink.received().size() >= 2);

        TestSink.Request first = sink.received().get(0);
        TestSink.Request second = sink.received().get(1);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(verifies(first, old)).isTrue();
        assertThat(verifies(second, fresh.get())).isTrue();
        assertThat(verifies(second, old)).isFalse();
    }

    /** It took the event, and the log does not say that its answer was whole. */
    @Test
    void anAnswerWhoseBodyBreaksOffTakesTheEventAndHasItsOwnWord() {
        sink.onDelivery(request -> Reply.cutOff(200));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitDone(Subscriptions::kotra, id, 2);
        assertThat(sink.numbers()).containsExactly(1, 2);
        for (int number : List.of(1, 2)) {
            assertThat(attempts(id, number)).extracting("outcome").containsExactly("answer-cut-off");
            assertThat(attempts(id, number)).extracting("response").containsExactly("begun");
        }
        kotra().get(PATH + "/" + id + "/deliveries?state=delivered").then().body("data.size()", equalTo(2));
        kotra().post(PATH + "/" + id + "/test").then().body("outcome", equalTo("answer-cut-off"));
        kotra().get(PATH + "/" + id + "/health").then().body("failures", equalTo(0));
    }

    @Test
    void anAnswerThatIsCutOffCountsAsPossiblyReceived() {
        AtomicInteger tries = new AtomicInteger();
        sink.onDelivery(request -> Reply.of(tries.incrementAndGet() == 1 ? TestSink.CUT : 200));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> sink.received().size() >= 2);

        assertThat(sink.received().get(1).header("ck-redelivery")).isEqualTo("possible");
        await(() -> attempts(id, 1).size() == 2);
        assertThat(attempts(id, 1)).extracting("outcome").containsExactly("reset", "delivered");
    }

    /** None before the number was given out. */
    private static List<Map<String, Object>> attempts(String id, long number) {
        Response response = kotra().get(PATH + "/" + id + "/deliveries/" + number + "/attempts");
        return response.statusCode() == 404 ? List.of() : response.jsonPath().getList("data");
    }

    /** Rule P8: waiting behind a head uses no try; and subjects do not wait for each other. */
    @Test
    void aFailingSubjectStopsItselfAndNoOther() {
        sink.onDelivery(request -> Reply.of(request.subject().equals(subject) ? 422 : 200));
        String id = create(kotra(), webhook(sink, subject, other));
        publish(sender, Audience.PARTNER, subject, 3);
        publish(sender, Audience.PARTNER, other, 20);

        await(() -> sink.received().stream()
                        .filter(request -> request.subject().equals(other))
                        .count()
                == 20);
        await(() -> sink.received().stream()
                        .filter(request -> request.subject().equals(subject))
                        .count()
                >= 2);
        assertThat(sink.received().stream()
                        .filter(request -> request.subject().equals(subject))
                        .map(TestSink.Request::number)
                        .distinct())
                .containsExactly(1);
        assertThat(attempts(id, 2)).isEmpty();
    }

    @Test
    void withOneOrderForAllEverythingWaitsForTheFirst() {
        CountDownLatch mayPass = new CountDownLatch(1);
        sink.onDelivery(request -> Reply.of(request.number() == 1 && mayPass.getCount() > 0 ? 503 : 200));
        Map<String, Object> body = webhook(sink, subject, other);
        body.put("ordering", "subscription");
        create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 1, 1);
        publish(sender, Audience.PARTNER, other, 2, 2);
        await(() -> sink.received().size() >= 2);
        assertThat(sink.numbers()).containsOnly(1);

        mayPass.countDown();
        await(() -> sink.numbers().contains(2));
        assertThat(sink.numbers().indexOf(2)).isEqualTo(sink.numbers().lastIndexOf(1) + 1);
    }

    @Test
    void aSlowSubscriberDelaysNoOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (TestSink hanging = new TestSink()) {
            hanging.onDelivery(request -> {
                try {
                    release.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Reply.of(200);
            });
            create(kotra(), webhook(hanging, subject));
            create(kotra(), webhook(sink, subject));
            publish(sender, Audience.PARTNER, subject, 30);
            awaitNumbers(sink, 30);
            assertThat(sink.numbers())
                    .isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
            release.countDown();
        }
    }

    /** In the event and, for whoever traces, in the header that the delivery's own trace goes on from. */
    @Test
    void theTraceThatAnEventBeganWithComesWithIt() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        create(kotra(), webhook(sink, subject));
        sender.sendNow(Events.event(Audience.PARTNER, subject, 1).withExtension("traceparent", trace));
        sender.sendNow(
                Events.event(Audience.PARTNER, subject, 2).withExtension("traceparent", "ff" + trace.substring(2)));
        publish(sender, Audience.PARTNER, subject, 3, 3);
        awaitNumbers(sink, 3);
        assertThat(sink.received().stream().map(request -> request.header("traceparent")))
                .containsExactly(trace, null, null);
        assertThat(sink.received().get(0).json().get("traceparent").asText()).isEqualTo(trace);
        assertThat(sink.received().get(2).json().has("traceparent")).isFalse();
    }

    @Test
    void inBinaryModeTheAttributesAreHeadersAndTheDataIsTheBody() {
        Map<String, Object> body = webhook(sink, subject);
        body.put("mode", "binary");
        create(kotra(), body);
        List<CloudEvent> sent = publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);

        TestSink.Request request = sink.received().get(0);
        assertThat(request.text()).isEqualTo("{\"n\":1,\"title\":\"西安 · 시안\"}");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("ce-specversion")).isEqualTo("1.0");
        assertThat(request.header("ce-id")).isEqualTo(sent.get(0).id());
        assertThat(request.header("ce-subject")).isEqualTo(subject);
        assertThat(request.header("ce-cksubseq")).isEqualTo("1");
        assertThat(request.header("ce-ckchain")).hasSize(43);
        assertThat(request.header("ce-datacontenttype")).isNull();
    }

    @Test
    void withoutOrderingManyEventsOfOneSubjectAreUnderWayAtOnce() {
        Map<String, Boolean> open = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch several = new CountDownLatch(4);
        sink.onDelivery(request -> {
            open.put(request.header("webhook-id"), true);
            most.accumulateAndGet(open.size(), Math::max);
            several.countDown();
            try {
                several.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            open.remove(request.header("webhook-id"));
            return Reply.of(200);
        });
        Map<String, Object> body = webhook(sink, subject);
        body.put("ordering", "none");
        create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 12);
        awaitNumbers(sink, 12);
        assertThat(most.get()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void redirectsAreNotFollowed() {
        try (TestSink target = new TestSink()) {
            sink.onDelivery(request -> new Reply(302, Map.of("Location", target.url()), ""));
            String id = create(kotra(), webhook(sink, subject));
            publish(sender, Audience.PARTNER, subject, 1);
            await(() -> !attempts(id, 1).isEmpty());
            assertThat(attempts(id, 1).get(0))
                    .containsEntry("outcome", "redirect")
                    .containsEntry("status", 302);
            assertThat(target.all()).isEmpty();
        }
    }

    /** Rule P13. */
    @Test
    void ofALongAnswerTheBeginningIsKept() {
        sink.onDelivery(request -> new Reply(200, Map.of(), "x".repeat(10_000_000)));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitNumbers(sink, 2);
        await(() -> attempts(id, 2).size() == 1);
        assertThat(attempts(id, 2).get(0)).containsEntry("outcome", "delivered");
        assertThat((String) attempts(id, 2).get(0).get("response")).isEqualTo("x".repeat(4096));
    }

    @Test
    void goneMeansPaused() {
        sink.onDelivery(request -> Reply.of(410));
        String id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, 2);
        await(() -> kotra().get(PATH + "/" + id).jsonPath().getString("state").equals("PAUSED"));
        assertThat(kotra().get(PATH + "/" + id).jsonPath().getString("stateReason"))
                .isEqualTo("gone");
        assertThat(sink.received()).hasSize(1);
    }
}
