package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.proof.ReceiverProcess.Language;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers of docs/receive take each event that is really delivered once, whatever is lost, doubled or killed. */
@QuarkusTest
class ReceiverTest {
    private static final int EACH = 20;
    private static final String SECRET = "whsec_dGhlIHNlY3JldCBvZiB0aGUgcmVjZWl2ZXJzIQ==";
    private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @TempDir
    Path folder;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private final String other = Events.subject();

    private String subscribe(String algorithm) {
        Map<String, Object> body = webhook(sink, subject, other);
        body.put("signing", algorithm);
        if (algorithm.equals("v1")) {
            body.put("secret", SECRET);
        }
        return create(kotra(), body);
    }

    private static String key(String id, String algorithm) {
        return algorithm.equals("v1")
                ? SECRET
                : kotra().get(PATH + "/" + id).jsonPath().getString("keys[0].publicKey");
    }

    /** Requests lost before it, answers lost behind it, copies at once, its death with a line half written, all again. */
    @ParameterizedTest
    @CsvSource({"JAVA, v1a", "JAVA, v1", "NODE, v1a", "NODE, v1", "PYTHON, v1"})
    void eachEventHasItsEffectOnceAndInOrder(Language language, String algorithm) throws Exception {
        Path file = folder.resolve("events.ndjson");
        String id = subscribe(algorithm);
        try (ReceiverProcess receiver = new ReceiverProcess(language, file, key(id, algorithm))) {
            AtomicInteger requests = new AtomicInteger();
            AtomicInteger cuts = new AtomicInteger();
            sink.onDelivery(request -> {
                int n = requests.incrementAndGet();
                if (n % 7 == 0) {
                    return Reply.of(TestSink.CUT);
                }
                CompletableFuture<Integer> copy =
                        CompletableFuture.supplyAsync(() -> receiver.deliver(request, request.body()));
                int status = receiver.deliver(request, request.body());
                copy.join();
                if (n % 5 == 0 && status == 204) {
                    cuts.incrementAndGet();
                    return Reply.of(TestSink.CUT);
                }
                return Reply.of(status);
            });
            publishBoth(1, EACH / 2);
            await(() -> receiver.isAlive() && hurried(id, EACH));

            receiver.kill();
            Files.writeString(file, "{\"audience\":\"partner\",\"ckc", StandardOpenOption.APPEND);
            int alive = requests.get();
            publishBoth(EACH / 2 + 1, EACH);
            await(() -> !hurried(id, 2 * EACH) && requests.get() > alive + 2);
            receiver.start();
            await(() -> receiver.isAlive() && hurried(id, 2 * EACH));
            assertThat(cuts.get()).isPositive();
            assertEachOnce(receiver);

            int before = requests.get();
            kotra().body("{\"earliest\":true}")
                    .post(PATH + "/" + id + "/seek")
                    .then()
                    .statusCode(200);
            await(() -> receiver.isAlive() && hurried(id, 2 * EACH) && requests.get() >= before + 2 * EACH);
            assertEachOnce(receiver);
            assertThat(Verifier.valueOf(language.name())
                            .run(folder.resolve("copy.ndjson"), id, receiver.events(), null))
                    .singleElement()
                    .asString()
                    .endsWith("duplicates 0, findings 0");
        }
    }

    private void publishBoth(int first, int last) {
        publish(sender, Audience.PARTNER, subject, first, last);
        publish(sender, Audience.PARTNER, other, first, last);
    }

    private void assertEachOnce(ReceiverProcess receiver) {
        Map<String, List<Integer>> effects = new TreeMap<>();
        for (String of : List.of(subject, other)) {
            effects.put(
                    of,
                    receiver.events().stream()
                            .filter(event -> event.contains("\"subject\":\"" + of + "\""))
                            .map(ReceiverTest::number)
                            .toList());
        }
        List<Integer> all = IntStream.rangeClosed(1, EACH).boxed().toList();
        assertThat(effects).isEqualTo(new TreeMap<>(Map.of(subject, all, other, all)));
    }

    private static int number(String event) {
        Matcher found = NUMBER.matcher(event);
        assertThat(found.find()).as(event).isTrue();
        return Integer.parseInt(found.group(1));
    }

    /** Whether so many are delivered. Pauses are long: what has failed is tried again now, and by no breaker held back. */
    private boolean hurried(String id, int amount) {
        UUID sub = UUID.fromString(id);
        query(
                pool,
                "update lane set attempt = 1, next_at = now() where sub = $1 and attempt > 0 and lease_until is null",
                sub);
        query(pool, "update sub_health set open_until = now() where sub = $1 and open_n > 0", sub);
        return query(pool, "select 1 from delivery where sub = $1 and pos is not null and state = 'DELIVERED'", sub)
                        .size()
                == amount;
    }

    @ParameterizedTest
    @CsvSource({"JAVA, v1a", "JAVA, v1", "NODE, v1a", "NODE, v1", "PYTHON, v1"})
    void whatIsNotSignedByTheSubscriptionsKeyHasNoEffect(Language language, String algorithm) throws Exception {
        String id = subscribe(algorithm);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> sink.received().size() == 1);
        TestSink.Request real = sink.received().get(0);
        byte[] longer = Arrays.copyOf(real.body(), real.body().length + 1);
        longer[real.body().length] = ' ';
        String foreign = algorithm.equals("v1")
                ? "whsec_YW5vdGhlciBzZWNyZXQsIG9mIHNvbWVib2R5IGVsc2U="
                : "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        try (ReceiverProcess stranger = new ReceiverProcess(language, folder.resolve("foreign.ndjson"), foreign)) {
            assertThat(stranger.deliver(real, real.body())).isEqualTo(401);
            assertThat(stranger.events()).isEmpty();
        }
        // During a rotation one of two suffices.
        try (ReceiverProcess receiver =
                new ReceiverProcess(language, folder.resolve("events.ndjson"), foreign, key(id, algorithm))) {
            assertThat(receiver.deliver(real, longer)).isEqualTo(401);
            if (algorithm.equals("v1")) {
                assertThat(receiver.deliver(signedAgo(real, 310), real.body())).isEqualTo(401);
                assertThat(receiver.deliver(signedAgo(real, -310), real.body())).isEqualTo(401);
            }
            assertThat(receiver.events()).isEmpty();
            assertThat(receiver.deliver(real, real.body())).isEqualTo(204);
            assertThat(receiver.deliver(real, real.body())).isEqualTo(204);
            assertThat(receiver.events()).containsExactly(real.text());
        }
    }

    /** The same with a good signature of then, as somebody who has heard it would send it again. */
    private static TestSink.Request signedAgo(TestSink.Request real, int seconds) throws GeneralSecurityException {
        String stamp = Long.toString(System.currentTimeMillis() / 1000 - seconds);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
        mac.update((real.header("webhook-id") + "." + stamp + ".").getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = new TreeMap<>(real.headers());
        headers.put("webhook-timestamp", stamp);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(real.body())));
        return new TestSink.Request(real.method(), real.uri(), headers, real.body(), 0, null, 0);
    }
}
