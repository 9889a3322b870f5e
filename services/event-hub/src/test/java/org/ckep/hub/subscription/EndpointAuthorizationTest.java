package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries that show an OAuth 2 access token. */
@QuarkusTest
class EndpointAuthorizationTest {
    private static final String SECRET = "a secret: with % and signs";

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final TestSink tokens = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private final AtomicInteger fetched = new AtomicInteger();

    private Reply token() {
        return new Reply(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"access_token\":\"t" + fetched.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private Map<String, Object> wanted() {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("tokenUrl", tokens.url());
        wanted.put("clientId", "ckep");
        wanted.put("clientSecret", SECRET);
        wanted.put("scope", "deliver events");
        return wanted;
    }

    private static Response set(String id, Map<String, Object> wanted) {
        return kotra().body(wanted).put(PATH + "/" + id + "/authorization");
    }

    /** A subscription whose endpoint wants a token. */
    private String authorized() {
        tokens.onDelivery(request -> token());
        String id = create(kotra(), webhook(sink, subject));
        set(id, wanted()).then().statusCode(204);
        kotra().get(PATH + "/" + id).then().body("state", equalTo("ACTIVE"));
        return id;
    }

    @Test
    void oneTokenIsShownInTheHandshakeAndInEachDelivery() {
        authorized();
        publish(sender, Audience.PARTNER, subject, 5);
        awaitNumbers(sink, 5);
        assertThat(sink.received().stream().map(request -> request.header("authorization")))
                .hasSize(5)
                .containsOnly("Bearer t1");
        assertThat(sink.handshakes().stream().map(request -> request.header("authorization")))
                .containsExactly(null, "Bearer t1");
        assertThat(tokens.all()).hasSize(1);
        TestSink.Request asked = tokens.all().get(0);
        assertThat(asked.header("authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "ckep:a+secret%3A+with+%25+and+signs".getBytes(StandardCharsets.US_ASCII)));
        assertThat(asked.text()).isEqualTo("grant_type=client_credentials&scope=deliver+events");
    }

    @Test
    void aTokenThatTheEndpointRefusesIsFetchedAnew() {
        authorized();
        sink.onDelivery(request -> Reply.of("Bearer t1".equals(request.header("authorization")) ? 401 : 204));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> sink.received().size() == 2);
        assertThat(sink.received().stream().map(request -> request.header("authorization")))
                .containsExactly("Bearer t1", "Bearer t2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {}",
                "302 | {}",
                "200 | no JSON",
                "200 | {\"token_type\":\"Bearer\"}",
                "200 | {\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
                "200 | {\"access_token\":\"a\",\"token_type\":\"MAC\"}"
            })
    void withoutATokenNothingIsSent(int status, String body) {
        String id = authorized();
        // Another client, so another token.
        tokens.onDelivery(request -> new Reply(status, Map.of("Location", sink.url()), body));
        Map<String, Object> other = wanted();
        other.put("clientId", "other");
        set(id, other).then().statusCode(204);
        kotra().get(PATH + "/" + id)
                .then()
                .body("state", equalTo("PENDING"))
                .body("stateReason", org.hamcrest.Matchers.startsWith("consent-missing: no access token"));

        tokens.onDelivery(request -> token());
        kotra().post(PATH + "/" + id + "/verify").then().body("state", equalTo("ACTIVE"));
        assertThat(sink.handshakes()).hasSize(3);
    }

    @Test
    void aDeliveryWithoutATokenIsTriedAgain() {
        tokens.onDelivery(request ->
                new Reply(200, Map.of(), "{\"access_token\":\"short\",\"token_type\":\"bearer\",\"expires_in\":0}"));
        String id = create(kotra(), webhook(sink, subject));
        set(id, wanted()).then().statusCode(204);
        tokens.onDelivery(request -> Reply.of(503));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> attempts(id).contains("no-token"));
        assertThat(sink.received()).isEmpty();
        tokens.onDelivery(request -> token());
        awaitNumbers(sink, 1);
        assertThat(sink.received().get(0).header("authorization")).isEqualTo("Bearer t1");
        // It was not sent before, and that is known.
        assertThat(sink.received().get(0).header("ck-redelivery")).isNull();
    }

    private List<String> attempts(String id) {
        return Sql.query(pool, "select outcome from attempt where sub = $1", UUID.fromString(id)).stream()
                .map(row -> row.getString("outcome"))
                .toList();
    }

    @Test
    void theSecretIsInNoAnswerAndNotInTheDatabase() {
        String id = authorized();
        String path = PATH + "/" + id + "/authorization";
        Response read = kotra().get(path);
        read.then()
                .statusCode(200)
                .body("tokenUrl", equalTo(tokens.url()))
                .body("clientId", equalTo("ckep"))
                .body("scope", equalTo("deliver events"));
        assertThat(read.asString() + kotra().get(PATH + "/" + id).asString()).doesNotContain("secret");
        byte[] stored = Sql.query(
                        pool, "select secret from subscription_authorization where sub = $1", UUID.fromString(id))
                .get(0)
                .getBuffer("secret")
                .getBytes();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        kr().get(path).then().statusCode(404);
        kr().body(wanted()).put(path).then().statusCode(404);
        kr().delete(path).then().statusCode(404);
    }

    @Test
    void withoutItDeliveriesShowNothing() {
        String id = authorized();
        String path = PATH + "/" + id + "/authorization";
        kotra().delete(path).then().statusCode(204);
        kotra().get(path).then().statusCode(404);
        kotra().delete(path).then().statusCode(404);
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(sink.received().get(0).header("authorization")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "tokenUrl, http://login.example.org/token, 422, scheme",
        "tokenUrl, https://user@login.example.org/token, 422, user-info",
        "tokenUrl, https://login.example.org:22/token, 422, port",
        "tokenUrl, https://10.0.0.1/token, 422, address-forbidden",
        "tokenUrl, https://169.254.169.254/latest/api/token, 422, address-forbidden",
        "tokenUrl, , 400, required",
        "clientId, , 400, required",
        "clientId, '', 400, invalid",
        "clientSecret, , 400, required",
        "clientSecret, 密, 400, invalid",
        "scope, two  spaces, 400, invalid"
    })
    void whatIsWrongIsNamed(String member, String value, int status, String code) {
        String id = create(kotra(), webhook(sink, subject));
        Map<String, Object> wrong = wanted();
        wrong.put(member, value);
        set(id, wrong)
                .then()
                .statusCode(status)
                .body("errors[0].pointer", equalTo("/" + member))
                .body("errors[0].code", equalTo(code));
        kotra().get(PATH + "/" + id + "/authorization").then().statusCode(404);
        kotra().get(PATH + "/" + id).then().body("state", equalTo("ACTIVE"));
    }

    @Test
    void onlyAWebhookHasOne() {
        String id = create(kotra(), pull(subject));
        set(id, wanted()).then().statusCode(409);
    }
}
