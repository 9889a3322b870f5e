package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.awaitReplay;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.delivery.EndpointCredentials;
import org.ckep.kernel.access.Audience;
import org.ckep.testing.Tokens;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that show an access token which the endpoint's owner gave. */
@QuarkusTest
class EndpointTokenTest {
    private static final String TOKEN = "s3cr3t.t0k3n-_~+/of==";
    private static final String SUCCESSOR = "an0ther.t0k3n";

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    EndpointCredentials credentials;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private static Response set(String id, Map<String, ?> wanted) {
        return kotra().body(wanted).put(PATH + "/" + id + "/authorization");
    }

    private static Response read(String id) {
        return kotra().get(PATH + "/" + id + "/authorization");
    }

    private static void requireState(String id, String state) {
        kotra().get(PATH + "/" + id).then().body("state", equalTo(state));
    }

    /** A subscription whose endpoint wants the token. */
    private String authorized() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, Map.of("accessToken", TOKEN)).then().statusCode(204);
        requireState(id, "ACTIVE");
        return id;
    }

    private static List<String> shown(List<TestSink.Request> requests) {
        List<String> shown = new ArrayList<>();
        requests.forEach(request -> shown.add(request.header("authorization")));
        return shown;
    }

    private List<String> attempts(String id) {
        return Sql.query(pool, "select outcome from attempt where sub = $1", UUID.fromString(id)).stream()
                .map(row -> row.getString("outcome"))
                .toList();
    }

    @Test
    void itIsShownInHandshakeTestDeliveryReplayAndRedelivery() {
        String id = authorized();
        assertThat(shown(sink.handshakes())).containsExactly(null, "Bearer " + TOKEN);
        kotra().post(PATH + "/" + id + "/test").then().body("outcome", equalTo("delivered"));
        publish(sender, Audience.PARTNER, subject, 3);
        awaitNumbers(sink, 3);
        Subscriptions.awaitDone(Subscriptions::kotra, id, 3);
        String replay = kotra().body(Map.of("from", 1, "to", 2))
                .post(PATH + "/" + id + "/replay")
                .jsonPath()
                .getString("replayId");
        awaitReplay(id, replay);
        kotra().post(PATH + "/" + id + "/deliveries/3/redeliver").then().body("outcome", equalTo("delivered"));
        kotra().post(PATH + "/" + id + "/verify").then().body("state", equalTo("ACTIVE"));
        List<TestSink.Request> after = sink.all().subList(1, sink.all().size());
        assertThat(after).hasSize(1 + 1 + 3 + 2 + 1 + 1);
        assertThat(shown(after)).containsOnly("Bearer " + TOKEN);
    }

    @Test
    void whatIsSetIsReadWithoutIt() {
        String id = authorized();
        read(id).then().statusCode(200).body("type", equalTo("access-token")).body("keySet()", contains("type"));
        Instant end = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        set(id, Map.of("accessToken", SUCCESSOR, "expiresAt", end.toString()))
                .then()
                .statusCode(204);
        read(id).then().body("type", equalTo("access-token")).body("expiresAt", equalTo(end.toString()));
        set(id, Map.of("accessToken", SUCCESSOR)).then().statusCode(204);
        read(id).then().body("expiresAt", nullValue());
    }

    static Stream<Arguments> wrong() {
        String past = Instant.now().minusSeconds(1).toString();
        String soon = Instant.now().plusSeconds(3600).toString();
        return Stream.of(
                Arguments.of(Map.of("accessToken", ""), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "Bearer abc"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "a b"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "=abc"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "ab=c"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "=="), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "abc\r\nx-other: 1"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "abc\n"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "a:b"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "令牌"), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "a".repeat(4097)), "/accessToken", "invalid"),
                Arguments.of(Map.of("accessToken", "a", "expiresAt", past), "/expiresAt", "expired"),
                Arguments.of(
                        Map.of("accessToken", "a", "expiresAt", "+10000-01-01T00:00:00Z"), "/expiresAt", "invalid"),
                Arguments.of(
                        Map.of("accessToken", "a", "tokenUrl", "https://x.example.org/"), "/tokenUrl", "not-allowed"),
                Arguments.of(Map.of("accessToken", "a", "clientId", "c"), "/clientId", "not-allowed"),
                Arguments.of(Map.of("accessToken", "a", "clientSecret", "c"), "/clientSecret", "not-allowed"),
                Arguments.of(Map.of("accessToken", "a", "scope", "c"), "/scope", "not-allowed"),
                Arguments.of(Map.of("expiresAt", soon), "/expiresAt", "not-allowed"),
                Arguments.of(Map.of(), "/tokenUrl", "required"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsNamedAndChangesNothing(Map<String, String> wanted, String pointer, String code) {
        String id = create(kotra(), webhook(sink, subject));
        set(id, wanted)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        read(id).then().statusCode(404);
        requireState(id, "ACTIVE");
        assertThat(sink.handshakes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096})
    void asLongAsItMayBeItIsShown(int length) {
        String id = create(kotra(), webhook(sink, subject));
        set(id, Map.of("accessToken", "a".repeat(length))).then().statusCode(204);
        requireState(id, "ACTIVE");
        assertThat(shown(sink.handshakes())).containsExactly(null, "Bearer " + "a".repeat(length));
    }

    @Test
    void onlyAWebhookHasOne() {
        String id = create(kotra(), pull(subject));
        set(id, Map.of("accessToken", TOKEN)).then().statusCode(409);
    }

    @Test
    void nobodyElseReadsSetsOrEndsIt() {
        String id = authorized();
        String path = PATH + "/" + id + "/authorization";
        Map<String, String> wanted = Map.of("accessToken", SUCCESSOR);
        for (Supplier<RequestSpecification> other :
                List.<Supplier<RequestSpecification>>of(Subscriptions::kita, Subscriptions::kr, Subscriptions::cn)) {
            other.get().get(path).then().statusCode(404);
            other.get().body(wanted).put(path).then().statusCode(404);
            other.get().delete(path).then().statusCode(404);
        }
        as(Tokens.user("cn-statistician")).body(wanted).put(path).then().statusCode(403);
        as(Tokens.user("cn-statistician")).delete(path).then().statusCode(403);
        given().contentType("application/json").body(wanted).put(path).then().statusCode(401);
        given().get(path).then().statusCode(401);
        given().delete(path).then().statusCode(401);
        read(id).then().body("type", equalTo("access-token"));
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(shown(sink.received())).containsExactly("Bearer " + TOKEN);
    }

    /** Not even where the endpoint answers what it was sent, as test endpoints do. */
    @Test
    void itIsInNoAnswerAndNoLog() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                logged.add(logRecord.getMessage() + " " + String.valueOf(logRecord.getThrown())
                        + (logRecord.getParameters() == null ? "" : List.of(logRecord.getParameters())));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setErrorManager(new ErrorManager());
        Logger root = LogContext.getLogContext().getLogger("");
        Logger own = LogContext.getLogContext().getLogger("org.ckep");
        root.addHandler(handler);
        own.setLevel(Level.ALL);
        try {
            own.log(Level.INFO, "what is logged is seen here");
            sink.onDelivery(request -> new Reply(
                    422,
                    Map.of("X-Echo", request.header("authorization")),
                    "you sent " + request.header("authorization")));
            String id = authorized();
            publish(sender, Audience.PARTNER, subject, 1);
            await(() -> attempts(id).contains("refused"));
            kotra().post(PATH + "/" + id + "/test").then().body("outcome", equalTo("refused"));
            String path = PATH + "/" + id;
            List<String> answers = new ArrayList<>();
            for (String each : List.of("/authorization", "", "/health", "/deliveries", "/events")) {
                answers.add(kotra().get(path + each).asString());
            }
            Response log = kotra().get(path + "/deliveries/1/attempts");
            assertThat(log.asString()).contains("you sent Bearer ***");
            answers.add(log.asString());
            answers.add(kotra().get(PATH + "?limit=500").asString());
            answers.add(set(id, Map.of("accessToken", TOKEN + " ")).asString());
            answers.add(set(id, Map.of("accessToken", TOKEN, "scope", TOKEN)).asString());
            answers.add(set(id, Map.of("accessToken", List.of(TOKEN))).asString());
            answers.add(kotra().body("{\"accessToken\":\"" + TOKEN + "\",}")
                    .put(path + "/authorization")
                    .asString());
            answers.add(kotra().body("{\"accessToken\":" + TOKEN + "}")
                    .put(path + "/authorization")
                    .asString());
            assertThat(answers)
                    .noneMatch(answer -> answer.contains(TOKEN))
                    .noneMatch(answer -> answer.contains("t0k3n"));
            for (Row row : Sql.query(
                    pool,
                    "select response from attempt where sub = $1 and response is not null",
                    UUID.fromString(id))) {
                assertThat(new String(row.getBuffer("response").getBytes(), StandardCharsets.ISO_8859_1))
                        .isEqualTo("you sent Bearer ***");
            }
        } finally {
            root.removeHandler(handler);
            own.setLevel(null);
        }
        assertThat(logged)
                .anyMatch(line -> line.startsWith("what is logged is seen here"))
                .noneMatch(line -> line.contains("t0k3n"));
    }

    @Test
    void inTheDatabaseItIsEncryptedAndBoundToItsSubscription() {
        String id = authorized();
        String other = create(kotra(), webhook(sink, Events.subject()));
        set(other, Map.of("accessToken", TOKEN)).then().statusCode(204);
        String hex =
                "select encode(secret, 'hex') as secret, r::text as whole from subscription_authorization r where sub = $1";
        Row first = Sql.query(pool, hex, UUID.fromString(id)).get(0);
        Row second = Sql.query(pool, hex, UUID.fromString(other)).get(0);
        assertThat(first.getString("whole")).doesNotContain("t0k3n");
        byte[] stored = Sql.query(
                        pool, "select secret from subscription_authorization where sub = $1", UUID.fromString(id))
                .get(0)
                .getBuffer("secret")
                .getBytes();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("t0k3n");
        assertThat(first.getString("secret")).isNotEqualTo(second.getString("secret"));
        Sql.query(
                pool,
                "update subscription_authorization set secret = decode($2, 'hex') where sub = $1",
                UUID.fromString(other),
                first.getString("secret"));
        assertThatThrownBy(() -> now(credentials.of(UUID.fromString(other)))).isInstanceOf(RuntimeException.class);
        kotra().delete(PATH + "/" + other).then().statusCode(204);
    }

    /** Else whoever may write the table alone would have client secrets shown to endpoints. */
    @Test
    void aClientSecretIsNeverTakenForAToken() {
        try (TestSink tokens = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            set(id, Map.of("tokenUrl", tokens.url(), "clientId", "ckep", "clientSecret", "secret"))
                    .then()
                    .statusCode(204);
            Sql.query(
                    pool,
                    "update subscription_authorization set token_url = null, client_id = null where sub = $1",
                    UUID.fromString(id));
            assertThatThrownBy(() -> now(credentials.of(UUID.fromString(id)))).isInstanceOf(RuntimeException.class);
            assertThat(shown(sink.all())).containsExactly((String) null);
            kotra().delete(PATH + "/" + id).then().statusCode(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token_url = 'https://a.example.org/'",
                "client_id = 'ckep'",
                "scope = 'all'",
                "token_url = 'https://a.example.org/', client_id = 'ckep', ends_at = now()"
            })
    void theDatabaseKeepsOneKindAlone(String change) {
        String id = authorized();
        assertThatThrownBy(() -> Sql.query(
                        pool,
                        "update subscription_authorization set " + change + " where sub = $1",
                        UUID.fromString(id)))
                .hasMessageContaining("subscription_authorization_kind");
    }

    @Test
    void fromAChangeDuringTrafficOnTheOtherOneIsShown() {
        String id = authorized();
        Thread traffic = Thread.ofVirtual().start(() -> IntStream.rangeClosed(1, 60)
                .forEach(i -> publish(sender, Audience.PARTNER, subject, i, i)));
        awaitNumbers(sink, 5);
        set(id, Map.of("accessToken", SUCCESSOR)).then().statusCode(204);
        requireState(id, "ACTIVE");
        awaitNumbers(sink, 60);
        assertThat(traffic.isAlive()).isFalse();
        assertThat(sink.numbers())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        // One lane, one request after the other: no request shows the former token after one that showed the new.
        List<String> shown = shown(sink.received());
        int first = shown.indexOf("Bearer " + SUCCESSOR);
        assertThat(first).isPositive();
        assertThat(shown.subList(0, first)).containsOnly("Bearer " + TOKEN);
        assertThat(shown.subList(first, shown.size())).containsOnly("Bearer " + SUCCESSOR);
        assertThat(shown(sink.handshakes())).containsExactly(null, "Bearer " + TOKEN, "Bearer " + SUCCESSOR);
        publish(sender, Audience.PARTNER, subject, 61, 61);
        awaitNumbers(sink, 61);
        assertThat(shown(sink.received()).get(60)).isEqualTo("Bearer " + SUCCESSOR);
    }

    @Test
    void anEndpointThatRefusesAChangedOneGetsNothing() {
        String id = authorized();
        sink.onHandshake(request -> Reply.of(401));
        set(id, Map.of("accessToken", SUCCESSOR)).then().statusCode(204);
        requireState(id, "PENDING");
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> kotra().get(PATH + "/" + id + "/health").jsonPath().getInt("open") == 1);
        assertThat(sink.received()).isEmpty();
        sink.onHandshake(request -> new Reply(200, Map.of("WebHook-Allowed-Origin", "*"), ""));
        kotra().post(PATH + "/" + id + "/verify").then().body("state", equalTo("ACTIVE"));
        awaitNumbers(sink, 1);
        assertThat(shown(sink.received())).containsExactly("Bearer " + SUCCESSOR);
    }

    /** As where an endpoint is not set up: the event uses up its tries, the breaker counts, the owner is told once. */
    @Test
    void afterItsEndNothingIsSentUntilAnotherOneComes() {
        String id = authorized();
        end(id);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> attempts(id).contains("credentials-expired"));
        assertThat(sink.received()).isEmpty();
        assertThat(told(id)).containsExactly("credentials-expired");
        Row health = Sql.query(pool, "select consecutive, failures from sub_health where sub = $1", UUID.fromString(id))
                .get(0);
        assertThat(health.getInteger("consecutive")).isPositive().isEqualTo(health.getInteger("failures"));
        assertThat(Sql.query(pool, "select attempt from lane where sub = $1", UUID.fromString(id))
                        .get(0)
                        .getInteger("attempt"))
                .isPositive();
        kotra().get(PATH + "/" + id + "/health")
                .then()
                .body("lastOutcome", equalTo("credentials-expired"))
                .body("troubles", hasItem("credentials-expired"));
        kotra().post(PATH + "/" + id + "/test").then().body("outcome", equalTo("credentials-expired"));
        // By hand, so it tells nobody what he has just been answered.
        assertThat(told(id)).hasSize(1);
        kotra().post(PATH + "/" + id + "/verify")
                .then()
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo("consent-missing: the access token for it has ended"));
        assertThat(sink.handshakes()).hasSize(2);

        set(id, Map.of("accessToken", SUCCESSOR)).then().statusCode(204);
        requireState(id, "ACTIVE");
        kotra().get(PATH + "/" + id + "/health").then().body("troubles", not(hasItem("credentials-expired")));
        tryNow(id);
        awaitNumbers(sink, 1);
        assertThat(shown(sink.received())).containsExactly("Bearer " + SUCCESSOR);
        // It was not sent before, and that is known.
        assertThat(sink.received().get(0).header("ck-redelivery")).isNull();
    }

    /** What he was told of one token says nothing of the next. */
    @Test
    void ofAnotherOneThatEndsItsOwnerIsToldAsWell() {
        String id = authorized();
        end(id);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> told(id).size() == 1);
        sink.onDelivery(request -> Reply.of(503));
        set(id, Map.of("accessToken", SUCCESSOR)).then().statusCode(204);
        end(id);
        await(() -> {
            tryNow(id);
            return told(id).size() == 2;
        });
        assertThat(told(id)).containsOnly("credentials-expired");
    }

    /** Its end comes by itself: nothing of the subscription changes, and no process may go on with what it knows. */
    @Test
    void itsEndHoldsInAProcessThatKnowsIt() {
        String id = create(kotra(), webhook(sink, subject));
        Instant end = Instant.now().plusSeconds(4);
        set(id, Map.of("accessToken", TOKEN, "expiresAt", end.toString()))
                .then()
                .statusCode(204);
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        await(() -> Instant.now().isAfter(end));
        publish(sender, Audience.PARTNER, subject, 2, 2);
        await(() -> attempts(id).contains("credentials-expired"));
        assertThat(shown(sink.received())).containsExactly("Bearer " + TOKEN);
    }

    private void end(String id) {
        Sql.query(
                pool,
                "update subscription_authorization set ends_at = now() - interval '1 second' where sub = $1",
                UUID.fromString(id));
        Sql.query(pool, "update subscription set version = version + 1 where id = $1", UUID.fromString(id));
    }

    private List<String> told(String id) {
        return Sql.query(
                        pool,
                        "select reason from subscription_notice where sub = $1 and kind = 'misconfigured' order by at",
                        UUID.fromString(id))
                .stream()
                .map(row -> row.getString("reason"))
                .toList();
    }

    /** Pauses would take minutes. */
    private void tryNow(String id) {
        UUID sub = UUID.fromString(id);
        Sql.query(pool, "update sub_health set open_until = now() where sub = $1 and open_n > 0", sub);
        Sql.query(pool, "update lane set next_at = now() where sub = $1 and lease_until is null", sub);
    }

    @Test
    void oneKindComesInThePlaceOfTheOther() {
        try (TestSink tokens = new TestSink()) {
            tokens.onDelivery(request ->
                    new Reply(200, Map.of(), "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}"));
            String id = create(kotra(), webhook(sink, subject));
            Instant end = Instant.now().plusSeconds(3600);
            Map<String, String> given = Map.of("accessToken", TOKEN, "expiresAt", end.toString());
            set(id, given).then().statusCode(204);
            set(id, Map.of("tokenUrl", tokens.url(), "clientId", "ckep", "clientSecret", "secret", "scope", "all"))
                    .then()
                    .statusCode(204);
            read(id).then()
                    .body("type", equalTo("client-credentials"))
                    .body("keySet().sort()", contains("clientId", "scope", "tokenUrl", "type"));
            set(id, given).then().statusCode(204);
            read(id).then()
                    .body("type", equalTo("access-token"))
                    .body("keySet().sort()", contains("expiresAt", "type"));
            assertThat(shown(sink.handshakes()))
                    .containsExactly(null, "Bearer " + TOKEN, "Bearer t", "Bearer " + TOKEN);
            assertThat(tokens.all()).hasSize(1);
        }
    }

    @Test
    void withoutItDeliveriesShowNothing() {
        String id = authorized();
        String path = PATH + "/" + id + "/authorization";
        kotra().delete(path).then().statusCode(204);
        read(id).then().statusCode(404);
        kotra().delete(path).then().statusCode(404);
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(shown(sink.received())).containsExactly((String) null);
        assertThat(shown(sink.handshakes())).containsExactly(null, "Bearer " + TOKEN, null);
    }

    @Test
    void withItsSubscriptionItIsForgotten() {
        String id = authorized();
        kotra().delete(PATH + "/" + id).then().statusCode(204);
        assertThat(Sql.query(pool, "select 1 from subscription_authorization where sub = $1", UUID.fromString(id)))
                .isEmpty();
    }
}
